"""What a request for adjudication says, whichever of MOSIP's forms it has, and what is wrong with one."""

import json
from typing import Any

import pytest

from rekam.abis.mosip.manual.bodies import biometrics_in
from rekam.abis.mosip.manual.rules import Question, is_registration, read
from rekam.abis.mosip.rules import Failed
from rekam.simulation import mosip_messages
from rekam.simulation.mosip_messages import registration

ONE, TWO, THREE = (registration(number) for number in (1, 2, 3))
AT = {one: f"https://share.example/{one}" for one in (ONE, TWO, THREE)}
NEW: dict[str, Any] = mosip_messages.adjudicate(ONE, url=AT[ONE], gallery={TWO: AT[TWO]})
OLD: dict[str, Any] = NEW | {
    "referenceURL": AT[ONE],
    "gallery": {
        "referenceIds": [{"referenceId": TWO, "referenceURL": AT[TWO]}],
        "addtional": [{"abisId": "x"}],
    },
}


def test_both_forms_of_the_address_say_the_same_and_it_is_kept_as_it_was() -> None:
    question = read(NEW)

    assert question == read(OLD) == read({**NEW, "version": "1.1", "newField": 7})
    assert (question.probe.urls, [one.registration for one in question.others]) == ((AT[ONE],), [TWO])
    assert (
        Question.from_json(json.loads(json.dumps(question.as_json())), request_id=NEW["requestId"])
        == question
    )


def test_the_probe_and_repeats_in_the_gallery_are_compared_once() -> None:
    listed = [{"referenceId": one, "referenceURL": AT[one]} for one in (TWO, ONE, TWO, THREE)]

    assert [one.registration for one in read({**OLD, "gallery": {"referenceIds": listed}}).others] == [
        TWO,
        THREE,
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"version": "2.0"}, "13"),
        ({"requestId": ""}, "6"),
        ({"requestId": "a b"}, "4"),
        ({"requesttime": None}, "9"),
        ({"requesttime": "now"}, "15"),
        ({"referenceId": None}, "5"),
        ({"referenceId": "3173011501900001"}, "4"),  # as long as the number of a person
        ({"referenceURL": None}, "8"),
        ({"referenceURL": "[{"}, "4"),
        ({"gallery": None}, "4"),
        ({"gallery": {"referenceIds": []}}, "4"),
        ({"gallery": {"referenceIds": [{"referenceId": ONE, "referenceURL": AT[ONE]}]}}, "4"),
        ({"gallery": {"referenceIds": [7]}}, "4"),
        ({"gallery": {"referenceIds": [{"referenceId": TWO, "referenceURL": None}]}}, "8"),
        ({"gallery": {"referenceIds": [{"referenceURL": AT[TWO]}]}}, "5"),
    ],
)
def test_a_wrong_question_has_its_reason(changed: dict[str, Any], expected: str) -> None:
    with pytest.raises(Failed) as refused:
        read(NEW | changed)
    assert refused.value.failure == expected


def test_a_registration_is_no_number_of_a_person() -> None:
    told = {ONE: True, "a1-b": True, "12345678901234567890": True, "1234567890123456789": False, "": False}

    assert {text: is_registration(text) for text in told} == told


def test_of_a_document_only_the_body_is_taken() -> None:
    assert biometrics_in(b' {"biometrics": "PEJJUi8-", "identity": {"fullName": "A"}}') == b"<BIR/>"
    assert biometrics_in(b"<BIR/>") == b"<BIR/>"
    assert biometrics_in(b'{"biometrics": null}') is biometrics_in(b'{"biometrics": ""}') is None
    for broken in (b"", b"[]", b"{", b'{"biometrics": 7}', b'{"biometrics": "-+"}', b"\xff", b"[" * 99_999):
        with pytest.raises(Failed) as refused:
            biometrics_in(broken)
        assert refused.value.failure == "16"
