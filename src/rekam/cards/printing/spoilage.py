"""Which share of the blanks put into printers was spoiled, week by week, why and where: by the ledger."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from rekam.cards.blanks.models import BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.cards.printing.models import Printer
from rekam.cards.printing.rules import Fault

WEEKS = 12
# A print that went wrong, at once or found bad later; what nobody printed on is no print.
PRINTS = (BlankState.PRINTING, BlankState.PRINTED, BlankState.CARRIED_CARD)


@dataclass
class Spoilage:
    """Blanks that were put into a printer, and prints that were spoiled.

    faults   of the spoiled ones by their code; None where an officer gave words only, before there were codes
    """

    tried: int = 0
    spoiled: int = 0
    faults: Counter[Fault | None] = field(default_factory=Counter)

    @property
    def percent(self) -> float:
        """Spoiled of a hundred tried; 0 where none was tried."""
        return 100 * self.spoiled / self.tried if self.tried else 0.0


@dataclass(frozen=True)
class Told:
    """The whole time, each week by its Monday, and each printer; None is the counter's, outside batches."""

    whole: Spoilage
    weeks: Sequence[tuple[date, Spoilage]]
    printers: Sequence[tuple[Printer | None, Spoilage]]


def spoilage(*, today: date, weeks: int = WEEKS) -> Told:
    """The last weeks of the scope, this one too.

    A card counts in the week in which its blank was taken, a spoiled one in the week in which somebody said
    so, so that a week can have more spoiled than tried.
    """
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    start = timezone.make_aware(datetime.combine(first, time.min))
    moves = BlankMove.objects.filter(at__gte=start)
    by_week = {first + timedelta(days=7 * number): Spoilage() for number in range(weeks)}
    whole, by_printer = Spoilage(), dict[int | None, Spoilage]()
    for week, printer, _, number in _counted(moves.filter(target=BlankState.PRINTING)):
        for one in (whole, by_week[week], by_printer.setdefault(printer, Spoilage())):
            one.tried += number
    spoiled = moves.filter(target=BlankState.SPOILED, source__in=PRINTS)
    for week, printer, fault, number in _counted(spoiled):
        for one in (whole, by_week[week], by_printer.setdefault(printer, Spoilage())):
            one.spoiled += number
            one.faults[Fault(fault) if fault else None] += number
    return Told(whole, list(by_week.items()), _named(by_printer))


def _counted(moves: QuerySet[BlankMove]) -> list[tuple[date, int | None, str | None, int]]:
    rows = moves.annotate(
        week=TruncWeek("at"), printer=F("blank__attempt__card__printer"), fault=F("blank__attempt__fault")
    )
    found = rows.values_list("week", "printer", "fault").annotate(number=Count("pk")).order_by()
    return [(week.date(), printer, fault, number) for week, printer, fault, number in found]


def _named(found: dict[int | None, Spoilage]) -> list[tuple[Printer | None, Spoilage]]:
    printers = Printer.objects.in_bulk([key for key in found if key is not None])
    told = [(printers.get(key) if key else None, one) for key, one in found.items()]
    return sorted(told, key=lambda pair: -pair[1].tried)
