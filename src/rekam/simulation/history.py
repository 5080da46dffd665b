"""Fifteen years of an invented city, day by day, whose future is therefore known: to test projections on.

Nothing here knows how a projection thinks: people differ in how soon they come, and the office has regimes
(history_regimes). Days are ordinals.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from rekam.simulation.history_regimes import Regimes, regimes, visits

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NEVER = 10**7
START = 735_600  # 5 January 2015
YEARS = 15
UNITS = 12
LEAVE_A_DAY = 0.012 / 365.25
# Days since the 17th birthday at which the hazard changes, and the hazard per day from there on.
_STEPS = np.array([-364, -182, 0, 28, 91, 182, 364, 728, 1820])
_HAZARDS = np.array([0.0006, 0.0011, 0.010, 0.0075, 0.006, 0.0045, 0.0026, 0.0012, 0.0006])
_CARD_HAZARD = 0.035


@dataclass(frozen=True)
class History:
    """People by row who were not settled when the history began, and the settled as daily counts.

    due, came, recorded, handed, left   days; NEVER where it never happened. Everybody born here came long ago
    unit          kelurahan of the row
    settled       [unit] recorded wajib with a card at the start
    settled_left, settled_came  [day, unit] of those and of recorded people who moved in
    """

    due: Ints
    came: Ints
    recorded: Ints
    handed: Ints
    left: Ints
    unit: Ints
    settled: Ints
    settled_left: Ints
    settled_came: Ints
    regimes: Regimes


def simulate_history(seed: int, *, wajib: int = 200_000, visited: bool = False) -> History:
    """A city of about so many wajib, 5 January 2015 to the end of 2029; the same seed gives the same city.

    visited  whether teams come to single kelurahan
    """
    rng = np.random.default_rng(seed)
    days = YEARS * 365
    weeks = np.arange(START, START + days, 7)
    fate = regimes(months=_month_of(weeks), rng=rng)
    fate = _visited(fate, seed=seed) if visited else fate
    due, came, unit = _people(wajib=wajib, days=days, rng=rng)
    left = np.maximum(came, due - 17 * 365) + rng.exponential(1 / LEAVE_A_DAY, len(due)).astype(np.int64)
    recorded = _recordings(due=due, came=came, left=left, unit=unit, weeks=weeks, fate=fate, rng=rng)
    handed = _cards(due=due, recorded=recorded, fate=fate, rng=rng)
    settled = rng.multinomial(wajib, rng.dirichlet(np.full(UNITS, 8)))
    gone = rng.poisson(settled * LEAVE_A_DAY, (days, UNITS))
    arrived = rng.poisson(settled * LEAVE_A_DAY * 0.8, (days, UNITS))
    here = (left > START) & (recorded > START - 1)
    return History(
        due=due[here],
        came=came[here],
        recorded=recorded[here],
        handed=handed[here],
        left=left[here],
        unit=unit[here],
        settled=settled,
        settled_left=gone,
        settled_came=arrived,
        regimes=fate,
    )


def count_on(history: History, *, day: int, inside: Bools | None = None) -> tuple[int, int, int]:
    """The truth: wajib, recorded and holding a card at the end of that day, in the units that are inside."""
    inside = np.ones(UNITS, dtype=bool) if inside is None else inside
    here = (history.due <= day) & (history.came <= day) & (history.left > day) & inside[history.unit]
    recorded = int((here & (history.recorded <= day)).sum())
    held = int((here & (history.handed <= day)).sum())
    settled = int(settled_on(history, day=day)[inside].sum())
    return settled + int(here.sum()), settled + recorded, settled + held


def settled_on(history: History, *, day: int) -> Ints:
    """[unit] those of the start, and recorded arrivals, who are here at the end of that day."""
    until = day - START + 1
    moved: Ints = (history.settled_came[:until] - history.settled_left[:until]).sum(axis=0)
    return history.settled + moved


def _people(*, wajib: int, days: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """17th birthdays from 12 years before the start to 17 years after the end, and who moved in."""
    born_a_day = wajib * 0.024 / 365.25
    span = 12 * 365 + days + 17 * 365
    due = START - 12 * 365 + np.sort(rng.integers(0, span, round(born_a_day * span)))
    moved = rng.random(len(due)) < 0.06
    arrival = START + rng.integers(0, days, len(due))
    came = np.where(moved, arrival, START - 30 * 365)
    return due, came, rng.integers(0, UNITS, len(due))


def _recordings(
    *, due: Ints, came: Ints, left: Ints, unit: Ints, weeks: Ints, fate: Regimes, rng: np.random.Generator
) -> Ints:
    """The day of each recording; before the history began everything went as usual."""
    ease = rng.gamma(1.3, 1 / 1.3, len(due)) * np.exp(rng.normal(0, 0.25, UNITS))[unit]
    recorded = np.full(len(due), NEVER, dtype=np.int64)
    early = np.arange(START - 13 * 365, START, 7)
    for week in [*early, *weeks]:
        number = (week - START) // 7
        rows = np.flatnonzero((recorded == NEVER) & (due - 364 <= week) & (came <= week) & (left > week + 7))
        waited = week - due[rows]
        hazard = _HAZARDS[np.searchsorted(_STEPS, waited, side="right") - 1] * ease[rows]
        if number >= 0:
            hazard *= np.where(waited < 364, fate.young[number], fate.others[number])
            hazard *= fate.visits[unit[rows], number] if fate.visits is not None else 1.0
        now = rows[rng.random(len(rows)) < -np.expm1(-7 * hazard)]
        recorded[now] = week + rng.integers(0, 7, len(now))
    return recorded


def _cards(*, due: Ints, recorded: Ints, fate: Regimes, rng: np.random.Generator) -> Ints:
    """The day of each hand-over: only in weeks with blanks, and not before the 17th birthday."""
    open_days = np.repeat(fate.blanks, 7)
    clock = np.concatenate([[0], np.cumsum(open_days)])
    ready = np.maximum(recorded, due) + 1
    inside = np.clip(ready - START, 0, len(clock) - 1)
    needed = clock[inside] + rng.exponential(1 / _CARD_HAZARD, len(due)) * (
        1 + 9 * (rng.random(len(due)) < 0.1)
    )
    handed = START + np.searchsorted(clock, needed)
    handed = np.where(ready < START, ready + 20, handed)
    return np.where(
        (recorded == NEVER) | (handed >= START + len(open_days)), NEVER, np.maximum(handed, ready)
    )


def _visited(fate: Regimes, *, seed: int) -> Regimes:
    """The same with teams in single kelurahan, by a chance of its own."""
    rng = np.random.default_rng([seed, UNITS])
    return replace(fate, visits=visits(units=UNITS, weeks=len(fate.young), rng=rng))


def _month_of(days: Ints) -> Ints:
    epoch = 719_163
    return (days - epoch).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
