"""Loans of blanks between offices: the province proposes, both offices accept. Enter through services."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.allocation.models import BlankLoan, LoanStep
from rekam.cards.allocation.reading import get_loan
from rekam.cards.allocation.rules import LoanKind, Side, Step, check_loan_step
from rekam.cards.rules import check_reason
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level


@transaction.atomic
def propose_loan(
    *, lender: str, borrower: str, blanks: int, reason: str, actor: str, at: datetime
) -> BlankLoan:
    """Propose that one office lends blanks to another; neither is bound until both accept.

    Raises RuleBroken("not_found") for an office outside the scope, "loan_between_offices" unless both are
    kabupaten/kota and not the same, "loan_too_many" for no blank, "reason_missing".
    """
    check_reason(reason)
    offices = {AreaCode.parse(lender), AreaCode.parse(borrower)}
    if any(office.level is not Level.KABUPATEN_KOTA for office in offices) or len(offices) == 1:
        raise RuleBroken("loan_between_offices")
    if not all(current_scope().contains(office.text) for office in offices):
        raise RuleBroken("not_found")
    if blanks < 1:
        raise RuleBroken("loan_too_many", most=0)
    row = BlankLoan.objects.create(
        area_code=lender, borrower=borrower, blanks=blanks, reason=reason.strip(), actor=actor, at=at
    )
    _audit("proposed", row=row, actor=actor, at=at, count=blanks)
    return row


@transaction.atomic
def step_loan(
    *, loan: UUID, office: str, kind: LoanKind, blanks: int, note: str, actor: str, at: datetime
) -> LoanStep:
    """Write down what one of the two offices does about a loan: answer it, send, take in, give back.

    blanks  of a move; 0 of an answer
    Raises RuleBroken("not_found") where the office is none of the two, "loan_step_not_allowed",
    "loan_too_many", "reason_missing" for a refusal, "loan_moved_on" where somebody was quicker.
    """
    now = get_loan(loan)
    side = now.side_of(office)
    if side is None or not current_scope().contains(office):
        raise RuleBroken("not_found")
    check_loan_step(now.standing, step=Step(side=side, kind=kind, blanks=blanks))
    if kind is LoanKind.REFUSED:
        check_reason(note)
    other = now.row.borrower if side is Side.LENDER else now.row.area_code
    row = LoanStep(loan=now.row, number=len(now.steps) + 1, area_code=office, other=other, kind=kind)
    row.blanks, row.note, row.actor, row.at = blanks, note.strip(), actor, at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("loan_moved_on") from error
    _audit(kind.value, row=now.row, actor=actor, at=at, count=blanks)
    return row


def _audit(what: str, *, row: BlankLoan, actor: str, at: datetime, count: int) -> None:
    audit(
        f"cards.loan.{what}",
        actor=actor,
        at=at,
        purpose=Purpose.SUPERVISION,
        case=str(row.uuid),
        lender=row.area_code,
        borrower=row.borrower,
        count=count,
    )
