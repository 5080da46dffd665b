"""The map of a home-visit day: each team's way from its office from door to door and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

import numpy as np
from django.utils.translation import gettext as _

from rekam.coverage.map_svg import Drawn, Frame
from rekam.outreach.drawing import LINES, Shapes, Spot, circle, middle, square, way, ways_map
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
    tours = [(route, [_door(home) for home in homes.get(route.pk, ())]) for route in routes]
    return ways_map(
        home_day.area_code,
        title=_("Peta rute kunjungan rumah"),
        identifier="rute",
        over=lambda shapes, frame: _over(tours, shapes=shapes, frame=frame),
    )


def _door(home: HomeStop) -> Door:
    assert home.order is not None
    return Door(home.area_code, home.order + 1, f"{home.order + 1}. {home.request.place}")


def _over(tours: Sequence[tuple[Route, Sequence[Door]]], *, shapes: Shapes, frame: Frame) -> str:
    """Lines first, so that no circle is crossed."""
    spots = _spots([door for _, doors in tours for door in doors], shapes=shapes, frame=frame)
    lines, circles = [], []
    for at, (route, doors) in enumerate(tours):
        line, start = LINES[at % len(LINES)], middle(route.team.office.area_code, shapes=shapes, frame=frame)
        known = [(door, spots[id(door)]) for door in doors if id(door) in spots]
        ends = [start] if start else []
        visited = [*ends, *(spot for _, spot in known), *ends]
        lines += [way(a, b, line=line) for a, b in pairwise(visited) if not np.allclose(a, b)]
        circles += [
            circle(spot, line=line, text=str(door.number), title=door.title, radius=RADIUS)
            for door, spot in known
        ]
        if start:
            circles.append(square(start, line=line, letter=chr(ord("A") + at % 26)))
    return "".join([*lines, *circles])


def _spots(doors: Sequence[Door], *, shapes: Shapes, frame: Frame) -> dict[int, Spot]:
    """By door its place in px: alone in the middle of its kelurahan, or in a ring with the others there."""
    by_area: dict[str, list[Door]] = {}
    for door in doors:
        by_area.setdefault(door.area, []).append(door)
    found = {}
    for area, own in by_area.items():
        centre = middle(area, shapes=shapes, frame=frame)
        if centre is None:
            continue
        wide = RING * max(1.0, len(own) / 6) if len(own) > 1 else 0.0
        for at, door in enumerate(own):
            turn = 2 * pi * at / len(own)
            x, y = centre[0] + wide * sin(turn), centre[1] - wide * cos(turn)
            found[id(door)] = (_inside(x, frame.width), _inside(y, frame.height))
    return found


def _inside(at: float, size: float) -> float:
    return min(max(at, RADIUS), size - RADIUS)
