"""Residents' online requests, booking, the four-day promise."""
