"""The user-interface kit: base templates, partials, form fields, numbers and dates in words, styles.

Owns no data and asks no database. Its door: `ui/base.html` and `ui/station_base.html` to extend, the
partials of `ui/components/`, the tags and filters of `{% load rekam %}`, `parts` and `forms`.
"""
