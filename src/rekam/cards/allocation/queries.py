"""What lies in the safes, what was asked for and used, what comes: read in the scope of whoever asks."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, Max, QuerySet, Value
from django.db.models.functions import Substr, TruncDate, TruncWeek

from rekam.cards.allocation import lasting, queue
from rekam.cards.allocation.asking import Asked, Spoiling
from rekam.cards.allocation.lasting import MOST_WEEKS, Situation, Week, busy_days
from rekam.cards.allocation.lending import Office
from rekam.cards.allocation.places import inside, years_before
from rekam.cards.blanks.models import BOXED, BlankMove, BoxMove, Delivery
from rekam.cards.blanks.queries import balances, sites
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Priority
from rekam.kernel.dates import birthday
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry.rules import CARD_AGE, Status

OFFICE_LETTERS = len("36.73")
MONTHS = 12
YEAR = timedelta(days=365)


def stock_by_site(*, at: datetime) -> dict[str, int]:
    """Usable blanks in each safe of the scope."""
    return {one.site.code: one.usable for one in balances(sites(), at=at)}


def stock_of(office: str, *, at: datetime) -> int:
    """Usable blanks in all safes of an office."""
    here = [one for one in sites() if f"{one.code}.".startswith(f"{office}.")]
    return sum(one.usable for one in balances(here, at=at))


def empty_since(office: str, *, at: datetime) -> date | None:
    """The day on which an office whose safes are empty used or sent its last blank; None if it has any."""
    if stock_of(office, at=at):
        return None
    used = BlankMove.objects.filter(inside(office), source=BlankState.RECEIVED, at__lte=at)
    opened = BoxMove.objects.filter(inside(office), source=BOXED, at__lte=at)
    days = [rows.aggregate(last=Max("at"))["last"] for rows in (used, opened)]
    return max((office_day(day) for day in days if day), default=None)


def weeks_gone(office: str, *, on: date) -> list[Week]:
    """The whole weeks before this one, at most half a year and none before the first order, oldest first.

    Who became print-ready in a week and has no order yet wanted a card then too: while blanks are short
    nobody orders for them, and a forecast from orders alone would see no need.
    """
    monday = on - timedelta(days=on.weekday())
    rows = PrintJob.objects.filter(inside(office), requested_at__date__lt=monday)
    asked: defaultdict[date, Counter[Priority]] = defaultdict(Counter)
    weekly = rows.annotate(week=TruncWeek("requested_at")).values_list("week", "priority")
    for week, group, number in weekly.annotate(number=Count("pk")).order_by():
        asked[week.date()][Priority(group)] += number
    if not asked:
        return []
    first = max(min(asked), monday - timedelta(weeks=MOST_WEEKS))
    for day, group, number in queue.ready_by_day(office, on=on, since=first, until=monday):
        asked[day - timedelta(days=day.weekday())][group] += number
    turned = turning_17(office, since=first, until=monday)
    starts = [first + timedelta(weeks=n) for n in range((monday - first).days // 7)]
    return [Week(asked[start], _in_week(turned, monday=start)) for start in starts]


def _in_week(days: Mapping[date, int], *, monday: date) -> int:
    return sum(days.get(monday + timedelta(days=n), 0) for n in range(7))


def turning_17(office: str, *, since: date, until: date) -> dict[date, int]:
    """How many active residents turn 17 on each day, the last one not counted."""
    about = (years_before(since, CARD_AGE) - timedelta(days=1), years_before(until, CARD_AGE))
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
    spoiled = BlankMove.objects.filter(inside(office), target=BlankState.SPOILED, at__date__gte=since)
    return Spoiling(spoiled=spoiled.count(), used=_used(office, since=since).count())


def _used(office: str, *, since: date) -> QuerySet[BlankMove]:
    return BlankMove.objects.filter(inside(office), target=BlankState.PRINTING, at__date__gte=since)


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
        queue=sum(one.number for one in queue.waiting(office, on=on)),
        weeks=weeks_gone(office, on=on),
        turning=turning_17(office, since=on - timedelta(days=7), until=on + lasting.HORIZON + YEAR / 12),
        busy=busy_days(printed_by_day(office, since=since)),
        spoiled=spoiling(office, since=since).share,
        deliveries=deliveries or {},
    )


def asked(office: str, *, months: int, coming: int, on: date, at: datetime) -> Asked:
    """The lines of a request to the centre for so many months."""
    return Asked(
        waiting=dict(queue.needs(queue.waiting(office, on=on))),
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
        waiting=sum(one.number for one in queue.waiting(office, on=on)),
    )
