"""Travel times over the roads of a user's `.osm.pbf`, worked out once by a command and kept as a table.

Our own shortest paths, and not OSRM: that one needs Python 3.12, gigabytes of preparation and a process
beside ours, to answer what a city asks once a year. Reading needs the package `osmium` (group `roads`).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private
from rekam.outreach.sites.travel.rules import EARTH_KM

Minutes = npt.NDArray[np.float64]
Position = tuple[float, float]

# km/h by class of road: what a car with a kit makes, stops included. Assumptions; a link of the office wins.
SPEEDS: Mapping[str, float] = {
    "motorway": 70,
    "trunk": 40,
    "primary": 35,
    "secondary": 30,
    "tertiary": 25,
    "unclassified": 20,
    "residential": 15,
    "living_street": 10,
    "service": 10,
    "track": 8,
}
WALK_KMH = 4.0
FARTHEST_KM = 3.0  # from a site to the next road; beyond it the map knows nothing of the place
MOST_BYTES = 4 * 2**30


@dataclass
class Roads:
    """Crossings with their positions, and minutes along the roads between them."""

    positions: dict[int, Position] = field(default_factory=dict)
    ways: defaultdict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, nodes: Sequence[tuple[int, Position]], *, kmh: float, one_way: bool = False) -> None:
        """A road through these points at that speed."""
        self.positions.update(nodes)
        for (start, here), (end, there) in pairwise(nodes):
            minutes = kilometres(here, there) / kmh * 60
            self.ways[start].append((end, minutes))
            if not one_way:
                self.ways[end].append((start, minutes))

    def nearest(self, place: Position) -> tuple[int, float] | None:
        """The crossing nearest to a place and minutes on foot to it; None beyond FARTHEST_KM."""
        found = min(self.positions, key=lambda node: _near(self.positions[node], place), default=None)
        if found is None or (far := kilometres(self.positions[found], place)) > FARTHEST_KM:
            return None
        return found, far / WALK_KMH * 60

    def minutes_from(self, start: int, *, to: Iterable[int]) -> Mapping[int, float]:
        """Minutes from a crossing to those others that can be reached (Dijkstra, until all are found)."""
        wanted, done = set(to), dict[int, float]()
        queue = [(0.0, start)]
        while queue and wanted:
            so_far, node = heapq.heappop(queue)
            if node in done:
                continue
            done[node] = so_far
            wanted.discard(node)
            for end, minutes in self.ways[node]:
                if end not in done:
                    heapq.heappush(queue, (so_far + minutes, end))
        return done


def kilometres(one: Position, other: Position) -> float:
    """Along the great circle; positions in degrees."""
    a, b, c, d = (math.radians(value) for value in (*one, *other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _near(one: Position, other: Position) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def table(roads: Roads, *, places: Sequence[Position]) -> Minutes:
    """Minutes between all places; infinite where the map joins them by no road."""
    minutes = np.full((len(places), len(places)), np.inf)
    np.fill_diagonal(minutes, 0)
    near = [roads.nearest(place) for place in places]
    ends = {one[0] for one in near if one}
    for row, start in enumerate(near):
        if start is None:
            continue
        reached = roads.minutes_from(start[0], to=ends)
        for column, end in enumerate(near):
            if end is not None and row != column and end[0] in reached:
                minutes[row, column] = start[1] + reached[end[0]] + end[1]
    return minutes


def read_roads(path: Path) -> Roads:
    """The roads of an .osm.pbf, by class with the speeds above.

    Raises RuleBroken("roads_group_missing" | "roads_file_unreadable").
    """
    try:
        import osmium
    except ImportError as error:
        raise RuleBroken("roads_group_missing") from error
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise RuleBroken("roads_file_unreadable")
    roads = Roads()
    try:
        drivable = osmium.filter.KeyFilter("highway")
        for way in osmium.FileProcessor(str(path)).with_locations().with_filter(drivable):
            if isinstance(way, osmium.osm.Way) and (
                kmh := SPEEDS.get(way.tags["highway"].removesuffix("_link"))
            ):
                nodes = [(node.ref, (node.lat, node.lon)) for node in way.nodes if node.location.valid()]
                roads.add(nodes, kmh=kmh, one_way=way.tags.get("oneway") == "yes")
    except RuntimeError as error:
        raise RuleBroken("roads_file_unreadable") from error
    return roads


def keep_roads(minutes: Minutes, *, codes: Sequence[str]) -> Path:
    """Write the table of travel times between sites, by their codes, and return where it lies."""
    out = BytesIO()
    np.savez_compressed(out, minutes=minutes.astype(np.float32), codes=np.array(codes, dtype="<U20"))
    write_private(kept_at(), out.getvalue())
    return kept_at()


def kept_at() -> Path:
    """Where the table lies in the installation's folder."""
    return data_folder() / "outreach" / "roads.npz"


def known_roads(codes: Sequence[str]) -> Minutes | None:
    """Minutes between these sites by the kept table, infinite where it has none; None without a table."""
    if not kept_at().is_file():
        return None
    with np.load(kept_at(), allow_pickle=False) as kept:
        numbers = {str(code): number for number, code in enumerate(kept["codes"])}
        minutes = kept["minutes"]
    at = [numbers.get(code, -1) for code in codes]
    found = minutes[np.ix_(at, at)].astype(np.float64)
    missing = np.array(at) < 0
    found[missing, :] = found[:, missing] = np.inf
    return np.asarray(found)
