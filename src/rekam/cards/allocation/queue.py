"""Who waits for a blank, where and since when, in the scope of whoever asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncDate

from rekam.cards.allocation.places import by_site, inside, years_before
from rekam.cards.allocation.rules import Order, ending_since
from rekam.cards.allocation.sharing import by_turn
from rekam.cards.allocation.turns import WAITING
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Priority
from rekam.cards.suket.models import Suket
from rekam.cards.suket.queries import open_sukets
from rekam.registry import queries as registry
from rekam.registry.ladder import PRINT_READY
from rekam.registry.rules import CARD_AGE, Status

Letters = Mapping[UUID, Suket]


@dataclass(frozen=True)
class Waiting:
    """Cards that wait for a blank at a kecamatan (or the Dinas), of one group, since one day.

    letter_ends   whether the letters of these holders near their end (rules.ending_since)
    """

    site: str
    group: Priority
    since: date
    number: int
    letter_ends: bool = False


def waiting(office: str, *, on: date) -> list[Waiting]:
    """Who waits: open orders, and holders whose recording is print-ready and nobody has ordered for yet."""
    letters = {one.resident: one for one in open_sukets().filter(inside(office))}
    return [*_ordered(office, on=on, letters=letters), *_print_ready(office, on=on, letters=letters)]


def needs(found: Iterable[Waiting]) -> Counter[Priority]:
    """How many wait, by group."""
    whole: Counter[Priority] = Counter()
    for one in found:
        whole[one.group] += one.number
    return whole


def turns_by_site(found: Iterable[Waiting], *, order: Order) -> dict[str, Counter[date]]:
    """How many wait at each site, by the day of their turn."""
    return _turns(found, order=order, of=lambda one: one.site)


def served_by_group(found: Iterable[Waiting], *, order: Order, blanks: int) -> dict[Priority, int]:
    """How many of each group are among the first so many in turn."""
    turns = _turns(found, order=order, of=lambda one: one.group.name)
    return {Priority[name]: number for name, number in by_turn(blanks, needs=turns).given.items()}


def _turns(
    found: Iterable[Waiting], *, order: Order, of: Callable[[Waiting], str]
) -> dict[str, Counter[date]]:
    told: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for one in found:
        told[of(one)][order.turn(one.group, since=one.since, letter_ends=one.letter_ends)] += one.number
    return dict(told)


def _ordered(office: str, *, on: date, letters: Letters) -> list[Waiting]:
    rows = by_site(PrintJob.objects.filter(inside(office), state__in=WAITING))
    rows = rows.annotate(day=TruncDate("requested_at"))
    holds_letter = Q(priority=Priority.WAITING, resident__in=list(letters))
    counted = rows.exclude(holds_letter).values_list("site", "priority", "day").annotate(number=Count("pk"))
    held = rows.filter(holds_letter).values_list("site", "day", "resident")
    return [
        *(Waiting(site, Priority(group), day, number) for site, group, day, number in counted.order_by()),
        *(_with_letter(site, since=day, letter=letters[person], on=on) for site, day, person in held),
    ]


def _with_letter(site: str, *, since: date, letter: Suket, on: date) -> Waiting:
    return Waiting(
        site,
        Priority.SUKET,
        min(since, letter.since),
        1,
        letter_ends=letter.since <= ending_since(on),
    )


def ready_by_day(office: str, *, on: date, since: date, until: date) -> list[tuple[date, Priority, int]]:
    """How many became print-ready on each day, the last not counted, and have no order yet, by group."""
    rows = _ready(office, on=on).filter(print_ready_on__gte=since, print_ready_on__lt=until)
    counted = rows.values_list("print_ready_on", "beginner").annotate(number=Count("pk")).order_by()
    return [(day, _group(beginner), number) for day, beginner, number in counted if day]


def _ready(office: str, *, on: date) -> QuerySet[Any]:
    """Residents with a print-ready recording and no open order; who is 17 today is a `beginner`."""
    ordered = PrintJob.objects.filter(resident=OuterRef("uuid"), state__in=WAITING)
    old_enough = Q(birth_date__lte=years_before(on, CARD_AGE)) | Q(ever_married=True)
    rows = registry.residents(area_code=office).filter(status=Status.ACTIVE, blocked_for="")
    rows = rows.filter(old_enough, ektp_status=PRINT_READY).exclude(Exists(ordered))
    beginner = Q(birth_date__gt=years_before(on, CARD_AGE + 1))
    return rows.annotate(beginner=Case(When(beginner, then=True), default=False))


def _group(beginner: bool) -> Priority:
    return Priority.FIRST_TIME if beginner else Priority.WAITING


def _print_ready(office: str, *, on: date, letters: Letters) -> list[Waiting]:
    rows = by_site(_ready(office, on=on))
    holds_letter = Q(beginner=False, uuid__in=list(letters))
    days = rows.exclude(holds_letter).values_list("site", "beginner", "print_ready_on")
    counted = days.annotate(number=Count("pk")).order_by()
    held = rows.filter(holds_letter).values_list("site", "print_ready_on", "uuid")
    return [
        *(Waiting(site, _group(young), since or on, number) for site, young, since, number in counted),
        *(_with_letter(site, since=since or on, letter=letters[one], on=on) for site, since, one in held),
    ]
