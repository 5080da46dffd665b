"""A signer's Ed25519 key as a file that a passphrase closes (PKCS #8): it lies on a stick in a safe."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from rekam.kernel.errors import RuleBroken

LEAST_LETTERS = 12


def make(path: Path, *, passphrase: str) -> bytes:
    """Make a key and write it; its public half (32 bytes). A file that is there is never written over.

    Raises RuleBroken("passphrase_too_short" | "update_key_there").
    """
    if len(passphrase) < LEAST_LETTERS:
        raise RuleBroken("passphrase_too_short", least=LEAST_LETTERS)
    key = Ed25519PrivateKey.generate()
    closed = BestAvailableEncryption(passphrase.encode())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise RuleBroken("update_key_there", file=str(path)) from error
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, closed))
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def load(path: Path, *, passphrase: str) -> bytes:
    """The seed (32 bytes). Raises RuleBroken("update_key_closed")."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=passphrase.encode())
    except (OSError, ValueError, TypeError) as error:
        raise RuleBroken("update_key_closed", file=str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise RuleBroken("update_key_closed", file=str(path))
    return key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
