"""The map of a week: each team's ways from its office to its stops, over the shapes of the kelurahan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from rekam.coverage.boundaries.grounds import Ground, ground_of, group_of
from rekam.coverage.geometry import Shape, centre_of
from rekam.coverage.map_svg import NARROW, WIDE, Drawn, Frame, Label, draw_map
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.outreach.plans.models import PlanStop

LINES = "abcde"  # kinds of line and colour; a sixth team begins again
RADIUS, STEP = 11.0, 19.0


@dataclass(frozen=True)
class Trip:
    """A stop as it is drawn: by which team, from where to where, how many people, and its name."""

    line: int
    letter: str
    start: str
    end: str
    people: int
    title: str


def week_map(stops: Sequence[PlanStop], *, office: str, letters: Mapping[int, str]) -> Drawn | None:
    """The week's stops on the office's map, in two sizes; None where we know no places to draw.

    letters  by key of a team, the letter that stands for it on the page
    """
    place = AreaCode(office)
    ground = ground_of(place, level=Level.KELURAHAN_DESA)
    if ground is None:
        return None
    numbers = {team: at % len(LINES) for at, team in enumerate(letters)}
    trips = [
        Trip(
            line=numbers[stop.team_id],
            letter=letters[stop.team_id],
            start=stop.team.office.area_code,
            end=stop.area_code,
            people=round(stop.people),
            title=f"{stop.site.name}: {round(stop.people)}",
        )
        for stop in stops
    ]
    wide, narrow = (
        draw_map(
            shapes=ground.shapes,
            lines=ground.lines,
            shades=(),
            labels=_labels(ground, place=place) if name == "wide" else (),
            title=_("Peta kunjungan pekan ini"),
            identifier=f"peta-{name}",
            drawing=drawing,
            over=lambda frame: _over(trips, shapes=ground.shapes, frame=frame),
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    )
    return Drawn(wide=wide, narrow=narrow, source=ground.source)


def _labels(ground: Ground, *, place: AreaCode) -> list[Label]:
    named = sorted({group_of(code, place=place) for code in ground.shapes})
    return [Label(prefix=prefix, name=area_name(prefix)) for prefix in named]


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
            f'<text x="{x:.1f}" y="{y + 4:.1f}">{trip.people}</text></g>'
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
