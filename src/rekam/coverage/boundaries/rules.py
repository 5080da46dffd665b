"""Which shape is which area, and how far the file agrees with the official list (pure).

A file seldom says in what system its codes are. The property is taken whose values are Kemendagri codes
of our table most often; digits of BPS that happen to look like one are few, and then nothing is taken.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from rekam.coverage.boundaries.reading import Feature
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, find_area

EARTH_RADIUS_KM = 6371.0072  # of the sphere with the surface of WGS 84
LEAST_MATCHED = 0.5
AREA_TOLERANCE = 0.05


@dataclass(frozen=True)
class Border:
    """The ground of one area, in degrees, and its size in square kilometres."""

    code: AreaCode
    geometry: BaseGeometry
    area_km2: float


@dataclass(frozen=True)
class Difference:
    """An area whose ground in the file is not as large as the official list says, in square kilometres."""

    code: str
    drawn_km2: float
    official_km2: float


@dataclass(frozen=True)
class Report:
    """What became of a file.

    matched  codes taken
    missing  official codes of that level that the file lacks, in each kabupaten/kota of which it has some
             (for kabupaten/kota: in each province)
    extra    what the file names that our table does not know, as it is written there
    double   codes that stood at several shapes, which were joined
    differs  areas more than AREA_TOLERANCE off their official size
    """

    level: Level
    code_property: str
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    double: tuple[str, ...]
    differs: tuple[Difference, ...]
    compared: int


def as_code(value: object) -> AreaCode | None:
    """What a file has written, as a code: "36.73.01.1001", 3673011001 and "3673011001.0" alike; or None."""
    text = str(value).strip()
    if text.endswith(".0"):
        text = text[:-2]
    try:
        return AreaCode.parse(text)
    except RuleBroken:
        return None


def code_property(features: Sequence[Feature]) -> str:
    """The property that holds the Kemendagri codes.

    Raises RuleBroken("boundaries_without_codes") where less than half the shapes have one that we know.
    """
    known = Counter(
        name
        for feature in features
        for name, value in feature.properties.items()
        if (code := as_code(value)) and find_area(code)
    )
    best = max(known, key=lambda name: (known[name], _deepest(features, name), name), default="")
    if not best or known[best] < LEAST_MATCHED * len(features):
        raise RuleBroken("boundaries_without_codes", properties=", ".join(sorted(_names(features))))
    return best


def match(features: Sequence[Feature], *, name: str) -> tuple[list[Border], list[str], list[str]]:
    """Borders by known code, what is not known, and the codes that several shapes were joined under.

    Raises RuleBroken("boundaries_of_two_levels") where kelurahan and kecamatan, say, stand in one file.
    """
    grounds: dict[AreaCode, list[BaseGeometry]] = {}
    extra: list[str] = []
    for feature in features:
        code = as_code(feature.properties.get(name))
        if code is None or find_area(code) is None:
            extra.append(str(feature.properties.get(name)))
        else:
            grounds.setdefault(code, []).append(feature.geometry)
    if len({code.level for code in grounds}) > 1:
        raise RuleBroken("boundaries_of_two_levels")
    borders = [
        Border(code=code, geometry=ground, area_km2=area_km2(ground))
        for code, ground in ((code, shapely.union_all(parts)) for code, parts in sorted(grounds.items()))
    ]
    return borders, extra, [code.text for code, parts in grounds.items() if len(parts) > 1]


def compare(
    borders: Sequence[Border],
    *,
    name: str,
    extra: Sequence[str],
    double: Sequence[str],
    official: Callable[[AreaCode], Sequence[AreaCode]],
    sizes: Mapping[str, float],
) -> Report:
    """The report of a file.

    official  the codes directly inside an area
    sizes     official square kilometres by code; areas without one are not compared
    """
    level = borders[0].code.level
    codes = {border.code for border in borders}
    wanted = {code for larger in _larger(codes) for code in _down_to(level, [larger], official=official)}
    compared = [border for border in borders if border.code.text in sizes]
    return Report(
        level=level,
        code_property=name,
        matched=tuple(code.text for code in sorted(codes)),
        missing=tuple(code.text for code in sorted(wanted - codes)),
        extra=tuple(extra),
        double=tuple(double),
        differs=tuple(
            Difference(border.code.text, round(border.area_km2, 1), sizes[border.code.text])
            for border in compared
            if abs(border.area_km2 / sizes[border.code.text] - 1) > AREA_TOLERANCE
        ),
        compared=len(compared),
    )


def _larger(codes: Iterable[AreaCode]) -> set[AreaCode]:
    """The kabupaten/kota of smaller areas, the province of a kabupaten/kota."""
    return {
        code.at(Level(min(code.level - 1, Level.KABUPATEN_KOTA)))
        for code in codes
        if code.level > Level.PROVINSI
    }


def _down_to(
    level: Level, codes: Sequence[AreaCode], *, official: Callable[[AreaCode], Sequence[AreaCode]]
) -> Sequence[AreaCode]:
    while codes and codes[0].level < level:
        codes = [part for code in codes for part in official(code)]
    return codes


def area_km2(ground: BaseGeometry) -> float:
    """Square kilometres on the sphere of the Earth's surface; within 0.6 % of the ellipsoid's.

    Source: Chamberlain and Duquette, "Some algorithms for polygons on a sphere", JPL 07-03 (2007).
    """
    polygons = shapely.get_parts(ground)
    rings = [
        (ring, 1 if number == 0 else -1)
        for polygon in polygons
        for number, ring in enumerate((polygon.exterior, *polygon.interiors))
    ]
    return math.fsum(sign * _ring_km2(np.asarray(ring.coords)) for ring, sign in rings)


def _ring_km2(corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    east, north = np.radians(corners[:, 0]), np.radians(corners[:, 1])
    strips = np.diff(east) * (2 + np.sin(north[1:]) + np.sin(north[:-1]))
    return abs(float(strips.sum())) * EARTH_RADIUS_KM**2 / 2


def _deepest(features: Sequence[Feature], name: str) -> int:
    levels = [code.level for feature in features if (code := as_code(feature.properties.get(name)))]
    return max(levels, default=0)


def _names(features: Sequence[Feature]) -> set[str]:
    return {name for feature in features for name in feature.properties}
