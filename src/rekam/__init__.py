"""Rekam: every resident recorded. One package; see docs/explanation/architecture.md for the rooms."""
