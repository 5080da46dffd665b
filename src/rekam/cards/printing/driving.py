"""What the program beside a printer may do, step by step. Enter through services.

Every function is one transaction that ends before the program acts: what cannot be undone is written down
first, so that a power cut leaves each blank where the ledger says, or with an officer who looks at it.
All lock the printer first.
"""

from uuid import UUID

from django.db import transaction

from rekam.cards.orders.services import confirm_print
from rekam.cards.printing import rules
from rekam.cards.printing.batches import close_if_done
from rekam.cards.printing.journal import (
    Seat,
    decide,
    last_step,
    look_at,
    next_card,
    note,
    pause,
    seated,
    serial_of,
)
from rekam.cards.printing.models import BatchCard, Printer
from rekam.cards.printing.printers import lock_printer
from rekam.cards.printing.rules import CardState, Condition, Kind, Step
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def hello(seat: Seat) -> None:
    """Begin a run: whatever the run before it left open goes on, or waits for somebody's eyes.

    Raises RuleBroken("not_found").
    """
    printer = lock_printer(seat.printer)
    left = printer.cards.filter(state=CardState.OPEN).first()
    if left is not None and printer.run != seat.run and not rules.goes_on(last_step(left)):
        look_at(left, why=Condition.INTERRUPTED, at=seat.at)
    printer.run, printer.told_at = seat.run, seat.at
    printer.save(update_fields=["run", "told_at"])


@transaction.atomic
def look(seat: Seat, *, condition: Condition, ribbon: int | None) -> bool:
    """Hear how the printer is; whether the next blank is to be fed.

    ribbon  cards that the ribbon still prints, where the printer counts it
    Raises RuleBroken("not_found" | "printer_run_over").
    """
    printer = seated(seat)
    printer.ribbon_left = printer.ribbon_left if ribbon is None else ribbon
    if condition is Condition.READY and not printer.ribbon_left:
        condition = Condition.RIBBON_OUT
    printer.condition, printer.told_at = condition, seat.at
    printer.save(update_fields=["condition", "told_at", "ribbon_left"])
    if condition is not Condition.READY:
        pause(printer, code=condition, at=seat.at)
        return False
    if printer.cards.filter(state=CardState.LOOK).exists():
        return False
    return printer.cards.filter(state=CardState.OPEN).exists() or next_card(printer) is not None


@transaction.atomic
def begin(seat: Seat, *, card: UUID, step: Step, uid: str = "") -> bool:
    """Write down a step before it is done; whether it may be done.

    uid   before EJECT: what the printer read from the finished card. Another blank's is no finished card
    Raises RuleBroken("not_found" | "printer_run_over" | "card_already_decided" |
    "card_step_out_of_order").
    """
    printer = seated(seat)
    row = _open_card(printer, card=card)
    rules.check_step(last=last_step(row), to=step)
    is_new = note(row, step=step, run=seat.run, at=seat.at, uid=uid)
    if step is Step.PRINT and is_new:
        printer.ribbon_left = max(0, printer.ribbon_left - 1)
        printer.since_cleaning += 1
        printer.save(update_fields=["ribbon_left", "since_cleaning"])
    if step is Step.EJECT and uid != serial_of(row):
        look_at(row, why=Condition.OTHER_UID, at=seat.at)
        return False
    return True


@transaction.atomic
def finish(seat: Seat, *, card: UUID) -> None:
    """Write down that a card came out; where the printer does not know how, an officer is asked.

    Raises RuleBroken("not_found" | "printer_run_over" | "card_step_out_of_order").
    """
    printer = seated(seat)
    row = _card(printer, card=card)
    if row.state != CardState.OPEN:  # the answer that was lost
        return
    last = rules.STEPS[Kind(printer.kind)][-1]
    if last_step(row) is not last:
        raise RuleBroken("card_step_out_of_order", last=last_step(row).value, to=last.value)
    if last is not Step.EJECT:
        look_at(row, why="handed_off", at=seat.at, pauses=False)
        return
    confirm_print(job=row.job.uuid, actor=row.batch.started_by, at=seat.at)
    decide(row, state=CardState.PRINTED, at=seat.at)
    close_if_done(row.batch, at=seat.at)


@transaction.atomic
def trouble(seat: Seat, *, code: Condition, card: UUID | None) -> None:
    """Hear that the printer failed. A card that was touched waits for somebody's eyes.

    Raises RuleBroken("not_found" | "printer_run_over").
    """
    printer = seated(seat)
    printer.condition, printer.told_at = code, seat.at
    printer.save(update_fields=["condition", "told_at"])
    row = _card(printer, card=card) if card else None
    if row is not None and row.state == CardState.OPEN and not rules.goes_on(last_step(row)):
        look_at(row, why=code, at=seat.at)
        return
    pause(printer, code=code, at=seat.at, card=row)


def _card(printer: Printer, *, card: UUID) -> BatchCard:
    row = printer.cards.filter(uuid=card).select_related("batch", "job", "printer").first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _open_card(printer: Printer, *, card: UUID) -> BatchCard:
    row = _card(printer, card=card)
    if row.state != CardState.OPEN:
        raise RuleBroken("card_already_decided", state=row.state)
    return row
