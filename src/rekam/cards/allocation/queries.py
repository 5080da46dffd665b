"""Who waits for a card and where, what was used, what comes: read in the scope of whoever asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Case, Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Substr, TruncDate, TruncWeek

from rekam.cards.allocation import lasting
from rekam.cards.allocation.asking import Asked, Spoiling
from rekam.cards.allocation.lasting import MOST_WEEKS, Situation, Week, busy_days
from rekam.cards.allocation.lending import Office
from rekam.cards.allocation.rules import Order
from rekam.cards.allocation.sharing import by_turn
from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.blanks.queries import Site, balances, sites
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, Priority
from rekam.kernel.dates import birthday
from rekam.registry import queries as registry
from rekam.registry.ladder import PRINT_READY
from rekam.registry.rules import CARD_AGE, Status

OPEN = (JobState.REQUESTED, JobState.APPROVED)
OFFICE_LETTERS, KECAMATAN_LETTERS = len("36.73"), len("36.73.02")
MONTHS = 12
YEAR = timedelta(days=365)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Waiting:
    """Cards that wait for a blank at a kecamatan (or the Dinas), of one group, since one day."""

    site: str
    group: Priority
    since: date
    number: int


def waiting(office: str, *, on: date) -> list[Waiting]:
    """Who waits: open orders, and holders whose recording is print-ready and nobody has ordered for yet."""
    return [*_ordered(office), *_print_ready(office, on=on)]


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
        told[of(one)][order.turn(one.group, since=one.since)] += one.number
    return dict(told)


def _ordered(office: str) -> list[Waiting]:
    rows = _by_site(PrintJob.objects.filter(_inside(office), state__in=OPEN))
    days = rows.annotate(day=TruncDate("requested_at")).values_list("site", "priority", "day")
    counted = days.annotate(number=Count("pk")).order_by()
    return [Waiting(site, Priority(group), day, number) for site, group, day, number in counted]


def _print_ready(office: str, *, on: date) -> list[Waiting]:
    """Those without an open order; who is 17 today is a first-time holder, as priority_of has it."""
    ordered = PrintJob.objects.filter(resident=OuterRef("uuid"), state__in=OPEN)
    old_enough = Q(birth_date__lte=_years_before(on, CARD_AGE)) | Q(ever_married=True)
    rows = registry.residents(area_code=office).filter(status=Status.ACTIVE, blocked_for="")
    rows = _by_site(rows.filter(old_enough, ektp_status=PRINT_READY).exclude(Exists(ordered)))
    beginner = Q(birth_date__gt=_years_before(on, CARD_AGE + 1))
    days = rows.annotate(beginner=Case(When(beginner, then=True), default=False))
    counted = days.values_list("site", "beginner", "print_ready_on").annotate(number=Count("pk")).order_by()
    groups = {True: Priority.FIRST_TIME, False: Priority.WAITING}
    return [Waiting(site, groups[young], since or on, number) for site, young, since, number in counted]


def stock_by_site(*, at: datetime) -> dict[str, int]:
    """Usable blanks in each safe of the scope."""
    return {one.site.code: one.usable for one in balances(sites(), at=at)}


def stock_of(office: str, *, at: datetime) -> int:
    """Usable blanks in all safes of an office."""
    places = [Site(code, "") for code in _codes_with_blanks() if f"{code}.".startswith(f"{office}.")]
    return sum(one.usable for one in balances(places, at=at))


def _codes_with_blanks() -> set[str]:
    return set(Blank.objects.values_list("area_code", flat=True).distinct())


def weeks_gone(office: str, *, on: date) -> list[Week]:
    """The whole weeks before this one, at most half a year and none before the first order, oldest first."""
    monday = on - timedelta(days=on.weekday())
    rows = PrintJob.objects.filter(_inside(office), requested_at__date__lt=monday)
    asked: defaultdict[date, Counter[Priority]] = defaultdict(Counter)
    weekly = rows.annotate(week=TruncWeek("requested_at")).values_list("week", "priority")
    for week, group, number in weekly.annotate(number=Count("pk")).order_by():
        asked[week.date()][Priority(group)] += number
    if not asked:
        return []
    first = max(min(asked), monday - timedelta(weeks=MOST_WEEKS))
    turned = turning_17(office, since=first, until=monday)
    starts = [first + timedelta(weeks=n) for n in range((monday - first).days // 7)]
    return [Week(asked[start], _in_week(turned, monday=start)) for start in starts]


def _in_week(days: Mapping[date, int], *, monday: date) -> int:
    return sum(days.get(monday + timedelta(days=n), 0) for n in range(7))


def turning_17(office: str, *, since: date, until: date) -> dict[date, int]:
    """How many active residents turn 17 on each day, the last one not counted."""
    about = (_years_before(since, CARD_AGE) - timedelta(days=1), _years_before(until, CARD_AGE))
    rows = registry.residents(area_code=office).filter(status=Status.ACTIVE, birth_date__range=about)
    found: Counter[date] = Counter()
    for born, number in rows.values_list("birth_date").annotate(number=Count("pk")).order_by():
        found[birthday(born=born, age=CARD_AGE)] += number
    return {day: number for day, number in found.items() if since <= day < until}


def printed_by_day(office: str, *, since: date) -> list[int]:
    """Blanks put into a printer on each day with any."""
    rows = _used(office, since=since).annotate(day=TruncDate("at")).values_list("day")
    return [number for _day, number in rows.annotate(number=Count("pk")).order_by("day")]


def spoiling(office: str, *, since: date) -> Spoiling:
    """Blanks used and blanks spoiled since a day, by the ledger."""
    spoiled = BlankMove.objects.filter(_inside(office), target=BlankState.SPOILED, at__date__gte=since)
    return Spoiling(spoiled=spoiled.count(), used=_used(office, since=since).count())


def _used(office: str, *, since: date) -> QuerySet[BlankMove]:
    return BlankMove.objects.filter(_inside(office), target=BlankState.PRINTING, at__date__gte=since)


def monthly(weeks: Sequence[Week], *, office: str, on: date) -> dict[Priority, int]:
    """Cards asked for in an ordinary month by group, from the weeks gone by, rounded.

    Without four weeks of history: a twelfth of those who turn 17 within a year, and nothing else is known.
    """
    if len(weeks) < lasting.LEAST_WEEKS:
        ahead = turning_17(office, since=on, until=on + YEAR)
        return {Priority.FIRST_TIME: round(sum(ahead.values()) / MONTHS)}
    whole = sum((Counter(week.asked) for week in weeks), Counter[Priority]())
    a_month = YEAR.days / 7 / MONTHS / len(weeks)
    return {group: round(number * a_month) for group, number in sorted(whole.items())}


def situation(
    office: str, *, on: date, at: datetime, deliveries: Mapping[date, int] | None = None
) -> Situation:
    """What lasting.course needs to know of an office."""
    since = on - YEAR
    return Situation(
        day=on,
        stock=stock_of(office, at=at),
        queue=sum(one.number for one in waiting(office, on=on)),
        weeks=weeks_gone(office, on=on),
        turning=turning_17(office, since=on - timedelta(days=7), until=on + lasting.HORIZON + YEAR / 12),
        busy=busy_days(printed_by_day(office, since=since)),
        spoiled=spoiling(office, since=since).share,
        deliveries=deliveries or {},
    )


def asked(office: str, *, months: int, coming: int, on: date, at: datetime) -> Asked:
    """The lines of a request to the centre for so many months."""
    return Asked(
        waiting=dict(needs(waiting(office, on=on))),
        monthly=monthly(weeks_gone(office, on=on), office=office, on=on),
        months=months,
        stock=stock_of(office, at=at),
        coming=coming,
        spoiling=spoiling(office, since=on - YEAR),
    )


def offices_with_ledger() -> list[str]:
    """The kabupaten/kota of the scope whose blanks or orders stand in this database, by code."""
    letters = Value(OFFICE_LETTERS, output_field=IntegerField())
    codes: set[str] = set()
    for rows in (Delivery.objects.all(), PrintJob.objects.all()):
        codes |= set(rows.values_list(Substr("area_code", 1, letters), flat=True).distinct().order_by())
    return sorted(codes)


@dataclass(frozen=True)
class Standing:
    """An office as its province sees it: stock and monthly need (lending), and cards that wait."""

    office: Office
    waiting: int


def standing_of(office: str, *, on: date, at: datetime) -> Standing:
    """Stock, need and queue of an office; its need is in blanks, those that will be spoiled too."""
    cards = sum(monthly(weeks_gone(office, on=on), office=office, on=on).values())
    lost = spoiling(office, since=on - YEAR).blanks_lost(cards)
    return Standing(
        office=Office(code=office, stock=stock_of(office, at=at), a_month=cards + lost),
        waiting=sum(one.number for one in waiting(office, on=on)),
    )


def _by_site(rows: QuerySet[Row]) -> QuerySet[Row]:
    letters = Value(KECAMATAN_LETTERS, output_field=IntegerField())
    return rows.annotate(site=Substr("area_code", 1, letters))  # type: ignore[return-value]


def _inside(office: str) -> Q:
    return Q(area_code=office) | Q(area_code__startswith=f"{office}.")


def _years_before(day: date, years: int) -> date:
    """The day on which somebody was born who turns that old on a day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
