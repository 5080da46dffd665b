"""The hand rule: always on to the home where the next visit can begin soonest."""

from collections.abc import Sequence

from rekam.outreach.rounds.routing.day import Day, Tour
from rekam.outreach.rounds.routing.evaluate import drive, fits


def nearest_first(day: Day) -> Sequence[Tour]:
    """A tour for each crew, one after the other: on to the home where it can begin soonest, while one fits.

    Way and waiting count alike. Locked homes come before all others; of several as near, the one worth most.
    """
    left, tours = set(range(len(day.homes))), []
    for crew in range(len(day.crews)):
        tour = Tour(crew, ())
        while (longer := _next(day, tour, left=left)) is not None:
            left.remove(longer.homes[-1])
            tour = longer
        tours.append(tour)
    return tours


def _next(day: Day, tour: Tour, *, left: set[int]) -> Tour | None:
    def order(longer: Tour) -> tuple[bool, int, float, int]:
        last = drive(day, longer).stops[-1]
        found = day.homes[last.home]
        return not found.locked, last.begins, -found.worth, last.home

    longer = [Tour(tour.crew, (*tour.homes, home)) for home in left]
    return min((one for one in longer if fits(day, one)), key=order, default=None)
