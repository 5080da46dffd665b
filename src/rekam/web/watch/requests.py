"""How many requests were answered and how long they took, over all web processes and through their restarts.

Each process has a row of its own in one file that all map, so that nobody waits for anybody; a row that a
process left behind goes on with the next one, so that counters never fall. Nothing of a request is in it but
its door, its class of status and its time. The file may be deleted while nothing runs: counting begins anew.
"""

import bisect
import fcntl
import mmap
import os
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from rekam.kernel.places import data_folder, private_folder
from rekam.web.crowd.addresses import is_residents
from rekam.web.watch.metrics import series

DOORS: Final = ("office", "residents", "machines")
STATUSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes of seconds; what took longer is counted only in +Inf."""
_A_DOOR: Final = len(STATUSES) + len(BOUNDS) + 2  # its statuses, its classes, +Inf, and its microseconds
_WIDTH: Final = _A_DOOR * len(DOORS)
MOST_PROCESSES: Final = 32


class Counters:
    """The file of counters, and this process's row in it. Raises OSError."""

    def __init__(self, path: Path) -> None:
        private_folder(path.parent)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        size = MOST_PROCESSES * _WIDTH * 8
        if os.fstat(self._file).st_size < size:
            os.ftruncate(self._file, size)  # of zeros; from two processes at once it is the same
        whole = np.frombuffer(mmap.mmap(self._file, size), np.int64)
        self._rows = whole.reshape(MOST_PROCESSES, len(DOORS), _A_DOOR)
        self._threads = threading.Lock()
        self._own = self._rows[self._free_row()]

    def _free_row(self) -> int:
        """The first row that no living process has; the kernel gives it back when its process ends."""
        for row in range(MOST_PROCESSES):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            except OSError:
                continue
            return row
        raise OSError("more web processes than rows of counters")

    def count(self, door: str, *, status: int, seconds: float) -> None:
        """Count one answered request."""
        row = self._own[DOORS.index(door)]
        with self._threads:
            row[min(max(status // 100, 1), 5) - 1] += 1
            row[len(STATUSES) + bisect.bisect_left(BOUNDS, seconds)] += 1
            row[-1] += int(seconds * 1_000_000)

    def sums(self) -> Mapping[str, float]:
        """Every series of requests, over all processes."""
        found: dict[str, float] = {}
        for door, row in zip(DOORS, self._rows.sum(axis=0).tolist(), strict=True):
            for status, many in zip(STATUSES, row, strict=False):
                found[series("rekam_requests_total", door=door, status=status)] = many
            found |= _histogram(door, classes=row[len(STATUSES) : -1], seconds=row[-1] / 1_000_000)
        return found


def _histogram(door: str, *, classes: list[int], seconds: float) -> Mapping[str, float]:
    """The series of a histogram: how many took at most so long, their seconds together, and how many."""
    bounds = [f"{bound:g}" for bound in BOUNDS] + ["+Inf"]
    name = "rekam_request_seconds"
    upto = {
        series(f"{name}_bucket", door=door, le=bound): float(sum(classes[: n + 1]))
        for n, bound in enumerate(bounds)
    }
    return upto | {
        series(f"{name}_sum", door=door): seconds,
        series(f"{name}_count", door=door): float(sum(classes)),
    }


def place() -> Path:
    """Where the counters of this installation lie."""
    return data_folder() / "watch" / "requests"


@cache
def counters() -> Counters:
    """This process's counters. Raises OSError."""
    return Counters(place())


def counted() -> Mapping[str, float]:
    """What `Counters.sums` tells; nothing where nobody may read the file, as in a command of another user."""
    try:
        return counters().sums()
    except OSError:
        return {}


def door_of(path: str) -> str:
    """Through which door a request came: machines', residents', or the office's."""
    if path.startswith("/api/"):
        return "machines"
    return "residents" if is_residents(path) else "office"
