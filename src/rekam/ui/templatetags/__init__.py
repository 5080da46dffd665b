"""Template tags and filters: `{% load rekam %}`."""
