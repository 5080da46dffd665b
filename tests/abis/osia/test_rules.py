"""What requests say: a closed schema, no personal data, one fault for each thing that is wrong."""

from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.engine.formats import decode_record
from rekam.abis.engine.formats.pixels import jpeg2000, png
from rekam.abis.engine.positions import Position
from rekam.abis.osia import answers, images, rules, states
from rekam.abis.osia.rules import SLAPS, SUB_TYPES, Fault, Kind, Refused, kind_of

NOON = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
EYE = png(np.tile(np.arange(64, dtype=np.uint8), (48, 1)))


def item(**changes: Any) -> dict[str, Any]:
    """An iris; None takes a field away."""
    usual = {
        "biometricType": "IRIS",
        "biometricSubType": "EYE_LEFT",
        "image": b64encode(EYE).decode(),
        "compression": "PNG",
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def encounter(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    usual = {"status": "ACTIVE", "encounterType": "first", "galleries": ["A"]}
    return {**usual, "biometricData": list(items or (item(),)), **changes}


def fault(told: object) -> Fault | None:
    try:
        images.records_of(rules.read_encounter(told, encounter="e").body.images)
    except Refused as refused:
        return refused.fault
    return None


def test_an_encounter_is_read() -> None:
    lost = item(image=None, missing=[{"biometricSubType": "RIGHT_INDEX", "presence": "AMPUTATED"}])
    worse, better = item(quality=10, captureDate="2026-01-05T09:11:00+07:00"), item(quality=60)
    found = rules.read_encounter(encounter(worse, better, lost, encounterId="e"), encounter="e")

    assert (found.status, found.kind, found.galleries) == ("ACTIVE", "first", ("A",))
    assert found.body.images[Position.IRIS_LEFT].quality == 60
    assert found.body.missing == {"right_index": "amputated"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], Fault.STRUCTURE),
        (encounter(more=1), Fault.STRUCTURE),
        (encounter(item(more=1)), Fault.STRUCTURE),
        (encounter(encounterId="another"), Fault.STRUCTURE),
        (encounter(status="OLD"), Fault.STRUCTURE),
        (encounter(galleries=[]), Fault.STRUCTURE),
        (encounter(galleries=["A", "A"]), Fault.STRUCTURE),
        (encounter(galleries=["ALL"]), Fault.STRUCTURE),
        (encounter(galleries=["3604110101900001"]), Fault.NUMBER),
        (encounter(biographicData={"dateOfBirth": "1985-11-30"}), Fault.PERSONAL),
        (encounter(contextualData={"enrollmentDate": "2019-01-11"}), Fault.PERSONAL),
        (encounter(clientData="QQ=="), Fault.PERSONAL),
        (encounter(item(comment="of Ana")), Fault.PERSONAL),
        (encounter(biographicData={}, contextualData={}), None),
        (encounter(biometricData=[]), Fault.NO_IMAGES),
        (encounter(item(image=None)), Fault.NO_IMAGES),
        (encounter(item(image="?")), Fault.BASE64),
        (encounter(item(image=None, imageRef="https://a.example/1")), Fault.FETCHED),
        (encounter(item(image=None, template="QQ==")), Fault.TEMPLATE),
        (encounter(item(biometricType="SIGNATURE")), Fault.PART),
        (encounter(item(biometricSubType="EYE_UNDEF")), Fault.PART),
        (encounter(item(biometricSubType="RIGHT_INDEX")), Fault.PART),
        (encounter(item(compression="JPEG")), Fault.COMPRESSION),
        (encounter(item(compression=None)), Fault.COMPRESSION),
        (encounter(item(compression=None, mimeType="image/png")), None),
        (encounter(item(bitdepth=16)), Fault.COMPRESSION),
        (encounter(item(compression="NONE")), Fault.SIZE),
        (encounter(item(image="QUJD")), Fault.IMAGE),
        (encounter(item(width=-1)), Fault.STRUCTURE),
        (encounter(item(captureDate="yesterday")), Fault.STRUCTURE),
    ],
)
def test_each_thing_that_is_wrong_has_its_fault(told: object, expected: Fault | None) -> None:
    assert fault(told) is expected


def test_a_slap_is_told_apart_from_a_part_that_is_not_compared() -> None:
    for name in SLAPS:
        kind = "IRIS" if name.startswith("EYE") else "FINGER"
        assert fault(encounter(item(biometricType=kind, biometricSubType=name))) is Fault.SLAP
    assert fault(encounter(item(biometricType="FINGER", biometricSubType="RIGHT_THENAR"))) is Fault.PART
    assert fault(encounter(item(biometricType="FACE", biometricSubType="LEFT_PROFILE"))) is Fault.PART


