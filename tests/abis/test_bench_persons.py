from pathlib import Path

import numpy as np
import pytest

from rekam.abis.bench_persons import Person, persons
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.rows import ANGLES_AT, COUNT_AT, X_AT, rows_of
from rekam.config.abis_bench_persons import main
from rekam.simulation import gallery_columns
from rekam.simulation.gallery_columns import Columns, crossed, stranger_columns
from tests.abis.engine.bodies import person

READ_BY_OTHERS = {
    "persons", "probes", "fnir", "fpir", "fnir_ci", "fpir_ci", "seconds_per_probe", "rss_gb",
    "exhaustive_seconds_per_probe",
}  # fmt: skip


def strangers(folder: Path, *, count: int) -> Columns:
    return stranger_columns(
        folder, count=count, extractor=Extractor.LEADER, processes=1, told=lambda _made: None
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("CHUNK", 20), ("DRAWN", 20), ("POOL", 8)):
        monkeypatch.setattr(gallery_columns, name, value)


@pytest.mark.usefixtures("small")
def test_people_are_found_among_strangers_and_no_stranger_for_them(tmp_path: Path) -> None:
    people = [Person(f"p{k}", person(k), [person(k, shake=1), None]) for k in range(1, 4)]
    told: list[str] = []

    found = persons(
        strangers(tmp_path, count=50), people=people, probes=4, tell=told.append, of="made-up bodies"
    )

    assert set(found) >= READ_BY_OTHERS
    assert (found["persons"], found["probes"], found["people"]) == (50, 4, 3)
    assert (found["fnir"], found["fpir"], found["look_alike"]) == (25.0, 0.0, [])  # the fourth gave nothing
    assert found["fpir_ci"] == [0.0, 56.1497]
    assert told


@pytest.mark.usefixtures("small")
def test_a_gallery_is_kept_begins_like_a_smaller_one_and_is_never_written_to(tmp_path: Path) -> None:
    few = {position: np.array(column) for position, column in strangers(tmp_path, count=25).items()}
    more = strangers(tmp_path, count=45)
    for position, column in more.items():
        assert np.array_equal(few[position], column[:25]), position
        column[0] = 0

    again = strangers(tmp_path, count=45)
    assert np.array_equal(again[Position.FACE][0], few[Position.FACE][0])
    assert len(list(tmp_path.iterdir())) == 1


def test_a_crossed_finger_has_minutiae_of_two_fingers() -> None:
    pool = np.stack([rows_of(person(k))[FINGERS[0]] for k in range(4)])
    for row in crossed(pool, 10, rng=np.random.default_rng(1)):
        count = int(row[COUNT_AT])
        there = set(
            zip(row[:count].tolist(), row[ANGLES_AT:X_AT].view(np.uint8)[:count].tolist(), strict=True)
        )
        sources = [
            set(zip(one[:40].tolist(), one[ANGLES_AT:X_AT].view(np.uint8)[:40].tolist(), strict=True))
            for one in pool
        ]
        shared = sorted(len(there & source) for source in sources)
        assert 16 <= count <= 52
        assert shared[-1] + shared[-2] >= len(there)


def test_what_cannot_be_measured_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing")]) == 2
    assert main(["--persons", "0"]) == 2
    assert "bench_nothing_found" in capsys.readouterr().err
