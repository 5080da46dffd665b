"""Which office lends blanks to which, so that a province runs out together (pure).

Source: Dirjen Dukcapil, 4 November 2022: who has many lends to who has none, "sehingga satu provinsi habisnya
bersama-sama" (disdukcapil.patikab.go.id). How much is kept back is our own rule; no regulation says it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

MONTH_DAYS = 22  # working days
FLOOR_DAYS = 10  # working days that a lender keeps at the least
LEAST_LOAN = 50  # below it the way to fetch them costs more than it helps


@dataclass(frozen=True)
class Office:
    """An office's stock of usable blanks, and the blanks it needs in an ordinary month; both are counts."""

    code: str
    stock: int
    a_month: int

    @property
    def days(self) -> float:
        """Working days that the stock lasts; infinite where nothing is needed."""
        return self.stock * MONTH_DAYS / self.a_month if self.a_month else float("inf")


@dataclass(frozen=True)
class Loan:
    """So many blanks from one office to another."""

    lender: str
    borrower: str
    blanks: int


def propose_loans(offices: Iterable[Office], *, floor_days: int = FLOOR_DAYS) -> list[Loan]:
    """Loans that bring the offices' days towards the days of the province, the worst served first.

    floor_days  working days of its own need that a lender keeps
    Nobody lends below that nor below the province's days, and nobody borrows above them; loans under 50
    blanks are left out.
    """
    known = sorted(offices, key=lambda one: (one.days, one.code))
    if not any(one.a_month for one in known):
        return []
    level = Fraction(sum(one.stock for one in known), sum(one.a_month for one in known))
    keep = max(level, Fraction(floor_days, MONTH_DAYS))
    spare = {one.code: one.stock - ceil(keep * one.a_month) for one in reversed(known)}
    loans = []
    for borrower in known:
        missing = floor(level * borrower.a_month) - borrower.stock
        for lender, number in spare.items():
            blanks = min(missing, number)
            if blanks >= LEAST_LOAN:
                loans.append(Loan(lender=lender, borrower=borrower.code, blanks=blanks))
                spare[lender] -= blanks
                missing -= blanks
    return loans


def after(offices: Sequence[Office], *, loans: Iterable[Loan]) -> Mapping[str, int]:
    """The stock of each office once the loans have arrived."""
    stock = {one.code: one.stock for one in offices}
    for loan in loans:
        stock[loan.lender] -= loan.blanks
        stock[loan.borrower] += loan.blanks
    return stock
