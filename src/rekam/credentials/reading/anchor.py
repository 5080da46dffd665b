"""Which root certificates a reader believes: their SHA-256, known before anything is fetched."""

import hashlib

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from rekam.credentials import key_files
from rekam.credentials.issuing import keys
from rekam.kernel.errors import RuleBroken


def roots() -> tuple[str, ...]:
    """SHA-256, hexadecimal: of REKAM_CREDENTIAL_ROOTS, else of the office's own; none before it has keys."""
    if settings.REKAM_CREDENTIAL_ROOTS:
        return tuple(settings.REKAM_CREDENTIAL_ROOTS)
    try:
        own = key_files.root(keys.folder())
    except RuleBroken:
        return ()
    return (hashlib.sha256(own.public_bytes(Encoding.DER)).hexdigest(),)
