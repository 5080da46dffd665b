"""Reads of the daily allowances."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from rekam.accounts.caps import rules
from rekam.accounts.caps.models import DailyUse, RaisedLimit, ReadingDay, ReadingStop, RefusedLook
from rekam.accounts.caps.reading import LIMITS, Step, sort_of
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.models import Account
from rekam.accounts.officers import is_managed_by
from rekam.accounts.rules import Kind, Role
from rekam.audit.queries import entries_of
from rekam.kernel.dates import OfficeZone

DAYS_BACK = 60
STOPS_SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One officer's day: what was shown, what was refused, and by whom the limit was raised."""

    account: Account
    sort: Sort
    standing: Standing
    refused: int
    raised: Sequence[RaisedLimit]


def used_of(account: Account, *, day: date, sort: Sort) -> int:
    """How many residents an officer was shown on a day."""
    row = DailyUse.objects.filter(username=account.username, day=day, sort=sort).first()
    return row.people if row else 0


def limit_of(account: Account, *, day: date, sort: Sort) -> int:
    """How many residents an officer may be shown that day, with what was added."""
    raised = RaisedLimit.objects.filter(username=account.username, day=day, sort=sort)
    return base_limit(Role(account.role), sort=sort) + (raised.aggregate(all=Sum("extra"))["all"] or 0)


def base_limit(role: Role, *, sort: Sort) -> int:
    """The limit of a role on an ordinary day, by the settings."""
    if sort is Sort.EXPORTED:
        return int(settings.REKAM_DAILY_EXPORTED)
    return rules.limits(settings.REKAM_DAILY_LOOKS).get(role, rules.OTHERS)


def find_in_office(username: str, *, by: Account) -> Account | None:
    """The officer of that name whose every area lies inside the areas of whoever asks, or None."""
    return _managed(Account.objects.filter(username=username, kind=Kind.OFFICER), by=by)


def find_stopped(stop: UUID, *, by: Account) -> Account | None:
    """The officer whose reading a stop is about, where whoever asks answers for him; else None.

    One statement whether there is such a stop or not.
    """
    names = ReadingStop.objects.filter(uuid=stop).values("username")
    return _managed(Account.objects.filter(username__in=names, kind=Kind.OFFICER), by=by)


def _managed(found: QuerySet[Account], *, by: Account) -> Account | None:
    account = found.first()
    return account if account is not None and is_managed_by(account, by=by) else None


def day_lines(*, by: Account, at: datetime) -> Sequence[Line]:
    """Today's officers of the office who were shown or refused anything, the nearest to a limit first."""
    day = by.day(at)
    used = {(row.username, row.sort): row.people for row in DailyUse.objects.filter(day=day)}
    refused = {
        (name, sort): number
        for name, sort, number in RefusedLook.objects.filter(day=day)
        .values_list("username", "sort")
        .annotate(number=Count("pk"))
    }
    raised: defaultdict[tuple[str, str], list[RaisedLimit]] = defaultdict(list)
    for row in RaisedLimit.objects.filter(day=day).order_by("raised_at", "pk"):
        raised[row.username, row.sort].append(row)
    keys = {*used, *refused, *raised}
    found = Account.objects.filter(username__in={name for name, _ in keys}, kind=Kind.OFFICER)
    accounts = {account.username: account for account in found if is_managed_by(account, by=by)}
    lines = [
        _line(accounts[name], Sort(sort), used.get((name, sort), 0), refused, raised[name, sort])
        for name, sort in keys
        if name in accounts
    ]
    return sorted(lines, key=lambda line: (-line.standing.used / line.standing.limit, line.account.username))


def _line(
    account: Account,
    sort: Sort,
    used: int,
    refused: dict[tuple[str, str], int],
    raised: Sequence[RaisedLimit],
) -> Line:
    limit = base_limit(Role(account.role), sort=sort) + sum(row.extra for row in raised)
    return Line(account, sort, Standing(used, limit), refused.get((account.username, sort), 0), raised)


@dataclass(frozen=True)
class Trail:
    """What the log says of an officer's day, and the scores of the days before, the oldest first."""

    zone: tzinfo
    steps: Sequence[Step]
    scores: Sequence[int]

    def local(self, at: datetime) -> datetime:
        """A moment by the clock of the officer's office."""
        return at.astimezone(self.zone)


def trail_of(account: Account, *, at: datetime) -> Trail:
    """An officer's day so far, from its midnight or from when a stop was last lifted."""
    zone, day = OfficeZone(account.zone).zone, account.day(at)
    midnight = datetime.combine(day, time(), tzinfo=zone)
    lifted = ReadingStop.objects.filter(username=account.username, ended_at__isnull=False)
    last = lifted.order_by("-ended_at").values_list("ended_at", flat=True).first()
    steps = [
        Step(at=when.astimezone(zone), sort=sort_of(action, people=len(subjects)), people=subjects)
        for when, action, subjects in entries_of(
            account.username, since=max(midnight, last) if last else midnight
        )
    ]
    return Trail(zone, steps, _scores(account, day=day, since=last))


def _scores(account: Account, *, day: date, since: datetime | None) -> list[int]:
    """What was asked about and found sound counts as usual from then on, not as too much again."""
    rows = ReadingDay.objects.filter(
        username=account.username, day__lt=day, day__gte=day - timedelta(DAYS_BACK)
    )
    known = list(rows.order_by("day").values_list("day", "score"))
    lifted = account.day(since) if since else None
    return [min(score, LIMITS.usual_first) if lifted and when <= lifted else score for when, score in known]


def is_stopped(username: str) -> bool:
    """Whether an officer's reading is stopped."""
    return ReadingStop.objects.filter(username=username, ended_at=None).exists()


def looks_today(account: Account, *, at: datetime) -> int:
    """How many residents an officer was shown on pages today."""
    return used_of(account, day=account.day(at), sort=Sort.LOOKS)


def stops(*, by: Account, at: datetime) -> Sequence[ReadingStop]:
    """Stops of the officers somebody answers for: open ones, then those of the last 30 days, newest first."""
    rows = ReadingStop.objects.filter(Q(ended_at=None) | Q(at__gte=at - STOPS_SHOWN))
    known = list(rows.order_by("-ended_at", "-at", "-pk"))  # NULL comes first
    found = Account.objects.filter(username__in={row.username for row in known}, kind=Kind.OFFICER)
    managed = {account.username for account in found if is_managed_by(account, by=by)}
    return [row for row in known if row.username in managed]


def count_waiting_stops(account: Account) -> int:
    """How many stops of others, in the offices somebody answers for, nobody has asked about yet."""
    waiting = ReadingStop.objects.filter(seen_at=None).exclude(username=account.username)
    names = list(waiting.values_list("username", flat=True))
    if not names:
        return 0
    found = Account.objects.filter(username__in=names, kind=Kind.OFFICER)
    return sum(is_managed_by(one, by=account) for one in found)
