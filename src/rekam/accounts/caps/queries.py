"""Reads of the daily allowances."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Sum

from rekam.accounts.caps import rules
from rekam.accounts.caps.models import DailyUse, RaisedLimit, RefusedLook
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.models import Account
from rekam.accounts.officers import is_managed_by
from rekam.accounts.rules import Kind, Role


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
    account = Account.objects.filter(username=username, kind=Kind.OFFICER).first()
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