@pytest.mark.parametrize("name", SUB_TYPES)
@pytest.mark.parametrize("compression", ["PNG", "JPEG2000", "NONE"])
def test_each_part_comes_back_byte_for_byte_and_is_read_as_that_part(name: str, compression: str) -> None:
    position = SUB_TYPES[name]
    pixels = np.tile(np.arange(64, dtype=np.uint8), (48, 1))
    if compression == "NONE" and position is Position.FACE:
        return
    data = {"PNG": png(pixels), "JPEG2000": jpeg2000(pixels), "NONE": pixels.tobytes()}[compression]
    sent = item(
        biometricType=str(kind_of(position)),
        biometricSubType=name,
        image=b64encode(data).decode(),
        compression=compression,
        captureDate="2026-01-05T02:11:00+00:00",
        **({"width": 64, "height": 48} if compression == "NONE" else {}),
    )
    (record,) = images.records_of(rules.read_body([sent]).images).values()
    told = images.item_of(position, record, encounter="e")

    assert {key: told[key] for key in sent} == sent
    assert (told["width"], told["height"]) == (64, 48)
    sample = decode_record(record)
    assert (sample.position, sample.pixels.shape) == (position, (48, 64))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(name=st.sampled_from(sorted({*encounter(), *item(), "missing", "quality", "resolution"})), value=JSON)
def test_no_json_is_anything_but_read_or_refused(name: str, value: Any) -> None:
    for told in (value, encounter(**{name: value}), encounter(item(**{name: value}))):
        fault(told)
    for reader in (
        rules.read_search,
        rules.read_filter,
        rules.read_one,
        rules.read_two,
        rules.read_galleries,
    ):
        with suppress(Refused):
            reader(value)


def test_a_filter_says_kinds_and_nothing_of_people() -> None:
    assert rules.read_filter({}) == rules.read_filter(None) == frozenset(Kind)
    assert rules.read_filter({"biometricType": ["IRIS"]}) == {Kind.IRIS}
    for told in ({"dateOfBirthMin": "1990-01-01"}, {"biometricType": []}, {"biometricType": "SIGNATURE"}):
        with pytest.raises(Refused) as refused:
            rules.read_filter(told)
        assert refused.value.fault is Fault.FILTER


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Fault.NO_TRANSACTION),
        ({"transactionId": "a b"}, Fault.PARAMETER),
        ({"transactionId": "t", "priority": "10"}, Fault.PARAMETER),
        ({"transactionId": "t", "maxNbCand": "0"}, Fault.PARAMETER),
        ({"transactionId": "t", "threshold": "nan"}, Fault.PARAMETER),
        ({"transactionId": "t", "threshold": "1.1"}, Fault.PARAMETER),
        ({"transactionId": "t", "callback": "x" * 3_000}, Fault.PARAMETER),
    ],
)
def test_each_parameter_is_held_to_its_range(told: dict[str, str], expected: Fault) -> None:
    with pytest.raises(Refused) as refused:
        rules.read_question(told)
    assert refused.value.fault is expected


@settings(max_examples=40)
@given(evidence=st.lists(st.floats(-50, 50), min_size=2, max_size=6))
def test_scores_keep_the_order_of_the_evidence_and_mean_a_rate(evidence: list[float]) -> None:
    matches = [answers.Match(person=f"p{n}", evidence=one) for n, one in enumerate(evidence)]
    told: Any = answers.candidates(matches, most=3)

    assert [one["rank"] for one in told] == list(range(1, len(told) + 1))
    assert all(first["score"] >= second["score"] for first, second in pairwise(told))
    assert told[0]["personId"] == max(matches, key=lambda one: (one.evidence, -int(one.person[1:]))).person
    for one in evidence:
        if 0 <= one <= answers.FULL:
            assert 10 ** (-answers.FULL * answers.score(one)) == pytest.approx(10**-one, rel=0.01)


def test_an_answer_is_sent_again_later_and_later_and_then_no_more() -> None:
    waits = [states.next_send(sends=sends, at=NOON) for sends in range(1, 7)]

    assert waits[-1] is None
    assert waits[:-1] == sorted(one for one in waits if one is not None)
    assert waits[0] == NOON + timedelta(seconds=5)
    assert b64decode(item()["image"]) == EYE
