"""A reprint: its documents before the order is approved, its old card when the new one is handed over.

Enter through cards.services. An old card is void from the day its loss is reported, and shut for good once
the new card is handed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.face.fields import nationality_of
from rekam.cards.orders import away, old_cards
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.cards.orders.requirements import (
    REQUIREMENTS,
    Cause,
    OldCard,
    Paper,
    check_entry,
    check_papers,
)
from rekam.cards.orders.rules import JobState, Reason
from rekam.cards.orders.services import lock_job, request_print
from rekam.enrolment.portraits import services as portraits
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import services as registry
from rekam.registry.rules import Nationality


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What the holder brought, and what the officer found in the register.

    police_*  number, day and office of the police's letter of loss
    old_card  whether the officer has seen the old card
    entry     the approved entry of the register that changed the card's elements
    photograph  the new photograph that its holder agreed to
    uploads   scans: the police letter, the stay permit; JPEG, PNG or PDF
    """

    police_number: str = ""
    police_on: date | None = None
    police_office: str = ""
    old_card: bool = False
    entry: UUID | None = None
    photograph: UUID | None = None
    uploads: Sequence[bytes] = ()

    def papers(self, cause: Cause) -> set[Paper]:
        """Which documents of the table these are."""
        police = bool(self.police_number and self.police_office and self.police_on and self.uploads)
        told = {
            Paper.POLICE_LETTER: cause is Cause.LOST and police,
            Paper.OLD_CARD: self.old_card,
            Paper.ENTRY: self.entry is not None,
            Paper.PHOTOGRAPH: self.photograph is not None,
            Paper.STAY_PERMIT: cause is Cause.RENEWAL and bool(self.uploads),
        }
        return {paper for paper, there in told.items() if there}


@transaction.atomic
def request_reprint(*, record: UUID, cause: Cause, brought: Brought, actor: str, at: datetime) -> PrintJob:
    """Order a reprint with its documents.

    Raises what `request_print` and `attach` raise.
    """
    job = request_print(record=record, reason=REQUIREMENTS[cause].reason, actor=actor, at=at)
    attach(job=job.uuid, cause=cause, brought=brought, actor=actor, at=at)
    return job


@transaction.atomic
def order_with_photograph(
    *, change: UUID, kept_for: str, old_card: bool, actor: str, at: datetime
) -> PrintJob:
    """Order the card that shows a new photograph to which its holder agreed.

    Raises what `portraits.portraits.agree` and `request_reprint` raise.
    """
    row = portraits.agree(change=change, kept_for=kept_for, actor=actor, at=at)
    brought = Brought(old_card=old_card, photograph=row.uuid)
    return request_reprint(record=row.record.uuid, cause=Cause.PHOTO, brought=brought, actor=actor, at=at)


@transaction.atomic
def attach(*, job: UUID, cause: Cause, brought: Brought, actor: str, at: datetime) -> Reprint:
    """Put the documents to an order for a replacement that has none yet.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "reprint_cause_unfit" | "reprint_has_papers" |
    "police_letter_later"), the codes of requirements and of registry's papers.
    """
    row = lock_job(job)
    if row.state != JobState.REQUESTED:
        raise RuleBroken("print_step_not_allowed", state=row.state)
    if REQUIREMENTS[cause].reason is not Reason(row.reason):
        raise RuleBroken("reprint_cause_unfit")
    foreign = nationality_of(away.holder_of(row)) is Nationality.WNA
    check_papers(cause=cause, given=brought.papers(cause), foreign=foreign, away=row.visit is not None)
    if brought.police_on is not None and brought.police_on > office_day(at):
        raise RuleBroken("police_letter_later")
    if REQUIREMENTS[cause].kinds:
        _check_register(row, cause=cause, brought=brought)
    return _write(row, cause=cause, brought=brought, actor=actor, at=at)


def _check_register(job: PrintJob, *, cause: Cause, brought: Brought) -> None:
    entries = {one.entry: one for one in old_cards.approved_entries(job.resident, cause=cause)}
    if brought.entry not in entries:
        raise RuleBroken("reprint_entry_unfit")
    found = entries[brought.entry]
    check_entry(cause=cause, kind=found.kind, changed=found.columns)


def _write(job: PrintJob, *, cause: Cause, brought: Brought, actor: str, at: datetime) -> Reprint:
    kept = registry.papers.keep(brought.uploads)
    is_police = Paper.POLICE_LETTER in REQUIREMENTS[cause].papers
    try:
        with transaction.atomic():
            row = Reprint.objects.create(
                job=job,
                area_code=job.area_code,
                cause=cause,
                police_number=brought.police_number.strip() if is_police else "",
                police_on=brought.police_on if is_police else None,
                police_office=brought.police_office.strip() if is_police else "",
                entry=brought.entry if REQUIREMENTS[cause].kinds else None,
                photograph=brought.photograph if cause is Cause.PHOTO else None,
                papers=[{"address": one.address, "kind": one.kind} for one in kept],
                old_serial=old_cards.serial_in_hand(job.record),
                attached_by=actor,
                attached_at=at,
            )
    except IntegrityError as error:
        raise RuleBroken("reprint_has_papers") from error
    audit("cards.reprint.attached", actor=actor, at=at, **about(job, *_named(row)), cause=cause.value)
    return row


@transaction.atomic
def report_found(*, job: UUID, actor: str, at: datetime) -> Reprint:
    """Write down that a card reported lost was found again, and is at the counter.

    Before the new card is in the printer the order can be refused, and the old card holds again. Later the
    old one is taken in: at once where the new one was handed over, else at its hand-over.
    Raises RuleBroken("not_found" | "reprint_not_lost" | "old_card_found").
    """
    order = lock_job(job)
    row = Reprint.objects.select_for_update().filter(job=order).first()
    if row is None or row.cause != Cause.LOST:
        raise RuleBroken("reprint_not_lost")
    if row.found_at is not None:
        raise RuleBroken("old_card_found")
    row.found_at, row.found_by = at, actor
    row.save(update_fields=["found_at", "found_by"])
    audit("cards.reprint.found", actor=actor, at=at, **about(order, *_named(row)))
    if order.state == JobState.ISSUED:
        _take_in(row, actor=actor, at=at)
    return row


def settle(job: PrintJob, *, actor: str, at: datetime) -> None:
    """What becomes of the old card while the new one is handed over: taken in, or lost and shut for good."""
    row = Reprint.objects.select_for_update().filter(job=job).first()
    if row is None:
        return
    lost = REQUIREMENTS[Cause(row.cause)].old_card is OldCard.NOT_HANDED_IN
    if not lost or row.found_at is not None:
        _take_in(row, actor=actor, at=at)


def _take_in(row: Reprint, *, actor: str, at: datetime) -> None:
    row.taken_at, row.taken_by = at, actor
    row.save(update_fields=["taken_at", "taken_by"])
    blank = Blank.objects.select_for_update().filter(serial=row.old_serial).first()
    if blank is not None and blank.state == BlankState.HANDED_OVER:
        ledger.step(blank, to=BlankState.RETURNED, actor=actor, at=at, reason=f"diganti: {row.cause}")
    audit("cards.reprint.taken_in", actor=actor, at=at, **about(row.job, *_named(row)))


def _named(row: Reprint) -> list[str]:
    return [row.old_serial] if row.old_serial else []
