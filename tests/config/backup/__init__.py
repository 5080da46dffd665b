"""Backup and restore: `rekam backup`, `rekam restore`, the drill."""
