"""Compiling every kernel once, so that the first plan does not wait for a compiler.

numba keeps the machine code in NUMBA_CACHE_DIR, or beside the package where that can be written.
"""

import numpy as np

from rekam.outreach.planning.problem import Office, Problem, Site, Team
from rekam.outreach.planning.solving import solve


def warm() -> None:
    """Plan two days of a team between two sites, by every kernel of search and bound."""
    opened = frozenset(range(6))
    solve(
        Problem(
            days=2,
            weekdays=(0, 1),
            shift_minutes=420,
            setup_minutes=40,
            people_per_minute=0.15,
            max_session_minutes=300,
            max_turnout=0.95,
            market_factor=1.4,
            offices=(Office(0),),
            teams=(Team(0, 0),),
            sites=tuple(Site(at, 0, 100.0, 0.4, 1.0, None, opened, "1") for at in range(2)),
            travel_minutes=np.full((3, 3), 10, np.int32),
        ),
        seconds=0.1,
    )
