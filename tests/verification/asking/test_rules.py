"""Which spellings of one value meet, and which questions may be asked at all."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import (
    ANCHORS,
    Code,
    Consent,
    Field,
    Held,
    Question,
    check_question,
    levelled,
    matches,
)

TODAY = date(2026, 11, 24)
ASKED = Question(nik="x", values={Field.NAMA_LGKP: "Siti"}, reference="REK-1")
EVERY = tuple(Field)


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        (Field.NAMA_LGKP, "Hj. SITTI Maryamah", "Siti Mariyamah", True),
        (Field.NAMA_LGKP, "Siti", "Rahmawati", False),
        (Field.TGL_LHR, "02-01-1990", "1990-01-02", True),
        (Field.TGL_LHR, "2/1/1990", "1990-01-02", True),
        (Field.TGL_LHR, "01-02-1990", "1990-01-02", False),
        (Field.JENIS_KLMIN, "LAKI-LAKI", "L", True),
        (Field.JENIS_KLMIN, "2", "L", False),
        (Field.NO_RT, "1", "001", True),
        (Field.NO_KK, "3673 0201 0120 0001", "3673020101200001", True),
        (Field.ALAMAT, "KP. BARU NO. 5", "Kampung Baru 5", True),
        (Field.STAT_KWN, "Belum Kawin", "BELUM KAWIN", True),
        (Field.GOL_DRH, "O", "A", False),
    ],
)
def test_spellings(field: Field, one: str, other: str, same: bool) -> None:
    assert (levelled(field, one) == levelled(field, other)) is same


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"values": {Field.JENIS_KLMIN: "P"}}, "question_too_thin"),
        ({"values": {}}, "question_too_thin"),
        ({"values": {Field.IRIS: "x", Field.NAMA_LGKP: "y"}}, "field_not_by_text"),
        ({"values": {Field.NAMA_LGKP: "x" * 201}}, "value_too_long"),
        ({"reference": ""}, "reference_malformed"),
        ({"reference": "3673-0241 0190.0001"}, "reference_malformed"),
        ({"consent": Consent(number="S-1", given_on=date(2026, 11, 25))}, "consent_malformed"),
    ],
)
def test_questions_that_are_refused(changed: dict[str, object], code: str) -> None:
    asked = replace(ASKED, **changed)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match=code):
        check_question(asked, granted=EVERY, needs_consent=False, on=TODAY)


def test_a_field_and_a_consent_are_asked_for_by_the_contract() -> None:
    check_question(ASKED, granted=[Field.NAMA_LGKP], needs_consent=False, on=TODAY)
    with pytest.raises(RuleBroken, match="field_not_granted"):
        check_question(ASKED, granted=[Field.NO_KK], needs_consent=False, on=TODAY)
    with pytest.raises(RuleBroken, match="consent_missing"):
        check_question(ASKED, granted=EVERY, needs_consent=True, on=TODAY)


TEXTS = st.dictionaries(st.sampled_from([*ANCHORS, Field.JENIS_KLMIN, Field.TGL_LHR]), st.sampled_from("LP "))


@settings(max_examples=40, deadline=None)
@given(asked=TEXTS, code=st.sampled_from([None, *Code]))
def test_a_yes_needs_a_right_anchor_and_a_living_person_and_a_blank_is_never_right(
    asked: dict[Field, str], code: Code | None
) -> None:
    found = matches(asked, Held(values=dict.fromkeys(Field, "L"), code=code))

    anchored = any(asked.get(one, "") == "L" for one in ANCHORS)
    expected = {field: code is None and anchored and value == "L" for field, value in asked.items()}
    assert found == expected
