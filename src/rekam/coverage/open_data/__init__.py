"""Aggregates for everybody: published once for a day, with small counts of sensitive groups hidden.

What is published lies in files and is never computed anew for a reader: a second answer about the same day
could give away what the first one hid.
"""
