"""Good and bad weeks of an invented office: schools, campaigns, dead kits, outages, months without blanks."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_SCHOOL_MONTHS = np.array([1.6, 1.7, 1.3, 0.9, 0.9, 0.5, 0.6, 1.3, 1.5, 1.4, 1.1, 0.5])
_COUNTER_MONTHS = np.array([1.05, 1.0, 0.95, 0.9, 1.0, 1.15, 1.1, 1.0, 1.0, 1.0, 0.95, 0.9])


@dataclass(frozen=True)
class Regimes:
    """By week: how many times the usual hazard of recording holds, and whether cards can be made.

    young  for 16- and 17-year-olds, whom schools bring; others  for everybody else
    visits [unit, week] times what a team in single kelurahan adds; None where none comes
    """

    young: Floats
    others: Floats
    blanks: Bools
    visits: Floats | None = None


def regimes(*, months: npt.NDArray[np.int64], rng: np.random.Generator) -> Regimes:
    """The fate of an office week by week; `months` is the month (0 to 11) of each week.

    A slow drift of some 15 %; twice a year a campaign of one to six weeks that triples the work; three
    outages a year of up to three weeks; kits that are dead for months; every four years seven months
    without blanks, which also keep a quarter of the people away from recording.
    """
    weeks = len(months)
    drift = np.empty(weeks)
    level = rng.normal(0, 0.15)
    for week in range(weeks):
        level = 0.987 * level + rng.normal(0, 0.15 * np.sqrt(1 - 0.987**2))
        drift[week] = level
    common = np.exp(drift)
    common *= np.where(_spans(weeks, every=104, shortest=12, longest=40, rng=rng), 0.7, 1.0)
    common *= np.where(_spans(weeks, every=17, shortest=1, longest=3, rng=rng), 0.3, 1.0)
    dry = _spans(weeks, every=208, shortest=28, longest=32, rng=rng)
    common *= np.where(dry, 0.75, 1.0)
    campaign = np.where(_spans(weeks, every=26, shortest=1, longest=6, rng=rng), rng.uniform(1.5, 4), 1.0)
    common *= campaign * rng.gamma(25, 1 / 25, weeks)
    return Regimes(
        young=common * _SCHOOL_MONTHS[months], others=common * _COUNTER_MONTHS[months], blanks=~dry
    )


def visits(*, units: int, weeks: int, rng: np.random.Generator) -> Floats:
    """[unit, week] how many times the usual hazard holds where a team comes, for a week twice a year."""
    return np.where(rng.random((units, weeks)) < 1 / 26, rng.uniform(3, 10, (units, weeks)), 1.0)


def _spans(weeks: int, *, every: int, shortest: int, longest: int, rng: np.random.Generator) -> Bools:
    """Weeks that lie in a span; spans begin by chance, on average every so many weeks."""
    inside = np.zeros(weeks, dtype=bool)
    for start in np.flatnonzero(rng.random(weeks) < 1 / every):
        inside[start : start + rng.integers(shortest, longest + 1)] = True
    return inside
