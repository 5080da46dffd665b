"""What the program beside a printer may do, step by step. Enter through services.

Every function is one transaction that ends before the program acts: what cannot be undone is written down
first, so that a power cut leaves each blank where the ledger says, or with an officer who looks at it.
All lock the printer first.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.cards.blanks.queries import next_blank
from rekam.cards.blanks.rules import parse_serial
from rekam.cards.orders.services import confirm_print, start_print
from rekam.cards.printing import rules
from rekam.cards.printing.batches import close_if_done, move
from rekam.cards.printing.content import Content, content_of
from rekam.cards.printing.messages import Do
from rekam.cards.printing.models import Batch, BatchCard, CardStep, Printer, PrinterFault
from rekam.cards.printing.printers import lock_printer
from rekam.cards.printing.rules import BatchState, CardState, Condition, Kind, Step
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


@dataclass(frozen=True)
class Seat:
    """One run of the program at one printer, and the moment it speaks."""

    printer: UUID
    run: UUID
    at: datetime


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
    printer = _seated(seat)
    printer.ribbon_left = printer.ribbon_left if ribbon is None else ribbon
    if condition is Condition.READY and not printer.ribbon_left:
        condition = Condition.RIBBON_OUT
    printer.condition, printer.told_at = condition, seat.at
    printer.save(update_fields=["condition", "told_at", "ribbon_left"])
    if condition is not Condition.READY:
        _pause(printer, code=condition, at=seat.at)
        return False
    if printer.cards.filter(state=CardState.LOOK).exists():
        return False
    return printer.cards.filter(state=CardState.OPEN).exists() or _next_card(printer) is not None


@transaction.atomic
def take(seat: Seat, *, uid: str) -> Taken | Do:
    """Take the blank that lies in the printer for the next order, or say what to do with it instead.

    uid     what the printer read from the chip; "" where it reads none: the ledger names the blank
    An order whose holder may have no card any more is passed over, and says why.
    Raises RuleBroken("not_found" | "printer_run_over").
    """
    printer = _seated(seat)
    begun = printer.cards.filter(state=CardState.OPEN).first()
    if begun is not None:
        return _again(begun, uid=uid, at=seat.at)
    serial = uid or next_blank(printer.area_code)
    if not serial:
        _pause(printer, code=Condition.SAFE_EMPTY, at=seat.at)
        return Do.WAIT
    while (card := _next_card(printer)) is not None:
        try:
            return _take(card, serial=serial, seat=seat)
        except RuleBroken as broken:
            if broken.code in ABOUT_THE_BLANK:
                if not _was_spoiled_here(printer, uid=uid):
                    _pause(printer, code=Condition.BLANK_NOT_OURS, at=seat.at)
                return Do.REJECT
            _decide(card, state=CardState.LEFT, at=seat.at, why=broken.code)
            close_if_done(card.batch, at=seat.at)
    return Do.WAIT


@transaction.atomic
def _take(card: BatchCard, *, serial: str, seat: Seat) -> Taken:
    """The intent: blank, order, recording and step are written, or none of them."""
    serial = parse_serial(serial)
    job = start_print(job=card.job.uuid, serial=serial, actor=card.batch.started_by, at=seat.at)
    attempt = job.attempts.select_related("blank").get(spoiled=False)
    if attempt.blank.area_code != card.area_code:
        raise RuleBroken("blank_unknown", serial=serial)
    card.attempt, card.taken_at, card.state = attempt, seat.at, CardState.OPEN
    card.save(update_fields=["attempt", "taken_at", "state"])
    _note(card, step=Step.TAKEN, run=seat.run, at=seat.at, uid=serial)
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


@transaction.atomic
def begin(seat: Seat, *, card: UUID, step: Step, uid: str = "") -> bool:
    """Write down a step before it is done; whether it may be done.

    uid   before EJECT: what the printer read from the finished card. Another blank's is no finished card
    Raises RuleBroken("not_found" | "printer_run_over" | "card_already_decided" |
    "card_step_out_of_order").
    """
    printer = _seated(seat)
    row = _open_card(printer, card=card)
    rules.check_step(last=last_step(row), to=step)
    is_new = _note(row, step=step, run=seat.run, at=seat.at, uid=uid)
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

    Raises RuleBroken("not_found" | "printer_run_over" | "card_already_decided").
    """
    printer = _seated(seat)
    row = _card(printer, card=card)
    if row.state != CardState.OPEN:  # the answer that was lost
        return
    if rules.STEPS[Kind(printer.kind)][-1] is not Step.EJECT:
        look_at(row, why="handed_off", at=seat.at, pauses=False)
        return
    confirm_print(job=row.job.uuid, actor=row.batch.started_by, at=seat.at)
    _decide(row, state=CardState.PRINTED, at=seat.at)
    close_if_done(row.batch, at=seat.at)


