"""This program's version, and the oldest ones that still get along with it. Pure."""

import re
from typing import Final

VERSION: Final = "0.1.0"
"""As in pyproject.toml."""

OLDEST_STATION: Final = "0.1.0"
"""The oldest station that the doors are tried with. What an older one sends is taken all the same; it is
told that it is too old (docs/reference/sync.md)."""

OLDEST_ON_SCHEMA: Final = "0.1.0"
"""The oldest program that reads and writes the tables as this version's migrations leave them. It rises
with the first migration that takes something away, and not before (docs/how-to/upgrade-an-office.md)."""

_VERSION: Final = re.compile(r"(\d{1,5})\.(\d{1,5})\.(\d{1,5})")


def find_numbers(version: str) -> tuple[int, int, int] | None:
    """(0, 1, 0) of "0.1.0"; None for what is no version of ours."""
    found = _VERSION.fullmatch(version, endpos=20)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def is_older(version: str, *, than: str) -> bool:
    """Whether one version came before another; what is no version is older than none."""
    one, other = find_numbers(version), find_numbers(than)
    return one is not None and other is not None and one < other
