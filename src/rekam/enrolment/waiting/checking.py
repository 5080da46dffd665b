"""Where the ladder disagrees with the worker's jobs, the bodies, the register's copy or SIAK's list."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from rekam.abis import queries as abis
from rekam.enrolment.models import Packet, PacketState, Record, RecordEvent
from rekam.enrolment.operations.attempts import is_dead
from rekam.enrolment.rules import ATTENTION, Status
from rekam.enrolment.waiting import disagreements as rules
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry import queries as registry
from rekam.registry.ladder import UNREGISTERED
from rekam.registry.rules import Status as Residence
from rekam.registry.services import ladder_is_ours

Rows = QuerySet[Record] | Sequence[Record] | QuerySet[Packet]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A kind of disagreement, and how many of the scope there are."""

    kind: Disagreement
    count: int


def find(kind: Disagreement, *, at: datetime) -> Rows:
    """What of the scope disagrees in this way, the longest standing first."""
    return _FINDERS[kind](at)


def findings(*, at: datetime) -> Sequence[Finding]:
    """All disagreements of the scope that there are, in the order of the list; kinds without any left out."""
    asked = [kind for kind in Disagreement if is_asked(kind)]
    found = [Finding(kind=kind, count=_count(find(kind, at=at))) for kind in asked]
    return [one for one in found if one.count]


def _count(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def is_asked(kind: Disagreement) -> bool:
    """Whether this mode can disagree in this way: either the register follows the recording, or SIAK."""
    here = (Disagreement.REGISTER_BEHIND, Disagreement.REGISTER_AHEAD)
    beside = (Disagreement.NOT_IN_SIAK, Disagreement.SIAK_DOUBTS, Disagreement.SIAK_UNIQUE)
    return kind not in (beside if ladder_is_ours() else here)


def _packets(at: datetime) -> QuerySet[Packet]:
    rows = Packet.objects.filter(state=PacketState.RECEIVED, received_at__lt=at - rules.PASSED_OVER)
    return rows.order_by("received_at", "pk")


def _standing(at: datetime, *states: Status) -> QuerySet[Record]:
    rows = Record.objects.filter(state__in=states, state_since__lt=at - rules.PASSED_OVER, set_aside=False)
    return rows.select_related("packet").order_by("state_since", "pk")


def _jobs(*states: str) -> Exists:
    named = Cast(OuterRef("packet__uuid"), CharField())
    return Exists(ProcrastinateJob.objects.filter(lock=named, status__in=states))


def _given_up(rows: QuerySet[Record]) -> QuerySet[Record]:
    named = Q()
    for status, stage in rules.STAGE_OF.items():
        named |= Q(is_dead("packet", stage=stage), state=status)
    return rows.filter(named)


def _waits_for_job(at: datetime) -> QuerySet[Record]:
    rows = _standing(at, *rules.STAGE_OF)
    return rows.exclude(pk__in=_given_up(rows).values("pk"))


def _no_job(at: datetime) -> QuerySet[Record]:
    return _waits_for_job(at).filter(~_jobs("todo", "doing"), ~_jobs("failed"))


def _job_failed(at: datetime) -> QuerySet[Record]:
    return _waits_for_job(at).filter(_jobs("failed"))


def _dead_letter(at: datetime) -> QuerySet[Record]:
    return _given_up(_standing(at, *rules.STAGE_OF))


def _not_taken_on(at: datetime) -> QuerySet[Record]:
    return _standing(at, *rules.BETWEEN)


def _search_stuck(at: datetime) -> QuerySet[Record]:
    return _standing(at, Status.SENT_FOR_DEDUP).filter(
        state_since__lt=at - settings.REKAM_STUCK_AFTER[Status.SENT_FOR_DEDUP]
    )


def _body_missing(at: datetime) -> QuerySet[Record]:
    read = Exists(abis.templates().filter(subject__uuid=OuterRef("subject")))
    return _standing(at, *rules.READ).filter(~read)


def _case_missing(at: datetime) -> QuerySet[Record]:
    cases = Exists(abis.cases().filter(probe__uuid=OuterRef("subject")))
    return _standing(at, Status.ADJUDICATE_RECORD).filter(~cases)


def _decision_waits(at: datetime) -> QuerySet[Record]:
    cases = abis.cases().filter(probe__uuid=OuterRef("subject"))
    decided, open_ = Exists(cases), Exists(cases.filter(decided_at=None))
    return _standing(at, Status.ADJUDICATE_RECORD).filter(decided, ~open_)


def _followed() -> QuerySet[Record]:
    rows = Record.objects.filter(leading=True, set_aside=False, resident__isnull=False)
    return rows.select_related("packet").order_by("state_since", "pk")


def _differing(*, behind: bool) -> QuerySet[Record]:
    """Whose register's copy stands lower on the ladder than the recording, or higher; unknown words low."""
    register = registry.residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid=OuterRef("resident"))
    placed = register.annotate(place=_place_of("ektp_status"))
    compared = {"place__lt" if behind else "place__gt": OuterRef("place")}
    rows = _followed().annotate(place=_place_of("state")).filter(Exists(placed.filter(**compared)))
    return rows.annotate(copy=Subquery(register.values("ektp_status")[:1]))


