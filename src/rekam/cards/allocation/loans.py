"""Loans between offices: the province proposes, both accept, the ledger moves. Enter through services."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.allocation.loan_reading import LoanNow, get_loan
from rekam.cards.allocation.loan_rules import SENDS, LoanKind, Side, check_loan_step
from rekam.cards.allocation.models import BlankLoan, LoanStep
from rekam.cards.blanks.shipments.queries import any_of_it_used
from rekam.cards.blanks.shipments.services import send_blanks
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
def answer_loan(*, loan: UUID, office: str, accepts: bool, note: str, actor: str, at: datetime) -> LoanStep:
    """Say yes or no to a loan in the name of one of its two offices.

    Raises RuleBroken("not_found") where the office is none of the two, "loan_step_not_allowed",
    "reason_missing" for a refusal, "loan_moved_on" where somebody was quicker.
    """
    now, side = _find(loan, office=office)
    kind = LoanKind.ACCEPTED if accepts else LoanKind.REFUSED
    check_loan_step(now.standing, side=side, kind=kind)
    if not accepts:
        check_reason(note)
    return _keep(now, side=side, kind=kind, note=note.strip(), actor=actor, at=at)


@transaction.atomic
def send_for_loan(
    *,
    loan: UUID,
    office: str,
    due_on: date,
    serials: Sequence[str] = (),
    boxes: Sequence[str] = (),
    letter: str = "",
    actor: str,
    at: datetime,
) -> LoanStep:
    """Send unused blanks to the other office of a loan: lent by the lender, given back by the borrower.

    It is a shipment of the ledger, which another officer at the other office counts and receives; the
    debt follows from what is received there. Any unused blanks may be given back, not only those lent.
    Raises RuleBroken("not_found") where the office is none of the two, "loan_step_not_allowed",
    "loan_too_many", "loan_unused_only", "loan_moved_on", and what send_blanks raises.
    """
    now, side = _find(loan, office=office)
    sent = send_blanks(
        to_site=now.other(side),
        due_on=due_on,
        serials=serials,
        boxes=boxes,
        letter=letter,
        actor=actor,
        at=at,
    )
    kind = SENDS[side]
    check_loan_step(now.standing, side=side, kind=kind, blanks=sent.count)
    if any_of_it_used(sent):
        raise RuleBroken("loan_unused_only")
    return _keep(now, side=side, kind=kind, shipment=sent, blanks=sent.count, actor=actor, at=at)


def _find(loan: UUID, *, office: str) -> tuple[LoanNow, Side]:
    now = get_loan(loan)
    side = now.side_of(office)
    if side is None or not current_scope().contains(office):
        raise RuleBroken("not_found")
    return now, side


def _keep(now: LoanNow, *, side: Side, kind: LoanKind, actor: str, at: datetime, **told: object) -> LoanStep:
    row = LoanStep(
        loan=now.row,
        number=len(now.steps) + 1,
        area_code=now.office(side),
        other=now.other(side),
        kind=kind,
        actor=actor,
        at=at,
        **told,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("loan_moved_on") from error
    _audit(kind.value, row=now.row, actor=actor, at=at, count=row.blanks)
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
