"""The map of a week: each team's ways from its office to its stops, over the shapes of the kelurahan."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from rekam.coverage.boundaries.grounds import ground_of
from rekam.coverage.geometry import Shape, centre_of
from rekam.coverage.map_svg import NARROW, WIDE, Drawn, Frame, draw_map
from rekam.kernel.region import AreaCode, Level
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.plans.words import heads

LINES = "abcde"  # kinds of line and colour; a sixth team begins again
RADIUS, STEP = 11.0, 19.0


@dataclass(frozen=True)
class Trip:
    """Stops as they are drawn: by which team, from where to where, how many people, and their names."""

    line: int
    letter: str
    start: str
    end: str
    people: str
    title: str


def week_map(stops: Sequence[PlanStop], *, office: str, letters: Mapping[int, str]) -> Drawn | None:
    """The week's stops on the office's map, in two sizes; None where we know no places to draw.

    letters  by key of a team, the letter that stands for it on the page
    """
    place = AreaCode(office)
    ground = ground_of(place, level=Level.KELURAHAN_DESA)
    if ground is None:
        return None
    trips = _trips(stops, letters=letters)
    wide, narrow = (
        draw_map(
            shapes=ground.shapes,
            lines=ground.lines,
            shades=(),
            labels=(),
            title=_("Peta kunjungan pekan ini"),
            identifier=f"peta-{name}",
            drawing=drawing,
            over=lambda frame: _over(trips, shapes=ground.shapes, frame=frame),
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    )
    return Drawn(wide=wide, narrow=narrow, source=ground.source)


def _trips(stops: Sequence[PlanStop], *, letters: Mapping[int, str]) -> list[Trip]:
    """One for each team and kelurahan, however often it goes there in the week."""
    numbers = {team: at % len(LINES) for at, team in enumerate(letters)}
    together: defaultdict[tuple[int, str], list[PlanStop]] = defaultdict(list)
    for stop in stops:
        together[stop.team_id, stop.area_code].append(stop)
    return [
        Trip(
            line=numbers[team],
            letter=letters[team],
            start=own[0].team.office.area_code,
            end=area,
            people=heads(sum(stop.people for stop in own)),
            title="; ".join(f"{stop.site.name}: {heads(stop.people)}" for stop in own),
        )
        for (team, area), own in together.items()
    ]


def _over(trips: Sequence[Trip], *, shapes: Mapping[str, Shape], frame: Frame) -> str:
    """Lines first, so that no circle is crossed; several stops at one place stand beside one another."""
    lines, circles, offices = [], [], {}
    taken: Counter[str] = Counter()
    for trip in trips:
        start, end = (_spot(code, shapes=shapes, frame=frame) for code in (trip.start, trip.end))
        if end is None:
            continue
        x, y = end[0] + STEP * taken[trip.end], end[1]
        taken[trip.end] += 1
        if start is not None:
            lines.append(
                f'<line class="r-trip team-{LINES[trip.line]}" x1="{start[0]:.1f}" y1="{start[1]:.1f}"'
                f' x2="{x:.1f}" y2="{y:.1f}"/>'
            )
            offices[trip.letter] = (start, trip.line)
        circles.append(
            f'<g class="r-spot team-{LINES[trip.line]}"><title>{escape(trip.title)}</title>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:.0f}"/>'
            f'<text x="{x:.1f}" y="{y + 4:.1f}">{escape(trip.people)}</text></g>'
        )
    return "".join([*lines, *circles, *_offices(offices)])


def _offices(offices: Mapping[str, tuple[tuple[float, float], int]]) -> list[str]:
    taken: Counter[tuple[float, float]] = Counter()
    drawn = []
    for letter, (spot, line) in offices.items():
        x, y = spot[0] + STEP * taken[spot], spot[1]
        taken[spot] += 1
        drawn.append(
            f'<g class="r-home team-{LINES[line]}">'
            f'<rect x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18"/>'
            f'<text x="{x:.1f}" y="{y + 5:.1f}">{escape(letter)}</text></g>'
        )
    return drawn


def _spot(code: str, *, shapes: Mapping[str, Shape], frame: Frame) -> tuple[float, float] | None:
    """The middle of a kelurahan, or of all that lie in a larger area, in px."""
    members = [shape for key, shape in shapes.items() if key == code or key.startswith(f"{code}.")]
    return frame.place(*centre_of(members)) if members else None
