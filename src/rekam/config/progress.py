"""A line on the terminal that says how far a long work is."""

import sys
import time
from types import TracebackType

WIDTH = 28


class Progress:
    """One step of several: its name, a bar, a count of the total, and the seconds it took.

    On a terminal the line is drawn again as it grows; elsewhere each step prints one line at its end.
    """

    def __init__(self, name: str, *, total: int = 0) -> None:
        self.name, self.total = name, total
        self._started = time.monotonic()
        self._drawn = 0.0

    def __enter__(self) -> "Progress":
        self._draw("")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        word = "failed" if kind else "done"
        line = f"  {self.name:<44} {word}, {time.monotonic() - self._started:.1f} s"
        print(f"\r{line:<100}" if sys.stdout.isatty() else line, flush=True)

    def told(self, count: int) -> None:
        """Hear how many of the total are done; drawn at most ten times a second."""
        if self.total and time.monotonic() - self._drawn > 0.1:
            filled = WIDTH * min(count, self.total) // self.total
            self._draw(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {count:,} of {self.total:,}")

    def _draw(self, state: str) -> None:
        self._drawn = time.monotonic()
        if sys.stdout.isatty():
            print(f"\r  {self.name:<44} {state}", end="", flush=True)
