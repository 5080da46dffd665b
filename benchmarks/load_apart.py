"""Work in a process of its own, so that whoever asks is not held up by whoever counts."""

import multiprocessing
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Apart(Generic[T]):
    """Begun at once by forking, so that nobody has to hand keys and residents over."""

    def __init__(self, work: Callable[[], T]) -> None:
        forking = multiprocessing.get_context("fork")
        self._here, there = forking.Pipe(duplex=False)
        self._process = forking.Process(target=lambda: there.send(work()))
        self._process.start()
        there.close()

    def told(self) -> T:
        """What it found. Raises EOFError where it broke; what it said stands above."""
        found: T = self._here.recv()
        self._process.join()
        return found
