"""A first plan: every team-day in turn takes the stops that bring most a minute (compiled)."""

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.ground import Ground
from rekam.outreach.planning.sessions import MOST_STOPS, State
from rekam.outreach.planning.stopping import drop, insert, may_join, minutes_out
from rekam.outreach.planning.trying import Trial, fill_opened, gain, open_day, stand, undo

# The order in which team-days choose matters little; one drawn once is as good as any.
ORDER = 7


def fill_greedily(ground: Ground, state: State, trial: Trial, *, from_day: int = 0) -> None:
    """Keep the locks and announced dates first, then fill every team-day that has minutes left."""
    for site, day in np.argwhere(ground.promise > 0):
        days = np.flatnonzero((ground.day == day) & (state.room[:, ground.base[site], 1] >= 0))
        if day >= from_day and not np.isin(days, state.when[site, : state.visits[site]]).any():
            keep_date(ground, state, trial, site, days)
    order = np.random.default_rng(ORDER).permutation(len(ground.day))
    take_best(ground, state, trial, order[ground.day[order] >= from_day])


@compiled
def keep_date(g, s, t, i, days):  # type: ignore[no-untyped-def]
    """Put site i into the first of the team-days with room for it, else in place of a stop not promised."""
    for v in days:
        if may_join(g, s, v, i) and put_in(g, s, t, v, i, -1):
            return
    for v in days:
        if not may_join(g, s, v, i):
            continue
        for k in range(s.stops[v]):
            if g.promise[s.site[v, k], g.day[v]] == 0.0 and put_in(g, s, t, v, i, k):
                return


@compiled
def put_in(g, s, t, v, i, k):  # type: ignore[no-untyped-def]
    """Whether site i fits into team-day v, without its stop k where that is one; it is then there."""
    open_day(g, s, t, v)
    if k >= 0:
        drop(s, v, k)
    insert(g, s, v, i)
    if not fill_opened(g, s, t):
        undo(g, s, t, False)
        return False
    gain(g, s, t)
    stand(t)
    return True


@compiled
def take_best(g, s, t, order):  # type: ignore[no-untyped-def]
    """Let each team-day of the order take its best stops."""
    for v in order:
        take_best_on(g, s, t, v)


@compiled
def take_best_on(g, s, t, v):  # type: ignore[no-untyped-def]
    """Let a team-day take the best stop again and again until none brings anything."""
    while s.stops[v] < MOST_STOPS:
        i = best_stop(g, s, t, v)
        if i < 0:
            break
        open_day(g, s, t, v)
        insert(g, s, v, i)
        fill_opened(g, s, t)
        gain(g, s, t)
        stand(t)


@compiled
def best_stop(g, s, t, v):  # type: ignore[no-untyped-def]
    """The site that brings team-day v most for each minute more that it is out; -1 where none does."""
    best = -1
    most = 0.0
    for b in range(len(g.row)):
        if s.room[v, b, 1] < 0 or (s.stops[v] and g.base[s.site[v, 0]] != b):
            continue
        out = minutes_out(g, s, v)
        for at in range(g.first[b], g.first[b + 1]):
            i = g.order[at]
            if not may_join(g, s, v, i):
                continue
            open_day(g, s, t, v)
            insert(g, s, v, i)
            if fill_opened(g, s, t):
                worth = gain(g, s, t) / max(1, minutes_out(g, s, v) - out)
                if worth > most:
                    best = i
                    most = worth
                undo(g, s, t, True)
            else:
                undo(g, s, t, False)
    return best
