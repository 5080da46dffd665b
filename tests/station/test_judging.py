"""What a device's record is worth, and hostile ones; bodies of a session are told apart."""

from dataclasses import replace
from functools import cache

import pytest

from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate
from rekam.devices.adapters.sbi.answers import Device, Record
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.station.comparing import SAME_BODY, likeness
from rekam.station.judging import judge
from rekam.station.session_gallery import SessionGallery

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
