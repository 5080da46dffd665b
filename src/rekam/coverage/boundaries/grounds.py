"""What a map of an area is drawn from: imported borders, or else cells around middles."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from rekam.coverage.boundaries import store
from rekam.coverage.geometry import Points, Shape, borders, project, tessellate
from rekam.kernel.region import AreaCode, Level, centroids

FEWEST = 3


@dataclass(frozen=True)
class Ground:
    """Shapes by code, the thick lines around their groups, and whose borders they are ("" = schematic)."""

    shapes: Mapping[str, Shape]
    lines: tuple[Points, ...]
    source: str = ""


def ground_of(place: AreaCode, *, level: Level) -> Ground | None:
    """What the parts of an area at a level are drawn from; None where fewer than three are known.

    Real borders are taken where at least three parts have them; a part without stays out of the drawing.
    """
    return _real(place, level=level, source=store.source_of(level)) or _schematic(place, level=level)


def group_of(code: str, *, place: AreaCode) -> str:
    """The group inside whose thick line an area lies: the part of the place it belongs to."""
    parts = code.split(".")
    return ".".join(parts[: min(place.level + 1, len(parts) - 1)])


def _real(place: AreaCode, *, level: Level, source: str) -> Ground | None:
    inside = {code: one for code, one in store.kept(level).items() if place.covers(AreaCode(code))}
    if len(inside) < FEWEST:
        return None
    middle = shapely.centroid(shapely.union_all(list(inside.values())))
    to_km = _projection(np.array([middle.y, middle.x]))
    groups: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for code, one in inside.items():
        groups[group_of(code, place=place)].append(one)
    outlines = [shapely.union_all(members) for members in groups.values()]
    return Ground(
        shapes={code: _shape(code, one, to_km=to_km) for code, one in inside.items()},
        lines=tuple(ring for outline in outlines for ring in _rings(outline, to_km=to_km)),
        source=source,
    )


def _projection(middle: Points) -> Callable[[Points], Points]:
    def to_km(east_north: Points) -> Points:
        return project(east_north[:, ::-1], middle=middle)

    return to_km


def _shape(code: str, ground: BaseGeometry, *, to_km: Callable[[Points], Points]) -> Shape:
    rings = _rings(ground, to_km=to_km)
    inner = shapely.point_on_surface(ground)
    return Shape(
        code=code,
        rings=tuple(rings),
        middle=to_km(np.array([[inner.x, inner.y]]))[0],
        area=float(ground.area),
    )


def _rings(ground: BaseGeometry, *, to_km: Callable[[Points], Points]) -> list[Points]:
    return [
        to_km(np.asarray(ring.coords)[:, :2])
        for polygon in shapely.get_parts(ground)
        for ring in (polygon.exterior, *polygon.interiors)
    ]


@lru_cache(maxsize=64)
def _schematic(place: AreaCode, *, level: Level) -> Ground | None:
    known = _middles(centroids(place.at(Level.PROVINSI).text), level=level)
    inside = {code: where for code, where in known.items() if place.covers(AreaCode(code))}
    if len(inside) < FEWEST:
        return None
    cells = tessellate(inside, around=[where for code, where in known.items() if code not in inside])
    return Ground(
        shapes={code: cell.shape for code, cell in cells.items()},
        lines=tuple(borders(cells, group=lambda code: group_of(code, place=place))),
    )


def _middles(
    villages: Mapping[str, tuple[float, float]], *, level: Level
) -> Mapping[str, tuple[float, float]]:
    """The middles of the areas of a level: the mean of their villages'."""
    gathered: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, where in villages.items():
        gathered[".".join(code.split(".")[:level])].append(where)
    return {code: _mean(places) for code, places in gathered.items()}


def _mean(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    north, east = np.mean(list(places), axis=0)
    return float(north), float(east)
