"""The map of a home-visit day: each team's way from its office from door to door and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from xml.sax.saxutils import escape

import numpy as np
from django.utils.translation import gettext as _

from rekam.coverage.boundaries.grounds import ground_of
from rekam.coverage.geometry import Shape, centre_of
from rekam.coverage.map_svg import NARROW, WIDE, Drawn, Frame, draw_map
from rekam.kernel.region import AreaCode, Level
from rekam.outreach.plans.drawing import LINES
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route

RADIUS, RING = 10.0, 22.0


@dataclass(frozen=True)
class Door:
    """A home as it is drawn: where, which number, on whose way."""

    area: str
    number: int
    title: str


def day_map(
    home_day: HomeDay, *, routes: Sequence[Route], homes: Mapping[int, Sequence[HomeStop]]
) -> Drawn | None:
    """The day on the map, in two sizes; None where we know no places to draw.

    homes  by key of a route, in their order
    Homes of one kelurahan stand in a ring around its middle: where exactly they are is nobody's business on
    a page that is projected on a wall.
    """
    ground = ground_of(AreaCode(home_day.area_code), level=Level.KELURAHAN_DESA)
    if ground is None:
        return None
    tours = [(route, [_door(home) for home in homes.get(route.pk, ())]) for route in routes]
    wide, narrow = (
        draw_map(
            shapes=ground.shapes,
            lines=ground.lines,
            shades=(),
            labels=(),
            title=_("Peta rute kunjungan rumah"),
            identifier=f"rute-{name}",
            drawing=drawing,
            over=lambda frame: _over(tours, shapes=ground.shapes, frame=frame),
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    )
    return Drawn(wide=wide, narrow=narrow, source=ground.source)


def _door(home: HomeStop) -> Door:
    assert home.order is not None
    return Door(home.area_code, home.order + 1, f"{home.order + 1}. {home.request.place}")


def _over(tours: Sequence[tuple[Route, Sequence[Door]]], *, shapes: Mapping[str, Shape], frame: Frame) -> str:
    """Lines first, so that no circle is crossed."""
    spots = _spots([door for _, doors in tours for door in doors], shapes=shapes, frame=frame)
    lines, circles = [], []
    for at, (route, doors) in enumerate(tours):
        line, start = LINES[at % len(LINES)], _middle(route.team.office.area_code, shapes=shapes, frame=frame)
        known = [(door, spots[id(door)]) for door in doors if id(door) in spots]
        way = [*([start] if start else []), *(spot for _, spot in known), *([start] if start else [])]
        lines += [_line(a, b, line=line) for a, b in pairwise(way)]
        circles += [_circle(door, spot, line=line) for door, spot in known]
        if start:
            circles.append(_square(start, line=line, letter=chr(ord("A") + at % 26)))
    return "".join([*lines, *circles])


def _spots(
    doors: Sequence[Door], *, shapes: Mapping[str, Shape], frame: Frame
) -> dict[int, tuple[float, float]]:
    """By door its place in px: alone in the middle of its kelurahan, or in a ring with the others there."""
    by_area: dict[str, list[Door]] = {}
    for door in doors:
        by_area.setdefault(door.area, []).append(door)
    found = {}
    for area, own in by_area.items():
        middle = _middle(area, shapes=shapes, frame=frame)
        if middle is None:
            continue
        wide = RING * max(1.0, len(own) / 6) if len(own) > 1 else 0.0
        for at, door in enumerate(own):
            turn = 2 * pi * at / len(own)
            x, y = middle[0] + wide * sin(turn), middle[1] - wide * cos(turn)
            found[id(door)] = (_inside(x, frame.width), _inside(y, frame.height))
    return found


def _inside(at: float, size: float) -> float:
    return min(max(at, RADIUS), size - RADIUS)


def _middle(code: str, *, shapes: Mapping[str, Shape], frame: Frame) -> tuple[float, float] | None:
    members = [shape for key, shape in shapes.items() if key == code or key.startswith(f"{code}.")]
    return frame.place(*centre_of(members)) if members else None


def _line(start: tuple[float, float], end: tuple[float, float], *, line: str) -> str:
    if np.allclose(start, end):
        return ""
    return (
        f'<line class="r-trip team-{line}" x1="{start[0]:.1f}" y1="{start[1]:.1f}"'
        f' x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def _circle(door: Door, spot: tuple[float, float], *, line: str) -> str:
    x, y = spot
    return (
        f'<g class="r-spot team-{line}"><title>{escape(door.title)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:.0f}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}">{door.number}</text></g>'
    )


def _square(spot: tuple[float, float], *, line: str, letter: str) -> str:
    x, y = spot
    return (
        f'<g class="r-home team-{line}"><rect x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}">{letter}</text></g>'
    )
