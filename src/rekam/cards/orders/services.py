"""Writes of print orders: request, decide, start, confirm, spoil. Enter through services.

The officer who asks never decides. Before the printer starts, blank and record are written as being
printed; a power cut then leaves an order that somebody must confirm or spoil, never a card nobody knows.
"""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.face.fields import Holder, face_of, nationality_of
from rekam.cards.face.layout import lay_out
from rekam.cards.orders import away, old_cards, photographs, rules
from rekam.cards.orders.about import about
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.orders.rules import JobState, Reason
from rekam.cards.orders.steps import ORDER_MOVED
from rekam.cards.rules import check_reason
from rekam.enrolment import queries as enrolment
from rekam.enrolment import services as enrolment_services
from rekam.enrolment.rules import Status as Ladder
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry import services as registry_services
from rekam.registry.rules import Status


@transaction.atomic
def request_print(*, record: UUID, reason: Reason, actor: str, at: datetime) -> PrintJob:
    """Order a card for a record that may have one today.

    Raises RuleBroken("not_found" | "record_without_resident" | "record_not_print_ready" |
    "holder_not_active" | "holder_permit_ended" | "holder_too_young" | "portrait_missing" |
    "card_text_too_long" | "card_letter_unknown" | "correction_open" | "print_already_ordered").
    """
    recording = enrolment.get_record(record)
    if recording.resident is None:
        raise RuleBroken("record_without_resident")
    resident = registry.get_resident(recording.resident)
    _check_printable(resident, state=Ladder(recording.state), reason=reason, at=at)
    enrolment_services.check_may_print(record)
    _check_drawable(resident, has_portrait=bool(recording.portrait), at=at)
    try:
        with transaction.atomic():
            job = PrintJob.objects.create(
                record=record,
                resident=resident.uuid,
                area_code=recording.area_code,
                reason=reason,
                priority=rules.priority_of(reason=reason, born=resident.birth_date, on=office_day(at)),
                state=JobState.REQUESTED,
                requested_by=actor,
                requested_at=at,
            )
    except IntegrityError as error:
        raise RuleBroken("print_already_ordered") from error
    _audit("requested", job=job, actor=actor, at=at, reason=reason.value)
    _report(job, lost=True, actor=actor, at=at)
    return job


@transaction.atomic
def request_reprint_away(*, visit: UUID, unchanged: bool, actor: str, on: date, at: datetime) -> PrintJob:
    """Order a reprint for somebody of another office who was let in by a visit of today.

    Raises what `away.open_order` and request_print raise.
    """
    job = away.open_order(visit=visit, unchanged=unchanged, actor=actor, on=on, at=at)
    with away.at_home(job):
        recording = enrolment.get_record(job.record)
    holder = away.holder_of(job)
    _check_printable(holder, state=Ladder(recording.state), reason=Reason(job.reason), at=at)
    _check_drawable(holder, has_portrait=bool(recording.portrait), at=at)
    _report(job, lost=True, actor=actor, at=at)
    return job


def _check_printable(resident: Holder, *, state: Ladder, reason: Reason, at: datetime) -> None:
    reprint = state is Ladder.CARD_ISSUED and reason in rules.REPLACEMENTS
    registry_services.check_said_printable(resident.ektp_status, reprint=reprint)
    rules.check_printable(
        print_ready=state is Ladder.PRINT_READY_RECORD or reprint,
        status=Status(resident.status),
        blocked_for=resident.blocked_for,
        born=resident.birth_date,
        ever_married=resident.ever_married,
        nationality=nationality_of(resident),
        permit_until=resident.permit_until,
        on=office_day(at),
    )


def _check_drawable(resident: Holder, *, has_portrait: bool, at: datetime) -> None:
    """No blank is taken for a card that could not be drawn."""
    if not has_portrait:
        raise RuleBroken("portrait_missing")
    day = office_day(at)
    lay_out(face_of(resident, office=settings.REKAM_OFFICE_AREA, issued_on=day))


@transaction.atomic
def approve_print(*, job: UUID, actor: str, at: datetime) -> PrintJob:
    """Let a card be printed.

    A new photograph comes into force with it.
    Raises what `check_may_print` raises, RuleBroken("not_found" | "four_eyes" | "print_step_not_allowed").
    """
    old_cards.check_may_print(lock_job(job))
    return _decide(job, to=JobState.APPROVED, actor=actor, at=at)


