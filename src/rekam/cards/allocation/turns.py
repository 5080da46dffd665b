"""The order in force, and what waits put into it."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from rekam.cards.allocation.models import PriorityOrder
from rekam.cards.allocation.rules import Order, order_on
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.orders.rules import Priority
from rekam.kernel.database import Scope, current_scope, scope
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level


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
    return Order(since=row.since, ranks=ranks, source=row.source, climb_days=row.climb_days)


def in_turn(rows: QuerySet[PrintJob], *, at: datetime) -> QuerySet[PrintJob]:
    """Orders as they get blanks at that instant: spoiled prints (`again`), then by the order in force."""
    spoiled = Attempt.objects.filter(job=OuterRef("pk"), spoiled=True)
    order = order_in_force(on=office_day(at))
    later = Case(*(When(priority=group, then=Value(order.behind(group))) for group in Priority))
    turn = ExpressionWrapper(F("requested_at") + later, output_field=DateTimeField())
    found = rows.annotate(again=Exists(spoiled)).alias(turn=turn)
    return found.order_by("-again", "turn", "requested_at", "pk")
