"""The office's keys for credentials, read again when their file changes."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rekam.credentials import key_files
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.signing import KeyRing
from rekam.kernel.errors import RuleBroken


def folder() -> Path:
    """Where the key file lies (REKAM_CREDENTIAL_KEYS)."""
    return Path(settings.REKAM_CREDENTIAL_KEYS)


def ring() -> KeyRing:
    """All keys. Raises RuleBroken("signing_key_missing") where none were made."""
    return _ring(folder(), _changed())


def signer(purpose: Purpose, *, at: datetime) -> Signer:
    """The key that signs for a purpose now. Raises RuleBroken("signing_key_missing")."""
    return ring().signer(purpose, at=at)


def trusted() -> str:
    """The list of keys that the root signed. Raises RuleBroken("signing_key_missing")."""
    return _trusted(folder(), _changed())


def check_ready(*, at: datetime) -> None:
    """Refuse to begin what could not be signed. Raises RuleBroken("signing_key_missing")."""
    for purpose in key_files.AT_WORK:
        signer(purpose, at=at)


def _changed() -> int:
    path = folder() / key_files.KEYS
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError as missing:
        raise RuleBroken("signing_key_missing", file=path.name) from missing


@lru_cache(maxsize=4)
def _ring(folder: Path, _changed: int) -> KeyRing:
    return key_files.read(folder)


@lru_cache(maxsize=4)
def _trusted(folder: Path, _changed: int) -> str:
    return key_files.trusted(folder)
