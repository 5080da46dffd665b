"""The plan being sought: who stops where, for how long, and what each site gets out of it (compiled).

Only here are minutes shared out. With the stops of a day fixed, the people a site's visits record are a
concave function of each session's minutes, so giving every minute where it is worth most is exact for a day.
"""

from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.ground import Floats, Ground, Wholes

MOST_STOPS = 24
MOST_VISITS = 96
PIECES = 32
# People below a floor that are not more than rounding.
HAIR = 1e-9


class State(NamedTuple):
    """A plan as it stands.

    stops, site, minutes     of each team-day: how many, which sites in order, how long
    room                     of each team-day at each base: as in Rooms, unless an expedition holds the team
    visits, when, took       of each site: how many, on which team-days (rising), how long
    people                   reached at each site
    kecamatan                people reached in each kecamatan
    missing                  one number: people missing below the floors, more than once where many are
    promised                 one number: what the promises that are kept are worth, less what nights away cost
    """

    stops: Wholes
    site: Wholes
    minutes: Wholes
    room: Wholes
    visits: Wholes
    when: Wholes
    took: Wholes
    people: Floats
    kecamatan: Floats
    missing: Floats
    promised: Floats


def nothing(ground: Ground, *, room: Wholes) -> State:
    """The plan in which nobody goes out, with the minutes of team-days as Rooms has them."""
    days, sites = len(ground.day), len(ground.left)
    return State(
        stops=np.zeros(days, np.int64),
        site=np.zeros((days, MOST_STOPS), np.int64),
        minutes=np.zeros((days, MOST_STOPS), np.int64),
        room=room.copy(),
        visits=np.zeros(sites, np.int64),
        when=np.zeros((sites, MOST_VISITS), np.int64),
        took=np.zeros((sites, MOST_VISITS), np.int64),
        people=np.zeros(sites),
        kecamatan=np.zeros(len(ground.floor)),
        missing=np.array([sum(lacking(floor, 0.0) for floor in ground.floor)]),
        promised=np.zeros(1),
    )


@compiled
def lacking(floor, reached):  # type: ignore[no-untyped-def]
    """People missing below a floor as `floors.missing` counts them, and one more: hairs count as well."""
    short = floor - reached
    return 1.0 + short * (1.0 + short / floor) if short > HAIR else 0.0


@compiled
def recount(g, s, i):  # type: ignore[no-untyped-def]
    """People whom the visits to site i record, in their order; kept in the state."""
    left = g.left[i]
    for k in range(s.visits[i]):
        left -= min(g.turnout[i, g.weekday[s.when[i, k]]] * left, g.rate * s.took[i, k])
    people = g.left[i] - left
    c = g.kecamatan[i]
    s.missing[0] -= lacking(g.floor[c], s.kecamatan[c])
    s.kecamatan[c] += people - s.people[i]
    s.missing[0] += lacking(g.floor[c], s.kecamatan[c])
    s.people[i] = people
    return people


@compiled
def promise(g, s, i, v):  # type: ignore[no-untyped-def]
    """What a visit of team-day v to site i is worth in itself, beside the others that day (not entered)."""
    worth = g.promise[i, g.day[v]]
    if worth > 0:
        for k in range(s.visits[i]):
            if g.day[s.when[i, k]] == g.day[v]:
                return 0.0
    return worth


@compiled
def put(g, s, i, v, minutes):  # type: ignore[no-untyped-def]
    """Enter a visit of team-day v into site i's series; the caller saw that there is room."""
    s.promised[0] += promise(g, s, i, v)
    k = s.visits[i]
    while k > 0 and s.when[i, k - 1] > v:
        s.when[i, k] = s.when[i, k - 1]
        s.took[i, k] = s.took[i, k - 1]
        k -= 1
    s.when[i, k] = v
    s.took[i, k] = minutes
    s.visits[i] += 1


@compiled
def take(g, s, i, v):  # type: ignore[no-untyped-def]
    """Strike the visit of team-day v from site i's series."""
    k = 0
    while s.when[i, k] != v:
        k += 1
    s.visits[i] -= 1
    for q in range(k, s.visits[i]):
        s.when[i, q] = s.when[i, q + 1]
        s.took[i, q] = s.took[i, q + 1]
    s.promised[0] -= promise(g, s, i, v)


@compiled
def allowed(g, s, i, v):  # type: ignore[no-untyped-def]
    """Whether team-day v may visit site i beside its other visits: open, not locked, far enough apart."""
    day = g.day[v]
    if not g.may[i, day] or s.visits[i] == MOST_VISITS:
        return False
    for k in range(s.visits[i]):  # noqa: SIM110 - numba knows no generators
        if s.when[i, k] == v or abs(g.day[s.when[i, k]] - day) < g.gap:
            return False
    return True


@compiled
def worth_of_minutes(g, s, i, v, weight, length, slope):  # type: ignore[no-untyped-def]
    """What a session of team-day v at site i (not entered) is worth by its minutes, beside the others.

    Fills pieces of falling slope (value a minute), each so many minutes long; returns how many. People taken
    now are missing later: a later session that takes all who come loses its share of them.
    """
    left = g.left[i]
    k = 0
    while k < s.visits[i] and s.when[i, k] < v:
        left -= min(g.turnout[i, g.weekday[s.when[i, k]]] * left, g.rate * s.took[i, k])
        k += 1
    most = min(float(g.longest), g.turnout[i, g.weekday[v]] * left / g.rate)
    pieces = 0
    while most > 1e-9 and pieces < PIECES:
        x = left
        share = 1.0
        run = most
        for q in range(k, s.visits[i]):
            r = g.turnout[i, g.weekday[s.when[i, q]]]
            room = g.rate * s.took[i, q]
            if r * x <= room + 1e-9:
                x -= r * x
                share *= 1.0 - r
            else:
                run = min(run, (x - room / r) / (share * g.rate))
                x -= room
        run = max(run, 1e-6)
        if pieces and slope[pieces - 1] <= weight * g.rate * share + 1e-12:
            length[pieces - 1] += run
        else:
            length[pieces] = run
            slope[pieces] = weight * g.rate * share
            pieces += 1
        most -= run
        left -= g.rate * run
    return pieces


@compiled
def clear(g, s, v):  # type: ignore[no-untyped-def]
    """Strike the visits of team-day v from the series of its sites; its own list stays."""
    for k in range(s.stops[v]):
        take(g, s, s.site[v, k], v)


@compiled
def worth(g, s):  # type: ignore[no-untyped-def]
    """What the plan is worth: weighted people and promises, less nights away and what is missing."""
    total = s.promised[0] - g.heavy * s.missing[0]
    for i in range(len(g.weight)):
        total += g.weight[i] * s.people[i]
    return total
