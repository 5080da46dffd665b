"""Formats, extraction, matching, fusion and gallery: pure, measured, readable."""
