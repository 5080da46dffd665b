"""Small problems to test with, drawn from a seed."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from rekam.outreach.planning.islands import Boat, Island
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lending, Lock, Office, Problem, Site, Team


def problem(
    *, seed: int = 0, sites: int = 12, days: int = 8, teams: int = 2, offices: int = 1, **changes: object
) -> Problem:
    """A district on a square of 60 minutes; every fourth site has a market, every fifth is a school."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 60, (offices + sites, 2))
    travel = np.ceil(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))).astype(np.int32)
    made = Problem(
        days=days,
        weekdays=tuple(day % 6 for day in range(days)),
        shift_minutes=420,
        setup_minutes=40,
        people_per_minute=0.15,
        max_session_minutes=300,
        max_turnout=0.95,
        market_factor=1.4,
        offices=tuple(Office(at) for at in range(offices)),
        teams=tuple(Team(at, at % offices) for at in range(teams)),
        sites=tuple(_site(at, office=at % offices, rng=rng) for at in range(sites)),
        travel_minutes=travel,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _site(at: int, *, office: int, rng: np.random.Generator) -> Site:
    return Site(
        id=at,
        office=office,
        not_recorded=float(rng.integers(5, 200)),
        turnout=float(rng.uniform(0.25, 0.95)),
        weight=float(rng.choice([1.0, 1.3, 1.8])),
        market_weekday=int(rng.integers(6)) if at % 4 == 0 else None,
        open_weekdays=frozenset(range(5 if at % 5 == 0 else 6)),
        kecamatan=str(at % 3),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Problems with any of the optional rules."""
    offices = draw(st.integers(1, 2))
    made = problem(
        seed=draw(st.integers(0, 50)),
        sites=draw(st.integers(2, 10)),
        days=draw(st.integers(1, 8)),
        teams=draw(st.integers(1, 3)),
        offices=offices,
        min_gap_days=draw(st.integers(0, 3)),
        lending=draw(st.sampled_from([None, Lending(30)])),
        floor=draw(st.sampled_from([None, 0.1])),
    )
    absent = draw(st.sets(st.integers(0, made.days - 1), max_size=2))
    teams = (replace(made.teams[0], absent_days=frozenset(absent)), *made.teams[1:])
    locked = draw(st.sampled_from(made.sites))
    day = draw(st.integers(0, made.days - 1))
    opened = made.weekdays[day] in locked.open_weekdays
    made = replace(made, teams=teams, locks=(Lock(locked.id, day, draw(st.booleans()) and opened),))
    return draw(st.sampled_from([made, with_hours(made), with_boats(made)]))


def with_hours(made: Problem) -> Problem:
    """Every third site opens from ten to two; the last team works from noon to seven, Saturdays to three."""
    sites = tuple(replace(site, hours=(600, 840) if site.id % 3 == 0 else None) for site in made.sites)
    last = replace(made.teams[-1], hours=(720, 1140), saturday_hours=(720, 900))
    return replace(made, sites=sites, teams=(*made.teams[:-1], last))


def with_boats(made: Problem) -> Problem:
    """The last two sites of the first office lie on an island: out at nine or eleven, back at one."""
    of_first = [site.id for site in made.sites if site.office == 0][-2:]
    boats = (
        Boat(0, out=True, days=frozenset(range(0, made.days, 2)), leaves=540, minutes=60, harbour=20),
        Boat(1, out=True, days=frozenset(range(made.days)), leaves=660, minutes=50),
        Boat(2, out=False, days=frozenset(range(1, made.days)), leaves=780, minutes=60, harbour=20),
    )
    return replace(made, islands=(Island(7, tuple(of_first), boats),), night_cost=2.0, most_nights=3)


@st.composite
def visits_of(draw: st.DrawFn, made: Problem) -> tuple[Visit, ...]:
    """Any visits, whether they keep the rules or not."""
    stop = st.builds(
        Stop, site=st.integers(0, len(made.sites) - 1), minutes=st.integers(1, made.max_session_minutes)
    )
    visit = st.builds(
        Visit,
        day=st.integers(0, made.days - 1),
        team=st.integers(0, len(made.teams) - 1),
        stops=st.lists(stop, max_size=3, unique_by=lambda stop: stop.site).map(tuple),
    )
    return tuple(draw(st.lists(visit, max_size=8, unique_by=lambda visit: (visit.day, visit.team))))
