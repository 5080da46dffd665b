"""Good months and bad: how far recordings run above or below what the waiting people explain (pure).

Seasons, campaigns, dead kits and outages all show as blocks of four weeks with more or fewer recordings than
expected. Their logarithm is a season plus a level that is remembered from block to block (an AR(1) process,
filtered after Kalman 1960); what it will do next is drawn from what it did. A block in which next to nothing
happened (months without blanks) is a standstill: it comes and ends by chance and says nothing of the level.
"""

from dataclasses import dataclass
from math import gamma

import numpy as np

from rekam.coverage.projection.lives import Bools, Floats, Ints

BLOCK_DAYS = 28
MONTHS = 12
_MOST_MEMORY = 0.95
# The level wanders farther than three years of one office show; learnt on the development cities of
# benchmarks/projection.py.
_CAUTION = 1.1
# How far the coming years' mean lies from that of the past three (log scale), besides chance: offices change.
_CHANGE = 0.05
_FREEDOM = 12  # of the size of shocks: about the quarters of the window
_STILL_BELOW = 0.15  # of the expected, where at least _STILL_OF were expected
_STILL_OF = 20
# Blocks: the seven months without blanks of 2017, which count as one standstill besides those seen.
_USUAL_STANDSTILL = 7.5


@dataclass(frozen=True)
class Tempo:
    """What was learnt of the tempo; all on the log scale, time in blocks of 28 days.

    season      by month of the year, mean 0
    mean, mean_spread   level in the long run, and how unsure it is (standard deviation)
    now, now_spread     level in the last block
    memory, memory_spread   correlation of a block with the next, 0 to 0.95
    shocks      what moved the level in past blocks, to be drawn from again
    still   what is known of standstills, None where there was none
    weekly      variance of a week's recordings beyond chance, as a share of the mean squared
    """

    season: Floats
    mean: float
    mean_spread: float
    now: float
    now_spread: float
    memory: float
    memory_spread: float
    shocks: Floats
    weekly: float
    still: "Standstill | None"


@dataclass(frozen=True)
class Standstill:
    """What is known of standstills, in blocks.

    begins  chance that a block begins one
    lasts   how long one lasts on average; the longer one has lasted, the sooner it ends (Weibull, shape 2)
    age     how long the last one has lasted by now, 0 where the last block was none
    """

    begins: float
    lasts: float
    age: int


