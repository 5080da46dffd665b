"""Schematic areas from middles alone: each village gets the ground that is nearest to its centroid.

Village boundaries are not free, centroids are. The cells are Voronoi cells inside a rounded outline; they
tell who is beside whom, nothing about real borders. Pure: numpy only.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

KM_PER_DEGREE = 111.195
_RAYS = 144
_SAME_PLACE = 1e-9


@dataclass(frozen=True)
class Shape:
    """One area on a map, real or schematic.

    rings   closed lines around it and around its holes: x and y in km, y growing to the south
    middle  a place for its name, x and y; area in square kilometres of the drawing
    """

    code: str
    rings: tuple[Points, ...]
    middle: Points
    area: float


@dataclass(frozen=True)
class Cell:
    """One village on the schematic map.

    corners     x and y in km, y growing to the south as on a screen, no corner twice
    neighbours  code of the cell beyond the edge from corner k to corner k + 1; None = outside
    """

    code: str
    corners: Points
    neighbours: tuple[str | None, ...]

    @property
    def area(self) -> float:
        """Square kilometres of the drawing, not of the village."""
        x, y = self.corners.T
        return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)

    @property
    def middle(self) -> Points:
        """The centre of gravity."""
        x, y = self.corners.T
        next_x, next_y = np.roll(x, -1), np.roll(y, -1)
        cross = x * next_y - next_x * y
        moment = np.array([(x + next_x) @ cross, (y + next_y) @ cross])
        return np.asarray(moment / (3 * cross.sum()))

    @property
    def shape(self) -> Shape:
        """What is drawn of it."""
        return Shape(code=self.code, rings=(self.corners,), middle=self.middle, area=self.area)


def tessellate(
    centroids: Mapping[str, tuple[float, float]], *, around: Iterable[tuple[float, float]] = ()
) -> dict[str, Cell]:
    """The cells of these villages inside an outline drawn around them.

    centroids  latitude and longitude in degrees by code; at least three, no two at one place
    around     villages beyond the border: they get no cell but keep the ground nearest to them, so that
               the outline leans towards the real one
    Raises ValueError otherwise.
    """
    if len(centroids) < 3:
        raise ValueError(f"a map needs at least 3 places, not {len(centroids)}")
    codes = sorted(centroids)
    degrees = np.array([*(centroids[code] for code in codes), *around])
    everywhere = project(degrees, middle=degrees[: len(codes)].mean(axis=0))
    places = everywhere[: len(codes)]
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2) + np.diag(np.full(len(codes), np.inf))
    if gaps.min() < _SAME_PLACE:
        raise ValueError("two places share one centroid")
    ground = outline(places, margin=1.1 * float(np.median(gaps.min(axis=1))))
    found = (_cell(number, codes=codes, places=everywhere, ground=ground) for number in range(len(codes)))
    return {cell.code: cell for cell in found}


def project(degrees: Points, *, middle: Points) -> Points:
    """Latitudes and longitudes as km east and south of a middle; good for an area below 300 km."""
    south, east = (middle[0] - degrees[:, 0]), (degrees[:, 1] - middle[1])
    return np.column_stack([east * math.cos(math.radians(middle[0])), south]) * KM_PER_DEGREE


def outline(places: Points, *, margin: float) -> Points:
    """A rounded line around the places, seen as a star from their middle, at least half a margin away.

    margin  km around each place that belongs to the drawing
    """
    middle = places.mean(axis=0)
    angles = np.arange(_RAYS) * 2 * math.pi / _RAYS
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    along = (places - middle) @ rays.T
    aside = np.abs((places - middle) @ np.column_stack([-rays[:, 1], rays[:, 0]]).T)
    half_chord = np.sqrt(np.maximum((1.6 * margin) ** 2 - aside**2, 0))
    reach = np.where((aside < 1.6 * margin) & (along > 0), along + 0.625 * half_chord, margin).max(axis=0)
    width = np.exp(-((np.arange(-6, 7) / 3.0) ** 2) / 2)
    smooth = np.array([np.roll(reach, shift) for shift in range(-6, 7)]).T @ (width / width.sum())
    # Far from the middle the rays stand apart: the two beside a place must both go round it.
    apart = 1.05 * np.linalg.norm(places - middle, axis=1)[:, None] * 2 * math.pi / _RAYS
    beside = (aside < np.maximum(0.5 * margin, apart)) & (along > 0)
    needed = np.where(beside, along + 0.5 * margin, 0).max(axis=0)
    return np.asarray(middle + np.maximum(smooth, needed)[:, None] * rays)


def borders(cells: Mapping[str, Cell], *, group: Callable[[str], str]) -> list[Points]:
    """The lines between groups of cells and around all of them, each once, as long open or closed lines."""
    edges = []
    for cell in cells.values():
        for number, neighbour in enumerate(cell.neighbours):
            outside = neighbour is None
            if outside or (group(neighbour or "") != group(cell.code) and cell.code < (neighbour or "")):
                edges.append((cell.corners[number], cell.corners[(number + 1) % len(cell.corners)]))
    return _chain(edges)


def centre_of(shapes: Iterable[Shape | Cell]) -> tuple[float, float]:
    """Where to write the name of a group: halfway from its centre of gravity to the nearest shape's."""
    group = list(shapes)
    weights = np.array([one.area for one in group])
    middles = np.array([one.middle for one in group])
    centre = weights @ middles / weights.sum()
    nearest = middles[np.argmin(np.linalg.norm(middles - centre, axis=1))]
    x, y = (centre + nearest) / 2
    return float(x), float(y)


