"""What the worker found last, for the line on every page of who can act: no page pays for the checks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from rekam.kernel.places import data_folder, write_private
from rekam.web.watch.rules import BY_NAME, Reading, State

OLD_AFTER: Final = timedelta(minutes=10)
"""The worker looks every minute; a look that is older means that nobody looks any more."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The names of the checks that need somebody, and when the worker saw so."""

    at: datetime
    names: Sequence[str]

    def acts(self, *, at: datetime) -> Sequence[str]:
        """The checks to act on; of an old look at least that no worker looks."""
        if at - self.at < OLD_AFTER:
            return self.names
        return list(dict.fromkeys(["workers", *self.names]))


def keep(readings: Sequence[Reading], *, at: datetime) -> None:
    """Write down what somebody must act on."""
    names = [one.check.name for one in readings if one.state is State.ACT]
    write_private(_place(), json.dumps({"at": at.isoformat(), "act": names}).encode())


def find_seen() -> Seen | None:
    """What was kept last; None before the first look, and where the file says nothing."""
    try:
        told = json.loads(_place().read_text(encoding="utf-8"))
        names = [name for name in told["act"] if name in BY_NAME]
        return Seen(at=datetime.fromisoformat(told["at"]), names=names)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place() -> Path:
    return data_folder() / "watch" / "seen.json"