@transaction.atomic
def refuse_print(*, job: UUID, reason: str, actor: str, at: datetime) -> PrintJob:
    """Close an order without a card; the record stays print-ready.

    Raises RuleBroken("not_found" | "four_eyes" | "print_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    row = _decide(job, to=JobState.REFUSED, actor=actor, at=at, refusal=reason.strip())
    _report(row, lost=False, actor=actor, at=at)
    return row


def _decide(job: UUID, *, to: JobState, actor: str, at: datetime, refusal: str = "") -> PrintJob:
    row = lock_job(job)
    rules.check_job_step(state=JobState(row.state), to=to)
    check_four_eyes(entered_by=row.requested_by, decided_by=actor)
    row.state, row.decided_by, row.decided_at, row.refusal = to, actor, at, refusal
    row.save(update_fields=["state", "decided_by", "decided_at", "refusal"])
    _audit(to.value, job=row, actor=actor, at=at)
    photographs.settle(row, actor=actor, at=at)
    return row


@transaction.atomic
def start_print(*, job: UUID, serial: str, actor: str, at: datetime) -> PrintJob:
    """Take a blank for an approved order, before the printer starts.

    The holder is looked at again, since somebody may have died or moved after the approval.
    Raises RuleBroken("not_found" | "print_step_not_allowed" | "blank_unknown" | "blank_used" |
    "blank_step_not_allowed"), and what request_print raises about the holder.
    """
    row = lock_job(job)
    rules.check_job_step(state=JobState(row.state), to=JobState.PRINTING)
    old_cards.check_may_print(row)
    with away.at_home(row):
        recording = enrolment.get_record(row.record)
    resident = away.holder_of(row)
    _check_printable(resident, state=Ladder(recording.state), reason=Reason(row.reason), at=at)
    _check_drawable(resident, has_portrait=bool(recording.portrait), at=at)
    blank = ledger.lock_blank(serial, doing=BlankState.PRINTING, actor=actor, at=at)
    ledger.step(blank, to=BlankState.PRINTING, actor=actor, at=at)
    try:
        with transaction.atomic():
            Attempt.objects.create(job=row, blank=blank, area_code=row.area_code, started_at=at, actor=actor)
    except IntegrityError as error:
        raise RuleBroken("blank_used", serial=serial) from error
    _walk(row, to=Ladder.SENT_FOR_CARD_PRINTING, actor=actor, at=at)
    return _set(row, state=JobState.PRINTING, actor=actor, at=at, serial=serial)


@transaction.atomic
def confirm_print(*, job: UUID, actor: str, at: datetime) -> PrintJob:
    """Write down that the card came out well.

    Raises RuleBroken("not_found" | "print_step_not_allowed").
    """
    row = lock_job(job)
    rules.check_job_step(state=JobState(row.state), to=JobState.PRINTED)
    _, blank = lock_live_blank(row)
    ledger.step(blank, to=BlankState.PRINTED, actor=actor, at=at)
    _walk(row, to=Ladder.CARD_PRINTED, actor=actor, at=at)
    row.printed_at = at
    row.save(update_fields=["printed_at"])
    return _set(row, state=JobState.PRINTED, actor=actor, at=at)


@transaction.atomic
def spoil_print(*, job: UUID, reason: str, fault: str = "", actor: str, at: datetime) -> PrintJob:
    """Write down a spoiled or stolen print: the record is print-ready again, and the approval holds.

    fault   its code (printing.rules.Fault), "" for a card that is gone
    Raises RuleBroken("not_found" | "print_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    row = lock_job(job)
    rules.check_job_step(state=JobState(row.state), to=JobState.APPROVED)
    attempt, blank = lock_live_blank(row)
    if blank.state != BlankState.LOST:
        ledger.step(blank, to=BlankState.SPOILED, actor=actor, at=at, reason=reason.strip())
    attempt.spoiled, attempt.fault = True, fault
    attempt.save(update_fields=["spoiled", "fault"])
    _walk(row, to=Ladder.PRINT_READY_RECORD, actor=actor, at=at)
    row.printed_at = None
    row.save(update_fields=["printed_at"])
    return _set(row, state=JobState.APPROVED, actor=actor, at=at, spoiled=blank.serial)


def _report(job: PrintJob, *, lost: bool, actor: str, at: datetime) -> None:
    """Who asks for a lost card's replacement holds none until it is handed over, or the order is refused."""
    if job.reason != Reason.LOST or not registry_services.ladder_is_ours():
        return
    with away.at_home(job):
        registry_services.report_card(resident=job.resident, lost=lost, on=office_day(at), actor=actor, at=at)


def lock_job(job: UUID) -> PrintJob:
    """The order in the current scope, locked. Raises RuleBroken("not_found")."""
    row = PrintJob.objects.select_for_update().filter(uuid=job).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def lock_live_blank(job: PrintJob) -> tuple[Attempt, Blank]:
    """The attempt that an order stands on now, and its blank, locked.

    Raises RuleBroken("print_step_not_allowed") without one, RuleBroken("card_elsewhere") where the card is
    still written down at a site outside the officer's areas.
    """
    attempt = job.attempts.filter(spoiled=False).first()
    if attempt is None:
        raise RuleBroken("print_step_not_allowed", state=job.state)
    blank = Blank.objects.select_for_update().filter(pk=attempt.blank_id).first()
    if blank is None:
        raise RuleBroken("card_elsewhere")
    return attempt, blank


def _walk(job: PrintJob, *, to: Ladder, actor: str, at: datetime) -> None:
    with away.at_home(job):
        enrolment_services.move(record=job.record, to=to, actor=actor, at=at, print_job=str(job.uuid))


def _set(job: PrintJob, *, state: JobState, actor: str, at: datetime, **facts: str) -> PrintJob:
    job.state = state
    job.save(update_fields=["state"])
    _audit(state.value, job=job, actor=actor, at=at, **facts)
    ORDER_MOVED.send(sender=None, job=job, actor=actor, at=at)
    return job


def _audit(what: str, *, job: PrintJob, actor: str, at: datetime, **facts: str) -> None:
    audit(f"cards.print.{what}", actor=actor, at=at, **about(job), **facts)
