"""The request's lines add up."""

from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.asking import Asked, Spoiling
from rekam.cards.orders.rules import Priority

counts = st.dictionaries(st.sampled_from(Priority), st.integers(0, 50_000), max_size=3)


@given(counts, counts, st.integers(1, 12), st.integers(0, 90_000), st.integers(0, 90_000))
def test_the_number_asked_for_is_what_its_lines_say(
    waiting: dict[Priority, int], monthly: dict[Priority, int], months: int, stock: int, coming: int
) -> None:
    asked = Asked(waiting, monthly, months, stock, coming, Spoiling(30, 1000))
    assert asked.queue + asked.ahead + asked.lost == asked.need
    assert asked.requested == max(0, asked.need - stock - coming)


@given(st.integers(0, 100_000), st.integers(0, 5_000), st.integers(0, 5_000))
def test_enough_blanks_are_asked_for_those_that_will_be_spoiled(cards: int, spoiled: int, good: int) -> None:
    spoiling = Spoiling(spoiled, spoiled + good)
    blanks = cards + spoiling.blanks_lost(cards)
    assert blanks * (1 - spoiling.share) >= cards - 1e-6
    assert (blanks - 1) * (1 - spoiling.share) < cards or cards == 0


def test_batang_2023_asked_for_what_it_had_in_its_queue() -> None:
    """3,488 PRR, 14.7 thousand changes and 5.3 thousand moves: 23,488, printed as 23.6 thousand."""
    waiting = {Priority.WAITING: 3_488, Priority.CHANGED: 14_700 + 5_300}
    assert Asked(waiting, {}, 1, 0, 0, Spoiling(0, 0)).queue == 23_488


def test_a_new_ledger_takes_the_usual_share_of_spoiled_blanks() -> None:
    assert round(100 * Spoiling(0, 0).share, 1) == 4.7
    assert Spoiling(0, 100_000).share < 0.0001
