"""Reads for the page of operations and the commands: queues, dead letters, what fails."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from rekam.abis import queries as abis
from rekam.abis.pace import Pace, Trend, trend_of
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.operations import jobs, stuck
from rekam.enrolment.operations.attempts import dead, is_dead
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import WATCHED, Reason
from rekam.enrolment.rules import Status

PEOPLE = "people"
STAGES = ("open", "extract", "search")
_STATES: Mapping[str, Status] = {
    "extract": Status.PROCESSING,
    "search": Status.SENT_FOR_DEDUP,
    PEOPLE: Status.ADJUDICATE_RECORD,
}


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits for a stage, dead letters left out; `oldest` None where nothing does."""

    stage: str
    count: int
    oldest: datetime | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A stage for a page: its queue, its pace and where it is heading."""

    queue: Queue
    pace: Pace
    trend: Trend


@dataclass(frozen=True, kw_only=True)
class Why:
    """Attempts of one stage that failed for one reason: how many, and since and until when."""

    stage: str
    reason: Reason
    count: int
    since: datetime
    last: datetime


def queues(*, at: datetime) -> Sequence[Queue]:  # noqa: ARG001 - as its neighbours
    """What waits for each stage, and for two people, in the order of the way."""
    opened = Packet.objects.filter(~is_dead("pk", stage="open"), state=PacketState.RECEIVED)
    first = opened.aggregate(count=Count("pk"), oldest=Min("received_at"))
    waits = Q(state=Status.ADJUDICATE_RECORD)
    for stage in ("extract", "search"):
        waits |= Q(~is_dead("packet", stage=stage), state=_STATES[stage])
    rows = Record.objects.filter(waits, set_aside=False).values("state")
    found = {row["state"]: row for row in rows.annotate(count=Count("pk"), oldest=Min("state_since"))}
    behind = [_queue(stage, found.get(status)) for stage, status in _STATES.items()]
    return [_queue("open", first), *behind]


def _queue(stage: str, row: Mapping[str, Any] | None) -> Queue:
    if row is None:
        return Queue(stage=stage, count=0, oldest=None)
    return Queue(stage=stage, count=row["count"], oldest=row["oldest"])


def lines(*, at: datetime) -> Sequence[Line]:
    """The stages with their pace over the last hour and where their queues are heading."""
    paces, waited = abis.office_paces(at=at), abis.office_waited(at=at)
    return [_line(one, paces=paces, waited=waited, at=at) for one in queues(at=at)]


def _line(
    one: Queue, *, paces: Mapping[str, Pace], waited: Mapping[str, tuple[datetime, int]], at: datetime
) -> Line:
    pace = paces.get(one.stage, Pace())
    noted = waited.get(one.stage)
    before, since = (noted[1], at - noted[0]) if noted is not None else (None, timedelta())
    return Line(queue=one, pace=pace, trend=trend_of(one.count, before=before, since=since, done=pace.hour))


def whys(*, given_up: bool) -> Sequence[Why]:
    """The failing attempts of the scope by stage and reason, the most first.

    given_up   dead letters; else those that the worker still tries
    """
    rows = Attempt.objects.exclude(reason="").filter(dead_at__isnull=not given_up)
    counted = (
        rows.order_by()
        .values("stage", "reason")
        .annotate(count=Count("pk"), since=Min("first_failed_at"), last=Max("failed_at"))
    )
    found = [
        Why(
            stage=row["stage"],
            reason=Reason(row["reason"]),
            count=row["count"],
            since=row["since"],
            last=row["last"],
        )
        for row in counted
    ]
    return sorted(found, key=lambda one: (-one.count, STAGES.index(one.stage)))


def dead_of(*, stage: str = "", reason: str = "") -> QuerySet[Attempt]:
    """The dead letters of the scope, the longest dead first, of a stage and a reason or of all."""
    rows = dead(stage)
    return rows.filter(reason=reason) if reason else rows


def records_of(letters: Sequence[Attempt]) -> Mapping[int, uuid.UUID]:
    """The recordings of the scope that these are about, by their packet's key."""
    rows = Record.objects.filter(packet__in=[one.packet_id for one in letters])
    return dict(rows.values_list("packet_id", "uuid"))


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """Whether the scope's work goes on, in five counts.

    jobs_failed   of the worker, for good, since a moment
    dead          stages that are not tried any more
    stuck, late   recordings beyond their limit where the worker should have taken them on, and elsewhere
    """

    workers: int
    jobs_failed: int
    dead: int
    stuck: int
    late: int


def pulse(*, at: datetime, failed_since: datetime) -> Pulse:
    """How the work goes on; four statements."""
    rungs = stuck.rungs(at=at)
    return Pulse(
        workers=jobs.workers(at=at),
        jobs_failed=jobs.failed(since=failed_since),
        dead=dead().count(),
        stuck=sum(one.count for one in rungs if one.status in WATCHED),
        late=sum(one.count for one in rungs if one.status not in WATCHED),
    )
