"""The office's keys for receipts: in one file with those of the digital KTP, under one root and issuer."""

from datetime import datetime, timedelta
from pathlib import Path

from rekam.credentials import key_files
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.queries import ring as ring

RENEWED = timedelta(days=30)  # before its key rests; the next one is published a week before it signs


def renew_receipt_key(folder: Path, *, at: datetime) -> None:
    """Make the next key in time; repeating it changes nothing.

    Raises RuleBroken("signing_key_missing" | "signing_root_away").
    """
    own = [slot for slot in key_files.read(folder).slots if slot.purpose is Purpose.RECEIPT]
    if not own:
        key_files.add(folder, purpose=Purpose.RECEIPT, at=at, signs=at)
    elif max(slot.rests for slot in own) < at + RENEWED:
        signs = max(at, max(slot.rests for slot in own) - key_files.ANNOUNCED)
        key_files.add(folder, purpose=Purpose.RECEIPT, at=at, signs=signs)
