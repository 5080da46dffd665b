"""Recordings that stand still longer than their rung allows, and why."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from rekam.abis import queries as abis
from rekam.enrolment.models import Record
from rekam.enrolment.operations import jobs, rules
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import WATCHED, Cause, Facts, Reason
from rekam.enrolment.rules import OF_THE_CARD, Status
from rekam.enrolment.waiting.disagreements import READ, STAGE_OF
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry import queries as registry
from rekam.registry.services import ladder_is_ours

AT_ONCE = 200
SIAK_HAS = frozenset({Status.PRINT_READY_RECORD, *OF_THE_CARD})


@dataclass(frozen=True, kw_only=True)
class Rung:
    """How many of the scope stand too long at a status, and since when the oldest."""

    status: Status
    count: int
    oldest: datetime


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A recording that the worker should have taken on, why it was not, and why its stage failed."""

    record: Record
    cause: Cause
    reason: Reason | None


def rungs(*, at: datetime) -> Sequence[Rung]:
    """The rungs of the scope where recordings stand beyond their limit, in the order of the ladder."""
    counted = _late(at).order_by().values("state").annotate(count=Count("pk"), oldest=Min("state_since"))
    found = [Rung(status=Status(row["state"]), count=row["count"], oldest=row["oldest"]) for row in counted]
    return sorted(found, key=lambda one: list(Status).index(one.status))


def find_stuck(*, at: datetime, most: int = AT_ONCE) -> Sequence[Stuck]:
    """Those of the scope that the worker should have taken on, the longest standing first, with causes."""
    shown = list(_late(at).filter(state__in=WATCHED).values_list("pk", flat=True)[:most])
    with scope(EVERYWHERE):  # packets may be of a station elsewhere, and other recordings of the NIK too
        rows = Record.objects.filter(pk__in=shown).select_related("packet").order_by("state_since", "pk")
        return diagnose(list(rows), at=at)


def diagnose(rows: Sequence[Record], *, at: datetime) -> Sequence[Stuck]:
    """Why each of these recordings stands where it does; a handful of statements, however many there are."""
    subjects = [row.subject for row in rows]
    sampled, read, searched = abis.sampled(subjects), abis.read(subjects), abis.searched(subjects)
    failing = _attempts([row.packet.pk for row in rows])
    held = jobs.held([row.packet.uuid for row in rows], at=at)
    known = _known_at_centre(rows)
    found = []
    for row in rows:
        attempt = failing.get((row.packet.pk, _stage(row)))
        reason = Reason(attempt.reason) if attempt is not None and attempt.reason else None
        facts = Facts(
            status=Status(row.state),
            nik_at_centre=row.pk in known,
            has_samples=row.subject in sampled,
            has_template=row.subject in read,
            has_search=row.subject in searched,
            failing=reason,
            dead=attempt is not None and attempt.dead_at is not None,
            has_job=row.packet.uuid in held,
        )
        found.append(Stuck(record=row, cause=rules.cause_of(facts), reason=reason))
    return found


def _late(at: datetime) -> QuerySet[Record]:
    late = Q(pk__in=[])
    for status, after in settings.REKAM_STUCK_AFTER.items():
        late |= Q(state=status, state_since__lt=at - after)
    return Record.objects.filter(late, set_aside=False).order_by("state_since", "pk")


def _stage(row: Record) -> str:
    return STAGE_OF.get(Status(row.state), "extract")


def _attempts(packets: Collection[int]) -> Mapping[tuple[int, str], Attempt]:
    rows = Attempt.objects.filter(packet__in=packets)
    return {(row.packet_id, row.stage): row for row in rows}


def _known_at_centre(rows: Sequence[Record]) -> set[int]:
    """Those whose NIK has another recording that was read, or an earlier one that SIAK calls unique."""
    people = {row.resident for row in rows if row.resident is not None}
    others = Record.objects.filter(resident__in=people, set_aside=False, state__in=READ)
    pairs = set(others.values_list("resident", "pk"))
    earlier = {} if ladder_is_ours() else _recorded_in_siak(people)
    return {
        row.pk
        for row in rows
        if any(resident == row.resident and pk != row.pk for resident, pk in pairs)
        or (row.resident in earlier and earlier[row.resident] < row.captured_on)
    }


def _recorded_in_siak(people: Collection[uuid.UUID]) -> Mapping[uuid.UUID | None, date]:
    known = registry.residents_by_id([str(one) for one in people])
    return {one.uuid: one.recorded_on for one in known if one.ektp_status in SIAK_HAS and one.recorded_on}
