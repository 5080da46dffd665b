"""Where the shards are: the one place that reads the settings (docs/reference/settings.md)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rekam.kernel.errors import RuleBroken

COUNT: Final = "REKAM_SHARDS"
ADDRESS: Final = "REKAM_SHARDS_RAY"
FOLDER: Final = "REKAM_SHARDS_GALLERY"
WAIT: Final = "REKAM_SHARDS_WAIT_SECONDS"
MOST: Final = 1_000
WAIT_SECONDS: Final = 120.0
"""A holder is back in 3 to 5 seconds, and then makes its indices: some 50 seconds for a million persons."""
LONGEST_SECONDS: Final = 3_600.0


@dataclass(frozen=True)
class Shards:
    """How the gallery is held.

    count    stretches, each of which one holder has
    address  of Ray, host:port; "" = what `rekam abis shards` started on this machine
    folder   where holders see the gallery; None = where this process does
    wait_seconds  for how long a search waits for holders that are away, in all
    """

    count: int
    address: str = ""
    folder: Path | None = None
    wait_seconds: float = WAIT_SECONDS


def shards_of(environment: Mapping[str, str] = os.environ) -> Shards | None:
    """What the settings ask for; None = this process searches by itself.

    Raises RuleBroken("shards_setting").
    """
    if not environment.get(COUNT):
        return None
    count = _number(environment, COUNT, most=MOST)
    wait = _number(environment, WAIT, most=LONGEST_SECONDS) if environment.get(WAIT) else WAIT_SECONDS
    folder = environment.get(FOLDER)
    return Shards(
        count=int(count),
        address=environment.get(ADDRESS, ""),
        folder=Path(folder) if folder else None,
        wait_seconds=wait,
    )


def _number(environment: Mapping[str, str], name: str, *, most: float) -> float:
    value = environment[name]
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise RuleBroken("shards_setting", name=name, value=value, most=int(most))
    return float(value)
