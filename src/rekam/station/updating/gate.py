"""One lock for recording and for the switch: whoever records passes through, and a switch shuts it.

The program's folder is held by one process (`alone`), so that no other one records or switches either.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rekam.kernel.errors import RuleBroken

RUNNING, STAGING = "running.lock", "staging.lock"
TAKEN = {RUNNING: "station_runs_already", STAGING: "update_busy"}


class Gate:
    """Open while people are recorded; once shut by a switch it stays so until the program ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._shut = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Around an act that may change a recording. Raises RuleBroken("update_restarting")."""
        with self._lock:
            if self._shut:
                raise RuleBroken("update_restarting")
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    def shut_for(self, switch: Callable[[], object], *, check: Callable[[], None]) -> None:
        """Do the switch while nobody is inside and nobody can come in; it stays shut after that.

        check   raises RuleBroken where something is open; then, and when the switch fails, it opens again
        Raises RuleBroken("update_capture_running") and what both raise.
        """
        with self._lock:
            if self._inside:
                raise RuleBroken("update_capture_running")
            check()
            switch()
            self._shut = True


@contextmanager
def alone(program: Path, *, lock: str = RUNNING) -> Iterator[None]:
    """Be the only process that records with this program or switches it (or, STAGING, that unpacks);
    `kill -9` ends that too.

    Raises RuleBroken("station_runs_already" | "update_busy").
    """
    if sys.platform == "win32":
        raise RuleBroken("update_other_platform", here="windows")
    import fcntl

    handle = os.open(program / lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RuleBroken(TAKEN[lock]) from error
        yield
    finally:
        os.close(handle)
