"""The line's memory: one file that all web processes map, so that they let people in together.

Nothing of a resident is in it. It may be deleted at any time: everybody then comes as if for the first time.
"""

import ctypes
import fcntl
import mmap
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from rekam.kernel.places import data_folder, private_folder
from rekam.web.crowd.rules import CALLS

PLACES = 16_384  # of the ring: who is inside and who waits, together
PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 0.002
_HEAD, _CALLS, _SEEN = 16, 8 * CALLS, 8 * PLACES
BYTES = _HEAD + _CALLS + _SEEN + PLACES
# Called without letting go of the interpreter, unlike fcntl.flock: whoever holds the line would else wait for
# all threads that work on pages before going on, and everybody behind it too.
_LIBC = ctypes.PyDLL(None)


class Away(Exception):
    """The memory cannot be had now; whoever asks is let in."""


class SharedMemory:
    """The ring in a file (rules.Memory); what a process that is killed leaves in it heals by itself."""

    def __init__(self, path: Path) -> None:
        private_folder(path.parent)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._threads = threading.Lock()
        with self._held():
            if os.fstat(self._file).st_size != BYTES:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, BYTES)
            mapped = mmap.mmap(self._file, BYTES)
            self._head = np.frombuffer(mapped, np.int64, count=2)
            if self._head[1] == 0:
                self._head[1] = secrets.randbits(62) + 1
        self.calls = np.frombuffer(mapped, np.float64, count=CALLS, offset=_HEAD)
        self.seen = np.frombuffer(mapped, np.float64, count=PLACES, offset=_HEAD + _CALLS)
        self.standing = np.frombuffer(mapped, np.uint8, count=PLACES, offset=_HEAD + _CALLS + _SEEN)

    @property
    def given(self) -> int:
        """How many numbers were given; also the next one."""
        return int(self._head[0])

    def give(self) -> int:
        """The next number, to nobody else. Raises Away where a process that hangs holds the numbers."""
        with self._held():
            number = int(self._head[0])
            self._head[0] = number + 1
        return number

    @property
    def name(self) -> str:
        """Tells this memory's numbers from those of one that was deleted."""
        return f"{int(self._head[1]):x}"

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Alone with the numbers, for microseconds. Raises Away."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._taken():
            if time.monotonic() > end:
                raise Away
            time.sleep(PAUSE_SECONDS)
        try:
            yield
        finally:
            _LIBC.flock(self._file, fcntl.LOCK_UN)
            self._threads.release()

    def _taken(self) -> bool:
        """Whether it is ours now; nobody sleeps on it, since who is woken with it waits for all threads."""
        if not self._threads.acquire(blocking=False):
            return False
        if _LIBC.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB) == 0:
            return True
        self._threads.release()
        return False


def place() -> Path:
    """Where the memory of this installation lies."""
    return data_folder() / "crowd" / "line"
