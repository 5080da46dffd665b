"""Templates made again from their samples: what is to be done, what stays, what a kill leaves."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rekam.abis import services
from rekam.abis.command import main
from rekam.abis.engine import manifest
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample as Picture
from rekam.abis.models import Sample, Template
from rekam.audit.models import Entry
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from tests.abis.engine.bodies import person
from tests.abis.engine.extract.drawings import finger_drawing
from tests.enrolment.scene import NOON

SEEN, HIDDEN = Position.RIGHT_INDEX, Position.LEFT_LITTLE  # the one has a sample, the other has none
RECORD = encode_record(Picture(SEEN, np.ascontiguousarray(finger_drawing(1)[100:280, 100:280]), 500))
LEADERS = {SEEN: Extractor.LEADER, HIDDEN: Extractor.LEADER}
AGAIN = LEADERS | {SEEN: Extractor.MINDTCT}
WITH_SAMPLES, ALL = (1, 2), (1, 2, 3)
pytestmark = pytest.mark.usefixtures("bodies")


@pytest.fixture
def bodies(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three bodies with LEADER's templates, in an office that now uses mindtct; the last has no sample."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    monkeypatch.setenv("REKAM_FINGER_EXTRACTOR", "mindtct")
    make_keys()
    for number in ALL:
        if number in WITH_SAMPLES:
            kept = services.keep_samples({str(SEEN): RECORD})
            services.admit(subject=of(number), samples=kept, missing={}, captured_on=None, at=NOON)
        drawn = person(number, fingers=2)
        renamed = dict(zip((SEEN, HIDDEN), drawn.fingers.values(), strict=True))
        services.enrol(subject=of(number), template=replace(drawn, fingers=renamed), at=NOON)


def of(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def fingers_of(number: int) -> Mapping[Position, Extractor]:
    return {place: one.extractor for place, one in services.template_of(of(number)).fingers.items()}


def test_what_has_samples_is_made_again_and_the_rest_stays(capsys: pytest.CaptureFixture[str]) -> None:
    before = {row.number: row.address for row in Template.objects.all()}
    irises = services.template_of(of(1)).irises.keys()

    assert main(["reextract"]) == 0

    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines()[:5]] == ["3", "2", "0", "1", "0"]
    assert "3 people" in told
    assert {number: fingers_of(number) for number in ALL} == {1: AGAIN, 2: AGAIN, 3: LEADERS}
    assert services.template_of(of(1)).irises.keys() == irises  # not seen anew, and kept
    assert [vault.has(address) for _, address in sorted(before.items())] == [False, False, True]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "abis.templates.reextraction_began",
        "abis.templates.reextracted",
    ]


def test_a_run_that_was_killed_goes_on_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(vault, "forget_unless_held", _die)
        with pytest.raises(KeyboardInterrupt):
            services.reextract(actor="keeper", at=NOON)
    assert {number: fingers_of(number) for number in ALL} == dict.fromkeys(ALL, LEADERS)

    found = services.reextract(actor="keeper", at=NOON)

    assert (found.looked_at, found.made) == (3, 2)


def test_a_lost_template_is_made_again_and_a_lost_sample_stops_nothing() -> None:
    first = Template.objects.get(number=1)
    vault.forget(first.address)
    assert services.reextract(actor="keeper", at=NOON).made == len(WITH_SAMPLES)
    assert fingers_of(1) == {SEEN: Extractor.MINDTCT}

    vault.forget(Sample.objects.get(subject=first.subject_id).address)  # of both: they have the same picture
    vault.forget(Template.objects.get(number=1).address)
    assert services.reextract(actor="keeper", at=NOON).unreadable == len(WITH_SAMPLES)


def test_the_extractor_in_use_and_a_version_to_come_are_refused() -> None:
    with pytest.raises(RuleBroken, match="extractor_in_use"):
        services.reextract(of="mindtct", actor="keeper", at=NOON)
    with pytest.raises(RuleBroken, match="template_version_unknown"):
        services.reextract(before=99, actor="keeper", at=NOON)


def test_a_gallery_of_an_older_layout_is_made_again_by_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as older:
        older.setattr(manifest, "FORMAT", "rekam-gallery/2")
        services.rebuild_gallery()
    with pytest.raises(RuleBroken, match="layout"):
        services.search(subject=of(1), at=NOON)

    assert main(["rebuild"]) == 0

    assert "3 people" in capsys.readouterr().out
    assert services.search(subject=of(2), at=NOON).candidates is not None


def _die(*_given: object, **_more: object) -> None:
    raise KeyboardInterrupt
