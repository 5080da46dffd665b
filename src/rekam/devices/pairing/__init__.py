"""Pairing: a laptop and the office exchange keys over the line, and two people compare six digits."""
