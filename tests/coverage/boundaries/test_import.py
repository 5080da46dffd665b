"""An import takes what the official list knows, says what differs, and is seen on the next map."""

import json
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box

from rekam.coverage.boundaries.command import import_file, main, official_sizes
from rekam.coverage.boundaries.grounds import ground_of
from rekam.coverage.boundaries.rules import area_km2, as_code
from rekam.coverage.boundaries.store import kept, source_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, children
from tests.coverage.boundaries.files import as_geojson, as_shapefile, square

SERANG = [part.code.text for area in children("36.73") for part in children(area.code)]
GRID = {code: square(number % 9, number // 9) for number, code in enumerate(SERANG)}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path / "data"))


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "batas.json"
    path.write_bytes(content)
    return path


def test_a_whole_city_is_matched_and_drawn_from_its_borders(tmp_path: Path) -> None:
    path = write(tmp_path, as_shapefile(GRID, name="KODE_DESA"))

    report = import_file(path, name=None, source="Bappeda 2024", on=date(2026, 11, 1), only_check=False)

    assert (report.code_property, len(report.matched), report.missing, report.extra) == (
        "KODE_DESA",
        67,
        (),
        (),
    )
    ground = ground_of(AreaCode("36.73"), level=Level.KELURAHAN_DESA)
    assert ground is not None
    assert (ground.source, len(ground.shapes)) == ("Bappeda 2024", 67)
    assert len(ground.lines) >= 6


def test_without_borders_a_map_is_schematic() -> None:
    ground = ground_of(AreaCode("36.73"), level=Level.KELURAHAN_DESA)

    assert ground is not None
    assert (ground.source, len(ground.shapes)) == ("", 67)


def test_the_report_names_what_lacks_what_is_unknown_and_what_was_joined(tmp_path: Path) -> None:
    some = dict(list(GRID.items())[5:])
    features = json.loads(as_geojson(some))["features"]
    features += json.loads(as_geojson({"36.73.09.1099": square(0, 20), SERANG[6]: square(0, 21)}))["features"]
    path = write(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}).encode())

    report = import_file(path, name=None, source="x", on=date(2026, 11, 1), only_check=False)

    assert report.missing == tuple(SERANG[:5])
    assert report.extra == ("36.73.09.1099",)
    assert report.double == (SERANG[6],)


def test_a_whole_kecamatan_that_lacks_is_missed_too(tmp_path: Path) -> None:
    path = write(
        tmp_path, as_geojson({code: ground for code, ground in GRID.items() if "36.73.02" not in code})
    )

    report = import_file(path, name=None, source="x", on=date(2026, 11, 1), only_check=True)

    assert report.missing == tuple(code for code in SERANG if "36.73.02" in code)


def test_sizes_are_compared_with_the_official_ones(tmp_path: Path) -> None:
    path = write(tmp_path, as_geojson({"36.73": box(106.0, -6.2, 106.2, -6.0), "36.72": square(0, 0)}))

    report = import_file(path, name=None, source="x", on=date(2026, 11, 1), only_check=True)

    assert report.compared == 2
    assert [one.code for one in report.differs] == ["36.72", "36.73"]
    assert report.differs[1].official_km2 == official_sizes()["36.73"] == 266.3


def test_a_check_keeps_nothing(tmp_path: Path) -> None:
    import_file(
        write(tmp_path, as_geojson(GRID)), name=None, source="x", on=date(2026, 11, 1), only_check=True
    )

    assert (kept(Level.KELURAHAN_DESA), source_of(Level.KELURAHAN_DESA)) == ({}, "")


def test_codes_that_are_not_of_kemendagri_are_not_guessed(tmp_path: Path) -> None:
    bps = {f"99990{number:05}": square(number, 0) for number in range(4)}

    with pytest.raises(RuleBroken, match="boundaries_without_codes"):
        import_file(
            write(tmp_path, as_geojson(bps)), name=None, source="x", on=date(2026, 11, 1), only_check=False
        )


def test_two_levels_in_one_file_are_refused(tmp_path: Path) -> None:
    mixed = {"36.73.01": square(0, 0), "36.73.01.1001": square(1, 0)}

    with pytest.raises(RuleBroken, match="boundaries_of_two_levels"):
        import_file(
            write(tmp_path, as_geojson(mixed)), name=None, source="x", on=date(2026, 11, 1), only_check=False
        )


def test_what_neighbours_share_they_share_after_simplifying(tmp_path: Path) -> None:
    path = write(tmp_path, as_geojson(GRID))
    import_file(path, name=None, source="x", on=date(2026, 11, 1), only_check=False)
    drawn = kept(Level.KELURAHAN_DESA)

    first, second = drawn[SERANG[0]], drawn[SERANG[1]]
    assert first.touches(second)
    assert first.intersection(second).length == pytest.approx(0.01, rel=0.01)


def test_the_command_prints_a_report_in_words_and_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, as_geojson(dict(list(GRID.items())[1:])))

    assert main(["import", str(path), "--source", "Bappeda"]) == 0
    assert f"1 missing from the file\n  {SERANG[0]} " in capsys.readouterr().out
    assert main(["import", str(path), "--check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["missing"] == [SERANG[0]]


def test_a_degree_square_at_the_equator_has_its_known_size() -> None:
    assert area_km2(box(106, -0.5, 107, 0.5)) == pytest.approx(12_364, rel=0.001)
    assert area_km2(box(0, 0, 2, 2).difference(box(0.5, 0.5, 1.5, 1.5))) == pytest.approx(37_082, rel=0.001)


@pytest.mark.parametrize(
    "written", ["36.73.01.1001", 3673011001, "3673011001", 3673011001.0, " 36.73.01.1001 "]
)
def test_codes_are_read_as_files_write_them(written: object) -> None:
    assert as_code(written) == AreaCode("36.73.01.1001")


@pytest.mark.parametrize("written", [None, "", "Serang", 12, "36.7"])
def test_other_values_are_no_codes(written: object) -> None:
    assert as_code(written) in (None, AreaCode("12"))
