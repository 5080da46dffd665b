"""Stopping an officer's reading by what the log says of the day, and opening it again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rekam.accounts.caps import queries
from rekam.accounts.caps.models import ReadingDay, ReadingStop
from rekam.accounts.caps.reading import Found, Step, day_of, find_sign, limits_of, sort_of
from rekam.accounts.models import Account
from rekam.accounts.people import same_person
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

LEAST_FINDING = 10
log = logging.getLogger("rekam.reading")


@dataclass(frozen=True)
class Look:
    """What an officer is about to see, where he chose whom: the action of its entry, and the people's ids."""

    action: str
    people: Sequence[str]


class Told(TypedDict):
    """What the audit is told of an answer, as `record` takes it."""

    actor: str
    at: datetime
    subjects: list[str]
    case: str


def judge(*, account: Account, look: Look, used: int, at: datetime) -> None:
    """Read the officer's day in the log, with this look, and stop his reading where it is copying.

    used  residents shown that day, this look's among them
    The stop stays when the request is undone, and this look with it.
    Raises RuleBroken("reading_stopped").
    """
    trail, limits = queries.trail_of(account, at=at), limits_of(settings.REKAM_READING)
    sort = sort_of(look.action, people=len(look.people))
    today = day_of([*trail.steps, Step(at=trail.local(at), sort=sort, people=look.people)], limits=limits)
    found = find_sign(today, before=trail.scores, limits=limits)
    if found is not None:
        _stop(account, found=found, at=at)
        raise RuleBroken("reading_stopped")
    ReadingDay.objects.update_or_create(
        username=account.username,
        day=account.day(at),
        defaults={"score": today.score, "counted_at": used},
    )


def judge_missed(*, account: Account, look: Look, at: datetime) -> None:
    """The same for a search that found nobody, which shows and counts nobody.

    Raises RuleBroken("reading_stopped").
    """
    if queries.is_stopped(account.username):
        raise RuleBroken("reading_stopped")
    judge(account=account, look=look, used=queries.looks_today(account, at=at), at=at)


@transaction.atomic
def answer_stop(*, stop: UUID, opens: bool, finding: str, by: Account, at: datetime) -> ReadingStop:
    """Write down what came out of asking the officer; open the reading again, or leave it stopped.

    What was read before is not counted again after it was opened.
    Raises RuleBroken("not_found" | "stop_is_yours" | "stop_ended" | "stop_finding_missing").
    """
    if queries.find_stopped(stop, by=by) is None:
        raise RuleBroken("not_found")
    row = ReadingStop.objects.select_for_update().get(uuid=stop)
    if same_person(row.username, by.username):
        raise RuleBroken("stop_is_yours")
    if row.ended_at is not None:
        raise RuleBroken("stop_ended")
    if len(finding.strip()) < LEAST_FINDING:
        raise RuleBroken("stop_finding_missing", least=LEAST_FINDING)
    row.seen_by, row.seen_at, row.finding = by.username, at, finding.strip()
    row.ended_at = at if opens else None
    row.save(update_fields=["seen_by", "seen_at", "finding", "ended_at"])
    told: Told = {"actor": by.username, "at": at, "subjects": [row.username], "case": str(row.uuid)}
    if opens:
        record("accounts.reading_opened", **told)
    else:
        record("accounts.reading_kept_stopped", **told)
    return row


def _stop(account: Account, *, found: Found, at: datetime) -> None:
    with apart():
        row, is_new = ReadingStop.objects.get_or_create(
            username=account.username,
            ended_at=None,
            defaults={"sign": found.sign, "number": found.number, "most": found.most, "at": at},
        )
        if not is_new:
            return
        record(
            "accounts.reading_stopped",
            actor=account.username,
            at=at,
            subjects=[account.username],
            case=str(row.uuid),
            sign=found.sign.value,
            number=found.number,
            most=found.most,
        )
    log.warning("reading stopped %s: %s, %d of %d", row.uuid, found.sign.value, found.number, found.most)
