"""The hash chain of a session's records (docs/reference/sbi.md); the usual client never checks it."""

import hashlib

from rekam.kernel.errors import RuleBroken

EMPTY = hashlib.sha256(b"").digest()


def link(*, previous: bytes, record: bytes) -> bytes:
    """SHA-256(previous || SHA-256(record)); an empty `previous` stands for SHA-256 of nothing."""
    return hashlib.sha256((previous or EMPTY) + hashlib.sha256(record).digest()).digest()


def check_link(told: object, *, previous: bytes, record: bytes) -> bytes:
    """The link, when the device told the same. Raises RuleBroken("device_chain_wrong")."""
    right = link(previous=previous, record=record)
    if not isinstance(told, str) or told.upper() != right.hex().upper():
        raise RuleBroken("device_chain_wrong")
    return right
