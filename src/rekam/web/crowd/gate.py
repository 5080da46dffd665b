"""How many pages of residents one process works on at once: threads are left for officers and laptops."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """So many at once; so many more wait a little, and nobody else.

    running   pages worked on at once
    waiting   more that may wait for a turn, each holding a thread
    seconds   how long one waits at most
    """

    def __init__(self, *, running: int, waiting: int, seconds: float) -> None:
        self._turns = threading.Semaphore(running)
        self._waiters = threading.Semaphore(waiting)
        self._seconds = seconds
        self._lock, self._late = threading.Lock(), 0

    @property
    def is_pressed(self) -> bool:
        """Whether somebody waits for a turn now: nobody more should be let in."""
        return self._late > 0

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """A turn, and whether there was one."""
        got = self._turns.acquire(blocking=False) or self._waited()
        try:
            yield got
        finally:
            if got:
                self._turns.release()

    def _waited(self) -> bool:
        if not self._waiters.acquire(blocking=False):
            return False
        with self._lock:
            self._late += 1
        try:
            return self._turns.acquire(timeout=self._seconds)
        finally:
            with self._lock:
                self._late -= 1
            self._waiters.release()
