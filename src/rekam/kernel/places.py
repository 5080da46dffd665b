"""Where an installation keeps its things: one data folder, named by REKAM_DATA."""

import hashlib
import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of this installation's state: $REKAM_DATA, or ./var where it is not set."""
    return Path(os.environ.get("REKAM_DATA", "var")).absolute()


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can open, and return it."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Replace a file by a new one that only its owner can read; a crash leaves the old or the new one."""
    private_folder(path.parent)
    fresh = path.with_name(path.name + ".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def short_name(path: Path) -> str:
    """Eight letters that tell one installation's folder from another's."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
