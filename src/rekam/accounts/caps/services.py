"""Spending the daily allowance, and raising it for a day."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from rekam.accounts.caps import queries, rules, stopping
from rekam.accounts.caps.models import RaisedLimit, RefusedLook
from rekam.accounts.caps.reading import LIMITS
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.caps.stopping import Look
from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

LEAST_REASON = 10


# One statement asks for the limit, checks and counts, whether it is the day's first look or not.
COUNT = """
WITH today AS (
  SELECT %(base)s + COALESCE(sum(extra), 0) AS most FROM accounts_raisedlimit
  WHERE username = %(username)s AND day = %(day)s AND sort = %(sort)s
), counted AS (
  INSERT INTO accounts_dailyuse AS known (username, day, sort, people)
  SELECT %(username)s, %(day)s, %(sort)s, %(people)s FROM today WHERE %(people)s <= most
  ON CONFLICT ON CONSTRAINT accounts_use_once DO UPDATE SET people = known.people + excluded.people
  WHERE known.people + excluded.people <= (SELECT most FROM today)
  RETURNING people
)
SELECT most, (SELECT people FROM counted),
  EXISTS (SELECT FROM accounts_readingstop WHERE username = %(username)s AND ended_at IS NULL),
  (SELECT counted_at FROM accounts_readingday WHERE username = %(username)s AND day = %(day)s)
FROM today
"""


class Counted(NamedTuple):
    """What that statement says; used is None where the limit stands against it, looked_at before any look."""

    most: int
    used: int | None
    is_stopped: bool
    looked_at: int | None


def spend(
    *, account: Account, people: int, at: datetime, sort: Sort = Sort.LOOKS, look: Look | None = None
) -> Standing:
    """Count residents about to be shown to an officer; call it before they are, inside a transaction.

    people   how many the answer holds; 0 counts nothing
    look     what is shown, where the officer chose whom: it may be stopped, as a file may
    Two requests of one officer wait for each other here, so that together they cannot pass the limit.
    What is refused is written down on a second connection, and stays when the request is undone.
    Raises RuleBroken("daily_limit_reached" | "reading_stopped").
    """
    day = account.day(at)
    if people == 0:
        limit = queries.limit_of(account, day=day, sort=sort)
        return Standing(queries.used_of(account, day=day, sort=sort), limit)
    known = _counted(account, day=day, sort=sort, people=people)
    if known.is_stopped and (look is not None or sort is Sort.EXPORTED):
        raise RuleBroken("reading_stopped")
    if known.used is None:
        _note_refused(account, day=day, sort=sort, people=people, at=at)
        raise RuleBroken("daily_limit_reached", limit=known.most)
    if look is not None and known.used - (known.looked_at or 0) >= LIMITS.step:
        stopping.judge(account=account, look=look, used=known.used, at=at)
    return Standing(known.used, known.most)


def _counted(account: Account, *, day: date, sort: Sort, people: int) -> Counted:
    """Counted where the limit allows it, and what stands in the way where not."""
    base = queries.base_limit(Role(account.role), sort=sort)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT,
            {"username": account.username, "day": day, "sort": sort, "people": people, "base": base},
        )
        most, *more = cursor.fetchone()
    return Counted(int(most), *more)


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
