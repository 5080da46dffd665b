"""Which expeditions teams can go on, and how long each day on the island is (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass

from rekam.outreach.planning.fields import Span
from rekam.outreach.planning.islands import Boat, Island
from rekam.outreach.planning.plan import Expedition
from rekam.outreach.planning.problem import WEEKDAYS, Problem, Team


@dataclass(frozen=True)
class Trip:
    """An expedition that a team can go on, and for each of its days the minutes of the day on the island."""

    team: int
    expedition: Expedition
    windows: tuple[Span, ...]


def trips(problem: Problem, *, home: int | None = None) -> Iterator[Trip]:
    """For each team, island, first and last day the boats that leave most time, where there are any.

    home    only of that office's teams
    Whoever lands earlier or casts off later can do all that others can, so no other boats need be tried.
    """
    office_of = {site.id: site.office for site in problem.sites}
    for team in problem.teams:
        for island in problem.islands:
            if office_of[island.sites[0]] == team.office and home in {None, team.office}:
                yield from _trips(problem, team=team, island=island)


def _trips(problem: Problem, *, team: Team, island: Island) -> Iterator[Trip]:
    shifts = [problem.shift(team, day=day) for day in range(problem.days)]
    out = [_best(island, out=True, day=day, shift=shift) for day, shift in enumerate(shifts)]
    back = [_best(island, out=False, day=day, shift=shift) for day, shift in enumerate(shifts)]
    for first, there in enumerate(out):
        if there is None:
            continue
        for last in stays(problem, first=first):
            if last in team.absent_days:
                break
            again = back[last]
            if again is None or (last == first and again.leaves <= there.lands):
                continue
            found = Expedition(island.id, first, last, there.id, again.id)
            windows = tuple(_window(found, day, shifts[day], out=there, back=again) for day in found.days)
            yield Trip(team.id, found, windows)


def stays(problem: Problem, *, first: int) -> Iterator[int]:
    """The days on which an expedition that begins on `first` may end: that day, and those that follow it
    without a Sunday or a holiday between.
    """
    yield first
    for last in range(first + 1, min(problem.days, first + problem.most_nights + 1)):
        if problem.weekdays[last] != problem.weekdays[last - 1] + 1:
            return
        yield last


def _best(island: Island, *, out: bool, day: int, shift: Span) -> Boat | None:
    """The boat out that lands first, or the boat back that casts off last."""
    boats = [boat for boat in island.boats if boat.out == out and can_take(boat, day=day, shift=shift)]
    if out:
        return min(boats, key=lambda boat: boat.lands, default=None)
    return max(boats, key=lambda boat: boat.leaves, default=None)


def can_take(boat: Boat, *, day: int, shift: Span) -> bool:
    """Whether it goes that day and both ends of the way, the harbour's included, lie within the shift."""
    begins = boat.leaves - (boat.harbour if boat.out else 0)
    ends = boat.lands + (0 if boat.out else boat.harbour)
    return day in boat.days and shift[0] <= begins and ends <= shift[1]


def window_of(problem: Problem, visit_day: int, *, team: Team, expedition: Expedition) -> Span | None:
    """From when to when a team can work on the island on a day of its expedition; None where it misses a
    boat, or where those are not the island's.
    """
    island = next((one for one in problem.islands if one.id == expedition.island), None)
    boats = {boat.id: boat for boat in island.boats} if island else {}
    out, back = boats.get(expedition.out), boats.get(expedition.back)
    if out is None or back is None or not out.out or back.out:
        return None
    ends = ((out, expedition.first), (back, expedition.last))
    if not all(can_take(boat, day=day, shift=problem.shift(team, day=day)) for boat, day in ends):
        return None
    if expedition.first == expedition.last and back.leaves <= out.lands:
        return None
    return _window(expedition, visit_day, problem.shift(team, day=visit_day), out=out, back=back)


def _window(expedition: Expedition, day: int, shift: Span, *, out: Boat, back: Boat) -> Span:
    begins = out.lands if day == expedition.first else shift[0]
    return begins, back.leaves if day == expedition.last else shift[1]


def most_minutes(problem: Problem, *, home: int) -> dict[int, list[int]]:
    """By island and weekday the most minutes that any expedition of an office has there on such a day."""
    most = {island.id: [0] * WEEKDAYS for island in problem.islands}
    for trip in trips(problem, home=home):
        for day, (begins, ends) in zip(trip.expedition.days, trip.windows, strict=True):
            weekday = problem.weekdays[day]
            by_weekday = most[trip.expedition.island]
            by_weekday[weekday] = max(by_weekday[weekday], ends - begins)
    return most
