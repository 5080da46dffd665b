"""People of another matcher brought in: whoever can be, once, over kills; the others with a reason."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from rekam.abis import gallery_store, services
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import cbeff, encode_record, minutiae_2005, minutiae_2011
from rekam.abis.engine.formats.minutiae import View, view_of
from rekam.abis.engine.formats.minutiae_2005 import Record2005
from rekam.abis.engine.formats.pixels import png
from rekam.abis.engine.formats.records import Record
from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.samples import Sample as Picture
from rekam.abis.engine.search import search
from rekam.abis.importing import services as importing
from rekam.abis.importing.doors import ENCOUNTER, Door, write_down
from rekam.abis.importing.report import reporting
from rekam.abis.importing.services import Outcome, Wish, bring_in
from rekam.abis.importing.sources import count_people, people_of
from rekam.abis.importing.why import WHY
from rekam.abis.models import Encounter, Reference, Sample, Template
from rekam.abis.osia import services as osia
from rekam.kernel.errors import RuleBroken
from tests.abis.engine.bodies import finger, person
from tests.abis.engine.extract.drawings import eye_drawing, finger_drawing

NOON = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
THUMB, INDEX, MIDDLE = FINGERS[:3]
IMAGE = np.ascontiguousarray(finger_drawing(1)[100:280, 100:280])
pytestmark = pytest.mark.usefixtures("db", "own_vault")
Run = Callable[..., Outcome]


def view(seed: int, position: Position, *, shake: int = 0) -> View:
    return view_of(finger(seed, shake=shake), position=position, width=400, height=500)


def fmr_2005(*views: View) -> bytes:
    return minutiae_2005.write(Record2005(width=400, height=500, across=197, down=197, views=views))


def fmr_2011(*views: View) -> bytes:
    return minutiae_2011.write(Record(representations=views))


def document(position: Position, record: bytes) -> bytes:
    return cbeff.write((cbeff.bir_of(position, content=record, index=UUID(int=1), created=NOON),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five people of a vendor, two of whom cannot be taken in whole."""
    files: Mapping[str, bytes] = {
        "A-1/minutiae.fmr": fmr_2005(view(1, THUMB), view(2, INDEX), view(3, MIDDLE)),
        "A-1/index.fir": encode_record(Picture(INDEX, IMAGE, 500)),
        "A-1/iris_left.png": png(eye_drawing(1)),
        "B-2.fmr": fmr_2011(view(4, THUMB), view(5, INDEX), view(6, MIDDLE)),
        "C-3.xml": document(INDEX, fmr_2011(view(7, INDEX))),
        "D-4/whole.fmr": fmr_2011(view(8, INDEX)),
        "D-4/cut.fmr": fmr_2011(view(9, THUMB))[:-3],
        "3201010101900001.fmr": fmr_2011(view(10, INDEX)),
        ".DS_Store": b"passed over",
    }
    for name, content in files.items():
        path = tmp_path / "people" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "people"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(gallery_store, "gallery_folder", lambda: tmp_path / "gallery")
    monkeypatch.setenv("REKAM_FINGER_EXTRACTOR", "mindtct")

    def once(*paths: Path, wish: Wish = Wish()) -> Outcome:  # noqa: B008
        with reporting(tmp_path / "refused.csv") as report:
            return bring_in(people_of(paths), wish=wish, report=report, at=lambda: NOON)

    return once


def told(tmp_path: Path) -> dict[str, str]:
    with (tmp_path / "refused.csv").open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert all(row["what to do"] == WHY[row["code"]] for row in rows)
    return {row["file"] or row["reference"]: row["code"] for row in rows}


