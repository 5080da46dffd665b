"""The fold: what happened since the last one goes into the counters, in one statement of one snapshot."""

import uuid
from datetime import date, datetime

from django.db import connection, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.counters import backfill, writing
from rekam.coverage.counters.models import Ledger, Note
from rekam.coverage.counters.people import people_due, people_due_then, people_now
from rekam.coverage.counters.rules import REACH_OF, Reach, Reason
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.queries import get_resident

FOLD_LOCK = 0x52656B616D13


@transaction.atomic
def fold(*, at: datetime) -> int:
    """Take events, notes, new rows and birthdays into the counters; how many persons changed.

    The first fold counts everybody, and keeps the day before as the register tells it; one after a bulk
    import takes in the whole list. When the office's day has changed, the day before is first brought to its
    end and kept, and so is every day on which nobody folded: each has its own total and its own causes. A
    second fold at the same time does nothing. Call it in the office's scope.
    """
    if not _alone("pg_try_advisory_xact_lock"):
        return 0
    today = office_day(at)
    ledger = Ledger.objects.first()
    if ledger is None:
        people = rebuild(at=at)
        backfill.keep_before_counters(begun=today)
        return people
    if ledger.folded_below > writing.newest_transaction():
        return rebuild(at=at)  # a restored database counts its transactions anew
    earlier = sum(_close(day) for day in backfill.days_to_close(ledger.counted_on, today=today))
    changed, horizon = writing.take_in(people_due(on=today))
    _move_ledger(horizon=horizon, on=today, at=at)
    return earlier + changed


@transaction.atomic
def rebuild(*, at: datetime) -> int:
    """Throw the counters away and count everybody anew, as after a recount that found them wrong.

    Days and flows that were kept stay. Returns how many persons were counted.
    """
    _alone("pg_advisory_xact_lock")
    writing.empty()
    today = office_day(at)
    people, horizon = writing.build(people_now(on=today))
    _move_ledger(horizon=horizon, on=today, at=at)
    return people


@transaction.atomic
def remember(*, at: datetime) -> date | None:
    """Keep one more day gone by before those that are kept, so that a new installation has a trend.

    Returns the day, or None when half a year is there or the counters are not made yet. What is kept so is
    a recount by the register of today: who has left the office's area since is not in it.
    """
    first = backfill.first_kept()
    on = backfill.day_before(first, today=office_day(at)) if first else None
    if first and on:
        backfill.keep_before(first, on=on)
    return on


@transaction.atomic
def note_reason(
    *,
    resident: uuid.UUID,
    reason: Reason,
    evidence_on: date,
    actor: str,
    at: datetime,
    back_on: date | None = None,
) -> Note:
    """Write down why somebody was not recorded; the gap is split by it, and nobody leaves the gap for it.

    evidence_on   the day on which it was found, in the office's zone; not after `at`
    back_on       when who is away comes back; None where nobody knows, and for whoever is not away
    Raises RuleBroken("not_found" | "evidence_in_future" | "back_before_found").
    """
    if evidence_on > office_day(at):
        raise RuleBroken("evidence_in_future")
    back_on = back_on if REACH_OF[reason] is Reach.AWAY else None
    if back_on is not None and back_on <= evidence_on:
        raise RuleBroken("back_before_found")
    found = get_resident(resident)
    note = Note.objects.create(
        resident=found.uuid,
        area_code=found.area_code,
        reason=reason,
        reach=REACH_OF[reason],
        evidence_on=evidence_on,
        back_on=back_on,
        actor=actor,
        at=at,
    )
    record(
        "coverage.reason_noted",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.OUTREACH,
        reason=reason,
    )
    return note


def _close(day: date) -> int:
    """Bring the counters to the end of a day gone by, and keep it."""
    changed, _ = writing.take_in(people_due_then(on=day))
    writing.keep_day(on=day)
    return changed


def _alone(lock: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [FOLD_LOCK])
        return cursor.fetchone()[0] is not False


def _move_ledger(*, horizon: writing.Horizon, on: date, at: datetime) -> None:
    known = Ledger.objects.first() or Ledger()
    known.folded_below, known.last_resident = horizon.transaction, horizon.resident
    known.counted_on, known.folded_at = on, at
    known.save()
