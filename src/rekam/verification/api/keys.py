"""The office's keys for receipts, in the files of credentials' keys."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings

from rekam.credentials import key_files
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.signing import KeyRing
from rekam.vault.keys import keys_folder

RENEWED = timedelta(days=30)  # before its key rests; the next one is published a week before it signs


def make_receipt_keys(*, at: datetime) -> None:
    """Make the keys where there are none, and the next one in time; repeating it changes nothing."""
    folder = keys_folder()
    ring = key_files.make(folder, issuer=settings.REKAM_VERIFICATION_ADDRESS, name="Disdukcapil", at=at)
    own = [slot for slot in ring.slots if slot.purpose is Purpose.RECEIPT]
    if not own:
        key_files.add(folder, purpose=Purpose.RECEIPT, at=at, signs=at)
    elif max(slot.rests for slot in own) < at + RENEWED:
        signs = max(at, max(slot.rests for slot in own) - key_files.ANNOUNCED)
        key_files.add(folder, purpose=Purpose.RECEIPT, at=at, signs=signs)


def ring() -> KeyRing:
    """All keys, read again when their file changed. Raises RuleBroken("signing_key_missing")."""
    path = keys_folder() / key_files.KEYS
    return _ring(path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def _ring(_stamp: int) -> KeyRing:
    return key_files.read(keys_folder())
