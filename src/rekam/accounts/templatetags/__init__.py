"""Template tags: `{% load officers %}`."""
