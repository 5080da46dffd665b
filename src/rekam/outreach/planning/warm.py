"""Compiling every kernel once, so that the first plan does not wait for a compiler.

numba keeps the machine code in NUMBA_CACHE_DIR, or beside the package where that can be written.
"""

from dataclasses import replace
from itertools import count

import numpy as np

from rekam.outreach.planning.islands import Boat, Island
from rekam.outreach.planning.problem import Lock, Office, Problem, Site, Team
from rekam.outreach.planning.replan import replan
from rekam.outreach.planning.solving import solve

SECONDS = 0.1


def warm() -> None:
    """Plan and mend a few days of two teams on a shore and an island, by every kernel of search and bound."""
    looks = count()

    # By a clock that compiling does not move: else the search would be over before its later kernels.
    def clock() -> float:
        return next(looks) / 1000

    opened = frozenset(range(6))
    shore = tuple(Site(at, at % 2, 100.0, 0.4, 1.0, None, opened, "1") for at in range(3))
    problem = Problem(
        days=6,
        weekdays=(0, 1, 2, 3, 4, 5),
        shift_minutes=420,
        setup_minutes=40,
        people_per_minute=0.15,
        max_session_minutes=300,
        max_turnout=0.95,
        market_factor=1.4,
        offices=(Office(0), Office(1)),
        teams=(Team(0, 0), Team(1, 1)),
        sites=shore,
        travel_minutes=np.full((5, 5), 10, np.int32),
    )
    plain = solve(problem, seconds=SECONDS, clock=clock)
    told = {(stop.site, visit.day) for visit in plain.visits for stop in visit.stops}
    ill = (Team(0, 0, frozenset({1})), Team(1, 1))
    replan(replace(problem, teams=ill), plain.visits, announced=told, seconds=SECONDS, clock=clock)
    boats = (
        Boat(0, True, frozenset({1}), leaves=540, minutes=60),
        Boat(1, False, frozenset({3}), leaves=780, minutes=60),
    )
    solve(
        replace(
            problem,
            sites=(*shore[:2], replace(shore[2], island=True)),
            islands=(Island(0, sites=(2,), boats=boats),),
            locks=(Lock(2, 2, True), Lock(0, 1, False)),
            floor=0.3,
            min_gap_days=2,
        ),
        seconds=SECONDS,
        clock=clock,
    )
