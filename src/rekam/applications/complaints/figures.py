"""What the office made of its complaints, counted so that open ones cannot be left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Q, QuerySet

from rekam.applications.clock.performance import SMALL, Case, Line, by_service, line_of
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.rules import Level, days_between
from rekam.applications.complaints.settings import counts_day
from rekam.applications.complaints.steps import WAITING, State
from rekam.kernel.database import current_scope
from rekam.kernel.installation import office_day
from rekam.kernel.region import children

WINDOW_DAYS = 90
KEPT_SECONDS = 300
COLUMNS = ("category", "state", "filed_at", "due_on", "answered_at", "area_code", "level")


@dataclass(frozen=True)
class Figures:
    """What the public page tells of the last 90 days, and of those that are open for longer.

    shown          False where there are so few that they would tell of somebody
    whole          all of them
    lines, others  by category
    """

    since: date
    until: date
    at: datetime
    whole: Line
    lines: tuple[Line, ...]
    others: Line | None

    @property
    def shown(self) -> bool:
        return self.whole.sent >= SMALL


@dataclass(frozen=True)
class Part:
    """One office of a province.

    raised  how many wait at the province's level
    """

    name: str
    line: Line
    raised: int


def figures(*, now: datetime) -> Figures:
    """The figures of the current scope, at most five minutes old."""
    key = f"complaints.figures:{current_scope().setting}"
    found = cache.get(key)
    if not isinstance(found, Figures):
        found = _figures(now=now)
        cache.set(key, found, KEPT_SECONDS)
    return found


def by_office(province: str, *, now: datetime) -> list[Part]:
    """Each kabupaten/kota of a province with at least one complaint, by its code."""
    rows, case = list(_counted(since=_since(now))), _casing(now)
    found = []
    for office in children(province):
        own = [row for row in rows if f"{row.area_code}.".startswith(f"{office.code.text}.")]
        if own:
            raised = sum(row.level == Level.PROVINCE and row.state in WAITING for row in own)
            found.append(Part(office.name, line_of([case(row) for row in own]), raised))
    return found


def _figures(*, now: datetime) -> Figures:
    case = _casing(now)
    cases = [case(row) for row in _counted(since=_since(now))]
    lines, others = by_service(cases)
    return Figures(_since(now), office_day(now), now, line_of(cases), lines, others)


def _since(now: datetime) -> date:
    return office_day(now) - timedelta(days=WINDOW_DAYS)


def _counted(*, since: date) -> QuerySet[Complaint]:
    """Those that came lately; whoever has waited for longer is no less open for it."""
    return Complaint.objects.filter(Q(filed_at__date__gte=since) | Q(state__in=WAITING)).only(*COLUMNS)


def _casing(now: datetime) -> Callable[[Complaint], Case]:
    """How a complaint counts: in working days, against its own last day."""
    counts, today = counts_day(), office_day(now)

    def case(row: Complaint) -> Case:
        filed, ended = office_day(row.filed_at), row.state == State.ANSWERED
        until = office_day(row.answered_at) if ended and row.answered_at else today
        return Case(
            service=row.category,
            used=days_between(filed, until, counts=counts),
            lived=(until - filed).days,
            ended=ended,
            promise=days_between(filed, row.due_on, counts=counts),
        )

    return case
