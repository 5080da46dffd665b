"""What can be told beside the body, as pure rules."""

import pytest

from rekam.enrolment import notices
from rekam.enrolment.consents import clean_contact, consent_from
from rekam.enrolment.corrections import ON_CARD, Correction, Element, check_told, is_on_card, values_of
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.rules import kind_of_elements

ANSWER = {
    "purpose": "collection_reminder",
    "version": "1",
    "language": "id",
    "granted": True,
    "contact": "081234567890",
    "at": "2026-11-24T08:12:00+07:00",
}


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ("nik", "3673024101900001"),
        ("full_name", "  "),
        ("full_name", "A" * 201),
        ("sex", "X"),
        ("birth_date", "24-11-1990"),
        ("birth_date", "20261124"),
    ],
)
def test_what_cannot_be_meant_is_refused(element: str, told: str) -> None:
    with pytest.raises(RuleBroken, match="correction_malformed"):
        check_told(element=element, told=told)


def test_a_card_waits_for_what_it_shows_and_for_nothing_else() -> None:
    hidden = {Element.MOTHER_NAME, Element.FATHER_NAME}
    for element in Element:
        told = [Correction(element=element, told="A")]
        assert is_on_card(told) == (element in ON_CARD) == (element not in hidden)


def test_an_entry_takes_everything_but_an_address() -> None:
    told = [Correction(element=element, told="A") for element in Element]
    assert set(Element) - set(values_of(told)) == {Element.ADDRESS}


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"occupation", "religion"}, Kind.CHANGE),
        ({"occupation", "full_name"}, Kind.CORRECTION),
        ({"birth_date"}, Kind.CORRECTION),
    ],
)
def test_life_changes_some_elements_and_the_others_were_written_wrongly(
    columns: set[str], kind: Kind
) -> None:
    assert kind_of_elements(columns) is kind


@pytest.mark.parametrize("told", ["", "12", "0812 x", "+62 812 3456 7890 1234"])
def test_a_number_nobody_can_call_is_refused(told: str) -> None:
    with pytest.raises(RuleBroken, match="contact_malformed"):
        clean_contact(told)


@pytest.mark.parametrize(
    "wrong", [{"purpose": "advertising"}, {"contact": ""}, {"granted": False}, {"contact": "0812 3456"}]
)
def test_an_answer_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    assert consent_from(ANSWER).granted
    with pytest.raises(RuleBroken, match="packet_malformed"):
        consent_from(ANSWER | wrong)


def test_every_language_has_the_notice_and_the_optional_question() -> None:
    assert set(notices.LANGUAGES) == set(notices.NOTICES) == set(notices.ASKED)
    assert all("27/2022" in text and "24/2013" in text for text in notices.NOTICES.values())
