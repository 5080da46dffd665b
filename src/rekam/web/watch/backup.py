"""What is told of backups: a small file that whoever makes them writes, and this room only reads."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rekam.kernel.places import data_folder

NAME = "backup-status.json"


@dataclass(frozen=True, kw_only=True)
class Backups:
    """When the last base backup, and the last piece of the write-ahead log, were safe; None: never."""

    base: datetime | None = None
    log: datetime | None = None


def find_backups(folder: Path | None = None) -> Backups:
    """What `backup-status.json` of the data folder says: {"last_base": ISO 8601, "last_wal": ISO 8601}.

    A file that is missing, or that nobody can read as that, is no backup: it must not look like one.
    """
    try:
        told = json.loads(((folder or data_folder()) / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Backups()
    if not isinstance(told, dict):
        return Backups()
    return Backups(base=_moment(told.get("last_base")), log=_moment(told.get("last_wal")))


def _moment(told: object) -> datetime | None:
    """A moment with its zone; without one nobody knows when it was."""
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
