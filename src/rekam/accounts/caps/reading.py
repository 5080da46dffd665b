"""Which day of reading looks like carrying the register out rather than serving people (pure).

Whoever serves people leaves work beside most of his looks: an application, a card, an entry, a recording of
the very person. Whoever copies leaves none. All of it is read from the log, so it can be counted again later.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from functools import lru_cache
from statistics import median

SEARCHED = "registry.searched"
# Looks at people whom the officer chose himself: a search, a page, a family.
CHOSEN = frozenset({SEARCHED, "registry.resident_seen", "registry.family_seen"})
# Lists of a place's people by name, without a case.
LISTS = frozenset(
    {
        *("coverage.list_seen", "coverage.card_list_seen", "coverage.overdue_list_seen"),
        *("coverage.doubt_list_seen", "coverage.call_up_seen"),
    }
)
LOOKS_END = frozenset({"seen", "searched", "listed", "drawn", "downloaded", "saved", "photo"})
# Neither a look of these pages nor work for the person.
NO_WORK = frozenset(
    {
        *("web.access_refused", "web.history_given", "registry.outside.asked", "registry.outside.refused"),
        *("accounts.limit_reached", "accounts.reading_stopped", "credentials.question_asked"),
    }
)
MOST_SERVED = 20  # people in one entry; a batch or a list of work serves nobody in particular


class Sign(StrEnum):
    """Why an officer's reading was stopped."""

    ALONE = "alone"
    LINES = "lines"
    SLOW = "slow"
    NIGHT = "night"
    MISSED = "missed"
    LISTED = "listed"


@dataclass(frozen=True)
class Limits:
    """What is more than an office's usual day. Our own measures, no law says them; residents unless said.

    alone        opened on one day without work about them, beside half of those who were served
    lines        the same of those who only stood in the answer to a search
    beside       in an answer or a family with somebody who was served, a day; and one more for each served
    slow         above what is usual for the officer, summed up over days
    slack        of each day that sum forgets
    usual_first  a day, until ten days are known; nobody's usual day counts for more than usual_most
    recent       days that the sum goes back; what is usual is read from the days before them
    night        without work about them between 20.00 and 06.00
    missed       searches a day that found nobody
    listed       on lists of places by name a day
    step         so many residents are shown between two looks at the log
    """

    alone: int = 40
    lines: int = 120
    beside: int = 20
    slow: int = 50
    slack: int = 5
    usual_first: int = 8
    usual_most: int = 15
    recent: int = 15
    night: int = 20
    missed: int = 30
    listed: int = 200
    step: int = 10


LIMITS = Limits()
DAY_BEGINS, DAY_ENDS = time(6), time(20)


@lru_cache(maxsize=4)
def limits_of(text: str) -> Limits:
    """The limits with those of a setting in place of ours.

    text   "alone=60,lines=200", by the names of `Limits`; empty leaves ours
    Raises ValueError for an unknown name, or a number that is none or below 1.
    """
    told: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        if name not in Limits.__dataclass_fields__ or int(number) < 1:
            raise ValueError(f"{part!r} is no limit of reading")
        told[name] = int(number)
    return replace(LIMITS, **told)


class Sort(StrEnum):
    """What an entry of the log is to the watch."""

    CHOSEN = "chosen"
    SEARCHED = "searched"
    LISTED = "listed"
    WORK = "work"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entry of an officer's day: when by the office's clock, what, and about whom."""

    at: datetime
    sort: Sort
    people: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Day:
    """An officer's day in figures (Limits says which); `night` is part of `alone` and `lines`."""

    alone: int = 0
    lines: int = 0
    served: int = 0
    night: int = 0
    missed: int = 0
    listed: int = 0

    @property
    def score(self) -> int:
        """What is compared from day to day: a line counts for a quarter of a page, who is served for half."""
        return self.alone + self.lines // 4 - self.served // 2


@dataclass(frozen=True, kw_only=True)
class Found:
    """A sign, and the figures that its sentence says: `number` of what was counted, `most` that is usual."""

    sign: Sign
    number: int
    most: int


