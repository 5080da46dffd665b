"""Institutions that may ask: contract, grant, keys, what each may ask, and how often."""
