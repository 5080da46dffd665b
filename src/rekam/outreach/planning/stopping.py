"""The stops of one team-day in their order: what may join them, where, and how long the way is (compiled)."""

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.sessions import MOST_STOPS, allowed

# Minutes that a stop after closing time counts, so that it is put there only where no other place is open.
MISSED = 10_000


@compiled
def visits_already(s, v, i):  # type: ignore[no-untyped-def]
    """Whether site i is in the list of team-day v."""
    for k in range(s.stops[v]):  # noqa: SIM110 - numba knows no generators
        if s.site[v, k] == i:
            return True
    return False


@compiled
def may_join(g, s, v, i):  # type: ignore[no-untyped-def]
    """Whether site i may be put into the list of the open team-day v."""
    if s.stops[v] == MOST_STOPS or s.room[v, g.base[i], 1] < 0:
        return False
    if s.stops[v] and g.base[s.site[v, 0]] != g.base[i]:
        return False
    return not visits_already(s, v, i) and allowed(g, s, i, v)


@compiled
def route(g, s, v):  # type: ignore[no-untyped-def]
    """Minutes on the way of team-day v, which has stops, from its base and back."""
    base = g.row[g.base[s.site[v, 0]]]
    at = base
    minutes = 0
    for k in range(s.stops[v]):
        to = g.offices + s.site[v, k]
        minutes += g.travel[at, to]
        at = to
    return minutes + g.travel[at, base]


@compiled
def insert(g, s, v, i):  # type: ignore[no-untyped-def]
    """Put site i where it lengthens the way of team-day v least; only into its own list.

    Where places have hours, where the day is over earliest instead, if it can be done within them at all.
    """
    base = g.row[g.base[i]]
    to = g.offices + i
    best = 0
    least = 1 << 60
    before = base
    for k in range(s.stops[v] + 1):
        after = g.offices + s.site[v, k] if k < s.stops[v] else base
        more = g.travel[before, to] + g.travel[to, after] - g.travel[before, after]
        if g.timed:
            squeeze(s, v, k, i)
            more += over(g, s, v)
            drop(s, v, k)
        if more < least:
            least = more
            best = k
        before = after
    squeeze(s, v, best, i)


@compiled
def squeeze(s, v, at, i):  # type: ignore[no-untyped-def]
    """Make site i stop `at` of team-day v."""
    for k in range(s.stops[v], at, -1):
        s.site[v, k] = s.site[v, k - 1]
        s.minutes[v, k] = s.minutes[v, k - 1]
    s.site[v, at] = i
    s.stops[v] += 1


@compiled
def over(g, s, v):  # type: ignore[no-untyped-def]
    """The minute at which team-day v is done with its last stop, a minute for each; far more where one closes
    before.
    """
    base = g.base[s.site[v, 0]]
    at = g.row[base]
    now = s.room[v, base, 0]
    missed = 0
    for k in range(s.stops[v]):
        i = s.site[v, k]
        now = max(now + g.travel[at, g.offices + i], g.hours[i, 0]) + g.setup + 1
        missed += now > g.hours[i, 1]
        at = g.offices + i
    return now + g.travel[at, g.row[base]] + MISSED * missed


@compiled
def drop(s, v, k):  # type: ignore[no-untyped-def]
    """Leave out stop k of team-day v; only from its own list."""
    s.stops[v] -= 1
    for q in range(k, s.stops[v]):
        s.site[v, q] = s.site[v, q + 1]
        s.minutes[v, q] = s.minutes[v, q + 1]


@compiled
def minutes_out(g, s, v):  # type: ignore[no-untyped-def]
    """From leaving the base to coming back, without waiting; 0 = the team stays."""
    if s.stops[v] == 0:
        return 0
    minutes = route(g, s, v)
    for k in range(s.stops[v]):
        minutes += g.setup + s.minutes[v, k]
    return minutes
