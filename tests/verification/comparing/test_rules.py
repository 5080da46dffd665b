"""What may be compared at all, whose yes it takes, and what counts as the same."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import BODY, PROTECTED, Code, Field
from rekam.verification.comparing import rules
from rekam.verification.comparing.rules import Comparison, check_comparison, needs_own_yes
from rekam.verification.consent.rules import needs_yes
from rekam.verification.partners.rules import Kind, check_terms
from tests.verification.conftest import NOON, TERMS

TODAY = date(2026, 11, 24)
FACE = Comparison(nik="x", field=Field.WAJAH, samples=[b"x"], reference="REK-1", has_yes=True)


def check(asked: Comparison, *, granted: tuple[Field, ...] = tuple(Field)) -> None:
    check_comparison(asked, granted=granted, needs_consent=False, needs_yes=True, on=TODAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"field": Field.NO_KK}, "field_not_compared"),
        ({"field": Field.IRIS}, "field_not_compared"),
        ({"samples": []}, "samples_number"),
        ({"samples": [b"x", b"y"]}, "samples_number"),
        ({"samples": [b"x" * (rules.MOST_SAMPLE + 1)]}, "sample_too_large"),
        ({"reference": "3673-0241 0190.0001"}, "reference_malformed"),
        ({"has_yes": False}, "yes_not_given"),
    ],
)
def test_comparisons_that_are_refused_before_a_picture_is_read(changed: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        check(replace(FACE, **changed))  # type: ignore[arg-type]


def test_two_fingers_are_one_question_and_the_contract_says_which_field() -> None:
    check(replace(FACE, field=Field.SIDIK_JARI, samples=[b"x", b"y"]))
    with pytest.raises(RuleBroken, match="field_not_granted"):
        check(FACE, granted=(Field.NAMA_LGKP, Field.SIDIK_JARI))


def test_a_face_needs_a_yes_but_no_minister_and_a_finger_both() -> None:
    check_terms(replace(TERMS, fields=(Field.WAJAH,)))
    with pytest.raises(RuleBroken, match="minister_missing"):
        check_terms(replace(TERMS, fields=(Field.WAJAH, Field.SIDIK_JARI)))
    with pytest.raises(RuleBroken, match="fields_too_thin"):
        check_terms(replace(TERMS, fields=(Field.WAJAH, Field.TGL_LHR)))
    assert {Field.WAJAH} == BODY - PROTECTED
    assert all(needs_yes([one]) for one in BODY)


@settings(max_examples=20, deadline=None)
@given(kind=st.sampled_from(Kind), needs_consent=st.booleans())
def test_only_police_whose_contract_says_so_compare_without_a_yes(kind: Kind, needs_consent: bool) -> None:
    assert needs_own_yes(kind, needs_consent=needs_consent) is not (kind is Kind.POLICE and not needs_consent)


@settings(max_examples=40, deadline=None)
@given(
    face_alone=st.booleans(),
    score=st.floats(-2, 8),
    is_hit=st.booleans(),
    code=st.sampled_from([None, *Code]),
)
def test_a_yes_is_of_one_body_and_of_somebody_who_may_be_confirmed(
    face_alone: bool, score: float, is_hit: bool, code: Code | None
) -> None:
    same = rules.is_same(face_alone=face_alone, score=score, is_hit=is_hit)
    assert same is (score >= 2.5 if face_alone else is_hit)

    told = rules.answer(Field.WAJAH, same=same, code=code, granted=[Code.DEAD], at=NOON, number=uuid4())
    assert told.confirmed is told.matches[Field.WAJAH] is (same and code is None)
    assert told.code == (Code.DEAD if code is Code.DEAD else None)
