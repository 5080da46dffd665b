"""Why a home is left for another day, by the day's own check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rekam.outreach.rounds.routing.day import Day, Tour
from rekam.outreach.rounds.routing.evaluate import drive


class Why(StrEnum):
    """What stands in the way."""

    HEALTH = "health"  # needs a health worker, and none goes along
    FAR = "far"  # even alone it is longer than any crew's day
    HOURS = "hours"  # its hours, or those of a home that is visited, would be missed
    FULL = "full"
    FITS = "fits"  # there is time, but the way there takes more of it than the visit is worth


@dataclass(frozen=True)
class Left:
    """Why one home is left.

    minutes  FAR: of a day for it alone; FULL: beyond the shift, where it costs least; else 0
    """

    why: Why
    minutes: int = 0


def why_left(day: Day, tours: Sequence[Tour]) -> Mapping[int, Left]:
    """By number, each home that no tour visits, with its reason."""
    visited = {home for tour in tours for home in tour.homes}
    by_crew = {tour.crew: tour for tour in tours}
    whole = [by_crew.get(crew, Tour(crew, ())) for crew in range(len(day.crews))]
    left = [home for home in range(len(day.homes)) if home not in visited]
    return {home: _why(day, whole, home=home) for home in left}


def _why(day: Day, tours: Sequence[Tour], *, home: int) -> Left:
    able = [tour for tour in tours if day.may_go(crew=tour.crew, home=home)]
    if not able:
        return Left(Why.HEALTH)
    alone = [drive(day, Tour(tour.crew, (home,))) for tour in able]
    if all(timed.back > day.crews[timed.crew].back for timed in alone):
        return Left(Why.FAR, min(timed.back - day.crews[timed.crew].leaves for timed in alone))
    late = [_too_late(day, tour, home=home) for tour in able]
    least = min((over for over in late if over is not None), default=None)
    if least is None:
        return Left(Why.HOURS)
    return Left(Why.FULL, least) if least > 0 else Left(Why.FITS)


def _too_late(day: Day, tour: Tour, *, home: int) -> int | None:
    """By how many minutes a tour would be back late with one more home, at its best place; None where
    somebody's hours are missed wherever it is put.
    """
    late = []
    for at in range(len(tour.homes) + 1):
        timed = drive(day, Tour(tour.crew, (*tour.homes[:at], home, *tour.homes[at:])))
        if all(stop.begins <= day.homes[stop.home].closes for stop in timed.stops):
            late.append(timed.back - day.crews[tour.crew].back)
    return min(late, default=None)
