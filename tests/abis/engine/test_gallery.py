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
from rekam.abis.engine.fusion import Decision
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import LAYOUT, rows_of
from rekam.abis.engine.search import search
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


def test_a_gallery_from_before_anybody_could_be_taken_out_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(manifest, "FORMAT", manifest.EARLIER)
        Gallery.create(tmp_path).append(ANI, person(1))
    (tmp_path / "removed.rows").unlink()

    again = Gallery.open(tmp_path)

    assert again.remove([ANI]) == 1
    assert Gallery.open(tmp_path).subjects == []


def test_who_was_taken_out_is_nobody_and_may_come_again(tmp_path: Path) -> None:
    gallery, reader = Gallery.create(tmp_path), Gallery.open(tmp_path)
    gallery.append_many((one, person(one.int)) for one in (ANI, BUDI, CITRA))
    before = gallery.view()

    assert gallery.remove([BUDI, uuid.UUID(int=99)]) == 1
    assert gallery.remove([BUDI]) == 0
    reader.refresh()
    for one in (gallery, reader, Gallery.open(tmp_path)):
        assert (one.subjects, len(one), BUDI in one) == ([ANI, CITRA], 2, False)
        assert one.view().rows_of([ANI, BUDI, CITRA]).tolist() == one.view().everybody.tolist() == [0, 2]
        with pytest.raises(RuleBroken, match="subject_unknown"):
            one.template_rows(BUDI)
    assert search(person(2), gallery=gallery)[0].decision is Decision.NONE
    assert search(person(2), gallery=before)[0].subject == BUDI

    gallery.append(BUDI, person(4))
    assert Gallery.open(tmp_path).subjects == [ANI, CITRA, BUDI]
    assert np.array_equal(gallery.template_rows(BUDI)[Position.FACE], rows_of(person(4))[Position.FACE])
    assert gallery.remove([BUDI]) == 1
    assert BUDI not in gallery


def test_a_renewed_person_is_the_same_body_under_another_id(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    gallery.append_many((one, person(one.int)) for one in (ANI, BUDI))
    rows = gallery.template_rows(ANI)

    gallery.renew(ANI, new=CITRA)

    for code, known, new in (("subject_exists", CITRA, BUDI), ("subject_unknown", ANI, ANI)):
        with pytest.raises(RuleBroken, match=code):
            gallery.renew(known, new=new)
    again = Gallery.open(tmp_path)
    assert again.subjects == [BUDI, CITRA]
    assert all(np.array_equal(rows[part], row) for part, row in again.template_rows(CITRA).items())


def test_a_compaction_leaves_no_byte_of_who_was_taken_out_and_readers_go_on(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    people = {ANI: person(1), BUDI: person(2), CITRA: person(3, eyes=False)}
    gallery.append_many(people.items())
    reader, other = Gallery.open(tmp_path), Gallery.open(tmp_path)
    gallery.remove([BUDI])
    gone = rows_of(people[BUDI])[Position.FACE].tobytes()
    assert gone in (tmp_path / "face.rows").read_bytes()

    assert (gallery.removed, gallery.compact(), gallery.compact(), gallery.removed) == (1, 1, 0, 0)

    assert not any(gone in file.read_bytes() for file in tmp_path.iterdir())
    assert reader.subjects == [ANI, BUDI, CITRA]
    assert reader.view().columns[Position.FACE][1].tobytes() == gone
    other.append(BUDI, people[BUDI])  # it learns of the compaction by writing
    reader.refresh()
    for one in (gallery, reader, other, Gallery.open(tmp_path)):
        one.refresh()
        assert one.subjects == [ANI, CITRA, BUDI]
        for subject, template in people.items():
            expected = rows_of(template)
            found = one.template_rows(subject)
            assert found.keys() == expected.keys()
            assert all(np.array_equal(found[part], expected[part]) for part in found)


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
