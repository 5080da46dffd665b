"""What the printers did on one day of the office: how fast, what was spoiled and why, what stopped them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from rekam.cards.printing import rules
from rekam.cards.printing.models import BatchCard, Printer, PrinterFault
from rekam.cards.printing.rules import CardState, Condition, Fault


@dataclass
class PrinterDay:
    """One printer on one day; each count is cards.

    busy    time from taking the blank to the end, summed over the cards that came out
    hours   good cards by the hour (0 to 23) in which they ended
    faults  spoiled cards by their reason; stops: how often it stopped, by condition
    """

    printer: Printer
    printed: int = 0
    spoiled: int = 0
    busy: timedelta = timedelta()
    hours: Counter[int] = field(default_factory=Counter)
    faults: Counter[Fault] = field(default_factory=Counter)
    stops: Counter[Condition] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """Blanks that went in and are decided."""
        return self.printed + self.spoiled

    @property
    def speed(self) -> float | None:
        """Good cards an hour while it printed."""
        return rules.cards_an_hour(cards=self.printed, busy=self.busy)


def day_of(day: date) -> list[PrinterDay]:
    """Each printer of the scope that did something on a day of the office, by site and name."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    within = Q(ended_at__gte=start, ended_at__lt=start + timedelta(days=1))
    days: dict[int, PrinterDay] = {}
    decided = BatchCard.objects.filter(within, state__in=[CardState.PRINTED, CardState.SPOILED])
    for card in decided.select_related("printer", "attempt"):
        _count(card, into=days.setdefault(card.printer_id, PrinterDay(card.printer)))
    stops = PrinterFault.objects.filter(at__gte=start, at__lt=start + timedelta(days=1))
    for stop in stops.exclude(code=Condition.ASKED).select_related("printer"):
        days.setdefault(stop.printer_id, PrinterDay(stop.printer)).stops[Condition(stop.code)] += 1
    return sorted(days.values(), key=lambda one: (one.printer.area_code, one.printer.name))


def _count(card: BatchCard, *, into: PrinterDay) -> None:
    # A card that was found bad later, on the order's own page, is spoiled too.
    if card.state == CardState.SPOILED or (card.attempt is not None and card.attempt.spoiled):
        into.spoiled += 1
        told = card.attempt.fault if card.attempt else ""
        into.faults[Fault(told or card.fault or Fault.WRONG)] += 1
        return
    into.printed += 1
    if card.taken_at and card.ended_at:
        into.busy += card.ended_at - card.taken_at
        into.hours[timezone.localtime(card.ended_at).hour] += 1


def reasons(days: Iterable[PrinterDay]) -> list[tuple[Fault, int]]:
    """Spoiled cards by reason over all these printers, the commonest first."""
    return sum((one.faults for one in days), Counter[Fault]()).most_common()
