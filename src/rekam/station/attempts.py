"""Tries at a secret on this laptop: passphrases, answers by telephone. Too many wrong ones make all wait."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rekam.kernel.errors import RuleBroken

MOST = 5
PENALTY_SECONDS = 30.0


class Attempts:
    """The wrong tries of this process, whoever made them; a right one forgets them."""

    def __init__(self) -> None:
        self._wrong: list[float] = []

    @contextmanager
    def counted(self, *codes: str) -> Iterator[None]:
        """A try: a refusal with one of these codes is a wrong one.

        Raises RuleBroken("too_many_attempts") after five of them in half a minute.
        """
        recent = [at for at in self._wrong if time.monotonic() - at < PENALTY_SECONDS]
        if len(recent) >= MOST:
            raise RuleBroken("too_many_attempts", seconds=int(PENALTY_SECONDS))
        try:
            yield
        except RuleBroken as broken:
            if broken.code in codes:
                self._wrong.append(time.monotonic())
            raise
        self._wrong.clear()