def _cell(number: int, *, codes: list[str], places: Points, ground: Points) -> Cell:
    """Cuts the ground by the bisector to each other place, the nearest first, until none can reach it."""
    here = places[number]
    corners, beyond = ground, np.full(len(ground), -1)
    away = np.linalg.norm(places - here, axis=1)
    for other in np.argsort(away, kind="stable")[1:]:
        if away[other] / 2 > np.linalg.norm(corners - here, axis=1).max():
            break
        direction = (places[other] - here) / away[other]
        corners, beyond = _cut(
            corners, beyond, depth=(corners - here) @ direction - away[other] / 2, label=int(other)
        )
    neighbours = tuple(codes[label] if 0 <= label < len(codes) else None for label in beyond.tolist())
    return Cell(code=codes[number], corners=corners, neighbours=neighbours)


def _cut(
    corners: Points, beyond: npt.NDArray[np.int64], *, depth: Points, label: int
) -> tuple[Points, npt.NDArray[np.int64]]:
    """The part of a polygon on the near side of a line (depth <= 0); the new edge gets the label."""
    inside = depth <= 0
    if inside.all():
        return corners, beyond
    kept: list[Points] = []
    labels: list[int] = []
    for k in range(len(corners)):
        following = (k + 1) % len(corners)
        if inside[k]:
            kept.append(corners[k])
            labels.append(int(beyond[k]))
        if inside[k] != inside[following]:
            share = depth[k] / (depth[k] - depth[following])
            kept.append(corners[k] + share * (corners[following] - corners[k]))
            labels.append(label if inside[k] else int(beyond[k]))
    return _without_doubles(np.array(kept), np.array(labels))


def _without_doubles(corners: Points, beyond: npt.NDArray[np.int64]) -> tuple[Points, npt.NDArray[np.int64]]:
    """Without edges of no length, as a cut through a corner leaves them."""
    length = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return corners[length > _SAME_PLACE], beyond[length > _SAME_PLACE]


def _chain(edges: list[tuple[Points, Points]]) -> list[Points]:
    """Edges put end to end; a line stops where more than two edges meet, so it starts there too."""
    ends: dict[tuple[float, float], list[int]] = {}
    keys = [(_key(start), _key(end)) for start, end in edges]
    for number, pair in enumerate(keys):
        for key in pair:
            ends.setdefault(key, []).append(number)
    unused = set(range(len(edges)))
    lines = []
    for first in sorted(unused, key=lambda number: min(len(ends[key]) == 2 for key in keys[number])):
        if first in unused:
            unused.discard(first)
            start, end = keys[first]
            ahead = _follow(end, ends=ends, keys=keys, unused=unused)
            back = _follow(start, ends=ends, keys=keys, unused=unused)
            lines.append(np.array([*reversed(back), start, end, *ahead]))
    return lines


def _follow(
    at: tuple[float, float],
    *,
    ends: dict[tuple[float, float], list[int]],
    keys: list[tuple[tuple[float, float], tuple[float, float]]],
    unused: set[int],
) -> list[tuple[float, float]]:
    """The places passed from one end on, taking the edges from the unused."""
    path = []
    while len(ends[at]) == 2:
        onward = [number for number in ends[at] if number in unused]
        if not onward:
            break
        unused.discard(onward[0])
        start, end = keys[onward[0]]
        at = end if start == at else start
        path.append(at)
    return path


def _key(place: Points) -> tuple[float, float]:
    # A millimetre: far more than the noise of two computations of one corner, far less than an edge.
    return round(float(place[0]), 6) + 0.0, round(float(place[1]), 6) + 0.0
