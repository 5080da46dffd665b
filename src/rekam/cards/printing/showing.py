"""What pages say of a printer, a batch and its cards: sign, word, what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rekam.cards.printing import queries, rules, words
from rekam.cards.printing.models import Batch, BatchCard, Printer
from rekam.cards.printing.rules import BatchState, CardState, Condition, Step
from rekam.cards.refusals import SENTENCES


@dataclass(frozen=True)
class Told:
    """A state as a page shows it, and the one sentence on what to do."""

    sign: str
    word: str | Promise
    advice: str | Promise


@dataclass(frozen=True)
class PrinterLine:
    """A printer in the list, with what it is at."""

    printer: Printer
    told: Told
    batch: Batch | None
    progress: queries.Progress | None


def told_printer(printer: Printer, *, at: datetime) -> Told:
    """How a printer is: not heard, not well, to be cleaned soon, or ready."""
    if rules.is_silent(told_at=printer.told_at, at=at):
        return Told(*words.SILENT)
    if printer.condition == Condition.READY and printer.since_cleaning >= printer.clean_every:
        return Told(*words.DIRTY)
    return Told(*words.CONDITIONS[Condition(printer.condition)])


def told_batch(batch: Batch, *, looking: bool) -> Told:
    """How a batch is; looking = a card of its printer waits for somebody's eyes."""
    sign, word = words.BATCHES[BatchState(batch.state)]
    if looking:
        advice: str | Promise = _("Jawab pertanyaan tentang kartu yang harus dilihat.")
    elif batch.state == BatchState.PAUSED and batch.pause:
        advice = words.CONDITIONS[Condition(batch.pause)][2]
    elif batch.state == BatchState.RUNNING:
        advice = _("Biarkan pencetak bekerja; halaman ini memperbarui dirinya.")
    else:
        advice = _("Usulkan kelompok berikutnya di halaman pencetak.")
    return Told(sign, word, advice)


def printer_lines(*, at: datetime) -> list[PrinterLine]:
    """Every printer of the scope, with what it is at."""
    under_way = queries.batches_under_way()
    lines = []
    for printer in queries.printers():
        batch = under_way.get(printer.pk)
        progress = queries.progress_of(batch) if batch else None
        lines.append(PrinterLine(printer, told_printer(printer, at=at), batch, progress))
    return lines


@dataclass(frozen=True)
class CardLine:
    """A card of a batch: its order's collection number, its blank, how it is and at which step."""

    card: BatchCard
    number: str
    serial: str
    sign: str
    word: str | Promise
    why: str | Promise


def card_lines(cards: Iterable[BatchCard]) -> list[CardLine]:
    """The cards of a batch in their order, without a name: the order's page has it."""
    listed = list(cards)
    steps = queries.steps_now([card for card in listed if card.state in {CardState.OPEN, CardState.LOOK}])
    return [_card_line(card, step=steps.get(card.pk)) for card in listed]


def _card_line(card: BatchCard, *, step: Step | None) -> CardLine:
    sign, word = words.CARDS[CardState(card.state)]
    serial = card.attempt.blank.serial if card.attempt else ""
    return CardLine(card, card.job.uuid.hex[:8], serial, sign, word, why_of(card, step=step))


def why_of(card: BatchCard, *, step: Step | None) -> str | Promise:
    """At which step a card is, or why it was passed over or spoiled; "" where there is nothing to add."""
    if card.state == CardState.SPOILED and card.fault:
        return words.FAULTS[rules.Fault(card.fault)]
    if card.state == CardState.LEFT:
        return _("kelompok dihentikan") if card.why == "stopped" else SENTENCES.get(card.why, card.why)
    return words.STEPS[step] if step else ""


def minutes_left(progress: queries.Progress) -> str:
    """ "kira-kira 12 menit lagi", or "" before the first card and after the last."""
    if progress.left is None or progress.done == progress.total:
        return ""
    minutes = max(1, round(progress.left.total_seconds() / 60))
    told = ngettext("kira-kira %(n)s menit lagi", "kira-kira %(n)s menit lagi", minutes)
    return told % {"n": minutes}
