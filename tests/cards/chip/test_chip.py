"""The chip's signed data set: what goes in comes out, and nothing else passes."""

import io
from dataclasses import replace
from datetime import date
from functools import cache, partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rekam.abis.engine import search
from rekam.abis.engine.extract import extract_finger
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import FingerTemplate, PersonTemplate
from rekam.cards import chip
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import Body
from rekam.vault import sealing
from tests.cards.face.people import face

UID = "04A1B2C3D4E5F6"
SEED = bytes(range(32))
PUBLIC = sealing.signing_public(SEED)
KEYS = {sealing.kid_of(PUBLIC): PUBLIC}
SIGN = partial(sealing.sign_document, seed=SEED, domain=chip.DOMAIN)
INDEXES = (Position.RIGHT_INDEX, Position.LEFT_INDEX)


def png(pixels: object) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(np.asarray(pixels, dtype=np.uint8)).save(kept, "PNG")
    return kept.getvalue()


@cache
def fingers() -> dict[Position, FingerTemplate]:
    return {one: extract_finger(Body(7).finger(one), extractor=Extractor.LEADER) for one in INDEXES}


@cache
def made() -> bytes:
    return chip.build(
        face(),
        portrait=png(np.random.default_rng(2).integers(0, 256, (40, 30, 3))),
        signature=png(np.random.default_rng(3).integers(0, 256, (33, 100))),
        templates=fingers(),
        uid=UID,
        issued_on=date(2026, 11, 21),
        sign=SIGN,
    )


def test_what_was_written_is_read() -> None:
    read = chip.verify(made(), uid="04:a1:b2:c3:d4:e5:f6", keys=KEYS)
    assert (read.uid, read.issued_on, read.face) == (UID, date(2026, 11, 21), face())
    assert Image.open(io.BytesIO(read.portrait)).size == (192, 256)
    assert read.signature is not None
    assert Image.open(io.BytesIO(read.signature)).mode == "1"
    assert tuple(one.position for one in read.fingers) == INDEXES


def test_a_card_of_before_has_mindtcts_minutiae() -> None:
    body = canonical.decode(
        sealing.open_document(made(), keys=KEYS, domain=chip.DOMAIN, max_bytes=chip.MOST_BYTES).body,
        max_bytes=chip.MOST_BYTES,
    )
    old = body | {"v": 1, "fingers": [finger[:3] for finger in body["fingers"]]}
    read, now = (
        chip.verify(data, uid=UID, keys=KEYS).fingers for data in (SIGN(canonical.encode(old)), made())
    )

    assert {one.extractor for one in read} == {Extractor.MINDTCT}
    assert [replace(one, extractor=Extractor.LEADER) for one in read] == list(now)


def test_it_fits_into_8_kb_even_when_every_part_is_as_large_as_it_may_be() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (800, 600, 3))
    long = face(name="Ä" * 71, address="Ü" * 120, birth_place="Ö" * 60, occupation="É" * 60)
    full = {one: _finger(48) for one in INDEXES}
    written = chip.build(
        long,
        portrait=png(noise),
        signature=png(noise[:, :, 0]),
        templates=full,
        uid="0" * 20,
        issued_on=date(2026, 11, 21),
        sign=SIGN,
    )
    assert len(written) <= chip.MOST_BYTES
    read = chip.verify(written, uid="0" * 20, keys=KEYS)
    assert len(read.portrait) > 0.8 * chip.PORTRAIT_BYTES
    assert [len(one.packed) for one in read.fingers] == [144, 144]


def test_words_that_the_chip_has_no_room_for_are_refused() -> None:
    with pytest.raises(RuleBroken, match="chip_text_too_long"):
        chip.build(
            face(address="A" * 1_700),
            portrait=b"",
            signature=None,
            templates={},
            uid=UID,
            issued_on=date(2026, 11, 21),
            sign=SIGN,
        )


def test_the_same_card_is_the_same_bytes() -> None:
    first = made()
    made.cache_clear()
    assert made() == first


