"""The expeditions that a search may use, by the numbers under which its arrays know them."""

from collections.abc import Sequence

from rekam.outreach.planning.plan import Expedition, Visit, expeditions
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.trips import Trip, trips, window_of


class Voyages:
    """All expeditions that teams can go on, and those that began before `from_day`, as they were begun.

    trips        all of them; the longer ones in the order of Rooms
    on_islands   sites that only boats reach
    """

    def __init__(self, problem: Problem, *, start: Sequence[Visit], from_day: int) -> None:
        running = {
            _key(team, away): Trip(team, away, _windows(problem, team=team, away=away))
            for team, away in expeditions(start)
            if away.first < from_day
        }
        found = {_key(trip.team, trip.expedition): trip for trip in trips(problem)} | running
        self.trips = tuple(found.values())
        self.on_islands = {site for island in problem.islands for site in island.sites}
        self._island = {island.id: at for at, island in enumerate(problem.islands)}
        longer = [key for key, trip in found.items() if trip.expedition.nights]
        self._longer = {key: at for at, key in enumerate(longer)}
        self._expeditions = [found[key].expedition for key in longer]
        self._daily = {
            (trip.team, trip.expedition.first, self._island[trip.expedition.island]): trip.expedition
            for trip in self.trips
            if trip.expedition.nights == 0
        }

    def number(self, team: int, away: Expedition) -> int | None:
        """The number of one of several days with the same island and days; None where there is none."""
        return self._longer.get(_key(team, away))

    def there_and_back(self, team: int, *, day: int, island: int) -> Expedition | None:
        """An expedition of one day to an island, by its place in the problem's list."""
        return self._daily.get((team, day, island))

    def known(self, team: int, away: Expedition) -> bool:
        """Whether the team can go on that expedition, or on one with the same island and days."""
        if away.nights:
            return self.number(team, away) is not None
        return self.there_and_back(team, day=away.first, island=self._island.get(away.island, -1)) is not None

    def expedition(self, number: int) -> Expedition:
        """One of several days, by its number."""
        return self._expeditions[number]


def _key(team: int, away: Expedition) -> tuple[int, int, int, int]:
    return team, away.island, away.first, away.last


def _windows(problem: Problem, *, team: int, away: Expedition) -> tuple[tuple[int, int], ...]:
    """Hours on the island; none at all where the boats of one that was begun do not go any more."""
    crew = next(one for one in problem.teams if one.id == team)
    found = (window_of(problem, day, team=crew, expedition=away) for day in away.days)
    return tuple(window or (0, 0) for window in found)
