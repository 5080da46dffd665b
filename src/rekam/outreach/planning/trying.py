"""Changing one or two team-days on trial: what was before is kept until the change stands (compiled)."""

from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.filling import Shares, fill, shares
from rekam.outreach.planning.ground import Flags, Floats, Ground, Wholes
from rekam.outreach.planning.sessions import MOST_STOPS, clear, put, recount

AT_ONCE = 2


class Trial(NamedTuple):
    """What was before.

    shares                   room to share out minutes in
    opened, days             how many team-days are open, and which
    stops, site, minutes     theirs as they were
    noted, sites, people     how many sites are touched, which, and what each reached
    marked                   by site: whether it is among them
    before                   missing below the floors, and promises kept
    """

    shares: Shares
    opened: Wholes
    days: Wholes
    stops: Wholes
    site: Wholes
    minutes: Wholes
    noted: Wholes
    sites: Wholes
    people: Floats
    marked: Flags
    before: Floats


def no_trial(ground: Ground) -> Trial:
    """Nothing open."""
    touched = 2 * (AT_ONCE * MOST_STOPS + AT_ONCE)
    return Trial(
        shares=shares(),
        opened=np.zeros(1, np.int64),
        days=np.zeros(AT_ONCE, np.int64),
        stops=np.zeros(AT_ONCE, np.int64),
        site=np.zeros((AT_ONCE, MOST_STOPS), np.int64),
        minutes=np.zeros((AT_ONCE, MOST_STOPS), np.int64),
        noted=np.zeros(1, np.int64),
        sites=np.zeros(touched, np.int64),
        people=np.zeros(touched),
        marked=np.zeros(len(ground.left), np.bool_),
        before=np.zeros(2),
    )


@compiled
def note(s, t, i):  # type: ignore[no-untyped-def]
    """Remember what site i reaches now."""
    if not t.marked[i]:
        t.marked[i] = True
        t.sites[t.noted[0]] = i
        t.people[t.noted[0]] = s.people[i]
        t.noted[0] += 1


@compiled
def open_day(g, s, t, v):  # type: ignore[no-untyped-def]
    """Strike the visits of team-day v, whose list may then be changed."""
    if t.opened[0] == 0:
        t.before[0] = s.missing[0]
        t.before[1] = s.promised[0]
    o = t.opened[0]
    t.days[o] = v
    t.stops[o] = s.stops[v]
    for k in range(s.stops[v]):
        t.site[o, k] = s.site[v, k]
        t.minutes[o, k] = s.minutes[v, k]
        note(s, t, s.site[v, k])
    t.opened[0] += 1
    clear(g, s, v)


@compiled
def fill_opened(g, s, t):  # type: ignore[no-untyped-def]
    """Enter the changed team-days; False, with nothing entered, where one does not fit its shift."""
    for o in range(t.opened[0]):
        v = t.days[o]
        for k in range(s.stops[v]):
            note(s, t, s.site[v, k])
    for o in range(t.opened[0]):
        if not fill(g, s, t.shares, t.days[o]):
            for p in range(o):
                clear(g, s, t.days[p])
            return False
    return True


@compiled
def gain(g, s, t):  # type: ignore[no-untyped-def]
    """What the entered change is worth, beside what was before."""
    more = s.promised[0] - t.before[1]
    for k in range(t.noted[0]):
        i = t.sites[k]
        more += g.weight[i] * (recount(g, s, i) - t.people[k])
    return more - g.heavy * (s.missing[0] - t.before[0])


@compiled
def stand(t):  # type: ignore[no-untyped-def]
    """Let things be as they are now."""
    for k in range(t.noted[0]):
        t.marked[t.sites[k]] = False
    t.noted[0] = 0
    t.opened[0] = 0


@compiled
def undo(g, s, t, entered):  # type: ignore[no-untyped-def]
    """Let everything be as it was; `entered` tells whether the changed team-days are."""
    if t.opened[0] == 0:
        return
    for o in range(t.opened[0]):
        if entered:
            clear(g, s, t.days[o])
    for o in range(t.opened[0]):
        v = t.days[o]
        s.stops[v] = t.stops[o]
        for k in range(t.stops[o]):
            s.site[v, k] = t.site[o, k]
            s.minutes[v, k] = t.minutes[o, k]
            put(g, s, s.site[v, k], v, s.minutes[v, k])
    for k in range(t.noted[0]):
        recount(g, s, t.sites[k])
    s.missing[0] = t.before[0]
    s.promised[0] = t.before[1]
    stand(t)
