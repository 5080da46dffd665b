"""A new version beside the one before: its stations, its server, and the database between the two.

`office.py` and `laptop.py` are run with the source of either version, and with that version's own tests; so
they import nothing of this folder.
"""
