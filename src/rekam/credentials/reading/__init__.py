"""The page on which anybody checks a digital KTP, without a network and without an account.

The checks run on the telephone (static/ikd); the server gives the page, its files and the lists, and learns
nothing.
"""
