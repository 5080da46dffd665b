"""Writing a small file so that after a power cut it is the old one or the new one."""

import os
from pathlib import Path


def replace_file(path: Path, *, content: bytes, mode: int = 0o600) -> None:
    """Put `content` at `path`: written aside, flushed to the disk, renamed, and the folder flushed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}.new")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    if os.name == "posix":  # Windows cannot open a folder, and flushes the rename itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