def is_watched(action: str) -> bool:
    """Whether an action of the log shows people whom the officer chose himself."""
    return action in CHOSEN or action in LISTS


def sort_of(action: str, *, people: int) -> Sort:
    """What an entry of the log is to the watch.

    people  how many subjects it has
    Acts alone are work: the page of an old order can be opened of nearly everybody, and proves nothing.
    """
    if action == SEARCHED:
        return Sort.SEARCHED
    if action in CHOSEN:
        return Sort.CHOSEN
    if action in LISTS:
        return Sort.LISTED
    is_work = action not in NO_WORK and re.split(r"[._]", action)[-1] not in LOOKS_END
    return Sort.WORK if is_work and people <= MOST_SERVED else Sort.OTHER


def day_of(steps: Iterable[Step], *, limits: Limits = LIMITS) -> Day:
    """The figures of one day, from its entries in any order."""
    known = list(steps)
    worked = {one for step in known if step.sort is Sort.WORK for one in step.people}
    looks = [step for step in known if step.sort in {Sort.CHOSEN, Sort.SEARCHED}]
    shown = _people(looks)
    opened = _people(step for step in looks if step.sort is Sort.CHOSEN or len(step.people) == 1)
    beside = _people(step for step in looks if not worked.isdisjoint(step.people))
    served = shown & worked
    forgiven = limits.beside + len(served)
    by_night = _people(step for step in looks if _is_night(step.at))
    return Day(
        alone=_alone(opened - served, beside=beside, forgiven=forgiven),
        lines=_alone(shown - opened - served, beside=beside, forgiven=forgiven),
        served=len(served),
        night=len(by_night - served),
        missed=sum(step.sort is Sort.SEARCHED and not step.people for step in looks),
        listed=len(_people(step for step in known if step.sort is Sort.LISTED) - worked),
    )


def _people(steps: Iterable[Step]) -> set[str]:
    return {one for step in steps for one in step.people}


def _alone(people: set[str], *, beside: set[str], forgiven: int) -> int:
    return len(people) - min(len(people & beside), forgiven)


def find_sign(today: Day, *, before: Sequence[int], limits: Limits = LIMITS) -> Found | None:
    """The first sign of copying on a day, or None.

    before   scores of the officer's earlier days, the oldest first
    """
    most = limits.alone + today.served // 2
    if today.alone > most:
        return Found(sign=Sign.ALONE, number=today.alone, most=most)
    if today.lines > limits.lines:
        return Found(sign=Sign.LINES, number=today.lines, most=limits.lines)
    if today.night > limits.night:
        return Found(sign=Sign.NIGHT, number=today.night, most=limits.night)
    if today.missed > limits.missed:
        return Found(sign=Sign.MISSED, number=today.missed, most=limits.missed)
    if today.listed > limits.listed:
        return Found(sign=Sign.LISTED, number=today.listed, most=limits.listed)
    above = above_usual([*before, today.score], limits=limits)
    return Found(sign=Sign.SLOW, number=above, most=limits.slow) if above > limits.slow else None


def above_usual(scores: Sequence[int], *, limits: Limits = LIMITS) -> int:
    """By how many residents the last days lie above what is usual, each day's slack forgotten.

    scores   of all days that are known, the last one today's
    A cumulative sum (CUSUM) by E. S. Page, Biometrika 41 (1954).
    """
    usual, above = usual_of(scores[: -limits.recent], limits=limits), 0
    for score in scores[-limits.recent :]:
        above = max(0, above + score - usual - limits.slack)
    return above


def usual_of(scores: Sequence[int], *, limits: Limits = LIMITS) -> int:
    """What is usual for an officer, from days before the recent ones: never below 0 or above `usual_most`."""
    if len(scores) < 10:
        return limits.usual_first
    return min(max(round(median(scores)), 0), limits.usual_most)


def _is_night(at: datetime) -> bool:
    return not DAY_BEGINS <= at.time() < DAY_ENDS
