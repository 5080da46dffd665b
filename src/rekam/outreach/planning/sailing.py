"""Expeditions of several days taken up, given up and exchanged as a whole (compiled).

What a team did on their days is struck, and the days are filled anew as the greedy plan fills them.
"""

from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.greedy import take_best_on
from rekam.outreach.planning.ground import Floats, Ground, Wholes
from rekam.outreach.planning.islands import MOST_NIGHTS
from rekam.outreach.planning.moves import anneal
from rekam.outreach.planning.rooms import Rooms
from rekam.outreach.planning.sessions import MOST_STOPS, State, clear, put, recount, worth
from rekam.outreach.planning.trying import Trial

# Giving one expedition up for another touches the days of both, and of some trips there and back on one day.
MOST_STRUCK = 4 * (MOST_NIGHTS + 1)
# Other moves for each that is tried with expeditions, which takes as long as forty of them.
OTHERS = 250
# How often one is only taken up, or exchanged for another; else one is given up, which is dear to try.
TAKE_UP, EXCHANGE = 0.97, 0.985
LOOKS = 50


class Away(NamedTuple):
    """Who is away on which expedition, and the team-days struck on trial with what was on them.

    held                    by team-day: the number of the expedition that holds the team, -1 = none
    struck, days, trip      of the team-days struck: how many, which, held by what
    stops, site, minutes    theirs as they were
    before                  missing below the floors, and promises kept
    """

    held: Wholes
    struck: Wholes
    days: Wholes
    trip: Wholes
    stops: Wholes
    site: Wholes
    minutes: Wholes
    before: Floats


def at_home(ground: Ground) -> Away:
    """Everybody at home."""
    return Away(
        held=np.full(len(ground.day), -1, np.int64),
        struck=np.zeros(1, np.int64),
        days=np.zeros(MOST_STRUCK, np.int64),
        trip=np.zeros(MOST_STRUCK, np.int64),
        stops=np.zeros(MOST_STRUCK, np.int64),
        site=np.zeros((MOST_STRUCK, MOST_STOPS), np.int64),
        minutes=np.zeros((MOST_STRUCK, MOST_STOPS), np.int64),
        before=np.zeros(2),
    )


def sail_greedily(
    ground: Ground, rooms: Rooms, state: State, trial: Trial, away: Away, *, from_day: int
) -> None:
    """Take up every expedition, in an order drawn once, that brings more than what its team did instead."""
    order = np.random.default_rng(0).permutation(len(rooms.first))
    if len(order):
        take_up(ground, rooms, state, trial, away, order, from_day * rooms.teams)


@compiled
def take_up(g, r, s, t, a, order, first):  # type: ignore[no-untyped-def]
    """Take up each of the expeditions that may begin and brings something."""
    for p in order:
        if may_sail(r, a, p, first):
            exchange_trips(g, r, s, t, a, -1, p, first, 0.0)


@compiled
def anneal_with_boats(g, r, s, t, a, days, rounds, temperature):  # type: ignore[no-untyped-def]
    """As `anneal`, with expeditions taken up and given up between the other moves."""
    left = rounds
    while left > 0:
        sail(g, r, s, t, a, days, temperature)
        anneal(g, s, t, days, min(left, OTHERS), temperature)
        left -= OTHERS


@compiled
def sail(g, r, s, t, a, days, temperature):  # type: ignore[no-untyped-def]
    """Take up an expedition, or exchange one for it, or give one up; days before the first of `days` stay."""
    forgiven = -temperature * np.log(1.0 - np.random.random())
    kind = np.random.random()
    enter = np.random.randint(len(r.first))
    leave = -1
    if kind >= TAKE_UP:
        leave = some_trip(a, days)
        if leave < 0 or r.first[leave] < days[0]:
            return
    if kind >= EXCHANGE:
        enter = -1
    if enter < 0 or may_sail(r, a, enter, days[0]):
        exchange_trips(g, r, s, t, a, leave, enter, days[0], forgiven)


@compiled
def some_trip(a, days):  # type: ignore[no-untyped-def]
    """An expedition of the plan; -1 where the draws found none."""
    for _ in range(LOOKS):
        p = a.held[days[np.random.randint(len(days))]]
        if p >= 0:
            return p
    return -1


@compiled
def may_sail(r, a, p, first):  # type: ignore[no-untyped-def]
    """Whether expedition p may begin: not before team-day `first`, nor during one that did."""
    if r.first[p] < first:
        return False
    for k in range(r.days[p]):
        q = a.held[r.first[p] + k * r.teams]
        if q >= 0 and r.first[q] < first:
            return False
    return True


