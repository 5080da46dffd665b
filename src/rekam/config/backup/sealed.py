"""A file sealed piece by piece: libsodium's secretstream (XChaCha20-Poly1305), packed by zlib before.

Pieces stand in one order and the last one says that it is the last: what is cut, swapped, left out or put
under another name does not open. Layout: magic, 8 bytes key id, 24 bytes header, pieces of 1 MiB and a tag.
"""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder

MAGIC = b"RKB1"
KID_BYTES = 8
PIECE = 1024 * 1024
HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
TAG_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
MIDDLE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
FASTEST = 1  # of zlib: a base of a million residents has to be packed within minutes


@dataclass(frozen=True, kw_only=True, repr=False)
class DataKey:
    """A key that seals files: 32 bytes and the id that files name it by (16 hexadecimal digits)."""

    kid: str
    key: bytes


def seal_file(path: Path, content: Iterable[bytes], *, key: DataKey, name: str) -> int:
    """Write content sealed, whole or not at all; the bytes that lie on the disk when this returns.

    name   under which it is kept; another name does not open it
    Raises OSError as the disk does, and whatever `content` raises.
    """
    private_folder(path.parent)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            _write(file, content, key=key, name=name)
            file.flush()
            os.fsync(file.fileno())
        size = fresh.stat().st_size
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)
    return size


def opened(path: Path, *, keys: Mapping[str, bytes], name: str) -> Iterator[bytes]:
    """The content of a sealed file, piece by piece; only when it ends without a refusal was it whole.

    Raises RuleBroken("backup_file_missing" | "backup_file_altered" | "backup_file_cut" | "backup_key_other").
    """
    unpack = zlib.decompressobj()
    try:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # from the disk, not from memory
            for piece in _pieces(file, keys=keys, name=name):
                yield unpack.decompress(piece)
    except FileNotFoundError as error:
        raise RuleBroken("backup_file_missing", name=name) from error
    except zlib.error as error:
        raise RuleBroken("backup_file_altered", name=name) from error
    yield unpack.flush()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(file: BinaryIO, content: Iterable[bytes], *, key: DataKey, name: str) -> None:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    file.write(MAGIC + bytes.fromhex(key.kid))
    file.write(bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key.key))
    bound = name.encode()

    def push(piece: bytes, tag: int) -> None:
        file.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, piece, bound, tag))

    waiting = bytearray()
    for packed in _packed(content):
        waiting += packed
        while len(waiting) >= PIECE:
            push(bytes(waiting[:PIECE]), MIDDLE)
            del waiting[:PIECE]
    push(bytes(waiting), LAST)


def _packed(content: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj(FASTEST)
    for part in content:
        yield pack.compress(part)
    yield pack.flush()


def _pieces(file: BinaryIO, *, keys: Mapping[str, bytes], name: str) -> Iterator[bytes]:
    head = file.read(len(MAGIC) + KID_BYTES + HEADER_BYTES)
    if len(head) < len(MAGIC) + KID_BYTES + HEADER_BYTES or not head.startswith(MAGIC):
        raise RuleBroken("backup_file_altered", name=name)
    kid = head[len(MAGIC) : len(MAGIC) + KID_BYTES].hex()
    if kid not in keys:
        raise RuleBroken("backup_key_other", kid=kid)
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, head[-HEADER_BYTES:], keys[kid])
    yield from _in_order(file, state=state, name=name)


def _in_order(
    file: BinaryIO, *, state: bindings.crypto_secretstream_xchacha20poly1305_state, name: str
) -> Iterator[bytes]:
    bound, tag = name.encode(), MIDDLE
    while closed := file.read(PIECE + TAG_BYTES):
        if tag == LAST:
            raise RuleBroken("backup_file_altered", name=name)  # something was put behind the end
        try:
            piece, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, closed, bound)
        except (CryptoError, ValueError, TypeError) as error:
            raise RuleBroken("backup_file_altered", name=name) from error
        yield piece
    if tag != LAST:
        raise RuleBroken("backup_file_cut", name=name)


class Stream:
    """Pieces as a file that is read once from its beginning, for `tarfile`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._waiting = pieces, bytearray()

    def read(self, size: int) -> bytes:
        """The next bytes; fewer at the end only."""
        while len(self._waiting) < size and (piece := next(self._pieces, None)) is not None:
            self._waiting += piece
        told = bytes(self._waiting[:size])
        del self._waiting[:size]
        return told

    def drain(self) -> None:
        """Read what is left, so that a cut end is found."""
        self._waiting.clear()
        for _ in self._pieces:
            pass
