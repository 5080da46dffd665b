"""Where imported borders lie: one file a level in the data folder, simplified for drawing.

Borders are nobody's data, so they need no database: a station or a report may read them too. What
neighbours share stays shared: a border is simplified once for both sides.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from rekam.coverage.boundaries.rules import Border
from rekam.kernel.places import data_folder, private_folder
from rekam.kernel.region import Level

# Degrees, about the root of the triangle that may be left out: 20 m for a kelurahan, 200 m for a province.
TOLERANCE = {
    Level.KELURAHAN_DESA: 0.0002,
    Level.KECAMATAN: 0.0005,
    Level.KABUPATEN_KOTA: 0.001,
    Level.PROVINSI: 0.002,
}
_DECIMALS = 1e-5


def keep(borders: Sequence[Border], *, source: str, on: date) -> Path:
    """Write the borders of one level in place of those kept before, whole or not at all."""
    level = borders[0].code.level
    simple = shapely.coverage_simplify([border.geometry for border in borders], TOLERANCE[level])
    document = {
        "type": "FeatureCollection",
        "source": source,
        "imported_on": on.isoformat(),
        "features": [
            {
                "type": "Feature",
                "properties": {"code": border.code.text, "area_km2": round(border.area_km2, 3)},
                "geometry": mapping(shapely.set_precision(ground, _DECIMALS)),
            }
            for border, ground in zip(borders, simple, strict=True)
        ],
    }
    target = _path(level)
    private_folder(target.parent)
    unfinished = target.with_suffix(".new")
    unfinished.write_bytes(gzip.compress(json.dumps(document).encode(), mtime=0))
    unfinished.replace(target)
    return target


def kept(level: Level) -> Mapping[str, BaseGeometry]:
    """The kept borders of a level by code; none where none were imported."""
    path = _path(level)
    return _document(path)[1] if path.exists() else {}


def source_of(level: Level) -> str:
    """Who published the borders of a level, as the importer said; empty where there are none."""
    path = _path(level)
    return _document(path)[0] if path.exists() else ""


def _document(path: Path) -> tuple[str, Mapping[str, BaseGeometry]]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> tuple[str, Mapping[str, BaseGeometry]]:
    # The time is in the cache's key, so that the next page sees an import.
    document = json.loads(gzip.decompress(path.read_bytes()))
    shapes = {one["properties"]["code"]: shape(one["geometry"]) for one in document["features"]}
    return document["source"], shapes


def _path(level: Level) -> Path:
    return data_folder() / "boundaries" / f"level-{level.value}.geojson.gz"
