import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import numpy as np
import pytest
from tests.abis.engine.bodies import person

from rekam.abis.engine import manifest
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import LAYOUT, rows_of
from rekam.kernel.errors import RuleBroken

ANI, BUDI, CITRA = (uuid.UUID(int=k) for k in (1, 2, 3))


def test_an_appended_person_is_there_when_the_gallery_is_opened_again(tmp_path: Path) -> None:
    Gallery.create(tmp_path).append(ANI, person(1))

    again = Gallery.open(tmp_path)

    assert again.subjects == [ANI]
    assert ANI in again
    for position, row in rows_of(person(1)).items():
        assert np.array_equal(again.template_rows(ANI)[position], row)


def test_a_reader_sees_one_consistent_length_until_it_refreshes(tmp_path: Path) -> None:
    writer = Gallery.create(tmp_path)
    writer.append(ANI, person(1))
    reader = Gallery.open(tmp_path)
    writer.append_many([(BUDI, person(2)), (CITRA, person(3))])

    assert len(reader.view()) == 1
    reader.refresh()
    assert reader.subjects == [ANI, BUDI, CITRA]
    assert {len(column) for column in reader.view().columns.values()} == {3}


def test_two_writers_do_not_overwrite_each_other(tmp_path: Path) -> None:
    first = Gallery.create(tmp_path)
    second = Gallery.open(tmp_path)
    first.append(ANI, person(1))
    second.append(BUDI, person(2))

    assert Gallery.open(tmp_path).subjects == [ANI, BUDI]


def test_a_known_subject_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    gallery.append(ANI, person(1))

    with pytest.raises(RuleBroken) as refused:
        gallery.append_many([(BUDI, person(2)), (ANI, person(3))])

    assert refused.value.code == "subject_exists"
    assert Gallery.open(tmp_path).subjects == [ANI]


def test_what_a_killed_append_left_behind_does_not_count(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    gallery.append(ANI, person(1))
    with (tmp_path / "right_thumb.rows").open("ab") as file:
        file.write(b"half a row")

    again = Gallery.open(tmp_path)
    again.append(BUDI, person(2))

    assert Gallery.open(tmp_path).subjects == [ANI, BUDI]


@pytest.mark.parametrize("name", ["right_thumb.rows", "iris_left.rows", "subjects.rows", "manifest.json"])
@pytest.mark.parametrize("how", ["flip", "cut"])
def test_a_damaged_gallery_is_refused(tmp_path: Path, name: str, how: str) -> None:
    Gallery.create(tmp_path).append(ANI, person(1))
    path = tmp_path / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content if how == "flip" else content[: len(content) // 2])

    with pytest.raises(RuleBroken) as refused:
        Gallery.open(tmp_path)

    assert refused.value.code == "gallery_corrupt"


def test_a_missing_gallery_has_its_own_code(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        Gallery.open(tmp_path)

    assert refused.value.code == "gallery_missing"


def test_a_gallery_of_rows_that_meant_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(manifest, "FORMAT", f"rekam-gallery/{LAYOUT - 1}")
        Gallery.create(tmp_path).append(ANI, person(1))

    with pytest.raises(RuleBroken) as refused:
        Gallery.open(tmp_path)

    assert refused.value.facts["why"] == "layout"


WRITER = """
import sys, uuid
from pathlib import Path
from rekam.abis.engine.gallery import Gallery
from tests.abis.engine.bodies import person
gallery = Gallery.open(Path(sys.argv[1]))
one = person(1)
for k in range(10_000):
    gallery.append(uuid.UUID(int=k + 1), one)
    print(k + 1, flush=True)
"""


def test_a_kill_in_the_middle_of_appends_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    Gallery.create(tmp_path)
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    acknowledged = 0
    for wanted in (3, 9, 14):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER.replace("k + 1", f"k + {acknowledged + 50}"), str(tmp_path)],
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        ) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(wanted)]
            writer.send_signal(signal.SIGKILL)
        acknowledged = int(lines[-1])
        assert len(Gallery.open(tmp_path)) >= wanted
        assert uuid.UUID(int=acknowledged) in Gallery.open(tmp_path)


def test_a_person_without_a_part_has_zeros_there(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    gallery.append(ANI, person(1, eyes=False))

    assert not gallery.view().columns[Position.IRIS_LEFT].any()
    assert Position.IRIS_LEFT not in gallery.template_rows(ANI)
