"""Borders out of a file: GeoJSON, TopoJSON, or a shapefile in a zip; degrees of WGS 84, east before north.

Sources: RFC 7946 (GeoJSON); the TopoJSON format specification 1.0; ESRI, "Shapefile Technical
Description" (1998).
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import shapefile
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from rekam.kernel.errors import RuleBroken

MOST_BYTES = 512 * 1024**2
AREAL = ("Polygon", "MultiPolygon")
_WGS_84 = ("GCS_WGS_1984", "WGS 84", "WGS_84")


@dataclass(frozen=True)
class Feature:
    """One shape of a file with what the file says about it."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry


def read_features(content: bytes) -> list[Feature]:
    """The areal shapes of a file; lines and points in it are left out.

    Raises RuleBroken: boundaries_unreadable (neither of the three formats, or a broken one),
    boundaries_empty (no areas in it), boundaries_not_wgs84 (another reference system).
    """
    found = _from_zip(content) if content[:2] == b"PK" else _from_json(content)
    areal = [one for one in found if one.geometry.geom_type in AREAL and not one.geometry.is_empty]
    if not areal:
        raise RuleBroken("boundaries_empty")
    west, south, east, north = shapely.total_bounds([one.geometry for one in areal])
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RuleBroken("boundaries_not_wgs84")
    return areal


def _from_json(content: bytes) -> list[Feature]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
        features = _topology(document) if document["type"] == "Topology" else document["features"]
        return [_feature(one) for one in features if one.get("geometry")]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ) as error:
        raise RuleBroken("boundaries_unreadable") from error


def _feature(record: Mapping[str, Any]) -> Feature:
    return Feature(
        properties=dict(record.get("properties") or {}), geometry=_mended(shape(record["geometry"]))
    )


def _mended(geometry: BaseGeometry) -> BaseGeometry:
    """The same ground in a valid polygon: published borders often cross themselves in a corner or two."""
    flat = shapely.force_2d(geometry)
    if flat.geom_type not in AREAL or shapely.is_valid(flat):
        return flat
    parts = shapely.get_parts(shapely.make_valid(flat))
    return shapely.union_all([part for part in parts if part.geom_type in AREAL])


def _from_zip(content: bytes) -> list[Feature]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _shapefile_parts(archive)
        if "prj" in files and not any(name in files["prj"].decode("latin-1") for name in _WGS_84):
            raise RuleBroken("boundaries_not_wgs84")
        encoding = files.get("cpg", b"utf-8").decode("ascii").strip() or "utf-8"
        opened = {kind: io.BytesIO(files[kind]) for kind in ("shp", "shx", "dbf") if kind in files}
        with shapefile.Reader(encoding=encoding, encodingErrors="replace", **opened) as reader:
            return [
                _feature({"properties": one.record.as_dict(), "geometry": one.shape.__geo_interface__})
                for one in reader.iterShapeRecords()
                if one.shape.shapeType != shapefile.NULL
            ]
    except (zipfile.BadZipFile, shapefile.ShapefileException, KeyError, LookupError, ValueError) as error:
        raise RuleBroken("boundaries_unreadable") from error


def _shapefile_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The files of the archive's one shapefile by their kind (shp, shx, dbf, prj, cpg)."""
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise RuleBroken("boundaries_too_large")
    names = [name for name in archive.namelist() if name.lower().endswith(".shp")]
    if len(names) != 1:
        raise RuleBroken("boundaries_not_one_shapefile")
    stem = names[0][: -len(".shp")].lower()
    return {
        name.rpartition(".")[2].lower(): archive.read(name)
        for name in archive.namelist()
        if name.lower().rpartition(".")[0] == stem
    }


def _topology(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The same as GeoJSON features: arcs put end to end, whole numbers turned back into degrees."""
    arcs = [_arc(arc, transform=document.get("transform")) for arc in document["arcs"]]
    members = [
        member
        for one in document["objects"].values()
        for member in (one["geometries"] if one["type"] == "GeometryCollection" else [one])
    ]
    return [
        {
            "properties": member.get("properties") or {},
            "geometry": {"type": member["type"], "coordinates": _coordinates(member, arcs=arcs)},
        }
        for member in members
        if member["type"] in AREAL
    ]


def _arc(
    positions: Sequence[Sequence[float]], *, transform: Mapping[str, Any] | None
) -> list[tuple[float, float]]:
    if transform is None:
        return [(float(x), float(y)) for x, y, *_ in positions]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    steps = accumulate(positions, lambda here, step: (here[0] + step[0], here[1] + step[1]))
    return [(x * scale_x + left, y * scale_y + bottom) for x, y, *_ in steps]


def _coordinates(member: Mapping[str, Any], *, arcs: Sequence[list[tuple[float, float]]]) -> list[Any]:
    if member["type"] == "Polygon":
        return [_ring(ring, arcs=arcs) for ring in member["arcs"]]
    return [[_ring(ring, arcs=arcs) for ring in polygon] for polygon in member["arcs"]]


def _ring(numbers: Iterable[int], *, arcs: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """A closed line; ~n means arc n backwards, and each arc begins where the one before it ends."""
    line: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line
