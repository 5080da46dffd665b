"""Taking the blank that lies in a printer for the next order. Enter through services."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rekam.cards.blanks.queries import lies_in_safe, next_blank
from rekam.cards.blanks.rules import parse_serial
from rekam.cards.orders.services import start_print
from rekam.cards.printing import rules
from rekam.cards.printing.batches import close_if_done
from rekam.cards.printing.content import Content, content_of
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
from rekam.cards.printing.messages import Do
from rekam.cards.printing.models import BatchCard, Printer
from rekam.cards.printing.rules import CardState, Condition, Kind, Step
from rekam.kernel.errors import RuleBroken

# The blank's fault, not the order's: it goes to the tray of rejects, and the batch waits.
ABOUT_THE_BLANK = frozenset({"serial_malformed", "blank_unknown", "blank_used", "blank_step_not_allowed"})


@dataclass(frozen=True)
class Taken:
    """A card that may be made now: its blank has left the safe for it.

    steps   those still to do, in this order
    """

    card: BatchCard
    serial: str
    steps: tuple[Step, ...]
    content: Content


@transaction.atomic
def take(seat: Seat, *, uid: str) -> Taken | Do:
    """Take the blank that lies in the printer for the next order, or say what to do with it instead.

    uid     what the printer read from the chip; "" where it reads none: the ledger names the blank
    An order whose holder may have no card any more is passed over, and says why.
    Raises RuleBroken("not_found" | "printer_run_over").
    """
    printer = seated(seat)
    begun = printer.cards.filter(state=CardState.OPEN).first()
    if begun is not None:
        return _again(begun, uid=uid, at=seat.at)
    serial = uid or next_blank(printer.area_code)
    if not serial:
        pause(printer, code=Condition.SAFE_EMPTY, at=seat.at)
        return Do.WAIT
    while (card := next_card(printer)) is not None:
        try:
            return _take(card, serial=serial, seat=seat)
        except RuleBroken as broken:
            if broken.code in ABOUT_THE_BLANK:
                if not _was_spoiled_here(printer, uid=uid):
                    pause(printer, code=Condition.BLANK_NOT_OURS, at=seat.at)
                return Do.REJECT
            card.refresh_from_db()  # what was undone in the database stands in the object still
            decide(card, state=CardState.LEFT, at=seat.at, why=broken.code)
            close_if_done(card.batch, at=seat.at)
    return Do.WAIT


@transaction.atomic
def _take(card: BatchCard, *, serial: str, seat: Seat) -> Taken:
    """The intent: blank, order, recording and step are written, or none of them."""
    serial = parse_serial(serial)
    if not lies_in_safe(serial, site=card.area_code):
        raise RuleBroken("blank_unknown", serial=serial)
    job = start_print(job=card.job.uuid, serial=serial, actor=card.batch.started_by, at=seat.at)
    attempt = job.attempts.select_related("blank").get(spoiled=False)
    card.attempt, card.taken_at, card.state = attempt, seat.at, CardState.OPEN
    card.save(update_fields=["attempt", "taken_at", "state"])
    note(card, step=Step.TAKEN, run=seat.run, at=seat.at, uid=serial)
    return _taken(card, at=seat.at)


def _again(card: BatchCard, *, uid: str, at: datetime) -> Taken | Do:
    """A card that was begun and not touched goes on, with the same blank only."""
    if not rules.goes_on(last_step(card)) or uid not in ("", serial_of(card)):
        look_at(card, why=Condition.OTHER_UID if uid else Condition.INTERRUPTED, at=at)
        return Do.WAIT
    return _taken(card, at=at)


def _taken(card: BatchCard, *, at: datetime) -> Taken:
    serial = serial_of(card)
    content = content_of(card.job, serial=serial, at=at)
    steps = rules.steps_of(Kind(card.printer.kind), has_chip=bool(content.chip))
    return Taken(card, serial, tuple(step for step in steps if step is not Step.TAKEN), content)


def _was_spoiled_here(printer: Printer, *, uid: str) -> bool:
    """Whether a blank was left in this printer when its card was given up: to the rejects, and on."""
    return printer.cards.filter(state=CardState.SPOILED, attempt__blank__serial=uid).exists()