@given(at=st.integers(0, 10**9), flipped=st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_changed_byte_passes(at: int, flipped: int) -> None:
    data = bytearray(made())
    data[at % len(data)] ^= flipped
    with pytest.raises(RuleBroken, match="chip_"):
        chip.verify(bytes(data), uid=UID, keys=KEYS)


@given(length=st.integers(0, 10**9))
@settings(max_examples=50, deadline=None)
def test_nothing_cut_off_passes(length: int) -> None:
    with pytest.raises(RuleBroken, match="chip_malformed"):
        chip.verify(made()[: length % len(made())], uid=UID, keys=KEYS)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(RuleBroken, match="chip_"):
        chip.verify(data, uid=UID, keys=KEYS)


@pytest.mark.parametrize("body", [b"", b"\x80", b"\xa0"])
def test_a_signed_body_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(RuleBroken, match="chip_malformed"):
        chip.verify(SIGN(body), uid=UID, keys=KEYS)


def test_a_copy_on_another_chip_is_refused() -> None:
    with pytest.raises(RuleBroken, match="chip_of_another_card"):
        chip.verify(made(), uid="04A1B2C3D4E5F7", keys=KEYS)


def test_a_key_that_is_not_trusted_is_refused() -> None:
    with pytest.raises(RuleBroken, match="chip_key_unknown"):
        chip.verify(made(), uid=UID, keys={})


def test_a_signature_for_another_purpose_is_refused() -> None:
    receipt = sealing.sign_document(b"\xa0", seed=SEED, domain="rekam-receipt-1")
    with pytest.raises(RuleBroken, match="chip_signature_wrong"):
        chip.verify(receipt, uid=UID, keys=KEYS)


def test_a_broken_portrait_is_refused() -> None:
    with pytest.raises(RuleBroken, match="portrait_unreadable"):
        chip.build(
            face(),
            portrait=b"no picture",
            signature=None,
            templates={},
            uid=UID,
            issued_on=date(2026, 11, 21),
            sign=SIGN,
        )


def test_the_index_fingers_are_taken_unless_one_is_missing_or_poor() -> None:
    good, poor = _finger(30, quality=60), _finger(30, quality=10)
    best = _finger(30, quality=90)
    both = {Position.RIGHT_THUMB: best, Position.RIGHT_INDEX: good, Position.LEFT_INDEX: good}
    assert chip.two_best(both, usable=30) == INDEXES
    assert chip.two_best(both | {Position.LEFT_INDEX: poor}, usable=30) == (
        Position.RIGHT_INDEX,
        Position.RIGHT_THUMB,
    )
    assert chip.two_best({Position.LEFT_RING: poor}, usable=30) == (Position.LEFT_RING,)
    assert chip.two_best({}, usable=30) == ()


def test_the_holder_is_known_by_the_chips_two_fingers_and_a_stranger_is_not() -> None:
    read = chip.verify(made(), uid=UID, keys=KEYS)
    reference = PersonTemplate(
        fingers={
            one.position: chip.to_template(one.packed, quality=one.quality, extractor=one.extractor)
            for one in read.fingers
        }
    )

    def decision(seed: int) -> str:
        probe = {
            one: extract_finger(Body(seed).finger(one, impression=1), extractor=Extractor.LEADER)
            for one in INDEXES
        }
        return str(search.verify(PersonTemplate(fingers=probe), reference=reference).decision)

    assert decision(7) == "hit"
    assert decision(8) == "none"


@given(st.lists(st.tuples(st.integers(0, 499), st.integers(0, 499), st.integers(0, 255)), max_size=48))
@settings(max_examples=50, deadline=None)
def test_minutiae_come_back_to_a_tenth_of_a_millimetre(points: list[tuple[int, int, int]]) -> None:
    finger = _of(points)
    back = chip.to_template(chip.minutiae(finger), quality=50, extractor=Extractor.LEADER)
    assert len(back) == len(finger)
    if points:
        assert np.abs((finger.x - finger.x.min()) - back.x).max() <= 1
        assert np.abs((finger.y - finger.y.min()) - back.y).max() <= 1
        turned = np.abs(finger.angle.astype(int) - back.angle.astype(int))
        assert np.minimum(turned, 256 - turned).max() <= 2


def _finger(count: int, *, quality: int = 80) -> FingerTemplate:
    return replace(_of([(5 * n, 7 * n, 3 * n) for n in range(count)]), quality=quality)


def _of(points: list[tuple[int, int, int]]) -> FingerTemplate:
    columns = np.array(points, dtype=np.int64).reshape(-1, 3)
    return FingerTemplate(
        x=columns[:, 0].astype(np.int16),
        y=columns[:, 1].astype(np.int16),
        angle=columns[:, 2].astype(np.uint8),
        reliability=np.full(len(columns), 50, dtype=np.uint8),
        quality=80,
        extractor=Extractor.LEADER,
    )
