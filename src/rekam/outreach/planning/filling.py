"""Sharing out the minutes of one team-day among its stops (compiled)."""

from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.ground import Floats, Wholes
from rekam.outreach.planning.sessions import MOST_STOPS, PIECES, put, recount, worth_of_minutes
from rekam.outreach.planning.stopping import route


class Shares(NamedTuple):
    """Room to reckon in: the pieces of each stop by falling worth, which comes next, what it was given.

    odd              the part of a minute that rounding takes off
    begins, spare    of each stop where places have hours: see `spare_minutes`
    """

    length: Floats
    slope: Floats
    pieces: Wholes
    head: Wholes
    given: Floats
    last: Floats
    odd: Floats
    begins: Floats
    spare: Floats


def shares() -> Shares:
    """An empty one."""
    return Shares(
        length=np.zeros((MOST_STOPS, PIECES)),
        slope=np.zeros((MOST_STOPS, PIECES)),
        pieces=np.zeros(MOST_STOPS, np.int64),
        head=np.zeros(MOST_STOPS, np.int64),
        given=np.zeros(MOST_STOPS),
        last=np.zeros(MOST_STOPS),
        odd=np.zeros(MOST_STOPS),
        begins=np.zeros(MOST_STOPS),
        spare=np.zeros(MOST_STOPS),
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
    free = s.room[v, g.base[s.site[v, 0]], 1] - g.setup * n - route(g, s, v)
    if free < n:
        return False
    for k in range(n):
        x.given[k] = 1.0
    if g.timed and spare_minutes(g, s, x, v) < 0:
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
    give_by_worth(g, s, x, v, float(free - n))
    round_off(g, s, x, v, free)
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
def give_by_worth(g, s, x, v, minutes):  # type: ignore[no-untyped-def]
    """Give real minutes to the stops of team-day v, always to the one whose next piece is worth most.

    Where places have hours, to one that has minutes to spare. That is still exact: the minutes that stops may
    have between an opening and a closing time bound sums over stops in a row, which is a polymatroid.
    """
    left = minutes
    while left > 1e-9:
        if g.timed:
            spare_minutes(g, s, x, v)
        best = -1
        for k in range(s.stops[v]):
            if x.head[k] == x.pieces[k] or (g.timed and x.spare[k] < 1e-6):
                continue
            if best < 0 or x.slope[k, x.head[k]] > x.slope[best, x.head[best]]:
                best = k
        if best < 0:
            return
        most = min(left, x.length[best, x.head[best]])
        left -= give(x, best, min(most, x.spare[best]) if g.timed else most)


@compiled
def spare_minutes(g, s, x, v):  # type: ignore[no-untyped-def]
    """How much longer each stop of team-day v could take as the day stands; returns the least of them.

    A stop begins when the team is there and it is open; it ends before it closes, and early enough for the
    stops that follow, and for the way back.
    """
    n = s.stops[v]
    base = g.base[s.site[v, 0]]
    at = g.row[base]
    now = float(s.room[v, base, 0])
    for k in range(n):
        i = s.site[v, k]
        now = max(now + g.travel[at, g.offices + i], float(g.hours[i, 0])) + g.setup
        x.begins[k] = now
        now += x.given[k]
        at = g.offices + i
    at = g.row[base]
    until = float(s.room[v, base, 0] + s.room[v, base, 1])
    least = 1e9
    for k in range(n - 1, -1, -1):
        i = s.site[v, k]
        until = min(until - g.travel[g.offices + i, at], float(g.hours[i, 1]))
        x.spare[k] = until - x.begins[k] - x.given[k]
        least = min(least, x.spare[k])
        until -= x.given[k] + g.setup
        at = g.offices + i
    return least


@compiled
def round_off(g, s, x, v, free):  # type: ignore[no-untyped-def]
    """Whole minutes: all rounded down, then up where the next whole minute is worth most."""
    n = s.stops[v]
    spare = free
    for k in range(n):
        s.minutes[v, k] = int(x.given[k] + 1e-6)
        x.odd[k] = max(0.0, x.given[k] - s.minutes[v, k])
        x.given[k] = s.minutes[v, k]
        spare -= s.minutes[v, k]
    while spare > 0:
        if g.timed:
            spare_minutes(g, s, x, v)
        best = -1
        most = 1e-6
        for k in range(n):
            worth = next_minute(x, k)
            if worth > most and not (g.timed and x.spare[k] < 1.0):
                best = k
                most = worth
        if best < 0:
            return
        x.odd[best] = 0.0
        x.given[best] += 1.0
        s.minutes[v, best] += 1
        spare -= 1


@compiled
def next_minute(x, k):  # type: ignore[no-untyped-def]
    """What one more whole minute is worth to stop k, of whose next minute a part was given already."""
    worth = x.odd[k] * x.last[k]
    if x.head[k] < x.pieces[k]:
        worth += min(1.0 - x.odd[k], x.length[k, x.head[k]]) * x.slope[k, x.head[k]]
    return worth
