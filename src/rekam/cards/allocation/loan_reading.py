"""Reads of loans, in the scope of whoever asks: the province, the lender or the borrower."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rekam.cards.allocation.loan_rules import ANSWERS, Carried, LoanKind, LoanStanding, Side
from rekam.cards.allocation.models import BlankLoan, LoanStep
from rekam.cards.blanks.shipments.queries import Progress, progress_of
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class StepNow:
    """A step, and how its shipment goes; an answer has none."""

    row: LoanStep
    progress: Progress | None


@dataclass(frozen=True)
class LoanNow:
    """A loan, its steps (the oldest first) and how it stands."""

    row: BlankLoan
    steps: Sequence[StepNow]
    standing: LoanStanding

    def side_of(self, office: str) -> Side | None:
        """Which end of the loan an office is; None for the province."""
        return {self.row.area_code: Side.LENDER, self.row.borrower: Side.BORROWER}.get(office)

    def waits_for(self, office: str) -> bool:
        """Whether this office has still to say yes or no."""
        side = self.side_of(office)
        return side is not None and bool(ANSWERS & {*self.standing.open_to(side)})

    def office(self, side: Side) -> str:
        """The office at this end."""
        return self.row.area_code if side is Side.LENDER else self.row.borrower

    def other(self, side: Side) -> str:
        """The office at the other end."""
        return self.row.borrower if side is Side.LENDER else self.row.area_code


def loans() -> list[LoanNow]:
    """The loans that the scope proposed, gives or takes, the newest first."""
    return _told(BlankLoan.objects.order_by("-at", "-pk"))


def loans_to_answer(office: str) -> list[LoanNow]:
    """The loans that wait for this office's yes or no."""
    return [one for one in loans() if one.waits_for(office)]


def get_loan(loan: UUID) -> LoanNow:
    """One of them. Raises RuleBroken("not_found")."""
    found = _told(BlankLoan.objects.filter(uuid=loan))
    if not found:
        raise RuleBroken("not_found")
    return found[0]


def _told(rows: Iterable[BlankLoan]) -> list[LoanNow]:
    known = list(rows)
    steps: dict[int, list[LoanStep]] = {row.pk: [] for row in known}
    for step in LoanStep.objects.filter(loan__in=known).select_related("shipment").order_by("number"):
        steps[step.loan_id].append(step)
    progress = progress_of([one.shipment for told in steps.values() for one in told if one.shipment])
    return [_now(row, steps=steps[row.pk], progress=progress) for row in known]


def _now(row: BlankLoan, *, steps: Sequence[LoanStep], progress: Mapping[UUID, Progress]) -> LoanNow:
    told = [StepNow(step, progress[step.shipment.uuid] if step.shipment else None) for step in steps]
    return LoanNow(
        row=row,
        steps=told,
        standing=LoanStanding(
            blanks=row.blanks,
            answers={_side(row, one): LoanKind(one.kind) for one in steps if one.kind in ANSWERS},
            carried=[
                Carried(_side(row, one.row), one.progress.arrived, one.progress.on_road)
                for one in told
                if one.progress
            ],
        ),
    )


def _side(row: BlankLoan, step: LoanStep) -> Side:
    return Side.LENDER if step.area_code == row.area_code else Side.BORROWER
