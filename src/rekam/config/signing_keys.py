"""The keys that sign digital KTP, receipts and questions: made at the first start, in one folder."""

import os
from datetime import datetime
from pathlib import Path

from rekam.credentials import key_files
from rekam.credentials.making_keys import make_all
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.verification.api.keys import renew_receipt_key

NAME = "Disdukcapil"


def keys_folder() -> Path:
    """As the settings have it (REKAM_CREDENTIAL_KEYS), for those who start before any settings."""
    return Path(os.environ.get("REKAM_CREDENTIAL_KEYS", data_folder() / "credentials"))


def ready_signing_keys(folder: Path, *, here: str, at: datetime) -> list[str]:
    """Make the keys where there are none, and the receipts' next one in time; what an officer must know.

    here  the address under which this start answers; REKAM_PUBLIC_URL goes before it
    """
    issuer = os.environ.get("REKAM_PUBLIC_URL", here).rstrip("/")
    is_new = not (folder / key_files.KEYS).exists()
    ring = make_all(folder, issuer=issuer, name=NAME, at=at)
    told = []
    if is_new:
        told.append(f"Keys for digital KTP were made in {folder}: take {key_files.ROOT} to a safe.")
    if ring.issuer != issuer:
        told.append(f"Keys for digital KTP name {ring.issuer} as their issuer, not {issuer}.")
    try:
        renew_receipt_key(folder, at=at)
    except RuleBroken as broken:
        told.append(f"The receipts' next key was not made ({broken}).")
    return told
