"""Who may apply for what, and by what right."""

from dataclasses import replace
from datetime import date

import pytest

from rekam.applications.catalogue.rules import Service
from rekam.applications.filing.rules import (
    Authority,
    Person,
    authority_of,
    check_applicant,
    check_complete,
    check_subject,
)
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Status

TODAY = date(2026, 11, 23)
MOTHER = Person(
    kk="1" * 16,
    born=date(1990, 5, 5),
    ever_married=True,
    head_relation="ISTRI",
    status=Status.ACTIVE,
    blocked_for="",
    ektp_status="CARD_ISSUED",
    recorded=True,
    had_card=True,
)
FATHER = replace(MOTHER, head_relation="KEPALA KELUARGA")
CHILD = replace(
    MOTHER,
    born=date(2020, 1, 1),
    ever_married=False,
    head_relation="ANAK",
    ektp_status="UNREGISTERED",
    recorded=False,
    had_card=False,
)
STRANGER = replace(MOTHER, kk="2" * 16, head_relation="KEPALA KELUARGA")


@pytest.mark.parametrize(
    ("changed", "service", "code"),
    [
        ({"status": Status.DEAD}, Service.KTP_LOST, "resident_dead"),
        ({"status": Status.MOVED}, Service.KTP_LOST, "resident_moved"),
        ({"status": Status.INACTIVE}, Service.KTP_LOST, "nik_inactive"),
        ({"blocked_for": "double"}, Service.KTP_LOST, "nik_blocked"),
        ({"blocked_for": "not_recorded"}, Service.KK, "nik_blocked"),
        ({"ektp_status": "DUPLICATE_RECORD"}, Service.KTP_DAMAGED, "application_nik_double"),
        ({}, Service.KTP_NEW, "application_has_card"),
        ({"had_card": False}, Service.KTP_LOST, "application_no_card"),
        ({"had_card": False, "ever_married": False, "born": TODAY}, Service.KTP_NEW, "application_too_young"),
        ({}, Service.KIA, "application_not_a_child"),
    ],
)
def test_for_whom_nothing_can_be_applied(changed: dict[str, object], service: Service, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_subject(replace(MOTHER, **changed), service=service, on=TODAY)  # type: ignore[arg-type]

    assert refused.value.code == code


def test_who_is_blocked_for_want_of_a_recording_may_ask_for_his_first_card() -> None:
    late = replace(MOTHER, blocked_for="not_recorded", had_card=False, ektp_status="UNREGISTERED")

    check_subject(late, service=Service.KTP_NEW, on=TODAY)


def test_a_child_signs_for_nobody() -> None:
    with pytest.raises(RuleBroken, match="application_applicant_young"):
        check_applicant(CHILD, service=Service.KK, on=TODAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"status": Status.DEAD}, "resident_dead"),
        ({"status": Status.MOVED}, "resident_moved"),
        ({"status": Status.INACTIVE}, "nik_inactive"),
        ({"blocked_for": "double"}, "nik_blocked"),
        ({"ektp_status": "DUPLICATE_RECORD"}, "application_nik_double"),
    ],
)
def test_neither_does_who_is_dead_gone_switched_off_or_double(changed: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        check_applicant(replace(MOTHER, **changed), service=Service.KTP_LOST, on=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("applicant", "subject", "service", "authority"),
    [
        (FATHER, CHILD, Service.KIA, Authority.HEAD),
        (MOTHER, CHILD, Service.KIA, Authority.PARENT),
        (MOTHER, FATHER, Service.KTP_LOST, Authority.SPOUSE),
        (replace(MOTHER, head_relation="ANAK"), FATHER, Service.DEATH, Authority.FAMILY_CARD),
        (replace(MOTHER, head_relation="ANAK"), FATHER, Service.KTP_LOST, Authority.LETTER),
        (STRANGER, CHILD, Service.KIA, Authority.LETTER),
        (FATHER, MOTHER, Service.KTP_DAMAGED, Authority.HEAD),
        (MOTHER, replace(CHILD, born=date(2005, 1, 1)), Service.KTP_LOST, Authority.LETTER),
        (replace(MOTHER, head_relation="FAMILI LAIN"), CHILD, Service.KIA, Authority.LETTER),
        (MOTHER, replace(CHILD, kk="2" * 16), Service.KIA, Authority.LETTER),
        (replace(CHILD, born=date(2008, 1, 1)), FATHER, Service.KK, Authority.LETTER),
        (MOTHER, None, Service.BIRTH, Authority.FAMILY_CARD),
    ],
)
def test_by_what_right(
    applicant: Person, subject: Person | None, service: Service, authority: Authority
) -> None:
    assert (
        authority_of(applicant=applicant, subject=subject, is_self=False, service=service, on=TODAY)
        is authority
    )


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"says_who": False}, "application_who_missing"),
        ({"filled": False}, "application_form_missing"),
        ({"missing": ["kk"]}, "application_paper_missing"),
    ],
)
def test_what_is_not_whole_is_not_sent(told: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        check_complete(**({"missing": [], "filled": True, "says_who": True} | told))  # type: ignore[arg-type]