@transaction.atomic
def trouble(seat: Seat, *, code: Condition, card: UUID | None) -> None:
    """Hear that the printer failed. A card that was touched waits for somebody's eyes.

    Raises RuleBroken("not_found" | "printer_run_over").
    """
    printer = _seated(seat)
    printer.condition, printer.told_at = code, seat.at
    printer.save(update_fields=["condition", "told_at"])
    row = _card(printer, card=card) if card else None
    if row is not None and row.state == CardState.OPEN and not rules.goes_on(last_step(row)):
        look_at(row, why=code, at=seat.at)
        return
    _pause(printer, code=code, at=seat.at, card=row)


def look_at(card: BatchCard, *, why: str, at: datetime, pauses: bool = True) -> None:
    """Leave an open card to an officer; the batch waits unless this is how its printer always works."""
    rules.check_card_step(state=CardState(card.state), to=CardState.LOOK)
    card.state, card.why = CardState.LOOK, why
    card.save(update_fields=["state", "why"])
    if pauses:
        _pause(card.printer, code=Condition(why), at=at, card=card)


def last_step(card: BatchCard) -> Step:
    """The last step that was written down for a card that was begun."""
    done = {Step(step) for step in card.steps.values_list("step", flat=True)}
    return max(done, key=rules.ORDER.index)


def serial_of(card: BatchCard) -> str:
    """The blank of a card that was begun."""
    return card.attempt.blank.serial if card.attempt else ""


def _seated(seat: Seat) -> Printer:
    printer = lock_printer(seat.printer)
    if printer.run != seat.run:
        raise RuleBroken("printer_run_over")
    return printer


def _next_card(printer: Printer) -> BatchCard | None:
    waiting = printer.cards.filter(state=CardState.WAITING, batch__state=BatchState.RUNNING)
    return waiting.select_related("batch", "job", "printer").order_by("position").first()


def _was_spoiled_here(printer: Printer, *, uid: str) -> bool:
    """Whether a blank was left in this printer when its card was given up: to the rejects, and on."""
    return printer.cards.filter(state=CardState.SPOILED, attempt__blank__serial=uid).exists()


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


def _note(card: BatchCard, *, step: Step, run: UUID, at: datetime, uid: str) -> bool:
    """Add a step to the journal; whether it is new there."""
    told = {"area_code": card.area_code, "run": run, "uid": uid, "at": at}
    return CardStep.objects.get_or_create(card=card, step=step, defaults=told)[1]


def _decide(card: BatchCard, *, state: CardState, at: datetime, why: str = "") -> None:
    rules.check_card_step(state=CardState(card.state), to=state)
    card.state, card.why, card.ended_at = state, why, at
    card.save(update_fields=["state", "why", "ended_at"])


def _pause(printer: Printer, *, code: Condition, at: datetime, card: BatchCard | None = None) -> None:
    """Pause what runs on the printer, and note the fault once."""
    batch = Batch.objects.select_for_update().filter(printer=printer, state=BatchState.RUNNING).first()
    if batch is not None:
        move(batch, to=BatchState.PAUSED, at=at, pause=code)
    if batch is not None or card is not None:
        PrinterFault.objects.create(printer=printer, card=card, area_code=printer.area_code, code=code, at=at)
