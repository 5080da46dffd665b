"""A loan between two offices: the province proposes, both accept, the debt is seen until it is paid."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.loans import propose_loan, step_loan
from rekam.cards.allocation.models import BlankLoan
from rekam.cards.allocation.reading import get_loan, loans
from rekam.cards.allocation.rules import (
    MOVES,
    LoanKind,
    Side,
    Step,
    check_loan_step,
    fold_loan,
)
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON

LENDER, BORROWER = "36.72", "36.73"
WHY = "Kota Serang kosong sejak Senin"


@pytest.fixture
def province(db: None) -> Iterator[None]:
    with scope(Scope.of("36")):
        yield


@contextmanager
def at(office: str) -> Iterator[None]:
    with scope(Scope.of(office)):
        yield


def proposed(blanks: int = 500) -> BlankLoan:
    return propose_loan(lender=LENDER, borrower=BORROWER, blanks=blanks, reason=WHY, actor="nina", at=NOON)


def step(loan: UUID, office: str, kind: LoanKind, blanks: int = 0, note: str = "") -> None:
    with at(office):
        step_loan(loan=loan, office=office, kind=kind, blanks=blanks, note=note, actor="eu", at=NOON)


def agreed() -> UUID:
    loan = proposed().uuid
    for office in (LENDER, BORROWER):
        step(loan, office, LoanKind.ACCEPTED)
    return loan


@pytest.mark.usefixtures("province")
def test_a_loan_is_sent_taken_in_returned_and_its_debt_falls_to_nothing() -> None:
    loan = agreed()
    debts = []
    for office, kind, blanks in (
        (LENDER, LoanKind.SENT, 500),
        (BORROWER, LoanKind.ARRIVED, 498),
        (BORROWER, LoanKind.RETURNED, 300),
        (LENDER, LoanKind.CAME_BACK, 300),
        (BORROWER, LoanKind.RETURNED, 198),
        (LENDER, LoanKind.CAME_BACK, 198),
    ):
        step(loan, office, kind, blanks)
        debts.append(get_loan(loan).standing.debt)
    assert debts == [0, 498, 498, 198, 198, 0]


@pytest.mark.usefixtures("province")
def test_nothing_is_sent_before_both_have_accepted() -> None:
    loan = proposed().uuid
    step(loan, LENDER, LoanKind.ACCEPTED)
    with pytest.raises(RuleBroken, match="loan_step_not_allowed"):
        step(loan, LENDER, LoanKind.SENT, 500)


@pytest.mark.usefixtures("province")
def test_one_refusal_with_its_reason_ends_it() -> None:
    loan = proposed().uuid
    with pytest.raises(RuleBroken, match="reason_missing"):
        step(loan, LENDER, LoanKind.REFUSED)
    step(loan, LENDER, LoanKind.REFUSED, note="stok kami hanya sepuluh hari")
    with pytest.raises(RuleBroken, match="loan_step_not_allowed"):
        step(loan, BORROWER, LoanKind.ACCEPTED)


@pytest.mark.usefixtures("province")
def test_no_more_moves_than_were_there() -> None:
    loan = agreed()
    with pytest.raises(RuleBroken, match="loan_too_many"):
        step(loan, LENDER, LoanKind.SENT, 501)
    step(loan, LENDER, LoanKind.SENT, 100)
    with pytest.raises(RuleBroken, match="loan_too_many"):
        step(loan, BORROWER, LoanKind.ARRIVED, 101)


@pytest.mark.usefixtures("province")
def test_both_offices_see_the_loan_and_a_third_does_not() -> None:
    loan = proposed().uuid
    for office in (LENDER, BORROWER):
        with at(office):
            assert [one.row.uuid for one in loans()] == [loan]
    with at("36.04"):
        assert loans() == []
        with pytest.raises(RuleBroken, match="not_found"):
            get_loan(loan)


@pytest.mark.usefixtures("province")
def test_an_office_acts_for_itself_only() -> None:
    loan = proposed().uuid
    with at(BORROWER), pytest.raises(RuleBroken, match="not_found"):
        step_loan(loan=loan, office=LENDER, kind=LoanKind.ACCEPTED, blanks=0, note="", actor="eu", at=NOON)


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("lender", "borrower", "blanks", "code"),
    [
        (LENDER, LENDER, 5, "loan_between_offices"),
        ("36.72.01", BORROWER, 5, "loan_between_offices"),
        ("32.75", BORROWER, 5, "not_found"),
        (LENDER, BORROWER, 0, "loan_too_many"),
    ],
)
def test_a_loan_is_of_some_blanks_between_two_offices_of_the_province(
    lender: str, borrower: str, blanks: int, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        propose_loan(lender=lender, borrower=borrower, blanks=blanks, reason=WHY, actor="nina", at=NOON)


@given(st.lists(st.builds(Step, st.sampled_from(Side), st.sampled_from(LoanKind), st.integers(0, 60))))
def test_whatever_is_tried_the_debt_is_never_below_nothing_nor_above_the_loan(tried: list[Step]) -> None:
    taken = [Step(Side.LENDER, LoanKind.ACCEPTED), Step(Side.BORROWER, LoanKind.ACCEPTED)]
    for one in tried:
        standing = fold_loan(50, steps=taken)
        try:
            check_loan_step(standing, step=one)
        except RuleBroken:
            continue
        taken.append(one)
    standing = fold_loan(50, steps=taken)
    assert 0 <= standing.debt <= 50
    assert all(standing.most(kind) >= 0 for kind in MOVES)
