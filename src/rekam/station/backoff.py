"""When a packet is tried again: twice as long after each try that moved nothing. Pure.

Counted on a steady clock, in memory only: the laptop's date may jump by years, and a new start tries at once.
"""

import uuid
from collections.abc import Callable

FIRST_SECONDS = 10.0
LONGEST_SECONDS = 900.0


class Backoff:
    """What is put off, and until when."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        first_seconds: float = FIRST_SECONDS,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        """`clock` gives seconds that only grow, such as time.monotonic."""
        self._clock = clock
        self._first, self._longest = first_seconds, longest_seconds
        self._tries: dict[uuid.UUID, int] = {}
        self._due: dict[uuid.UUID, float] = {}

    def is_due(self, packet: uuid.UUID) -> bool:
        """Whether a packet may be tried now."""
        return self._clock() >= self._due.get(packet, 0.0)

    def put_off(self, packet: uuid.UUID) -> None:
        """A try moved nothing: wait twice as long as the last time, and a little apart from other packets."""
        tries = self._tries.get(packet, 0)
        apart = 0.75 + packet.int % 512 / 1024
        seconds = min(self._first * 2 ** min(tries, 30), self._longest)
        self._tries[packet] = tries + 1
        self._due[packet] = self._clock() + seconds * apart

    def forget(self, packet: uuid.UUID) -> None:
        """A try moved it: it may be tried at once."""
        self._tries.pop(packet, None)
        self._due.pop(packet, None)

    def forget_all(self) -> None:
        """The line is back, or somebody asks: everything may be tried at once."""
        self._tries.clear()
        self._due.clear()
