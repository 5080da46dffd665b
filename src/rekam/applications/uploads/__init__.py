"""Scans of required papers: checked by content, made again from their pixels, kept in the vault."""
