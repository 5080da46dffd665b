"""Rank, pace and track of the parts of a province, and the gap by trait of its areas (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from fractions import Fraction

from rekam.coverage.rules import Counts, total
from rekam.coverage.traits.rules import Trait

WEEK = timedelta(days=7)
PACE_OVER = timedelta(days=28)
# How much older than asked a kept day may be and still stand for it.
LENIENCE = timedelta(days=6)


class Track(StrEnum):
    """Whether a target will be reached on its day at the pace of the last four weeks."""

    NONE = "none"  # no target set
    REACHED = "reached"
    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"  # no day of four weeks ago was kept


@dataclass(frozen=True)
class Goal:
    """What is to be reached: percent of the wajib recorded (above 0, at most 100), on a day."""

    percent: Decimal
    on: date


@dataclass(frozen=True)
class Progress:
    """One part of the province: its counts now and on the days that were kept.

    days  counts at the end of each kept day before today, any order
    """

    code: str
    now: Counts
    days: Mapping[date, Counts]
    goal: Goal | None = None


def ranked(parts: Iterable[Progress]) -> Sequence[tuple[int, Progress]]:
    """Rank and part, the highest coverage first; equal shares share a rank, and the next one is left out."""
    ordered = sorted(parts, key=lambda part: (-_coverage(part.now), part.code))
    shares = [_coverage(part.now) for part in ordered]
    return [(shares.index(_coverage(part.now)) + 1, part) for part in ordered]


def gap_change(part: Progress, *, today: date, back: timedelta = WEEK) -> int | None:
    """By how many people the gap moved since a day `back` or up to six days more ago; None: no day kept."""
    then = _kept(part.days, on=today - back)
    return None if then is None else part.now.not_recorded - then[1].not_recorded


def may_be_missing(counts: Counts, *, percent: Decimal) -> int:
    """How many of the wajib may be unrecorded where a target is just reached; cut down, never up to it."""
    least = (counts.wajib * percent / 100).to_integral_value(rounding=ROUND_CEILING)
    return counts.wajib - int(least)


def needed_a_week(part: Progress, *, today: date) -> int | None:
    """By how many people a week the gap has to shrink from now on; None without a target still to come."""
    if part.goal is None or part.goal.on <= today:
        return None
    to_go = part.now.not_recorded - may_be_missing(part.now, percent=part.goal.percent)
    days = (part.goal.on - today).days
    return max(0, -(-to_go * WEEK.days // days))


def track(part: Progress, *, today: date) -> Track:
    """Whether the target will be reached on its day if the gap goes on shrinking as in the last four weeks.

    The gap's change holds who turned 17, moved or died as well, so it is compared with the gap alone.
    """
    if part.goal is None:
        return Track.NONE
    if part.now.not_recorded <= may_be_missing(part.now, percent=part.goal.percent):
        return Track.REACHED
    needed = needed_a_week(part, today=today)
    then = _kept(part.days, on=today - PACE_OVER)
    if needed is None:
        return Track.OFF
    if then is None:
        return Track.UNKNOWN
    day, counts = then
    gone = counts.not_recorded - part.now.not_recorded
    return Track.ON if gone * WEEK.days >= needed * (today - day).days else Track.OFF


@dataclass(frozen=True)
class TraitRow:
    """The kelurahan of one trait together; None as trait is all that have none."""

    trait: Trait | None
    villages: int
    counts: Counts


def by_trait(villages: Mapping[str, Counts], *, areas: Mapping[Trait, frozenset[str]]) -> Sequence[TraitRow]:
    """The counts of each trait that occurs, in the order of Trait, and of the ordinary rest last.

    areas  the kelurahan of each trait
    A kelurahan of two traits is in both rows, so rows do not sum to the province.
    """
    marked = frozenset[str]().union(*areas.values())
    groups: list[tuple[Trait | None, list[Counts]]] = [
        (trait, [counts for code, counts in villages.items() if code in areas.get(trait, ())])
        for trait in Trait
    ]
    groups.append((None, [counts for code, counts in villages.items() if code not in marked]))
    return [
        TraitRow(trait=trait, villages=len(found), counts=total(found)) for trait, found in groups if found
    ]


def _coverage(counts: Counts) -> Fraction:
    return Fraction(counts.recorded, counts.wajib) if counts.wajib else Fraction(0)


def _kept(days: Mapping[date, Counts], *, on: date) -> tuple[date, Counts] | None:
    known = max((day for day in days if on - LENIENCE <= day <= on), default=None)
    return None if known is None else (known, days[known])