def test_a_killed_import_goes_on_and_takes_nobody_in_twice(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_people([folder]) == 5
    dry = run(folder, wish=Wish(dry_run=True))
    assert (dry.taken_in, dry.refused, Template.objects.count(), Sample.objects.count()) == (3, 2, 0, 0)
    written: list[object] = []

    def write_one(*given: object, **more: object) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(given)
        write_down(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as killed:
        killed.setattr(importing, "write_down", write_one)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    assert Template.objects.count() == 1

    found = run(folder)

    assert (found.taken_in, found.there, found.refused) == (2, 1, 2)
    assert told(tmp_path) == {"D-4/cut.fmr": "minutiae_record_invalid", "3201010101900001": "reference_unfit"}
    assert run(folder).there == 3
    assert run(folder, wish=Wish(partly=True)).files_left_out == 1
    rows = {row.person: row for row in Encounter.objects.filter(encounter=ENCOUNTER)}
    assert sorted(rows) == ["A-1", "B-2", "C-3", "D-4"]
    mixed = services.template_of(rows["A-1"].subject)
    whose = {position: one.extractor for position, one in mixed.fingers.items()}
    foreign = Extractor.FOREIGN
    assert whose == {THUMB: foreign, INDEX: Extractor.MINDTCT, MIDDLE: foreign}
    assert set(mixed.irises) == {Position.IRIS_LEFT}


def test_minutiae_without_images_are_found_kept_and_told(folder: Path, run: Run) -> None:
    assert run(folder).without_images == 2
    subject = Encounter.objects.get(person="B-2").subject
    before = services.template_of(subject).to_bytes()
    probe = replace(
        person(1, eyes=False, with_face=False),
        fingers={p: finger(k, shake=1) for k, p in enumerate((THUMB, INDEX, MIDDLE), start=4)},
    )

    given = osia.read_templates(person="B-2", encounter=ENCOUNTER, at=NOON)
    assert [(len(given), "vendor" in one, one["quality"]) for one in given] == [(3, False, 60)] * 3
    assert osia.read_one(person="B-2", encounter=ENCOUNTER, at=NOON)["biometricData"] == []

    best = search(probe, gallery=gallery_store.current_gallery())[0]
    again = services.reextract(before=3, of="foreign", actor="keeper", at=NOON)

    assert (best.subject, set(best.extractors.values())) == (subject, {Extractor.MINDTCT})
    assert (again.imported, again.no_samples) == (2, 0)
    assert services.template_of(subject).to_bytes() == before


def test_another_body_under_a_reference_and_a_deleted_one_stay_out(
    folder: Path, tmp_path: Path, run: Run
) -> None:
    (one := folder.parent / "one").mkdir()
    (one / "C-3.fmr").write_bytes(fmr_2011(view(7, INDEX)))
    assert run(one, wish=Wish(galleries=("OLD",))).taken_in == 1
    assert [row.gallery for row in Encounter.objects.get(person="C-3").listings.all()] == ["OLD"]

    (one / "C-3.fmr").write_bytes(fmr_2011(view(70, INDEX)))
    assert run(one).refused == 1
    assert told(tmp_path) == {"C-3": "reference_differs"}

    osia.delete_person(person="C-3", at=NOON)
    (one / "C-3.fmr").write_bytes(fmr_2011(view(7, INDEX)))
    assert run(one).deleted == 1
    assert not Encounter.objects.filter(deleted_at=None).exists()
    assert run(one, wish=Wish(door=Door.MOSIP)).taken_in == 1
    assert run(one, wish=Wish(door=Door.MOSIP)).there == 1
    assert [row.reference for row in Reference.objects.all()] == ["C-3"]


def test_a_manifest_names_positions_and_leads_nowhere_else(tmp_path: Path, run: Run) -> None:
    (home := tmp_path / "home").mkdir()
    (tmp_path / "secret").write_bytes(png(IMAGE))
    (home / "finger").write_bytes(png(IMAGE))
    (home / "link").symlink_to(tmp_path / "secret")
    (home / "a.fmr").write_bytes(fmr_2011(view(1, THUMB)))
    lines = [
        "Reference;Position;File",
        "P-1;right-index;finger",
        "P-2;right_index;../secret",
        "P-3;right_index;link",
        "P-4;;finger",
        "P-5;left_toe;finger",
        "P-6;right_index;a.fmr",
        "P-7;right_index",
    ]
    (home / "list.csv").write_text("\n".join(lines))

    assert run(home / "list.csv", wish=Wish(dry_run=True)).taken_in == 1

    assert sorted(told(tmp_path).items()) == [
        ("P-2", "file_outside"),
        ("P-3", "file_outside"),
        ("P-7", "file_missing"),
        ("a.fmr", "position_contradicts"),
        ("finger", "position_unknown"),
    ]
    (home / "list.csv").write_text("id,file\n")
    with pytest.raises(RuleBroken, match="import_manifest_columns"):
        run(home / "list.csv")
    with pytest.raises(RuleBroken, match="import_nothing_found"):
        run(home / "nowhere")
