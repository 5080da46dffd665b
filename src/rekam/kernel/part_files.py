"""Bytes that come piece by piece: gathered in memory from a request, then kept durably in a file."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder

CHUNK = 256 * 1024
SPARE_BYTES = 512 * 1024 * 1024  # kept free, so that the database beside us can still write

Reader = Callable[[int], bytes]


def size(path: Path) -> int:
    """How many bytes have arrived durably (0 when nothing did)."""
    return path.stat().st_size if path.exists() else 0


def check_space(length: int, *, folder: Path) -> None:
    """Refuse what would fill the disk. Raises RuleBroken("storage_full")."""
    free = shutil.disk_usage(private_folder(folder)).free
    if free < length * 4 + SPARE_BYTES:  # the file, the vault and its copy, and some air
        raise RuleBroken("storage_full")


def gather(read: Reader, *, at_most: int) -> bytes:
    """What a body brings, at most so many bytes. A line that breaks is no error: what arrived is returned."""
    chunks, left = [], at_most
    while left and (chunk := _read(read, min(CHUNK, left))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Hold an upload's file alone, open for reading and writing.

    Raises RuleBroken("upload_busy") while another request holds it.
    """
    private_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RuleBroken("upload_busy") from error
        yield handle
    finally:
        os.close(handle)


def append(handle: int, content: bytes) -> int:
    """Add bytes to a held file, durably; its length after that. Raises RuleBroken("storage_full")."""
    os.lseek(handle, 0, os.SEEK_END)
    view = memoryview(content)
    try:
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError as error:
        raise RuleBroken("storage_full") from error
    return os.fstat(handle).st_size


def content(handle: int) -> bytes:
    """All bytes of a held file."""
    length = os.fstat(handle).st_size
    return os.pread(handle, length, 0)


def empty(handle: int) -> None:
    """Forget the bytes of a held file; the next offset is 0."""
    os.ftruncate(handle, 0)
    os.fsync(handle)


def _read(read: Reader, at_most: int) -> bytes:
    try:
        return read(at_most)
    except OSError:  # Django's UnreadablePostError is one: the sender is gone
        return b""
