"""Sharing out the minutes of one team-day among its stops (compiled)."""

from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.ground import Floats, Wholes
from rekam.outreach.planning.sessions import MOST_STOPS, PIECES, put, recount, route, worth_of_minutes


class Shares(NamedTuple):
    """Room to reckon in: the pieces of each stop by falling worth, which comes next, what it was given."""

    length: Floats
    slope: Floats
    pieces: Wholes
    head: Wholes
    given: Floats
    last: Floats


def shares() -> Shares:
    """An empty one."""
    return Shares(
        length=np.zeros((MOST_STOPS, PIECES)),
        slope=np.zeros((MOST_STOPS, PIECES)),
        pieces=np.zeros(MOST_STOPS, np.int64),
        head=np.zeros(MOST_STOPS, np.int64),
        given=np.zeros(MOST_STOPS),
        last=np.zeros(MOST_STOPS),
    )


@compiled
def fill(g, s, x, v):  # type: ignore[no-untyped-def]
    """Give the minutes of team-day v to its stops where they are worth most, and enter the visits.

    The stops' visits are not entered when it begins. Every stop gets a minute at least; False, with nothing
    entered, where they do not fit.
    """
    n = s.stops[v]
    if n == 0:
        return True
    base = g.office[s.site[v, 0]]
    free = g.room[v, base] - g.setup * n - route(g, s, v, base)
    if free < n:
        return False
    for k in range(n):
        i = s.site[v, k]
        floor = g.floor[g.kecamatan[i]]
        short = floor - s.kecamatan[g.kecamatan[i]]
        weight = g.weight[i] + (g.heavy * (1.0 + 2.0 * short / floor) if short > 0 else 0.0)
        x.pieces[k] = worth_of_minutes(g, s, i, v, weight, x.length[k], x.slope[k])
        x.head[k] = 0
        x.given[k] = 0.0
    for k in range(n):
        give(x, k, 1.0)
        x.given[k] = 1.0
    give_by_worth(x, n, float(free - n))
    round_off(s, x, v, free)
    for k in range(n):
        put(g, s, s.site[v, k], v, s.minutes[v, k])
        recount(g, s, s.site[v, k])
    return True


@compiled
def give(x, k, minutes):  # type: ignore[no-untyped-def]
    """Use up so many minutes of the best pieces of stop k, or what there is; returns how many."""
    left = minutes
    while left > 1e-9 and x.head[k] < x.pieces[k]:
        h = x.head[k]
        used = min(left, x.length[k, h])
        x.length[k, h] -= used
        x.given[k] += used
        x.last[k] = x.slope[k, h]
        left -= used
        if x.length[k, h] <= 1e-9:
            x.head[k] += 1
    return minutes - left


@compiled
def give_by_worth(x, n, minutes):  # type: ignore[no-untyped-def]
    """Give real minutes to the first n stops, always to the one whose next piece is worth most."""
    left = minutes
    while left > 1e-9:
        best = -1
        for k in range(n):
            if x.head[k] == x.pieces[k]:
                continue
            if best < 0 or x.slope[k, x.head[k]] > x.slope[best, x.head[best]]:
                best = k
        if best < 0:
            return
        left -= give(x, best, min(left, x.length[best, x.head[best]]))


@compiled
def round_off(s, x, v, free):  # type: ignore[no-untyped-def]
    """Whole minutes: all rounded down, then up where the next whole minute is worth most."""
    n = s.stops[v]
    spare = free
    for k in range(n):
        s.minutes[v, k] = int(x.given[k] + 1e-6)
        x.given[k] = max(0.0, x.given[k] - s.minutes[v, k])
        spare -= s.minutes[v, k]
    while spare > 0:
        best = -1
        most = 1e-6
        for k in range(n):
            worth = next_minute(x, k)
            if worth > most:
                best = k
                most = worth
        if best < 0:
            return
        x.given[best] = 0.0
        s.minutes[v, best] += 1
        spare -= 1


@compiled
def next_minute(x, k):  # type: ignore[no-untyped-def]
    """What one more whole minute is worth to stop k, of whose next minute a part was given already."""
    worth = x.given[k] * x.last[k]
    if x.head[k] < x.pieces[k]:
        worth += min(1.0 - x.given[k], x.length[k, x.head[k]]) * x.slope[k, x.head[k]]
    return worth
