"""A province runs out together."""

from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.lending import (
    FLOOR_DAYS,
    MONTH_DAYS,
    Loan,
    Office,
    after,
    propose_loans,
)

offices = st.lists(
    st.builds(
        Office,
        code=st.sampled_from([f"36.0{n}" for n in range(1, 9)]),
        stock=st.integers(0, 30_000),
        a_month=st.integers(0, 20_000),
    ),
    unique_by=lambda one: one.code,
    max_size=8,
)


@given(offices)
def test_loans_never_take_a_lender_below_its_floor_and_nothing_is_lost(known: list[Office]) -> None:
    loans = propose_loans(known)
    stock = after(known, loans=loans)
    lenders = {loan.lender for loan in loans}
    assert sum(stock.values()) == sum(one.stock for one in known)
    assert all(stock[o.code] * MONTH_DAYS >= FLOOR_DAYS * o.a_month for o in known if o.code in lenders)
    assert lenders.isdisjoint(loan.borrower for loan in loans)


@given(offices)
def test_no_loan_leaves_anybody_with_fewer_days_than_the_worst_had(known: list[Office]) -> None:
    stock = after(known, loans=propose_loans(known))
    then = [Office(one.code, stock[one.code], one.a_month) for one in known]
    assert min((o.days for o in then), default=0) >= min((o.days for o in known), default=0)


def test_who_has_most_days_lends_to_who_has_least() -> None:
    loans = propose_loans(
        [Office("36.73", 0, 2200), Office("36.72", 6_000, 1100), Office("36.04", 900, 1100)]
    )
    assert loans == [Loan("36.72", "36.73", 3_450), Loan("36.72", "36.04", 825)]  # all to 34.5 days


def test_nobody_lends_in_a_drought_that_is_everybodys() -> None:
    assert propose_loans([Office("36.73", 0, 2200), Office("36.72", 400, 1100)]) == []
