"""All keys of credentials, made once, in one folder, under one root and one address of the issuer."""

from datetime import datetime
from pathlib import Path

from rekam.credentials import key_files
from rekam.credentials.presenting import reader_key
from rekam.credentials.signing import KeyRing


def make_all(folder: Path, *, issuer: str, name: str, at: datetime) -> KeyRing:
    """The keys that sign, and the key with which the office asks: both need the root's file, so both now.

    Repeating it changes nothing. Where the root's file went to its safe before there was a key for questions,
    that one is left out: `reader_key.signer` then says what to do.
    """
    ring = key_files.make(folder, issuer=issuer, name=name, at=at)
    if not (folder / reader_key.FILE).exists() and (folder / key_files.ROOT).exists():
        reader_key.make(folder, issuer=ring.issuer, at=at)
    return ring
