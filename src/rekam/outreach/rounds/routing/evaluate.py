"""The only truth of a day: when each crew stands at which door, what that is worth, and what it breaks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken
from rekam.outreach.rounds.routing.day import Day, Tour


@dataclass(frozen=True)
class Stop:
    """A visit, in minutes after midnight; `begins` is after `arrives` where the crew has to wait.

    way  minutes from the place before
    """

    home: int
    way: int
    arrives: int
    begins: int
    ends: int


@dataclass(frozen=True)
class Timed:
    """A crew's tour with its hours; `back` is when it is at its office again."""

    crew: int
    stops: tuple[Stop, ...]
    back: int


@dataclass(frozen=True)
class Evaluation:
    """What tours are worth.

    worth    of the homes that are visited, each counted once
    minutes  that all crews are out
    broken   each rule that is not kept, with its facts; empty = the tours can be driven
    """

    worth: float
    homes: int
    minutes: int
    tours: Sequence[Timed]
    broken: Sequence[RuleBroken]


def evaluate(day: Day, tours: Sequence[Tour]) -> Evaluation:
    """Drive the tours as they stand: leave when the shift begins, wait where a home opens later.

    Broken are "round_home_twice", "round_crew_twice", "round_health_missing", "round_hours_missed" and
    "round_too_long". Raises IndexError for a crew or home that the day does not have.
    """
    timed = [drive(day, tour) for tour in tours]
    visited = {home for tour in tours for home in tour.homes}
    return Evaluation(
        worth=sum(day.homes[home].worth for home in sorted(visited)),
        homes=len(visited),
        minutes=sum(one.back - day.crews[one.crew].leaves for one in timed if one.stops),
        tours=timed,
        broken=[*_twice(tours), *(broken for one in timed for broken in _broken(day, one))],
    )


def drive(day: Day, tour: Tour) -> Timed:
    """The hours of one tour, whether they can be kept or not."""
    now, place, stops = day.crews[tour.crew].leaves, tour.crew, []
    for number in tour.homes:
        home = day.homes[number]
        way = int(day.ways[place, day.base + number])
        begins = max(now + way, home.opens)
        stops.append(Stop(number, way, now + way, begins, begins + home.minutes))
        now, place = begins + home.minutes, day.base + number
    return Timed(tour.crew, tuple(stops), now + int(day.ways[place, tour.crew]))


def fits(day: Day, tour: Tour) -> bool:
    """Whether one tour keeps every rule that concerns it alone."""
    return not _broken(day, drive(day, tour))


def _twice(tours: Sequence[Tour]) -> list[RuleBroken]:
    homes = Counter(home for tour in tours for home in tour.homes)
    crews = Counter(tour.crew for tour in tours)
    return [RuleBroken("round_home_twice", home=home) for home, times in homes.items() if times > 1] + [
        RuleBroken("round_crew_twice", crew=crew) for crew, times in crews.items() if times > 1
    ]


def _broken(day: Day, timed: Timed) -> list[RuleBroken]:
    found = []
    for stop in timed.stops:
        if not day.may_go(crew=timed.crew, home=stop.home):
            found.append(RuleBroken("round_health_missing", home=stop.home))
        if stop.begins > day.homes[stop.home].closes:
            found.append(RuleBroken("round_hours_missed", home=stop.home))
    if timed.stops and timed.back > day.crews[timed.crew].back:
        over = timed.back - day.crews[timed.crew].back
        found.append(RuleBroken("round_too_long", crew=timed.crew, over=over))
    return found
