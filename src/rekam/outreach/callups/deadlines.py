"""Days from which calls keep 60 days: polling days, and days on which NIKs are taken out of use.

The registry keeps the former; the centre announces the latter, and the office notes them here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.database import current_scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups.codes import office_scope
from rekam.outreach.callups.models import CallDeadline
from rekam.registry.voters.queries import typed_in
from rekam.registry.voters.rules import POLLING_DAYS

SHORTEST_SOURCE = 5  # letters


@dataclass(frozen=True)
class Deadline:
    """A day from which calls keep away.

    name, source  the poll and the decision that fixed it; name is "" for a day of taking NIKs out of use
    row           what the office noted, which it may take back; None for a polling day
    """

    on: date
    name: str
    source: str
    row: CallDeadline | None = None


def deadlines() -> Sequence[Deadline]:
    """All that are known, whatever part of the office asks, the earliest first."""
    polls = [Deadline(one.on, one.name, one.source) for one in POLLING_DAYS]
    polls += [Deadline(one.on, one.name, one.source) for one in typed_in()]
    with scope(office_scope()):
        rows = CallDeadline.objects.filter(withdrawn_at=None)
        noted = [Deadline(row.on, "", row.source, row) for row in rows]
    return sorted([*polls, *noted], key=lambda one: (one.on, one.name))


def deadline_days() -> frozenset[date]:
    """The days alone."""
    return frozenset(one.on for one in deadlines())


def keeps_deadlines() -> bool:
    """Whether the scope is the whole office's, whose days these are."""
    return current_scope().contains(str(settings.REKAM_OFFICE_AREA))


@transaction.atomic
def note_deadline(*, on: date, source: str, actor: str, at: datetime) -> CallDeadline:
    """Note that the centre takes NIKs out of use on a day; rounds drawn from now on keep away from it.

    source  the letter that announced it
    Only who works for the whole office. Raises RuleBroken("not_found" | "call_deadline_past" |
    "call_deadline_source" | "call_deadline_known").
    """
    if not keeps_deadlines():
        raise RuleBroken("not_found")
    if on < office_day(at):
        raise RuleBroken("call_deadline_past")
    if sum(letter.isalnum() for letter in source) < SHORTEST_SOURCE:
        raise RuleBroken("call_deadline_source")
    row = CallDeadline(
        area_code=str(settings.REKAM_OFFICE_AREA), on=on, source=source.strip(), set_by=actor, set_at=at
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("call_deadline_known") from error
    record("outreach.calls.deadline_noted", actor=actor, at=at, case=str(row.uuid), on=on.isoformat())
    return row


@transaction.atomic
def withdraw_deadline(*, deadline: UUID, actor: str, at: datetime) -> CallDeadline:
    """Take a noted day back; it stays in the table. Raises RuleBroken("not_found")."""
    row = CallDeadline.objects.select_for_update().filter(uuid=deadline, withdrawn_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    row.withdrawn_by, row.withdrawn_at = actor, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record("outreach.calls.deadline_withdrawn", actor=actor, at=at, case=str(row.uuid), on=row.on.isoformat())
    return row
