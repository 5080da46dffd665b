"""A first plan: every team-day in turn takes the stops that bring most a minute (compiled)."""

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.ground import Ground
from rekam.outreach.planning.moves import may_join
from rekam.outreach.planning.sessions import MOST_STOPS, State, insert, route
from rekam.outreach.planning.trying import fill_opened, gain, no_trial, open_day, stand, undo

# The order in which team-days choose matters little; one drawn once is as good as any.
ORDER = 7


def fill_greedily(ground: Ground, state: State, *, from_day: int = 0) -> None:
    """Keep the locks and announced dates first, then fill every team-day that has minutes left."""
    trial = no_trial(ground)
    for site, day in np.argwhere(ground.promise > 0):
        days = np.flatnonzero((ground.day == day) & (ground.room[:, ground.office[site]] >= 0))
        if day >= from_day and not np.isin(days, state.when[site, : state.visits[site]]).any():
            keep_date(ground, state, trial, site, days)
    order = np.random.default_rng(ORDER).permutation(len(ground.day))
    take_best(ground, state, trial, order[ground.day[order] >= from_day])


@compiled
def keep_date(g, s, t, i, days):  # type: ignore[no-untyped-def]
    """Put site i into the first of the team-days that has room for it."""
    for v in days:
        if s.stops[v] and g.office[s.site[v, 0]] != g.office[i]:
            continue
        if not may_join(g, s, v, i):
            continue
        open_day(g, s, t, v)
        insert(g, s, v, i)
        if fill_opened(g, s, t):
            stand(t)
            return
        undo(g, s, t, False)


@compiled
def take_best(g, s, t, order):  # type: ignore[no-untyped-def]
    """Let each team-day of the order take the best stop again and again until none brings anything."""
    for v in order:
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
    for o in range(g.offices):
        if g.room[v, o] < 0 or (s.stops[v] and g.office[s.site[v, 0]] != o):
            continue
        out = minutes_out(g, s, v)
        for at in range(g.first[o], g.first[o + 1]):
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


@compiled
def minutes_out(g, s, v):  # type: ignore[no-untyped-def]
    """From leaving the office to coming back; 0 = the team stays."""
    if s.stops[v] == 0:
        return 0
    minutes = route(g, s, v, g.office[s.site[v, 0]])
    for k in range(s.stops[v]):
        minutes += g.setup + s.minutes[v, k]
    return minutes
