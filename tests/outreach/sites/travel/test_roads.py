"""Shortest ways over a road map, and the map read from a file that osmium writes here."""

from pathlib import Path

import numpy as np
import pytest

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.travel.roads import Roads, keep_roads, known_roads, read_roads, table

# A square of about a kilometre: A - B - C along the edge, and A - C straight but on a track.
A, B, C = (-6.10, 106.10), (-6.10, 106.11), (-6.11, 106.11)
FAR = (-6.50, 106.90)


def square(*, one_way: bool = False) -> Roads:
    roads = Roads()
    roads.add([(1, A), (2, B), (3, C)], kmh=30, one_way=one_way)
    roads.add([(1, A), (3, C)], kmh=8)
    return roads


def test_the_quickest_way_is_taken_and_a_place_off_the_map_is_on_no_way() -> None:
    minutes = table(square(), places=[A, C, FAR])
    assert minutes[0, 1] == minutes[1, 0] == pytest.approx(2.21 / 30 * 60, abs=0.05)
    assert np.isinf(minutes[2, :2]).all()
    assert (np.diag(minutes) == 0).all()


def test_a_one_way_road_is_gone_one_way() -> None:
    minutes = table(square(one_way=True), places=[A, C])
    assert minutes[1, 0] == pytest.approx(1.57 / 8 * 60, abs=0.05)
    assert minutes[0, 1] < minutes[1, 0]


def test_a_kept_table_is_found_by_the_codes_of_the_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    assert known_roads(["A"]) is None
    keep_roads(table(square(), places=[A, C]), codes=["A", "C"])
    found = known_roads(["C", "new", "A"])
    assert found is not None
    assert found[0, 2] == pytest.approx(4.4, abs=0.1)
    assert np.isinf(found[1, 0])


def test_roads_are_read_from_an_extract_of_openstreetmap(tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium", reason="the optional group `roads` is not installed")
    path = tmp_path / "square.osm.pbf"
    with osmium.SimpleWriter(str(path)) as out:
        for number, (lat, lon) in enumerate((A, B, C), start=1):
            out.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat)))
        for number, (nodes, kind) in enumerate((([1, 2, 3], "secondary"), ([1, 3], "footway")), start=1):
            out.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags={"highway": kind}))
    minutes = table(read_roads(path), places=[A, C])
    assert minutes[0, 1] == pytest.approx(2.21 / 30 * 60, abs=0.05)


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("osmium", reason="the optional group `roads` is not installed")
    path = tmp_path / "no.osm.pbf"
    path.write_bytes(b"no map")
    for wrong in (path, tmp_path / "missing.osm.pbf"):
        with pytest.raises(RuleBroken) as refused:
            read_roads(wrong)
        assert refused.value.code == "roads_file_unreadable"
