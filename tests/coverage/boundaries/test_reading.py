"""The same four squares out of each format; hostile and wrong files are refused with a code."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.boundaries.reading import read_features
from rekam.kernel.errors import RuleBroken
from tests.coverage.boundaries.files import WGS_84, as_geojson, as_shapefile, as_topojson, square

CODES = {"36.73.01.1001": square(0, 0), "36.73.01.1002": square(1, 0)}


@pytest.mark.parametrize("written", [as_geojson, as_topojson, as_shapefile])
def test_every_format_gives_the_same_areas(written: Any) -> None:
    features = read_features(written(CODES))

    assert [feature.properties["kode"] for feature in features] == list(CODES)
    assert all(
        feature.geometry.normalize().equals_exact(CODES[feature.properties["kode"]].normalize(), 1e-9)
        for feature in features
    )


def test_topojson_without_a_transform_has_degrees_in_its_arcs() -> None:
    topology = json.loads(as_topojson(CODES))
    scale, left = topology["transform"]["scale"][0], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x, y, places = 0, 0, []
        for step in arc:
            x, y = x + step[0], y + step[1]
            places.append([x * scale + left[0], y * scale + left[1]])
        arcs.append(places)
    del topology["transform"]

    features = read_features(json.dumps(topology | {"arcs": arcs}).encode())

    assert features[1].geometry.equals_exact(CODES["36.73.01.1002"], 1e-9)


def test_a_border_that_crosses_itself_is_mended_not_refused() -> None:
    bow = {"type": "Polygon", "coordinates": [[[106, -6], [107, -5], [107, -6], [106, -5], [106, -6]]]}

    (feature,) = read_features(collection({"kode": "36"}, bow))

    assert feature.geometry.is_valid
    assert feature.geometry.area == pytest.approx(0.5)


def test_lines_and_points_are_left_out() -> None:
    line = {"type": "LineString", "coordinates": [[106, -6], [107, -5]]}

    with pytest.raises(RuleBroken, match="boundaries_empty"):
        read_features(collection({}, line))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"type": "Topology"}', b"PK\x03\x04 not a zip", b"\xff"]
)
def test_what_is_no_border_file_is_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="boundaries_unreadable"):
        read_features(content)


@given(content=st.binary(max_size=200))
def test_no_bytes_make_it_fall(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="boundaries_"):
        read_features(content)


def test_metres_are_refused_whether_the_file_says_so_or_not() -> None:
    far = {
        "type": "Polygon",
        "coordinates": [[[650_000, 9_300_000], [650_100, 9_300_000], [650_000, 9_300_100]]],
    }
    far["coordinates"][0].append([650_000, 9_300_000])  # type: ignore[index]

    with pytest.raises(RuleBroken, match="boundaries_not_wgs84"):
        read_features(collection({"kode": "36"}, far))
    with pytest.raises(RuleBroken, match="boundaries_not_wgs84"):
        read_features(as_shapefile(CODES, prj=WGS_84.replace("WGS_1984", "DGN_1995")))


def test_a_zip_holds_one_shapefile() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "nothing")

    with pytest.raises(RuleBroken, match="boundaries_not_one_shapefile"):
        read_features(empty.getvalue())


def test_a_zip_that_would_swell_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rekam.coverage.boundaries.reading.MOST_BYTES", 100)

    with pytest.raises(RuleBroken, match="boundaries_too_large"):
        read_features(as_shapefile(CODES))


def test_shapes_without_ground_are_passed_over() -> None:
    with pytest.raises(RuleBroken, match="boundaries_empty"):
        read_features(as_shapefile({"36.73.01.1001": None}))


def collection(properties: Mapping[str, Any], geometry: Mapping[str, Any]) -> bytes:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