def learn_tempo(
    *, observed: Ints, expected: Floats, months: Ints, still: Bools, standstills: bool = False
) -> Tempo:
    """Learn the tempo from the recordings of each day.

    observed, expected  by day, a whole number of blocks; expected from hazard.expected
    months              month (0 to 11) of each day; still: standstill_days
    standstills         whether they are to be expected even where none was seen
    """
    seen, meant = _blocks(observed), np.maximum(_blocks(expected), 1e-9)
    going = ~still[::BLOCK_DAYS]
    ratio, noise = np.log((seen + 0.5) / (meant + 0.5))[going], 1 / (seen + 0.5)[going]
    month = months.reshape(-1, BLOCK_DAYS)[going, BLOCK_DAYS // 2]
    season = _season(ratio, month=month)
    rest = ratio - season[month]
    mean = float(np.average(rest, weights=1 / (noise + rest.var() + 1e-9)))
    memory, spread = _memory(rest - mean, noise=noise)
    now, now_spread, shocks = _filter(rest - mean, noise=noise, memory=memory, spread=spread)
    return Tempo(
        season=season,
        mean=mean,
        mean_spread=float(np.sqrt(_long_run(memory=memory, spread=spread) / len(rest) + _CHANGE**2)),
        now=mean + now,
        now_spread=now_spread,
        memory=memory,
        memory_spread=float(np.sqrt((1 - memory**2) / len(rest))),
        shocks=shocks,
        weekly=_weekly(observed, expected=expected),
        still=_standstill(~going, expected=standstills),
    )


def standstill_days(*, observed: Ints, expected: Floats) -> Bools:
    """The days of the blocks in which next to nothing happened."""
    seen, meant = _blocks(observed), _blocks(expected)
    still = (seen < _STILL_BELOW * meant) & (meant >= _STILL_OF)
    if (~still).sum() <= MONTHS:  # an office that nearly always stands still is a slow one
        still = np.zeros_like(still)
    return np.repeat(still, BLOCK_DAYS)


def draw_tempo(
    tempo: Tempo, *, paths: int, ends: Ints, months: Ints, rng: np.random.Generator, wobble: float = 0.0
) -> Floats:
    """[path, step] how many times the usual hazard holds in each step.

    ends    days from today to the end of each step; months  month (0 to 11) of each step
    wobble  variance of what an area has of its own in each block, as a share of the mean squared
    """
    blocks = int(ends[-1] - 1) // BLOCK_DAYS + 1
    memory = np.clip(rng.normal(tempo.memory, tempo.memory_spread, paths), 0, _MOST_MEMORY)
    width = _CAUTION * np.sqrt(_FREEDOM / rng.chisquare(_FREEDOM, paths))
    mean = rng.normal(tempo.mean, tempo.mean_spread, paths)
    shocks = rng.choice(tempo.shocks, size=(blocks, paths)) * width
    level = rng.normal(tempo.now, _CAUTION * tempo.now_spread, paths) - mean
    levels = np.empty((blocks, paths))
    for block in range(blocks):
        level = memory * level + shocks[block]
        levels[block] = level + mean
    if wobble > 0:
        levels += np.log(rng.gamma(1 / wobble, wobble, levels.shape) + 1e-9)
    if tempo.still:
        levels = np.where(_draw_still(tempo.still, shape=levels.shape, rng=rng), -np.inf, levels)
    logs = levels[(ends - 1) // BLOCK_DAYS] + tempo.season[months][:, None]
    factors: Floats = np.exp(np.minimum(logs, 3)).T
    if tempo.weekly > 0:
        weeks = np.maximum(np.diff(ends, prepend=0) / 7, 1)
        factors = factors * rng.gamma(weeks / tempo.weekly, tempo.weekly / weeks, factors.shape)
    return factors


def _standstill(still: Bools, *, expected: bool) -> Standstill | None:
    """Standstills as they were; where they are to be expected, half a one more than were seen."""
    if not still.any() and not expected:
        return None
    starts = int((still[1:] & ~still[:-1]).sum()) + int(still[0])
    going = np.flatnonzero(~still)
    return Standstill(
        begins=(starts + 0.5 * expected) / (len(going) + 1),
        lasts=(int(still.sum()) + _USUAL_STANDSTILL) / (starts + 1),
        age=len(still) - 1 - int(going[-1]),
    )


def _draw_still(known: Standstill, *, shape: tuple[int, ...], rng: np.random.Generator) -> Bools:
    """[block, path] which blocks stand still."""
    still = np.empty(shape, dtype=bool)
    age = np.full(shape[1], known.age)
    scale = known.lasts / gamma(1.5)
    for block, luck in enumerate(rng.random(shape)):
        goes_on = luck < np.exp(-(2 * age + 1) / scale**2)
        still[block] = np.where(age > 0, goes_on, luck < known.begins)
        age = np.where(still[block], age + 1, 0)
    return still


def _blocks(days: Ints | Floats) -> Floats:
    sums: Floats = np.asarray(days, dtype=float).reshape(-1, BLOCK_DAYS).sum(axis=1)
    return sums


def _season(ratio: Floats, *, month: Ints) -> Floats:
    """The mean of each month of the year, shrunk by what chance and the other years explain."""
    count = np.bincount(month, minlength=MONTHS)
    mean = float(ratio.mean())
    sums = np.bincount(month, weights=ratio - mean, minlength=MONTHS)
    centre = sums / np.maximum(count, 1)
    within = ratio - mean - centre[month]
    own = float((within**2).sum() / max(len(ratio) - (count > 0).sum(), 1))
    between = max(float(np.var(centre[count > 0])) - own / float(count[count > 0].mean()), 0.0)
    season = centre * between / (between + own / np.maximum(count, 1) + 1e-12) * (count > 0)
    return np.asarray(season - season.mean())


def _memory(rest: Floats, *, noise: Floats) -> tuple[float, float]:
    """Correlation with the next block, and the standard deviation of the level, both without chance."""
    variance = max(float(np.mean(rest**2) - noise.mean()), 1e-4)
    joint = float(np.mean(rest[1:] * rest[:-1]))
    # Short series look less remembered than they are: Kendall 1954, bias -(1 + 3 phi) / n.
    memory = joint / variance + (1 + 3 * joint / variance) / len(rest)
    return float(np.clip(memory, 0, _MOST_MEMORY)), float(np.sqrt(variance))


def _filter(rest: Floats, *, noise: Floats, memory: float, spread: float) -> tuple[float, float, Floats]:
    """The level after the last block, how unsure it is, and the shocks, scaled to the level's own spread."""
    drive = spread**2 * (1 - memory**2)
    level, unsure = 0.0, spread**2
    surprises = np.empty(len(rest))
    for block, seen in enumerate(rest):
        if block:
            level, unsure = memory * level, memory**2 * unsure + drive
        total = unsure + noise[block]
        surprise = float(seen) - level
        surprises[block] = surprise / np.sqrt(total)
        level += unsure / total * surprise
        unsure *= noise[block] / total
    surprises = surprises - surprises.mean()
    surprises /= max(float(surprises.std()), 1e-9)
    return level, float(np.sqrt(unsure)), surprises * np.sqrt(drive)


def _long_run(*, memory: float, spread: float) -> float:
    """Variance of the mean of many blocks, times their number."""
    return spread**2 * (1 + memory) / (1 - memory)


def _weekly(observed: Ints, *, expected: Floats) -> float:
    """Variance between the weeks of one block beyond chance, as a share of the mean squared."""
    weeks = np.asarray(observed, dtype=float).reshape(-1, 4, 7).sum(axis=2)
    meant = np.asarray(expected, dtype=float).reshape(-1, 4, 7).sum(axis=2)
    meant *= weeks.sum(axis=1, keepdims=True) / np.maximum(meant.sum(axis=1, keepdims=True), 1e-9)
    excess = float(((weeks - meant) ** 2).sum()) * 4 / 3 - float(meant.sum())
    return float(np.clip(excess / max(float((meant**2).sum()), 1e-9), 0, 2))
