"""The manifest of a gallery: how many rows count, and the checksum of each column up to there."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import LAYOUT, row_words
from rekam.kernel.errors import RuleBroken

NAME: Final = "manifest.json"
FORMAT: Final = f"rekam-gallery/{LAYOUT}"


@dataclass(frozen=True)
class Manifest:
    """rows that count; CRC-32 of each column (and of the subjects) over exactly these rows."""

    rows: int
    checksums: Mapping[str, int]


def write(path: Path, state: Manifest) -> None:
    """Replace the manifest of a folder in one step: temporary file, sync, rename, sync of the folder."""
    body = {
        "format": FORMAT,
        "rows": state.rows,
        "checksums": dict(state.checksums),
        "words": {str(position): row_words(position) for position in Position},
    }
    partial = path / f"{NAME}.part"
    with partial.open("w", encoding="ascii") as file:
        json.dump({"body": body, "sha256": _digest(body)}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path / NAME)
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read(path: Path) -> Manifest:
    """The manifest of a folder. Raises RuleBroken("gallery_missing" | "gallery_corrupt")."""
    try:
        text = (path / NAME).read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise RuleBroken("gallery_missing", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken("gallery_corrupt", why="manifest") from error
    try:
        whole = json.loads(text)
        body = whole["body"]
        words = {str(position): row_words(position) for position in Position}
        if whole["sha256"] != _digest(body):
            raise RuleBroken("gallery_corrupt", why="manifest")
        if body["format"] != FORMAT or body["words"] != words:
            raise RuleBroken("gallery_corrupt", why="layout")
        return Manifest(rows=body["rows"], checksums=body["checksums"])
    except (ValueError, KeyError, TypeError) as error:
        raise RuleBroken("gallery_corrupt", why="manifest") from error


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode("ascii")).hexdigest()
