"""What is written of a card in a printer: its steps, its state, why it stopped. Used inside transactions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rekam.cards.printing import rules
from rekam.cards.printing.batches import move
from rekam.cards.printing.models import Batch, BatchCard, CardStep, Printer, PrinterFault
from rekam.cards.printing.printers import lock_printer
from rekam.cards.printing.rules import BatchState, CardState, Condition, Step
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Seat:
    """One run of the program at one printer, and the moment it speaks."""

    printer: UUID
    run: UUID
    at: datetime


def seated(seat: Seat) -> Printer:
    """The printer, locked, for the run that holds it. Raises RuleBroken("not_found" | "printer_run_over")."""
    printer = lock_printer(seat.printer)
    if printer.run != seat.run:
        raise RuleBroken("printer_run_over")
    return printer


def next_card(printer: Printer) -> BatchCard | None:
    """The card that comes next on a printer whose batch runs, or None."""
    waiting = printer.cards.filter(state=CardState.WAITING, batch__state=BatchState.RUNNING)
    return waiting.select_related("batch", "job", "printer").order_by("position").first()


def last_step(card: BatchCard) -> Step:
    """The last step that was written down for a card that was begun."""
    done = {Step(step) for step in card.steps.values_list("step", flat=True)}
    return max(done, key=rules.ORDER.index)


def serial_of(card: BatchCard) -> str:
    """The blank of a card that was begun."""
    return card.attempt.blank.serial if card.attempt else ""


def note(card: BatchCard, *, step: Step, run: UUID, at: datetime, uid: str) -> bool:
    """Add a step to the journal; whether it is new there."""
    told = {"area_code": card.area_code, "run": run, "uid": uid, "at": at}
    return CardStep.objects.get_or_create(card=card, step=step, defaults=told)[1]


def decide(card: BatchCard, *, state: CardState, at: datetime, why: str = "") -> None:
    """End a card. Raises RuleBroken("card_already_decided")."""
    rules.check_card_step(state=CardState(card.state), to=state)
    card.state, card.why, card.ended_at = state, why, at
    card.save(update_fields=["state", "why", "ended_at"])


def look_at(card: BatchCard, *, why: str, at: datetime, pauses: bool = True) -> None:
    """Leave an open card to an officer; the batch waits unless this is how its printer always works."""
    rules.check_card_step(state=CardState(card.state), to=CardState.LOOK)
    card.state, card.why = CardState.LOOK, why
    card.save(update_fields=["state", "why"])
    if pauses:
        pause(card.printer, code=Condition(why), at=at, card=card)


def pause(printer: Printer, *, code: Condition, at: datetime, card: BatchCard | None = None) -> None:
    """Pause what runs on the printer, and note the fault once."""
    batch = Batch.objects.select_for_update().filter(printer=printer, state=BatchState.RUNNING).first()
    if batch is not None:
        move(batch, to=BatchState.PAUSED, at=at, pause=code)
    if batch is not None or card is not None:
        PrinterFault.objects.create(printer=printer, card=card, area_code=printer.area_code, code=code, at=at)
