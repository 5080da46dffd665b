"""The minutes at which a session's price may bend: each round adds those that the program uses most."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rekam.outreach.planning.columns import Day, Series

# Steps that a round adds for each site and kind of day, apart from each other by at least so many minutes.
NEW_STEPS, APART = 3, 4


def minutes_used(used: Sequence[tuple[float, Day | Series]]) -> dict[tuple[int, int, int], Counter[int]]:
    """By region, site and kind of day, how often each length of a session is used."""
    minutes: dict[tuple[int, int, int], Counter[int]] = {}
    for share, column in used:
        if isinstance(column, Day):
            for session in column.sessions:
                place = (column.region, session.site, session.kind)
                minutes.setdefault(place, Counter())[session.minutes] += share  # type: ignore[assignment]
    return minutes


def with_new(steps: tuple[int, ...], minutes: Counter[int], *, longest: int) -> tuple[int, ...]:
    """The steps, and those of the minutes in use, and half-way between them, that matter most."""
    at = [0, *sorted(minutes), longest]
    between = {(low + high) // 2 for low, high in pairwise(at) if high - low > APART}
    new = [
        step
        for step in sorted(between.union(minutes))
        if APART <= step < longest - 1 and all(abs(step - old) >= APART for old in steps)
    ]
    new.sort(key=lambda step: -sum(share for used, share in minutes.items() if abs(used - step) < 15))
    return tuple(sorted({*steps, *new[:NEW_STEPS]}))
