"""Spending the daily allowance, and raising it for a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from rekam.accounts.caps import queries, rules
from rekam.accounts.caps.models import DailyUse, RaisedLimit, RefusedLook
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.models import Account
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

LEAST_REASON = 10


@transaction.atomic
def spend(*, account: Account, people: int, at: datetime, sort: Sort = Sort.LOOKS) -> Standing:
    """Count residents about to be shown to an officer; call it before they are.

    people   how many the answer holds; 0 counts nothing
    Two requests of one officer wait for each other here, so that together they cannot pass the limit.
    What is refused is written down on a second connection, and stays when the request is undone.
    Raises RuleBroken("daily_limit_reached").
    """
    day = queries.day_of(account, at=at)
    limit = queries.limit_of(account, day=day, sort=sort)
    row, _ = DailyUse.objects.get_or_create(username=account.username, day=day, sort=sort)
    if people == 0:
        return Standing(row.people, limit)
    left = DailyUse.objects.filter(pk=row.pk, people__lte=limit - people)
    # One statement checks and counts. Where it finds nothing it holds no lock either.
    if not left.update(people=F("people") + people):
        _note_refused(account, day=day, sort=sort, people=people, at=at)
        raise RuleBroken("daily_limit_reached", limit=limit)
    row.refresh_from_db(fields=["people"])
    return Standing(row.people, limit)


@transaction.atomic
def raise_limit(
    *, username: str, extra: int, reason: str, by: Account, at: datetime, sort: Sort = Sort.LOOKS
) -> None:
    """Let an officer see more residents today. Nobody does it for himself.

    extra   1 to 10,000 residents more than the limit of the role
    Raises RuleBroken("not_found" | "limit_is_yours" | "limit_extra_out_of_range" | "limit_reason_missing").
    """
    account = queries.find_in_office(username, by=by)
    if account is None:
        raise RuleBroken("not_found")
    if account.username == by.username:
        raise RuleBroken("limit_is_yours")
    if not rules.extra_is_sound(extra):
        raise RuleBroken("limit_extra_out_of_range", most=rules.MOST_EXTRA)
    if len(reason.strip()) < LEAST_REASON:
        raise RuleBroken("limit_reason_missing", least=LEAST_REASON)
    RaisedLimit.objects.create(
        username=account.username,
        day=queries.day_of(account, at=at),
        sort=sort,
        extra=extra,
        reason=reason.strip(),
        raised_by=by.username,
        raised_at=at,
    )
    record(
        "accounts.limit_raised",
        actor=by.username,
        at=at,
        subjects=[account.username],
        sort=sort.value,
        extra=extra,
    )


def _note_refused(account: Account, *, day: date, sort: Sort, people: int, at: datetime) -> None:
    with apart():
        RefusedLook.objects.create(username=account.username, day=day, sort=sort, people=people, at=at)
        record(
            "accounts.limit_reached",
            actor=account.username,
            at=at,
            subjects=[account.username],
            sort=sort.value,
            people=people,
        )
