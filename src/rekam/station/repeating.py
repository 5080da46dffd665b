"""Work in the background that is done again and again."""

import contextlib
import threading
from collections.abc import Callable

from rekam.kernel.errors import RuleBroken

PAUSE_SECONDS = 10.0


class Repeating:
    """A thread that does one piece of work now and then; `wake` makes it do so at once."""

    def __init__(self, run: Callable[[], object], *, name: str, pause_seconds: float = PAUSE_SECONDS) -> None:
        """`run` is one round; its RuleBroken ends the round, not the thread."""
        self._run = run
        self._pause = pause_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Do a round now."""
        self._wake.set()

    def stop(self) -> None:
        """End after the round that runs."""
        self._stop.set()
        self._wake.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            # the store is full or away for a moment: the page tells, the next round tries again
            with contextlib.suppress(RuleBroken):
                self._run()
            self._wake.wait(self._pause)
