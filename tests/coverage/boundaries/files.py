"""Small border files of each format, made here."""

import io
import json
import zipfile
from collections.abc import Mapping
from itertools import pairwise

import shapefile
from shapely.geometry import Polygon, box, mapping

WGS_84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]'
SIDE = 0.01  # degrees


def square(column: int, row: int) -> Polygon:
    """One of a grid of squares west of Serang."""
    west, south = 106 + column * SIDE, -6.2 + row * SIDE
    return box(west, south, west + SIDE, south + SIDE)


def as_geojson(areas: Mapping[str, Polygon], *, name: str = "kode") -> bytes:
    """A FeatureCollection with the code in one property."""
    features = [
        {"type": "Feature", "properties": {name: code, "nama": "x"}, "geometry": mapping(area)}
        for code, area in areas.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def as_topojson(areas: Mapping[str, Polygon], *, name: str = "kode") -> bytes:
    """A topology with one arc for each area, in whole steps; every second one is walked backwards."""
    scale, left, bottom = 1e-6, 106.0, -6.3
    arcs, members = [], []
    for number, (code, area) in enumerate(areas.items()):
        backwards = number % 2
        corners = list(area.exterior.coords)[:: -1 if backwards else 1]
        steps = [(round((x - left) / scale), round((y - bottom) / scale)) for x, y in corners]
        arcs.append([steps[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(steps))])
        members.append(
            {"type": "Polygon", "arcs": [[~number if backwards else number]], "properties": {name: code}}
        )
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [scale, scale], "translate": [left, bottom]},
            "arcs": arcs,
            "objects": {"kelurahan": {"type": "GeometryCollection", "geometries": members}},
        }
    ).encode()


def as_shapefile(areas: Mapping[str, Polygon | None], *, name: str = "kode", prj: str = WGS_84) -> bytes:
    """A zip of .shp, .shx, .dbf and .prj in a folder; None is a record without ground."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf) as writer:
        writer.field(name, "C", 13)
        for code, area in areas.items():
            if area is None:
                writer.null()
            else:
                writer.poly([[list(place) for place in area.exterior.coords]])
            writer.record(code)
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for kind, part in (("shp", shp), ("shx", shx), ("dbf", dbf)):
            archive.writestr(f"batas/kelurahan.{kind}", part.getvalue())
        archive.writestr("batas/kelurahan.prj", prj)
    return archived.getvalue()
