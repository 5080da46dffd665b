"""What may follow what, what an interruption leaves, and how many cards fit."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.printing import rules
from rekam.cards.printing.messages import (
    Do,
    Order,
    Question,
    Say,
    decode_order,
    decode_question,
    encode_order,
    encode_question,
)
from rekam.cards.printing.rules import (
    NEXT_BATCH,
    NEXT_CARD,
    ORDER,
    BatchState,
    CardState,
    Condition,
    Kind,
    Limit,
    Step,
)
from rekam.cards.printing.words import BATCHES, CARDS, CONDITIONS, FAULTS, KINDS, LIMITS, STEPS
from rekam.cards.rules import REASON_LETTERS
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON

COUNT = st.integers(0, 10_000)


@given(asked=st.integers(1, 10_000), orders=COUNT, blanks=COUNT, ribbon=COUNT)
def test_a_batch_never_needs_more_than_there_is(asked: int, orders: int, blanks: int, ribbon: int) -> None:
    fit = rules.fit(asked=asked, orders=orders, blanks=blanks, ribbon=ribbon)
    bounds = {Limit.ASKED: asked, Limit.ORDERS: orders, Limit.BLANKS: blanks, Limit.RIBBON: ribbon}
    assert fit.number == min(bounds.values()) == bounds[fit.by]


def test_what_was_asked_for_is_never_called_a_want() -> None:
    assert rules.fit(asked=20, orders=20, blanks=20, ribbon=20).by is Limit.ASKED
    assert rules.fit(asked=50, orders=20, blanks=20, ribbon=20).by is Limit.RIBBON


def test_only_an_untouched_blank_goes_on_by_itself() -> None:
    assert [step for step in Step if rules.goes_on(step)] == [Step.TAKEN]
    assert [step for step in Step if rules.may_be_printed(step)] == [Step.PRINT, Step.VERIFY, Step.EJECT]


@given(last=st.sampled_from(Step), to=st.sampled_from(Step))
def test_no_step_is_done_after_a_later_one(last: Step, to: Step) -> None:
    if ORDER.index(to) >= ORDER.index(last):
        rules.check_step(last=last, to=to)
        return
    with pytest.raises(RuleBroken, match="card_step_out_of_order"):
        rules.check_step(last=last, to=to)


def test_every_card_is_decided_once_and_a_bad_one_may_be_found_later() -> None:
    ends = {state for state, following in NEXT_CARD.items() if not following}
    assert ends == {CardState.SPOILED, CardState.LEFT}
    assert NEXT_CARD[CardState.PRINTED] == {CardState.SPOILED}
    assert {state for state, following in NEXT_BATCH.items() if not following} == {
        BatchState.DONE,
        BatchState.STOPPED,
    }


def test_without_data_for_the_chip_none_is_written() -> None:
    assert Step.CHIP in rules.steps_of(Kind.BRIDGE, has_chip=True)
    assert Step.CHIP not in rules.steps_of(Kind.BRIDGE, has_chip=False)
    assert rules.steps_of(Kind.CUPS, has_chip=True) == (Step.TAKEN, Step.PRINT)


def test_a_printer_that_reads_no_chip_needs_somebody_who_does() -> None:
    assert rules.needs_scan(kind=Kind.FOLDER, why="handed_off")
    assert rules.needs_scan(kind=Kind.BRIDGE, why=Condition.OTHER_UID)
    assert not rules.needs_scan(kind=Kind.BRIDGE, why=Condition.JAM)


def test_speed_counts_the_time_of_printing_only() -> None:
    assert rules.cards_an_hour(cards=30, busy=timedelta(minutes=45)) == 40
    assert rules.cards_an_hour(cards=0, busy=timedelta(minutes=45)) is None
    assert rules.is_silent(told_at=None, at=NOON)
    assert not rules.is_silent(told_at=NOON - timedelta(seconds=60), at=NOON)


def test_everything_has_its_word_and_a_reason_is_long_enough_for_the_ledger() -> None:
    for words, known in (
        (CONDITIONS, Condition),
        (CARDS, CardState),
        (BATCHES, BatchState),
        (STEPS, Step),
        (KINDS, Kind),
        (LIMITS, Limit),
    ):
        assert set(words) == set(known)
    assert all(len(str(words)) >= REASON_LETTERS for words in FAULTS.values())


@given(
    ribbon=st.none() | st.integers(0, 100_000), card=st.none() | st.uuids(), step=st.sampled_from(["", *Step])
)
def test_a_question_is_read_as_it_was_written(ribbon: int | None, card: object, step: str) -> None:
    asked = Question(
        computer="0" * 16,
        printer=UUID(int=1),
        run=UUID(int=2),
        say=Say.BEGIN,
        ribbon=ribbon,
        card=card,  # type: ignore[arg-type]
        step=step,
    )
    assert decode_question(encode_question(asked)) == asked


def test_an_order_is_read_as_it_was_written() -> None:
    order = Order(do=Do.CARD, card=UUID(int=3), serial="04A1", steps=("print",), front=b"%PDF", chip=b"x")
    assert decode_order(encode_order(order)) == order


@pytest.mark.parametrize("body", [b"", b"\xa0", b"\x01", encode_order(Order(do=Do.WAIT))])
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(RuleBroken, match="print_question_malformed"):
        decode_question(body)
