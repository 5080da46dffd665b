"""Spending the daily allowance, and raising it for a day."""

from datetime import date, datetime

from django.db import connection, transaction

from rekam.accounts.caps import queries, rules
from rekam.accounts.caps.models import RaisedLimit, RefusedLook
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.models import Account
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

LEAST_REASON = 10


# One statement checks and counts, whether it is the day's first look or not.
COUNT = """
INSERT INTO accounts_dailyuse AS known (username, day, sort, people) VALUES (%s, %s, %s, %s)
ON CONFLICT ON CONSTRAINT accounts_use_once DO UPDATE SET people = known.people + excluded.people
WHERE known.people + excluded.people <= %s
RETURNING people
"""


def spend(*, account: Account, people: int, at: datetime, sort: Sort = Sort.LOOKS) -> Standing:
    """Count residents about to be shown to an officer; call it before they are, inside a transaction.

    people   how many the answer holds; 0 counts nothing
    Two requests of one officer wait for each other here, so that together they cannot pass the limit.
    What is refused is written down on a second connection, and stays when the request is undone.
    Raises RuleBroken("daily_limit_reached").
    """
    day = account.day(at)
    limit = queries.limit_of(account, day=day, sort=sort)
    if people == 0:
        return Standing(queries.used_of(account, day=day, sort=sort), limit)
    used = _counted(account, day=day, sort=sort, people=people, limit=limit) if people <= limit else None
    if used is None:
        _note_refused(account, day=day, sort=sort, people=people, at=at)
        raise RuleBroken("daily_limit_reached", limit=limit)
    return Standing(used, limit)


def _counted(account: Account, *, day: date, sort: Sort, people: int, limit: int) -> int | None:
    """How many it makes today; None where the limit stands against it."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [account.username, day, sort, people, limit])
        row = cursor.fetchone()
    return int(row[0]) if row else None


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
        day=account.day(at),
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
