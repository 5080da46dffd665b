"""The ladder: one table, and everything else follows from it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.enrolment import checks, ladder, rules, words
from rekam.enrolment.rules import ATTENTION, MOVES, NEXT, Mover, Status
from rekam.kernel.errors import RuleBroken

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "ladder.md"


def walks() -> st.SearchStrategy[list[Status]]:
    """Ways up the ladder from the beginning."""

    @st.composite
    def walk(draw: st.DrawFn) -> list[Status]:
        steps, state = [], Status.UNREGISTERED
        for _ in range(draw(st.integers(0, 25))):
            state = draw(st.sampled_from(NEXT[state]))
            steps.append(state)
        return steps

    return walk()


@given(steps=walks())
def test_the_state_is_the_last_step_of_an_allowed_walk(steps: list[Status]) -> None:
    assert rules.fold(steps) == (steps[-1] if steps else Status.UNREGISTERED)


@given(steps=walks(), to=st.sampled_from(Status))
def test_a_step_outside_the_table_is_refused(steps: list[Status], to: Status) -> None:
    state = rules.fold(steps)
    if to in NEXT[state]:
        assert rules.fold([*steps, to]) is to
        return
    with pytest.raises(RuleBroken, match="move_not_allowed"):
        rules.fold([*steps, to])


def test_every_status_is_reached_has_a_way_on_and_is_told_in_words() -> None:
    assert set(NEXT) == set(words.WORDS) == set(Status)
    reached = {to for following in NEXT.values() for to in following}
    assert set(Status) - reached == {Status.UNREGISTERED}
    assert all(NEXT.values())
    assert all(str(told.sentence) and str(told.next) for told in words.WORDS.values())


def test_no_card_without_having_been_print_ready() -> None:
    """Whoever is printed passed the search: there is no way around PRINT_READY_RECORD."""
    open_, seen = [Status.UNREGISTERED], set()
    while open_:
        state = open_.pop()
        if state in seen or state is Status.PRINT_READY_RECORD:
            continue
        seen.add(state)
        open_ += NEXT[state]
    assert not seen & {Status.SENT_FOR_CARD_PRINTING, Status.CARD_PRINTED, Status.CARD_ISSUED}


def test_what_waits_for_an_office_says_what_to_do() -> None:
    assert all(words.WORDS[status].next != words.NOTHING for status in ATTENTION)


def test_the_page_holds_what_the_tables_say() -> None:
    page = PAGE.read_text()
    assert ladder.fill(page) == page
    assert all(f"<!-- made: {name} -->" in page for name in ladder.PARTS)
    assert f"```mermaid\n{ladder.mermaid()}\n```" in page


def test_every_status_has_a_source() -> None:
    assert set(ladder.SOURCES) == set(Status)
    assert all(ladder.SOURCES.values())


def test_a_step_is_refused_to_whom_it_does_not_belong() -> None:
    for state, moves in MOVES.items():
        for to, mover in moves.items():
            rules.check_move(state=state, to=to, by=mover)
            for other in set(Mover) - {mover}:
                with pytest.raises(RuleBroken, match="move_not_allowed"):
                    rules.check_move(state=state, to=to, by=other)


@given(born=st.dates(date(1920, 1, 1), date(2020, 12, 31)))
def test_a_card_is_printed_from_the_seventeenth_birthday_on(born: date) -> None:
    first = rules.print_from(born=born, ever_married=False)
    assert first.year - born.year == 17
    assert (first.month, first.day) in {(born.month, born.day), (3, 1)}
    rules.check_print(born=born, ever_married=False, on=first)
    with pytest.raises(RuleBroken, match="card_before_its_day"):
        rules.check_print(born=born, ever_married=False, on=date.fromordinal(first.toordinal() - 1))


def test_who_was_married_need_not_wait() -> None:
    rules.check_print(born=date(2010, 1, 1), ever_married=True, on=date(2026, 1, 1))


def test_only_ones_own_earlier_recordings_are_no_duplicate() -> None:
    assert checks.same_person(resident="a", others=["a", "a"])
    assert not checks.same_person(resident="a", others=["a", "b"])
    assert not checks.same_person(resident=None, others=[None])
