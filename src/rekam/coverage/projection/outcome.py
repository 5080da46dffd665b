"""What the paths say: coverage on the day, and the day the target is met, as quantiles (pure)."""

from dataclasses import dataclass
from datetime import date
from math import floor

import numpy as np

from rekam.coverage.projection.lives import Floats, Ints
from rekam.coverage.projection.rules import HORIZON_DAYS, Measure, Question
from rekam.coverage.projection.simulate import Paths

TAILS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Quantiles:
    """Coverage in percent that 10, 50 and 90 of a hundred futures stay at or below."""

    p10: float
    p50: float
    p90: float

    def cut(self) -> "Quantiles":
        """Two decimals, cut down: nothing is rounded up to a target."""
        return Quantiles(*(floor(value * 100 + 1e-9) / 100 for value in (self.p10, self.p50, self.p90)))


@dataclass(frozen=True)
class MetOn:
    """The day by which 10, 50 and 90 of a hundred futures reach the target; None = not within ten years."""

    p10: date | None
    p50: date | None
    p90: date | None


@dataclass(frozen=True)
class Outcome:
    """The answer to one question.

    coverage  on the day asked for; met_on: when the target is first reached (it may be lost again)
    chance    share (0 to 1) of the futures that are at the target or above on that day
    band      coverage at each of `days` (from today to the day asked for), a triple of TAILS each
    """

    coverage: Quantiles
    met_on: MetOn
    chance: float
    days: tuple[date, ...]
    band: tuple[Quantiles, ...]


def outcome(paths: Paths, *, question: Question) -> Outcome:
    """Read the answer off the paths."""
    share = coverage_of(paths, measure=question.measure)
    at = int(np.searchsorted(paths.days, question.on.toordinal()))
    tails = np.quantile(share[:, : at + 1], TAILS, axis=0).T
    band = tuple(Quantiles(*map(float, row)) for row in tails)
    return Outcome(
        coverage=band[-1],
        met_on=met_on(paths, share=share, target=question.target),
        chance=float(np.mean(share[:, at] >= question.target)),
        days=tuple(date.fromordinal(int(day)) for day in paths.days[: at + 1]),
        band=band,
    )


def coverage_of(paths: Paths, *, measure: Measure) -> Floats:
    """[path, step] the measure in percent of wajib; 0 where nobody is wajib."""
    part = paths.held if measure is Measure.HELD else paths.recorded
    share: Floats = np.divide(100.0 * part, paths.wajib, out=np.zeros(part.shape), where=paths.wajib > 0)
    return share


def met_on(paths: Paths, *, share: Floats, target: float) -> MetOn:
    """Order statistics of the first step on which each path reaches the target."""
    reached = share >= target
    steps = np.where(reached.any(axis=1), reached.argmax(axis=1), share.shape[1])
    within = np.append(np.where(paths.days - paths.days[0] <= HORIZON_DAYS, paths.days, 0), 0)
    found = [_day(within, step=int(np.quantile(steps, tail, method="inverted_cdf"))) for tail in TAILS]
    return MetOn(*found)


def _day(within: Ints, *, step: int) -> date | None:
    return date.fromordinal(int(within[step])) if within[step] else None
