"""Reads of printers, batches and their cards, in the scope of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import in_order
from rekam.cards.orders.rules import JobState
from rekam.cards.printing import rules
from rekam.cards.printing.models import Batch, BatchCard, CardStep, Printer
from rekam.cards.printing.rules import UNDECIDED, UNDER_WAY, CardState, Fit, Step
from rekam.kernel.database import Scope
from rekam.kernel.errors import RuleBroken

MOST_PRINTERS = 50
MOST_QUESTIONS = 50


@dataclass(frozen=True)
class Proposal:
    """A batch that could be started now: the orders, and what the number ends at."""

    jobs: Sequence[PrintJob]
    fit: Fit
    waiting: int
    blanks: int
    ribbon: int


@dataclass(frozen=True)
class Progress:
    """How far a batch is; each count is cards.

    left     how long the rest takes at the speed of the cards so far; None before the first one
    """

    total: int
    counts: dict[CardState, int]
    left: timedelta | None

    @property
    def done(self) -> int:
        """Cards that are decided, well or not."""
        return self.total - sum(self.counts.get(state, 0) for state in UNDECIDED)


def printers() -> list[Printer]:
    """The printers of the scope in use, by site and name."""
    return list(Printer.objects.filter(is_active=True).order_by("area_code", "name")[:MOST_PRINTERS])


def get_printer(printer: UUID) -> Printer:
    """The printer with this id. Raises RuleBroken("not_found")."""
    found = Printer.objects.filter(uuid=printer).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def batches_under_way() -> dict[int, Batch]:
    """What each printer of the scope is at, by the printer's key."""
    rows = Batch.objects.filter(state__in=UNDER_WAY).select_related("printer")
    return {row.printer_id: row for row in rows}


def get_batch(batch: UUID) -> Batch:
    """The batch with this id. Raises RuleBroken("not_found")."""
    found = Batch.objects.filter(uuid=batch).select_related("printer").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def last_batches(printer: Printer, *, limit: int = 10) -> list[Batch]:
    """What a printer did, the newest first."""
    return list(printer.batches.order_by("-started_at", "-pk")[:limit])


def cards_of(batch: Batch) -> list[BatchCard]:
    """The cards of a batch in their order."""
    rows = batch.cards.select_related("job", "attempt__blank", "printer")
    return list(rows.order_by("position"))


def progress_of(batch: Batch) -> Progress:
    """How far a batch is."""
    rows = batch.cards.values_list("state").annotate(Count("pk")).order_by()
    counts = {CardState(state): number for state, number in rows}
    done = batch.cards.filter(state=CardState.PRINTED).values_list("taken_at", "ended_at")
    took = [ended - taken for taken, ended in done if taken and ended]
    open_ones = sum(counts.get(state, 0) for state in UNDECIDED)
    left = sum(took, timedelta()) / len(took) * open_ones if took else None
    return Progress(sum(counts.values()), counts, left)


def steps_now(cards: Sequence[BatchCard]) -> dict[int, Step]:
    """The last step that was written down for each of these cards, by the card's key."""
    found: dict[int, Step] = {}
    for card, step in CardStep.objects.filter(card__in=cards).values_list("card_id", "step"):
        known = found.get(card)
        if known is None or rules.ORDER.index(Step(step)) > rules.ORDER.index(known):
            found[card] = Step(step)
    return found


def propose(printer: Printer, *, asked: int, at: datetime) -> Proposal:
    """The first orders of the queue that this printer could print now without stopping.

    asked   cards (count, at least 1); blanks that other batches of the site will take are not counted
    """
    inside = Scope.of(printer.area_code).condition("area_code")
    waiting = in_order(JobState.APPROVED, at=at).filter(inside).exclude(tries__state__in=UNDECIDED)
    promised = BatchCard.objects.filter(area_code=printer.area_code, state=CardState.WAITING).count()
    safe = Blank.objects.filter(area_code=printer.area_code, state=BlankState.RECEIVED).count()
    number, blanks = waiting.count(), max(0, safe - promised)
    asked = min(asked, rules.MOST_IN_BATCH)
    fit = rules.fit(asked=asked, orders=number, blanks=blanks, ribbon=printer.ribbon_left)
    return Proposal(list(waiting[: fit.number]), fit, number, blanks, printer.ribbon_left)


def to_look_at() -> list[BatchCard]:
    """Cards that wait for an officer's eyes, the longest waiting first."""
    rows = BatchCard.objects.filter(state=CardState.LOOK)
    return list(
        rows.select_related("printer", "batch", "attempt__blank").order_by("taken_at")[:MOST_QUESTIONS]
    )


def get_card(card: UUID) -> BatchCard:
    """The card of a batch with this id. Raises RuleBroken("not_found")."""
    rows = BatchCard.objects.select_related("printer", "batch", "job", "attempt__blank")
    found = rows.filter(uuid=card).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def stuck_since(printer: Printer, *, at: datetime) -> BatchCard | None:
    """The card in a printer whose computer is not heard any more, or None."""
    if not rules.is_silent(told_at=printer.told_at, at=at):
        return None
    rows = printer.cards.filter(state=CardState.OPEN)
    return rows.select_related("printer", "batch", "job", "attempt__blank").first()
