"""The steps of a loan between two offices, and how it stands by the ledger (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class LoanKind(StrEnum):
    """What an office does about a loan; what arrives is the ledger's to say."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SENT = "sent"
    RETURNED = "returned"


class Side(StrEnum):
    """Which end of a loan an office is."""

    LENDER = "lender"
    BORROWER = "borrower"


ANSWERS = frozenset({LoanKind.ACCEPTED, LoanKind.REFUSED})
# How each side sends blanks to the other.
SENDS = {Side.LENDER: LoanKind.SENT, Side.BORROWER: LoanKind.RETURNED}


@dataclass(frozen=True)
class Carried:
    """One shipment of a loan by the ledger: who sent it, what arrived, what is on the road; counts.

    What was taken back, or was lost on the way, is neither: its sender answers for it.
    """

    side: Side
    arrived: int
    on_road: int


@dataclass(frozen=True)
class LoanStanding:
    """A loan as its answers and the ledger tell it.

    blanks   proposed (count)
    answers  by side
    """

    blanks: int
    answers: Mapping[Side, LoanKind]
    carried: Sequence[Carried]

    @property
    def is_refused(self) -> bool:
        """Whether one of the two said no."""
        return LoanKind.REFUSED in self.answers.values()

    @property
    def is_agreed(self) -> bool:
        """Whether both said yes."""
        return len(self.answers) == len(Side) and not self.is_refused

    def arrived(self, side: Side) -> int:
        """Blanks of this side that the other one received."""
        return sum(one.arrived for one in self.carried if one.side is side)

    def on_road(self, side: Side) -> int:
        """Blanks of this side on their way to the other one; this side answers for them."""
        return sum(one.on_road for one in self.carried if one.side is side)

    @property
    def debt(self) -> int:
        """Blanks that the borrower has and owes; on their way back they are still owed."""
        return self.arrived(Side.LENDER) - self.arrived(Side.BORROWER)

    @property
    def is_on_road(self) -> bool:
        """Whether something of it, to whichever side, is not received yet."""
        return any(one.on_road for one in self.carried)

    @property
    def is_settled(self) -> bool:
        """Whether blanks were lent and all of them are back."""
        return self.arrived(Side.LENDER) > 0 and not self.debt and not self.is_on_road

    def most(self, side: Side) -> int:
        """How many blanks a side may still send to the other one."""
        if not self.is_agreed:
            return 0
        whole = self.blanks if side is Side.LENDER else self.arrived(Side.LENDER)
        return whole - self.arrived(side) - self.on_road(side)

    def open_to(self, side: Side) -> list[LoanKind]:
        """What a side may do now."""
        if self.is_refused:
            return []
        if side not in self.answers:
            return sorted(ANSWERS)
        return [SENDS[side]] if self.most(side) > 0 else []


def check_loan_step(standing: LoanStanding, *, side: Side, kind: LoanKind, blanks: int = 0) -> None:
    """Refuse a step that a side may not make now, or that sends more blanks than there are to send.

    Raises RuleBroken("loan_step_not_allowed"), RuleBroken("loan_too_many").
    """
    if kind not in standing.open_to(side):
        raise RuleBroken("loan_step_not_allowed", kind=kind.value)
    if kind not in ANSWERS and not 0 < blanks <= standing.most(side):
        raise RuleBroken("loan_too_many", most=standing.most(side))
