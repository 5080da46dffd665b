"""Where the bytes of an unfinished upload lie."""

import uuid
from pathlib import Path

from rekam.kernel.places import data_folder


def folder() -> Path:
    """Where incomplete uploads lie."""
    return data_folder() / "intake"


def path_of(packet: uuid.UUID, sha256: str) -> Path:
    """The file of an upload; the announced hash is in the name, so two contents never share a file."""
    return folder() / f"{packet}-{sha256[:32]}.part"
