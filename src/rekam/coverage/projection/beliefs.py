"""What each path believes: one draw of every unknown, and the tempo it will live through (pure)."""

import numpy as np

from rekam.coverage.projection.learning import Waiting, months_of
from rekam.coverage.projection.lives import Bools, Channel, Floats, Ints
from rekam.coverage.projection.tempo import draw_tempo


class Belief:
    """Hazards of a wait on [path, class], with the tempo of each path and step."""

    def __init__(
        self, waiting: Waiting, *, paths: int, today: int, ends: Ints, rng: np.random.Generator
    ) -> None:
        """Draw every unknown once a path; `ends` in days from today."""
        months = months_of(today + ends)
        self._tempo = draw_tempo(
            waiting.tempo, paths=paths, ends=ends, months=months, rng=rng, wobble=waiting.wobble
        )
        self._hazards = waiting.local.draw(paths, rng=rng)[:, None] * waiting.hazards[None, :]
        self._outreach = waiting.channels[:, Channel.OUTREACH]

    def chances(
        self, step: int, *, days: float, open_part: float = 1.0, extra: Floats | float = 0.0
    ) -> Floats:
        """[path, class] chance that a wait ends in this step.

        open_part  share of the usual time in which counters work; teams record offline and go on
        extra      [path, class] hazard per day on top of what is usual
        """
        usual = open_part * (1 - self._outreach) + self._outreach
        return chance_of(self._hazards * usual * self._tempo[:, step, None] + extra, days=days)

    def chance_at_once(self, step: int, *, days: float, kind: int, open_part: float = 1.0) -> Floats:
        """[path] chance that a wait in class `kind` that begins in this step ends in it too.

        It begins in the middle of the step on average.
        """
        usual = open_part * (1 - self._outreach[kind]) + self._outreach[kind]
        return chance_of(self._hazards[:, kind] * usual * self._tempo[:, step], days=days / 2)

    def asleep(self, step: int) -> Bools:
        """[path] whether this step is part of a standstill."""
        still: Bools = self._tempo[:, step] == 0
        return still


def chance_of(rate: Floats, *, days: float) -> Floats:
    """The chance that something with this rate per day happens within so many days."""
    chance: Floats = -np.expm1(-rate * days)
    return chance
