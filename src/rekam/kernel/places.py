"""Where an installation keeps its things: one data folder, named by REKAM_DATA."""

import hashlib
import os
import tempfile
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
    """Replace a file by a new one that only its owner can read; a crash leaves the old or the new one.

    Of two who write at once the later one stays whole: each writes under a name of its own first.
    """
    private_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".new")  # mode 0600
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def short_name(path: Path) -> str:
    """Eight letters that tell one installation's folder from another's."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
