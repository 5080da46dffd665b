"""The manifest of a gallery: which files, how many of their rows count, the checksum of each up to there."""

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
EARLIER: Final = f"rekam-gallery/{LAYOUT}"
"""Before rows could be taken out: the first generation, of which nothing is missing."""
FORMAT: Final = f"{EARLIER}-2"
SUBJECTS: Final = "subjects"
REMOVED: Final = "removed"


@dataclass(frozen=True)
class Manifest:
    """What counts of a gallery.

    rows        of every column, those that were taken out too
    checksums   CRC-32 of each column, of the subjects and of the removed, over exactly what counts
    generation  of the files; a compaction begins the next one
    removed     how many rows were taken out
    """

    rows: int
    checksums: Mapping[str, int]
    generation: int = 0
    removed: int = 0


def write(path: Path, state: Manifest) -> None:
    """Replace the manifest of a folder in one step: temporary file, sync, rename, sync of the folder."""
    body = {
        "format": FORMAT,
        "rows": state.rows,
        "generation": state.generation,
        "removed": state.removed,
        "checksums": dict(state.checksums),
        "words": {str(position): row_words(position) for position in Position},
    }
    partial = path / f"{NAME}.part"
    with partial.open("w", encoding="ascii") as file:
        json.dump({"body": body, "sha256": _digest(body)}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path / NAME)
    sync_folder(path)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
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
        if body["format"] not in {FORMAT, EARLIER} or body["words"] != words:
            raise RuleBroken("gallery_corrupt", why="layout")
        return Manifest(
            rows=body["rows"],
            checksums={REMOVED: 0, **body["checksums"]},
            generation=body.get("generation", 0),
            removed=body.get("removed", 0),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RuleBroken("gallery_corrupt", why="manifest") from error


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode("ascii")).hexdigest()
