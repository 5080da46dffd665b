"""The small changes by which a plan is bettered (compiled).

Each move opens one or two team-days and changes their lists of stops; the minutes are then shared out anew.
"""

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.stopping import drop, insert, may_join
from rekam.outreach.planning.trying import fill_opened, gain, open_day, stand, undo

# How often each is tried: measured on a city, where they succeed about equally often by the second.
REPLACE, EXCHANGE, LEAVE_OUT = 0.5, 0.9, 0.95
NEARBY = 0.5


@compiled
def anneal(g, s, t, days, rounds, temperature):  # type: ignore[no-untyped-def]
    """Try so many moves on the team-days `days`: rising, and all that may change from the first of them on.

    A move that loses value is let stand with chance exp(-loss / temperature), loss in weighted people.
    """
    for _ in range(rounds):
        v = days[np.random.randint(len(days))]
        kind = np.random.random()
        if kind < REPLACE:
            changed = replace(g, s, t, v)
        elif kind < EXCHANGE:
            changed = exchange(g, s, t, v, days)
        elif kind < LEAVE_OUT:
            changed = leave_out(g, s, t, v)
        else:
            changed = renew(g, s, t, v)
        if not changed or not fill_opened(g, s, t):
            undo(g, s, t, False)
        elif gain(g, s, t) < temperature * np.log(1.0 - np.random.random()):
            undo(g, s, t, True)
        else:
            stand(t)


@compiled
def some_site(g, s, v):  # type: ignore[no-untyped-def]
    """A site for team-day v: near one of its stops, or any of a base; -1 where the draw found none."""
    if s.stops[v] and np.random.random() < NEARBY:
        return g.near[s.site[v, np.random.randint(s.stops[v])], np.random.randint(g.near.shape[1])]
    b = g.base[s.site[v, 0]] if s.stops[v] else np.random.randint(len(g.row))
    if s.room[v, b, 1] < 0 or g.first[b] == g.first[b + 1]:
        return -1
    return g.order[np.random.randint(g.first[b], g.first[b + 1])]


@compiled
def some_day(g, s, v, days):  # type: ignore[no-untyped-def]
    """Another team-day: any, or one that visits near a stop of v; -1 where the draw found none."""
    if s.stops[v] == 0 or np.random.random() < NEARBY:
        return days[np.random.randint(len(days))]
    i = some_site(g, s, v)
    if i < 0 or s.visits[i] == 0:
        return -1
    u = s.when[i, np.random.randint(s.visits[i])]
    return u if u >= days[0] else -1


@compiled
def replace(g, s, t, v):  # type: ignore[no-untyped-def]
    """Put a site in, for one of the stops or besides them."""
    i = some_site(g, s, v)
    if i < 0 or not may_join(g, s, v, i):
        return False
    k = np.random.randint(s.stops[v] + 1)
    open_day(g, s, t, v)
    if k < s.stops[v]:
        drop(s, v, k)
    insert(g, s, v, i)
    return True


@compiled
def leave_out(g, s, t, v):  # type: ignore[no-untyped-def]
    """Leave a stop out."""
    if s.stops[v] == 0:
        return False
    open_day(g, s, t, v)
    drop(s, v, np.random.randint(s.stops[v]))
    return True


@compiled
def renew(g, s, t, v):  # type: ignore[no-untyped-def]
    """Make two other stops near each other all of the day."""
    b = g.base[s.site[v, 0]] if s.stops[v] and np.random.random() < 0.9 else np.random.randint(len(g.row))
    if s.room[v, b, 1] < 0 or g.first[b] == g.first[b + 1]:
        return False
    i = g.order[np.random.randint(g.first[b], g.first[b + 1])]
    j = g.near[i, np.random.randint(g.near.shape[1])]
    open_day(g, s, t, v)
    s.stops[v] = 0
    for site in (i, j):
        if site >= 0 and may_join(g, s, v, site):
            insert(g, s, v, site)
    return s.stops[v] > 0


@compiled
def exchange(g, s, t, v, days):  # type: ignore[no-untyped-def]
    """Give a stop of v to another team-day, which may give one of its own for it."""
    u = some_day(g, s, v, days)
    if u < 0 or u == v or s.stops[v] == 0:
        return False
    k = np.random.randint(s.stops[v])
    q = np.random.randint(s.stops[u] + 1)
    open_day(g, s, t, v)
    open_day(g, s, t, u)
    i = s.site[v, k]
    drop(s, v, k)
    if q < s.stops[u]:
        j = s.site[u, q]
        drop(s, u, q)
        if not may_join(g, s, v, j):
            return False
        insert(g, s, v, j)
    if not may_join(g, s, u, i):
        return False
    insert(g, s, u, i)
    return True
