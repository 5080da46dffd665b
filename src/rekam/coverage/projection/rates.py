"""Who comes and goes: rates of small areas, pulled towards what their neighbours show (pure)."""

from dataclasses import dataclass

import numpy as np

from rekam.coverage.projection.lives import Bools, Floats, Ints

_WEAK = 0.5  # events that the usual rate counts as, where there is no experience yet


@dataclass(frozen=True)
class Rate:
    """A rate as a gamma distribution: events per person-day (or a ratio, where exposure is expected events).

    shape  events it rests on; scale  1 / exposure
    """

    shape: float
    scale: float

    @property
    def mean(self) -> float:
        """The expected rate."""
        return self.shape * self.scale

    def draw(self, count: int, *, rng: np.random.Generator) -> Floats:
        """That many possible values of the rate."""
        return rng.gamma(self.shape, self.scale, count)


def shrunken(*, events: Ints, exposure: Floats | Ints, inside: Bools, usual: float) -> Rate:
    """The rate of the units that are inside, together; empirical Bayes with gamma and Poisson.

    events, exposure  by unit; exposure in person-days or expected events
    usual             the rate where nothing has been seen, above 0
    Each unit's own rate is pulled towards the mean of all by as much as chance alone explains their
    differences; the inside ones are then added up by exposure.
    Source: Marshall, Applied Statistics 40 (1991), moments; Clayton and Kaldor, Biometrics 43 (1987).
    """
    all_events, all_exposure = float(events.sum()), float(exposure.sum())
    mean = (all_events + _WEAK) / (all_exposure + _WEAK / usual)
    strength = _prior_exposure(events=events, exposure=exposure, mean=mean)
    own = exposure[inside]
    if not len(own) or own.sum() <= 0:
        shape = max(mean * strength, _WEAK)
        return Rate(shape=shape, scale=mean / shape)
    shapes = events[inside] + mean * strength
    weight = own / own.sum()
    centre = float(np.sum(weight * shapes / (own + strength)))
    spread = float(np.sum(weight**2 * shapes / (own + strength) ** 2))
    return Rate(shape=centre**2 / spread, scale=spread / centre)


def _prior_exposure(*, events: Ints, exposure: Floats | Ints, mean: float) -> float:
    """How much exposure the neighbours' mean is worth: large where they differ by chance only."""
    seen = exposure > 0
    if seen.sum() < 3:
        return _WEAK / mean
    rates, weights = events[seen] / exposure[seen], exposure[seen]
    between = float(np.sum(weights * (rates - mean) ** 2) / weights.sum()) - mean / float(weights.mean())
    most = float(weights.sum())
    return min(mean / between, most) if between > 0 else most