def _place_of(column: str) -> Case:
    """How high a status stands on the ladder."""
    steps = [When(**{column: status}, then=Value(place)) for place, status in enumerate(Status)]
    return Case(*steps, default=Value(-1))


def _said_by_siak(states: Sequence[Status], *, copies: Sequence[str]) -> QuerySet[Record]:
    register = registry.residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid=OuterRef("resident"))
    return _followed().filter(Exists(register.filter(ektp_status__in=copies)), state__in=states)


def _not_in_siak(at: datetime) -> QuerySet[Record]:
    known_by_now = _said_by_siak(list(Status), copies=[UNREGISTERED])
    return known_by_now.filter(received_at__lt=at - rules.SIAK_KNOWS_AFTER)


def _double_settled(at: datetime) -> Sequence[Record]:
    named = RecordEvent.objects.filter(record=OuterRef("pk"), facts__other__isnull=False).order_by("-number")
    doubles = list(
        _standing(at, Status.DUPLICATE_RECORD).annotate(other=Subquery(named.values("facts__other")[:1]))
    )
    counting = _still_counting([row.other for row in doubles if row.other])
    return [row for row in doubles if row.other and uuid.UUID(row.other) not in counting]


def _still_counting(records: Sequence[str]) -> set[uuid.UUID]:
    """Those of these recordings that count, of people whose NIK is in use; whichever office has them."""
    with scope(EVERYWHERE):
        rows = Record.objects.filter(uuid__in=records, set_aside=False).values_list("uuid", "resident")
        people = registry.residents_by_id([str(resident) for _, resident in rows if resident])
        gone = {one.uuid for one in people if one.status != Residence.ACTIVE}
        return {record for record, resident in rows if resident not in gone}


_FINDERS: Mapping[Disagreement, Callable[[datetime], Rows]] = {
    Disagreement.PACKET_WAITS: _packets,
    Disagreement.NO_JOB: _no_job,
    Disagreement.JOB_FAILED: _job_failed,
    Disagreement.DEAD_LETTER: _dead_letter,
    Disagreement.NOT_TAKEN_ON: _not_taken_on,
    Disagreement.SEARCH_STUCK: _search_stuck,
    Disagreement.BODY_MISSING: _body_missing,
    Disagreement.CASE_MISSING: _case_missing,
    Disagreement.DECISION_WAITS: _decision_waits,
    Disagreement.REGISTER_BEHIND: lambda _at: _differing(behind=True),
    Disagreement.REGISTER_AHEAD: lambda _at: _differing(behind=False),
    Disagreement.DOUBLE_SETTLED: _double_settled,
    Disagreement.NOT_IN_SIAK: _not_in_siak,
    Disagreement.SIAK_DOUBTS: lambda _at: _said_by_siak(rules.UNIQUE, copies=ATTENTION),
    Disagreement.SIAK_UNIQUE: lambda _at: _said_by_siak(rules.DOUBTED, copies=rules.UNIQUE),
}
