from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rekam.abis.bench_cast import recast, seen_by
from rekam.abis.bench_persons import Person, persons
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.rows import ANGLES_AT, COUNT_AT, X_AT, rows_of
from rekam.abis.engine.template import PersonTemplate
from rekam.config.abis_bench_persons import main
from rekam.simulation import gallery_columns
from rekam.simulation.gallery_columns import Columns, crossed, stranger_columns
from tests.abis.engine.bodies import person

READ_BY_OTHERS = {
    "persons", "probes", "fnir", "fpir", "fnir_ci", "fpir_ci", "seconds_per_probe", "rss_gb",
    "exhaustive_seconds_per_probe",
}  # fmt: skip


def strangers(folder: Path, *, count: int, fingers: int | None = None) -> Columns:
    return stranger_columns(
        folder,
        count=count,
        extractor=Extractor.LEADER,
        processes=1,
        told=lambda _made: None,
        fingers=fingers,
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("CHUNK", 20), ("DRAWN", 20), ("POOL", 8), ("EYES", 20)):
        monkeypatch.setattr(gallery_columns, name, value)


@pytest.mark.usefixtures("small")
def test_people_are_found_among_strangers_and_no_stranger_for_them(tmp_path: Path) -> None:
    def people(*, shake: int, seen: bool) -> list[Person]:
        return [Person(f"p{k}", person(k), person(k, shake=shake) if seen else None) for k in range(1, 4)]

    rounds = [people(shake=1, seen=True), people(shake=2, seen=False)[::-1]]
    told: list[str] = []

    found = persons(
        strangers(tmp_path, count=50),
        rounds=rounds,
        probes=4,
        parameters=replace(DEFAULT, index_from=50),
        tell=told.append,
        of="made-up bodies",
    )

    assert set(found) >= READ_BY_OTHERS
    assert (found["persons"], found["probes"], found["people"]) == (50, 4, 3)
    assert (found["fnir"], found["fpir"], found["look_alike"]) == (25.0, 0.0, [])  # the fourth gave nothing
    assert found["by_parts"][0] == {"probes": 1, "no_hit": 1, "not_found": 1}  # type: ignore[index]
    assert found["fpir_ci"] == [0.0, 56.1497]
    assert found["index_gb"]
    strangers_scores: Any = found["strangers"]
    assert strangers_scores["face"]["people"]["p999"] < 0.9, "mates among the strangers"
    assert told


@pytest.mark.usefixtures("small")
def test_a_gallery_is_kept_begins_like_a_smaller_one_and_is_never_written_to(tmp_path: Path) -> None:
    few = {position: np.array(column) for position, column in strangers(tmp_path, count=25).items()}
    more = strangers(tmp_path, count=45)
    for position, column in more.items():
        assert np.array_equal(few[position], column[:25]), position
        column[0] = 0

    few_fingers = strangers(tmp_path, count=45, fingers=30)
    for position, column in few_fingers.items():
        there = 30 if position.is_finger else 45
        assert np.array_equal(column[1:there], more[position][1:there]), position
        assert not column[there:].any()

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


def test_people_are_cast_anew_with_their_fingers_where_they_were() -> None:
    bodies = [
        {
            position: [part(position, of=k), part(position, of=k, shake=1), part(position, of=k, shake=2)]
            for position in (FINGERS[0], *IRISES, Position.FACE)
            if (k, position) != (1, Position.FACE)
        }
        for k in range(5)
    ]
    for turn in (0, 1, 2):
        people = recast(bodies, turn=turn)
        for k, one in enumerate(people):
            assert one.recorded is not None
            assert one.visit is not None
            source = {
                FINGERS[0]: k,
                Position.IRIS_RIGHT: k + turn,
                Position.IRIS_LEFT: k + 2 * turn,
                Position.FACE: k + 3 * turn,
            }
            for position, place in source.items():
                expected = bodies[place % 5].get(position)
                if expected is None:
                    assert position not in one.recorded.positions
                    continue
                for made, of in ((one.recorded, expected[0]), (one.visit, expected[1 + turn % 2])):
                    assert np.array_equal(rows_of(made)[position], rows_of(of)[position])


def test_a_desk_without_cameras_looks_for_those_who_have_fingers() -> None:
    eyes_alone = part(Position.IRIS_LEFT, of=2)
    people = [Person("both", person(1), person(1, shake=1)), Person("eyes", eyes_alone, eyes_alone)]

    with_fingers, without = seen_by(people, kinds=("finger",))

    assert with_fingers.recorded is people[0].recorded
    assert with_fingers.visit is not None
    assert set(with_fingers.visit.positions) == set(person(1).fingers)
    assert (with_fingers.probed, without.probed) == (True, False)


def part(position: Position, *, of: int, shake: int = 0) -> PersonTemplate:
    whole = person(of, shake=shake)
    return PersonTemplate(
        fingers={p: one for p, one in whole.fingers.items() if p is position},
        irises={p: one for p, one in whole.irises.items() if p is position},
        face=whole.face if position is Position.FACE else None,
    )


def test_what_cannot_be_measured_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing")]) == 2
    assert main(["--persons", "0"]) == 2
    assert "bench_nothing_found" in capsys.readouterr().err
