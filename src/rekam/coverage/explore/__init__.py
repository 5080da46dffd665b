"""Exploring the counts: one measure by area, and by sex, age, channel or day; for the page and as JSON."""
