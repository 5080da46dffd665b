"""The order in force, and what waits put into it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Least

from rekam.cards.allocation.models import PriorityOrder
from rekam.cards.allocation.rules import Order, ending_since, group_of, order_on, with_letters
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.orders.rules import JobState, Priority
from rekam.cards.suket.queries import open_sukets, with_open_suket
from rekam.kernel.database import Scope, current_scope, scope
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level

WAITING = (JobState.REQUESTED, JobState.APPROVED)


def office_here() -> str:
    """The kabupaten/kota that the current scope lies in, else the installation's own area."""
    areas = sorted(current_scope().areas - {"*"})
    codes = [AreaCode.parse(area) for area in areas]
    inside = [code.at(Level.KABUPATEN_KOTA).text for code in codes if code.level >= Level.KABUPATEN_KOTA]
    return inside[0] if inside else str(settings.REKAM_OFFICE_AREA)


def order_in_force(*, on: date) -> Order:
    """The order by which this office gives out blanks on a day.

    It is the office's, and its kecamatan read it too.
    """
    return order_on(on, own=[_order(row) for row in orders_of(office_here()) if row.holds])


def orders_of(office: str) -> list[PriorityOrder]:
    """What an office decided or was proposed, the newest day first; no person's data stand in it."""
    with scope(Scope.of(office)):
        return list(PriorityOrder.objects.filter(area_code=office).order_by("-since", "-pk"))


def _order(row: PriorityOrder) -> Order:
    ranks = tuple(frozenset(Priority(group) for group in rank) for rank in row.ranks)
    return Order(since=row.since, ranks=with_letters(ranks), source=row.source, climb_days=row.climb_days)


def groups_of(jobs: Collection[PrintJob]) -> dict[int, Priority]:
    """The group of each of these orders today, by the order's key."""
    held = with_open_suket([job.resident for job in jobs])
    return {job.pk: group_of(Priority(job.priority), holds_letter=job.resident in held) for job in jobs}


def in_turn(rows: QuerySet[PrintJob], *, at: datetime) -> QuerySet[PrintJob]:
    """Orders as they get blanks at that instant: spoiled prints (`again`), then by the order in force."""
    on = office_day(at)
    spoiled = Attempt.objects.filter(job=OuterRef("pk"), spoiled=True)
    letter = open_sukets().filter(resident=OuterRef("resident"))
    counted = rows.annotate(again=Exists(spoiled)).alias(
        letter_since=Subquery(letter.values("since")[:1]),
        since=Case(When(_HOLDS_LETTER, then=_SINCE_LETTER), default=F("requested_at")),
        behind=_behind(order_in_force(on=on), on=on),
    )
    turn = ExpressionWrapper(F("since") + F("behind"), output_field=DateTimeField())
    return counted.alias(turn=turn).order_by("-again", "turn", "requested_at", "pk")


@dataclass(frozen=True)
class Turn:
    """Why somebody's order stands where it does.

    since         the day from which the waiting counts: of asking, or of the first letter
    letter_since  the day of the first letter, where the holder is in the group of letters
    ending        whether that letter nears its end, which is worth one rank
    day           what decides (rules.Order.turn)
    ahead         orders that get a blank before this one (count)
    """

    group: Priority
    rank: int
    since: date
    letter_since: date | None
    ending: bool
    day: date
    ahead: int


def turn_of(job: PrintJob, *, at: datetime) -> Turn:
    """The turn of an order that waits for a blank, by the order in force at that instant."""
    on = office_day(at)
    order, group = order_in_force(on=on), groups_of([job])[job.pk]
    asked, letter_since = office_day(job.requested_at), None
    if group is Priority.SUKET:
        letter_since = open_sukets().filter(resident=job.resident).values_list("since", flat=True)[0]
    since = min(asked, letter_since or asked)
    ending = letter_since is not None and letter_since <= ending_since(on)
    waiting = in_turn(PrintJob.objects.filter(state__in=WAITING), at=at).values_list("pk", flat=True)
    return Turn(
        group=group,
        rank=order.rank_of(group),
        since=since,
        letter_since=letter_since,
        ending=ending,
        day=order.turn(group, since=since, letter_ends=ending),
        ahead=list(waiting).index(job.pk),
    )


_HOLDS_LETTER = Q(priority=Priority.WAITING, letter_since__isnull=False)
# A letter shows that its holder waited already then, be the order younger.
_SINCE_LETTER = Least(F("requested_at"), Cast("letter_since", DateTimeField()))


def _behind(order: Order, *, on: date) -> Case:
    """How far each order stands behind the first rank: as rules.Order.behind has it, in SQL."""
    ending = _HOLDS_LETTER & Q(letter_since__lte=ending_since(on))
    return Case(
        When(ending, then=Value(order.behind(Priority.SUKET, letter_ends=True))),
        When(_HOLDS_LETTER, then=Value(order.behind(Priority.SUKET))),
        *(When(priority=group, then=Value(order.behind(group))) for group in Priority),
        output_field=DurationField(),
    )
