"""Whose certificates a connection believes, read once a process.

Reading them takes longer than asking a scanner or a printer, and each of these is asked by a line of its own.
"""

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """The authorities that httpx believes by itself, whatever stands in the environment."""
    return httpx.create_ssl_context(trust_env=False)
