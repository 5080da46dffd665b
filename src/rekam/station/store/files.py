"""Writing a small file so that after a power cut it is the old one or the new one."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rekam.kernel.errors import RuleBroken

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def replace_file(path: Path, *, content: bytes, mode: int = 0o600) -> None:
    """Put `content` at `path`: written aside, flushed to the disk, renamed, and the folder flushed.

    Raises RuleBroken("store_disk_full" | "store_unreadable"); then the old file is what it was.
    """
    aside = path.with_name(f".{path.name}.new")
    with medium_told():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        flush_folder(path.parent)


@contextmanager
def medium_told() -> Iterator[None]:
    """Tell what a disk or a stick answers as RuleBroken("store_disk_full" | "store_unreadable")."""
    try:
        yield
    except OSError as error:
        code = "store_disk_full" if error.errno in NO_ROOM else "store_unreadable"
        raise RuleBroken(code, reason=errno.errorcode.get(error.errno or 0, "")) from error


def flush_folder(folder: Path) -> None:
    """What was made, renamed or deleted in the folder is on the disk."""
    if os.name != "posix":  # Windows cannot open a folder, and flushes the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
