"""What an officer says of a card: printed or spoiled. Enter through services."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks.rules import parse_serial
from rekam.cards.orders.rules import JobState
from rekam.cards.orders.services import confirm_print, spoil_print
from rekam.cards.printing import rules
from rekam.cards.printing.batches import close_if_done
from rekam.cards.printing.journal import decide, last_step, look_at, serial_of
from rekam.cards.printing.models import BatchCard
from rekam.cards.printing.printers import lock_printer
from rekam.cards.printing.rules import CardState, Condition, Fault, Kind
from rekam.cards.printing.words import ledger_reason
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def say_printed(*, card: UUID, scanned: str, actor: str, at: datetime) -> BatchCard:
    """The card is there and good: it waits for its holder.

    scanned  the chip of the card, where nobody else has read it; "" where it is not asked for
    Raises RuleBroken("not_found" | "card_already_decided" | "card_not_printed_yet" | "card_scan_missing" |
    "serial_malformed" | "card_other_uid").
    """
    row = _lock(card)
    rules.check_card_step(state=CardState(row.state), to=CardState.PRINTED)
    if not rules.may_be_printed(last_step(row)):
        raise RuleBroken("card_not_printed_yet")
    if rules.needs_scan(kind=Kind(row.printer.kind), why=row.why) and not scanned.strip():
        raise RuleBroken("card_scan_missing")
    if scanned.strip() and parse_serial(scanned) != serial_of(row):
        raise RuleBroken("card_other_uid")
    if row.job.state == JobState.PRINTING:  # else the order's own page was quicker
        confirm_print(job=row.job.uuid, actor=actor, at=at)
    return _decided(row, state=CardState.PRINTED, at=at)


@transaction.atomic
def say_spoiled(*, card: UUID, fault: Fault, note: str, actor: str, at: datetime) -> BatchCard:
    """The card is no good: the blank is spoiled, the order stands in front of the queue again.

    A card that was taken for printed may be found bad later.
    Raises RuleBroken("not_found" | "card_already_decided" | "print_step_not_allowed").
    """
    row = _lock(card)
    rules.check_card_step(state=CardState(row.state), to=CardState.SPOILED)
    if row.attempt is not None and not row.attempt.spoiled:
        reason = ledger_reason(fault, note=note)
        spoil_print(job=row.job.uuid, reason=reason, fault=fault, actor=actor, at=at)
    row.fault = fault
    row.save(update_fields=["fault"])
    return _decided(row, state=CardState.SPOILED, at=at)


@transaction.atomic
def give_up_waiting(*, card: UUID, actor: str, at: datetime) -> BatchCard:
    """Look at a card whose printer does not come back, instead of waiting for it.

    Raises RuleBroken("not_found" | "card_already_decided" | "printer_still_heard").
    """
    row = _lock(card)
    if not rules.is_silent(told_at=row.printer.told_at, at=at):
        raise RuleBroken("printer_still_heard")
    look_at(row, why=Condition.NO_ANSWER, at=at)
    row.printer.run = None  # the program would come back to a card that somebody is deciding on
    row.printer.save(update_fields=["run"])
    audit("cards.printer.given_up", actor=actor, at=at, subjects=[str(row.printer.uuid)])
    return row


def _decided(card: BatchCard, *, state: CardState, at: datetime) -> BatchCard:
    decide(card, state=state, at=at, why=card.why)
    close_if_done(card.batch, at=at)
    return card


def _lock(card: UUID) -> BatchCard:
    found = BatchCard.objects.filter(uuid=card).select_related("printer").first()
    if found is None:
        raise RuleBroken("not_found")
    lock_printer(found.printer.uuid)
    rows = BatchCard.objects.select_related("printer", "batch", "job", "attempt__blank")
    return rows.get(pk=found.pk)
