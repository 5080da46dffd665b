"""Strict reading of the maps in a packet: exactly these keys, exactly these types."""

import uuid
from collections.abc import Mapping
from typing import Any

from rekam.kernel.errors import RuleBroken

Kind = type | tuple[type | None, ...]


def fields(
    value: object, *, where: str, kinds: Mapping[str, Kind], may: Mapping[str, Kind] | None = None
) -> dict[str, Any]:
    """The map itself, when it has all keys of `kinds`, no other, and values of these types (None allowed
    where the tuple of types holds None).

    may   keys that it may have besides

    Raises RuleBroken("packet_malformed", where=...).
    """
    known = {**kinds, **(may or {})}
    if not isinstance(value, dict) or not set(kinds) <= set(value) <= set(known):
        raise RuleBroken("packet_malformed", where=where)
    for key, kind in ((key, known[key]) for key in value):
        if not _fits(value[key], kind if isinstance(kind, tuple) else (kind,)):
            raise RuleBroken("packet_malformed", where=f"{where}.{key}")
    return value


def listed(value: list[Any], *, where: str, at_most: int) -> list[Any]:
    """The list, when it is not longer than `at_most`. Raises RuleBroken("packet_malformed")."""
    if len(value) > at_most:
        raise RuleBroken("packet_malformed", where=where)
    return value


def within(value: int, *, where: str, low: int, high: int) -> int:
    """The number, when low <= value <= high. Raises RuleBroken("packet_malformed")."""
    if not low <= value <= high:
        raise RuleBroken("packet_malformed", where=where)
    return value


def text(value: str, *, where: str, at_most: int) -> str:
    """The text, when it has 1 to `at_most` characters. Raises RuleBroken("packet_malformed")."""
    if not 1 <= len(value) <= at_most:
        raise RuleBroken("packet_malformed", where=where)
    return value


def exact(value: bytes, *, where: str, length: int) -> bytes:
    """The bytes, when there are exactly `length`. Raises RuleBroken("packet_malformed")."""
    if len(value) != length:
        raise RuleBroken("packet_malformed", where=where)
    return value


def identifier(value: bytes, *, where: str) -> uuid.UUID:
    """A UUID from its 16 bytes. Raises RuleBroken("packet_malformed")."""
    return uuid.UUID(bytes=exact(value, where=where, length=16))


def _fits(value: object, kinds: tuple[type | None, ...]) -> bool:
    for kind in kinds:
        if kind is None and value is None:
            return True
        if kind is not None and isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return not (isinstance(value, str) and "\x00" in value)  # the one letter no database takes
    return False