@compiled
def exchange_trips(g, r, s, t, a, leave, enter, first, forgiven):  # type: ignore[no-untyped-def]
    """Give up expedition `leave`, take up `enter` (-1 = none), fill the days; undone where it loses too much.

    Who went to that island for a day, from team-day `first` on, thinks again too.
    """
    before = worth(g, s)
    a.struck[0] = 0
    a.before[0] = s.missing[0]
    a.before[1] = s.promised[0]
    if leave >= 0:
        strike_trip(g, r, s, a, leave)
    if enter >= 0:
        for k in range(r.days[enter]):
            v = r.first[enter] + k * r.teams
            if a.held[v] >= 0:
                strike_trip(g, r, s, a, a.held[v])
            strike(g, s, a, v)
        send(r, s, a, enter)
        strike_others(g, s, a, r.base[enter], first)
    for q in range(a.struck[0]):
        take_best_on(g, s, t, a.days[q])
    if worth(g, s) < before - forgiven:
        bring_back(g, r, s, a)


@compiled
def strike_others(g, s, a, base, first):  # type: ignore[no-untyped-def]
    """Strike the days on which somebody goes to an island and back."""
    for at in range(g.first[base], g.first[base + 1]):
        i = g.order[at]
        k = 0
        while k < s.visits[i] and a.struck[0] < MOST_STRUCK:
            v = s.when[i, k]
            if a.held[v] < 0 and v >= first:
                strike(g, s, a, v)  # which shortens the list
            else:
                k += 1


@compiled
def send(r, s, a, p):  # type: ignore[no-untyped-def]
    """Let expedition p hold its team; its days are in none and without stops."""
    s.promised[0] -= r.cost[p]
    base = r.base[p]
    for k in range(r.days[p]):
        v = r.first[p] + k * r.teams
        a.held[v] = p
        for other in range(s.room.shape[1]):
            s.room[v, other, 1] = -1
        s.room[v, base, 0] = r.away[p, k, 0]
        s.room[v, base, 1] = r.away[p, k, 1]


@compiled
def call_back(r, s, a, p):  # type: ignore[no-untyped-def]
    """Let the team of expedition p go where it likes again."""
    s.promised[0] += r.cost[p]
    for k in range(r.days[p]):
        v = r.first[p] + k * r.teams
        a.held[v] = -1
        for base in range(s.room.shape[1]):
            s.room[v, base, 0] = r.room[v, base, 0]
            s.room[v, base, 1] = r.room[v, base, 1]


@compiled
def strike_trip(g, r, s, a, p):  # type: ignore[no-untyped-def]
    """Strike the days of expedition p, and let its team go."""
    for k in range(r.days[p]):
        strike(g, s, a, r.first[p] + k * r.teams)
    call_back(r, s, a, p)


@compiled
def strike(g, s, a, v):  # type: ignore[no-untyped-def]
    """Remember what is on team-day v, and strike it; nothing where that was done."""
    n = a.struck[0]
    for q in range(n):
        if a.days[q] == v:
            return
    a.days[n] = v
    a.trip[n] = a.held[v]
    a.stops[n] = s.stops[v]
    for k in range(s.stops[v]):
        a.site[n, k] = s.site[v, k]
        a.minutes[n, k] = s.minutes[v, k]
    a.struck[0] += 1
    empty(g, s, v)


@compiled
def empty(g, s, v):  # type: ignore[no-untyped-def]
    """Leave out all stops of team-day v."""
    clear(g, s, v)
    for k in range(s.stops[v]):
        recount(g, s, s.site[v, k])
    s.stops[v] = 0


@compiled
def bring_back(g, r, s, a):  # type: ignore[no-untyped-def]
    """Let the days that were struck be as they were."""
    for q in range(a.struck[0]):
        empty(g, s, a.days[q])
        if a.held[a.days[q]] >= 0:
            call_back(r, s, a, a.held[a.days[q]])
    for q in range(a.struck[0]):
        v = a.days[q]
        if a.trip[q] >= 0 and a.held[v] < 0:
            send(r, s, a, a.trip[q])
        s.stops[v] = a.stops[q]
        for k in range(a.stops[q]):
            s.site[v, k] = a.site[q, k]
            s.minutes[v, k] = a.minutes[q, k]
            put(g, s, s.site[v, k], v, s.minutes[v, k])
            recount(g, s, s.site[v, k])
    s.missing[0] = a.before[0]
    s.promised[0] = a.before[1]
