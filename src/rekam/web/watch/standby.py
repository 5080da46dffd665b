"""What is told of the second machine: a small file that the guard writes, and this room only reads."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rekam.kernel.places import data_folder
from rekam.vault import beyond

NAME = "standby-status.json"


@dataclass(frozen=True, kw_only=True)
class Standby:
    """Since when the second machine may lack something, and how far its database was behind then."""

    whole: datetime | None = None
    behind: float = 0


def find_standby(folder: Path | None = None) -> Standby | None:
    """What the guard wrote last; None where there is to be no second machine.

    A file that is missing, or that nobody can read, is no second machine that is well.
    """
    if beyond.folder() is None:
        return None
    try:
        told = json.loads(((folder or data_folder()) / NAME).read_text(encoding="utf-8"))
        whole, behind = datetime.fromisoformat(told["whole"]), float(told["behind_bytes"])
    except (OSError, ValueError, KeyError, TypeError):
        return Standby()
    return Standby(whole=whole, behind=behind) if whole.tzinfo else Standby()
