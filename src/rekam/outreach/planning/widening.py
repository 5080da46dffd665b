"""A region widened for hours and boats, so that the bound allows whatever a plan can do.

The bound knows one length of shift, no hours of the day and no expeditions, only days of teams. So

- every team has the longest shift of those that may work there;
- a session is as long as hours of the place and of some team overlap at most;
- a day on an island is a day from the office whose way there is as short as leaves the longest time that any
  boats, or nights on the island, ever leave: an expedition of n days is n such days of its team, and what the
  nights cost is left out. Ways between an island and other places are too long for any day.

Each only allows more: a plan's team-day, with its stops and minutes, is one of the widened region too.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rekam.outreach.planning.problem import WEEKDAYS, Problem
from rekam.outreach.planning.trips import most_minutes

Whole: TypeAlias = npt.NDArray[np.int64]
TOO_FAR = 2**16


def longest_shift(problem: Problem, *, home: int) -> int:
    """Minutes of the longest shift of a team that may work at an office."""
    return max((end - begin for begin, end in _shifts(problem, home=home)), default=problem.shift_minutes)


def open_minutes(problem: Problem, *, home: int, at: Sequence[int]) -> Whole:
    """Of each site of an office the longest session between its hours and a team's, without the set-up."""
    shifts, setup = _shifts(problem, home=home), problem.setup_minutes
    hours = [problem.sites[index].hours or (0, TOO_FAR) for index in at]
    return np.array(
        [
            max((min(end, until) - max(begin, since) - setup for begin, end in shifts), default=0)
            for since, until in hours
        ],
        np.int64,
    )


def _shifts(problem: Problem, *, home: int) -> set[tuple[int, int]]:
    return {
        problem.shift(team, day=day)
        for team in problem.teams
        for day in range(problem.days)
        if problem.lending is not None or team.office == home
    }


def by_boat(problem: Problem, *, office: int, at: Sequence[int], shift: int) -> tuple[Whole, Whole]:
    """Travel between an office and its sites, and by weekday and site whether nobody can be there.

    office, at  places in the problem's lists
    """
    first = len(problem.offices)
    places = [office, *(first + index for index in at)]
    minutes = problem.travel_minutes[np.ix_(places, places)].astype(np.int64)
    cut_off = np.zeros((WEEKDAYS, len(at)), bool)
    most = most_minutes(problem, home=problem.offices[office].id)
    row = {problem.sites[index].id: row for row, index in enumerate(at, start=1)}
    for island in problem.islands:
        own = [row[site] for site in island.sites if site in row]
        if not own:
            continue
        within, landing = minutes[np.ix_(own, own)], own[0]
        there, back = minutes[landing, own], minutes[own, landing]
        minutes[own, :] = minutes[:, own] = TOO_FAR
        minutes[np.ix_(own, own)] = within
        minutes[0, own] = shift - max(most[island.id]) + there
        minutes[own, 0] = back
        cut_off[:, np.array(own) - 1] = np.array(most[island.id])[:, None] == 0
    return minutes, cut_off
