"""Encrypted files on a medium: AES-256-GCM bound to their address; written so that a crash leaves none
or all of a file."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rekam.kernel.errors import RuleBroken

MAGIC = b"RKV1"
KID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
_HEAD = len(MAGIC) + KID_BYTES + NONCE_BYTES


def close(data: bytes, *, kid: str, key: bytes, address: str) -> bytearray:
    """Encrypted bytes: magic, kid (16 hexadecimal digits), nonce, ciphertext with its tag.

    The kid and the address are authenticated, so a file moved under another name does not open.
    """
    head = MAGIC + bytes.fromhex(kid)
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = bytearray(_HEAD + len(data) + TAG_BYTES)
    closed[:_HEAD] = head + nonce
    AESGCM(key).encrypt_into(nonce, data, head + address.encode(), memoryview(closed)[_HEAD:])
    return closed


def open_(closed: bytes, *, keys: Mapping[str, bytes], address: str) -> bytes:
    """What `close` closed. Raises RuleBroken("vault_content_altered" | "vault_key_unknown")."""
    if len(closed) < _HEAD or not closed.startswith(MAGIC):
        raise RuleBroken("vault_content_altered", address=address)
    head, nonce = closed[: len(MAGIC) + KID_BYTES], closed[len(MAGIC) + KID_BYTES : _HEAD]
    kid = head[len(MAGIC) :].hex()
    if kid not in keys:
        raise RuleBroken("vault_key_unknown", kid=kid)
    try:
        return AESGCM(keys[kid]).decrypt(nonce, closed[_HEAD:], head + address.encode())
    except InvalidTag as error:
        raise RuleBroken("vault_content_altered", address=address) from error


def write(path: Path, content: bytes | bytearray) -> None:
    """Write a file whole: content and name are on the medium when this returns.

    Raises RuleBroken("vault_medium_away"): full, read-only or not there.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        _folders(path.parent)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise RuleBroken("vault_medium_away", why=error.strerror or "") from error


def settle(path: Path) -> None:
    """Make the name of a whole file durable, whoever wrote it. Raises RuleBroken("vault_medium_away")."""
    try:
        _sync_folder(path.parent)
    except OSError as error:
        raise RuleBroken("vault_medium_away", why=error.strerror or "") from error


def fetch(path: Path, *, past_the_cache: bool = False) -> bytes:
    """The bytes of a file. Raises RuleBroken("vault_content_missing" | "vault_medium_away").

    past_the_cache   ask the kernel to drop its pages first, so that the medium itself is read
    """
    try:
        with path.open("rb") as file:
            if past_the_cache:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()
    except FileNotFoundError as error:
        raise RuleBroken("vault_content_missing") from error
    except OSError as error:
        raise RuleBroken("vault_medium_away", why=error.strerror or "") from error


def _folders(folder: Path) -> None:
    """Make missing folders, each durable in its parent."""
    if folder.is_dir():
        return
    _folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
