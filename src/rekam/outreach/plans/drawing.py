"""The map of a week: each team's ways from its office to its stops, over the shapes of the kelurahan."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rekam.coverage.map_svg import Drawn, Frame
from rekam.outreach.drawing import LINES, Shapes, Spot, circle, middle, square, way, ways_map
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.plans.words import heads

RADIUS, STEP = 11.0, 19.0


@dataclass(frozen=True)
class Trip:
    """Stops as they are drawn: by which team, from where to where, how many people, and their names."""

    line: str
    letter: str
    start: str
    end: str
    people: str
    title: str


def week_map(stops: Sequence[PlanStop], *, office: str, letters: Mapping[int, str]) -> Drawn | None:
    """The week's stops on the office's map, in two sizes; None where we know no places to draw.

    letters  by key of a team, the letter that stands for it on the page
    """
    trips = _trips(stops, letters=letters)
    return ways_map(
        office,
        title=_("Peta kunjungan pekan ini"),
        identifier="peta",
        over=lambda shapes, frame: _over(trips, shapes=shapes, frame=frame),
    )


def _trips(stops: Sequence[PlanStop], *, letters: Mapping[int, str]) -> list[Trip]:
    """One for each team and kelurahan, however often it goes there in the week."""
    lines = {team: LINES[at % len(LINES)] for at, team in enumerate(letters)}
    together: defaultdict[tuple[int, str], list[PlanStop]] = defaultdict(list)
    for stop in stops:
        together[stop.team_id, stop.area_code].append(stop)
    return [
        Trip(
            line=lines[team],
            letter=letters[team],
            start=own[0].team.office.area_code,
            end=area,
            people=heads(sum(stop.people for stop in own)),
            title="; ".join(f"{stop.site.name}: {heads(stop.people)}" for stop in own),
        )
        for (team, area), own in together.items()
    ]


def _over(trips: Sequence[Trip], *, shapes: Shapes, frame: Frame) -> str:
    """Lines first, so that no circle is crossed; several stops at one place stand beside one another."""
    lines, circles, offices = [], [], {}
    taken: Counter[str] = Counter()
    for trip in trips:
        start, end = (middle(code, shapes=shapes, frame=frame) for code in (trip.start, trip.end))
        if end is None:
            continue
        spot = (end[0] + STEP * taken[trip.end], end[1])
        taken[trip.end] += 1
        if start is not None:
            lines.append(way(start, spot, line=trip.line))
            offices[trip.letter] = (start, trip.line)
        circles.append(circle(spot, line=trip.line, text=trip.people, title=trip.title, radius=RADIUS))
    return "".join([*lines, *circles, *_offices(offices)])


def _offices(offices: Mapping[str, tuple[Spot, str]]) -> list[str]:
    taken: Counter[Spot] = Counter()
    drawn = []
    for letter, (spot, line) in offices.items():
        drawn.append(square((spot[0] + STEP * taken[spot], spot[1]), line=line, letter=letter))
        taken[spot] += 1
    return drawn
