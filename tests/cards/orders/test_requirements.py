"""Which documents a reprint asks for: the table of the law."""

from itertools import combinations

import pytest

from rekam.cards.orders.requirements import (
    REQUIREMENTS,
    Cause,
    OldCard,
    Paper,
    Withdraws,
    causes_for,
    check_entry,
    check_papers,
)
from rekam.cards.orders.rules import REPLACEMENTS
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import Kind


@pytest.mark.parametrize("cause", Cause)
def test_all_documents_are_enough_and_one_fewer_is_not(cause: Cause) -> None:
    papers = REQUIREMENTS[cause].papers
    check_papers(cause=cause, given=papers, foreign=True, away=False)
    for fewer in combinations(papers, len(papers) - 1):
        with pytest.raises(RuleBroken, match="reprint_paper_missing"):
            check_papers(cause=cause, given=fewer, foreign=True, away=False)


@pytest.mark.parametrize("cause", Cause)
def test_every_row_names_its_source_and_is_a_replacement(cause: Cause) -> None:
    row = REQUIREMENTS[cause]
    assert row.source
    assert row.reason in REPLACEMENTS
    assert bool(row.kinds) == (Paper.ENTRY in row.papers)


def test_another_office_prints_only_what_changes_nothing() -> None:
    assert {cause for cause in Cause if REQUIREMENTS[cause].away} == {Cause.LOST, Cause.DAMAGED}
    with pytest.raises(RuleBroken, match="outside_element_changed"):
        check_papers(cause=Cause.ELEMENT, given=set(Paper), foreign=False, away=True)


def test_only_the_destination_withdraws_on_a_move() -> None:
    assert REQUIREMENTS[Cause.MOVE].withdraws is Withdraws.DESTINATION
    assert {c for c in Cause if REQUIREMENTS[c].withdraws is Withdraws.DESTINATION} == {Cause.MOVE}


def test_only_a_lost_card_is_not_handed_in() -> None:
    assert {c for c in Cause if REQUIREMENTS[c].old_card is OldCard.NOT_HANDED_IN} == {Cause.LOST}


def test_a_citizens_card_is_not_renewed() -> None:
    assert Cause.RENEWAL not in causes_for(foreign=False)
    assert Cause.RENEWAL in causes_for(foreign=True)
    with pytest.raises(RuleBroken, match="reprint_not_foreign"):
        check_papers(cause=Cause.RENEWAL, given=set(Paper), foreign=False, away=False)


def test_an_entry_must_change_the_card() -> None:
    check_entry(cause=Cause.ELEMENT, kind=Kind.CHANGE, changed={"occupation"})
    with pytest.raises(RuleBroken, match="reprint_nothing_changed"):
        check_entry(cause=Cause.ELEMENT, kind=Kind.CHANGE, changed={"mother_name"})
    with pytest.raises(RuleBroken, match="reprint_entry_unfit"):
        check_entry(cause=Cause.ELEMENT, kind=Kind.MOVE_IN, changed={"address"})
    check_entry(cause=Cause.MOVE, kind=Kind.MOVE_IN, changed={"address"})


@pytest.mark.parametrize("element", ["nik", "birth_place", "birth_date", "blood_group"])
def test_static_elements_are_corrected_and_never_changed(element: str) -> None:
    with pytest.raises(RuleBroken, match="reprint_static_element"):
        check_entry(cause=Cause.ELEMENT, kind=Kind.CHANGE, changed={element})
    check_entry(cause=Cause.ELEMENT, kind=Kind.CORRECTION, changed={element})
