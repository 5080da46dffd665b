"""What a device's record is worth, and hostile ones; bodies of a session are told apart."""

import uuid
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from rekam.abis.engine.extract.leader import network
from rekam.abis.engine.extract.networks import LEADER
from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate
from rekam.devices.adapters.sbi.answers import Record
from rekam.devices.adapters.sbi.finding import Device
from rekam.enrolment.operators.likeness import likeness
from rekam.enrolment.operators.rules import SAME_BODY
from rekam.enrolment.photo_rules import Backdrop, Finding
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.device_records import iso_record
from rekam.station.doctor.engine_checks import check_fingers
from rekam.station.judging import judge, judge_photo
from rekam.station.session_gallery import SessionGallery
from rekam.station.wording import told

RECORD = Record(
    position="right_index",
    format="19794-4:2011",
    record=b"",
    device_score=99,
    previous=bytes(32),
    chain=bytes(32),
    taken_at="2026-11-24T08:12:00Z",
    device=Device(
        port=4501,
        device_id="1",
        bio_type="Finger",
        sub_type="Slap",
        status="Ready",
        serial="SN-1",
        make="m",
        model="m",
        provider="p",
    ),
)


@cache
def finger(seed: int, *, impression: int = 0, position: Position = Position.RIGHT_INDEX) -> bytes:
    return encode_record(body(seed).finger(position, impression=impression))


@cache
def template(seed: int, *, impression: int = 0) -> PersonTemplate:
    found = judge(replace(RECORD, record=finger(seed, impression=impression))).template
    assert found is not None
    return found


def test_a_finger_is_measured_here_and_not_believed_from_the_device() -> None:
    judged = judge(replace(RECORD, record=finger(1)))

    assert 0 < judged.quality < 99
    assert judged.preview.startswith(b"\x89PNG")


def test_a_face_is_measured_here_and_its_photograph_looked_at() -> None:
    drawn = body(3)
    for flaw, backdrop, found in (
        ("", Backdrop.BLUE, ()),
        ("", Backdrop.RED, (Finding.BACKDROP_COLOUR,)),
        ("turned", Backdrop.BLUE, (Finding.TURNED,)),
    ):
        colour = drawn.portrait(backdrop="blue", flaw=flaw)
        raw = iso_record(DeviceImage(drawn.face(), colour))
        judged = judge_photo(replace(RECORD, position="face", record=raw), backdrop=backdrop)
        assert judged.findings == found
        assert 0 < judged.quality < 99


def test_without_the_networks_the_devices_score_stands_and_a_finding_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_colour: object) -> None:
        raise RuleBroken("weights_missing")

    monkeypatch.setattr("rekam.station.judging.measure_portrait", missing)
    raw = iso_record(DeviceImage(body(3).face(), body(3).portrait()))
    judged = judge_photo(replace(RECORD, position="face", record=raw), backdrop=Backdrop.RED)

    assert (judged.quality, judged.findings) == (99, (Finding.UNCHECKED,))


@pytest.mark.parametrize(("content", "code"), [(None, "weights_missing"), (b"other", "weights_invalid")])
def test_a_laptop_without_its_network_says_so_and_keeps_no_finger_that_it_cannot_compare(
    content: bytes | None, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_FINGER_EXTRACTOR", "leader")
    monkeypatch.setenv("REKAM_WEIGHTS", str(tmp_path))
    if content is not None:
        (tmp_path / LEADER).write_bytes(content)
    network.cache_clear()

    with pytest.raises(RuleBroken) as refused:
        judge(replace(RECORD, record=finger(1)))

    assert (refused.value.code, check_fingers().code) == (code, code)
    assert "rekam abis weights" in told(refused.value).advice
    monkeypatch.setenv("REKAM_FINGER_EXTRACTOR", "mindtct")
    assert check_fingers().facts == {"extractor": "mindtct"}


def test_a_record_of_another_finger_than_told_is_refused() -> None:
    other = finger(1, position=Position.LEFT_THUMB)

    with pytest.raises(RuleBroken, match="record_position_wrong"):
        judge(replace(RECORD, record=other))


@pytest.mark.parametrize("junk", [b"", b"FIR\0", b"FIR\x00020\x00" + bytes(60), b"\x89PNG" * 30])
def test_records_of_junk_are_refused(junk: bytes) -> None:
    with pytest.raises(RuleBroken, match="image_record_invalid"):
        judge(replace(RECORD, record=junk))


def test_the_same_finger_is_known_again_and_strangers_are_not() -> None:
    assert likeness(template(1), template(1, impression=1)) >= SAME_BODY
    assert likeness(template(1), template(2)) < 1.0


def test_an_officer_is_known_by_another_finger_than_the_one_asked() -> None:
    gallery = SessionGallery()
    known = template(1).fingers[Position.RIGHT_INDEX]
    gallery.keep_officer("yayan", template=PersonTemplate(fingers={Position.LEFT_RING: known}))

    assert list(gallery.officers_matching(template(1, impression=1))) == ["yayan"]
    assert list(gallery.officers_matching(template(2))) == []


def hand(seed: int, *positions: Position, named: tuple[Position, ...] = ()) -> PersonTemplate:
    """Fingers of a body under their own names, or under others."""
    fingers = {}
    for place, name in zip(positions, named or positions, strict=True):
        judged = judge(replace(RECORD, position=str(place), record=finger(seed, position=place)))
        assert judged.template is not None
        fingers[name] = judged.template.fingers[place]
    return PersonTemplate(fingers=fingers)


RIGHT = (Position.RIGHT_INDEX, Position.RIGHT_MIDDLE)
LEFT = (Position.LEFT_INDEX, Position.LEFT_MIDDLE)


def test_a_hand_laid_down_as_the_other_one_is_found_among_the_fingers_of_this_person() -> None:
    gallery, draft = SessionGallery(), uuid.UUID(int=1)
    gallery.keep_person(draft, template=hand(1, *RIGHT))

    assert set(gallery.fingers_elsewhere(hand(1, *RIGHT, named=LEFT), draft=draft)) == set(map(str, RIGHT))
    assert list(gallery.fingers_elsewhere(hand(1, *LEFT), draft=draft)) == []
    assert list(gallery.fingers_elsewhere(hand(1, *RIGHT), draft=draft)) == []


def test_the_right_hand_takes_the_place_of_a_wrong_one_whatever_their_quality() -> None:
    gallery, draft = SessionGallery(), uuid.UUID(int=1)
    gallery.keep_person(draft, template=hand(1, *LEFT, named=RIGHT))

    assert gallery.shows_another_hand(hand(1, *RIGHT), draft=draft)
    assert not gallery.shows_another_hand(hand(1, *LEFT, named=RIGHT), draft=draft)
