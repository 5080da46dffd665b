"""Where checkpoints lie outside the database, and what the last try to make one said."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rekam.audit import checkpoints
from rekam.audit.checkpoints import Checkpoint
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder

NAME = "checkpoints.txt"


@dataclass(frozen=True)
class Alarm:
    """Why no checkpoint was signed, and since when."""

    code: str
    at: datetime


def folders() -> Sequence[Path]:
    """The folders of the checkpoints, the first one first.

    $REKAM_AUDIT_CHECKPOINTS and, where it is set, $REKAM_AUDIT_CHECKPOINTS_COPY: another disk or machine,
    best of all one that this machine can only add to.
    """
    first = os.environ.get("REKAM_AUDIT_CHECKPOINTS")
    second = os.environ.get("REKAM_AUDIT_CHECKPOINTS_COPY")
    return [Path(first) if first else data_folder() / "checkpoints", *([Path(second)] if second else [])]


def read_all() -> Sequence[Checkpoint]:
    """The checkpoints so far.

    Raises RuleBroken("checkpoints_differ") where one folder does not begin like the other, or
    "checkpoint_malformed".
    """
    texts = [_text(folder / NAME) for folder in folders()]
    longest = max(texts, key=len)
    if not all(longest.startswith(text) for text in texts):
        raise RuleBroken("checkpoints_differ")
    return checkpoints.read_file(longest)


def append(checkpoint: Checkpoint) -> None:
    """Add a checkpoint to each folder, synced; a folder that was away for a while gets all it lacks.

    Raises OSError: the first folder has it already when the second one is away.
    """
    texts = [_text(folder / NAME) for folder in folders()]
    whole = max(texts, key=len) + checkpoint.text
    for folder, text in zip(folders(), texts, strict=True):
        _make(folder)
        handle = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(whole[len(text) :])
            file.flush()
            os.fsync(file.fileno())


def raise_alarm(code: str, *, at: datetime) -> None:
    """Let the pages say that no checkpoint could be signed; the first alarm's time stays."""
    since = find_alarm()
    if since is not None and since.code == code:
        return
    _make(_alarm_file().parent)
    fresh = _alarm_file().with_suffix(".new")
    fresh.write_text(json.dumps({"code": code, "at": at.isoformat()}), encoding="utf-8")
    fresh.replace(_alarm_file())


def end_alarm() -> None:
    """All agrees again."""
    _alarm_file().unlink(missing_ok=True)


def find_alarm() -> Alarm | None:
    """The alarm that stands now; None also for a process that may not read the folder."""
    try:
        told = json.loads(_alarm_file().read_text(encoding="utf-8"))
    except OSError:
        return None
    return Alarm(code=told["code"], at=datetime.fromisoformat(told["at"]))


def _alarm_file() -> Path:
    return folders()[0] / "alarm.json"


def _make(folder: Path) -> None:
    """Ours alone when it is new; a folder that somebody gave us keeps its mode."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
