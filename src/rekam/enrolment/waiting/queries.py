"""Reads of the queues: how many stand where and since when, page by page; what was asked for them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from rekam.accounts.queries import accounts_of_person
from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import limits, rules
from rekam.enrolment.waiting.counting import Queue, by_kecamatan, by_status, of_age
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What of a queue is looked at; empty words leave all in.

    area   a kecamatan's code
    age    a key of `rules.AGES`
    code   why they stand, a code of `words.REASONS`
    """

    area: str = ""
    age: str = ""
    code: str = ""


def patience_of(status: Status) -> timedelta | None:
    """How long a recording may stand at a status here; None where that is no fault. See `limits.patience`."""
    return limits.patience(status, limits=settings.REKAM_STUCK_AFTER)


def queues(*, at: datetime) -> Sequence[Queue]:
    """The scope's recordings that count, by status in the order of the ladder."""
    patience = {status: patience_of(status) for status in Status}
    late_before = {status: at - days for status, days in patience.items() if days is not None}
    return by_status(_counting(), status="state", since="state_since", late_before=late_before)


def count_set_aside() -> int:
    """How many recordings of the scope another one, or nobody, stands in for."""
    return Record.objects.filter(set_aside=True).count()


def in_queue(status: Status, *, narrowed: Narrowed, at: datetime) -> QuerySet[Any]:
    """What stands at a status, the longest waiting first, each with its `code` and, if something waits for a
    second person, what was `asked`.

    Raises RuleBroken("not_found") for an age that is none.
    """
    last = RecordEvent.objects.filter(record=OuterRef("pk")).order_by("-number")
    rows = _counting().filter(state=status).annotate(code=Subquery(last.values("facts__code")[:1]))
    if narrowed.area:
        rows = rows.filter(Q(area_code=narrowed.area) | Q(area_code__startswith=f"{narrowed.area}."))
    if narrowed.code:
        rows = rows.filter(pk__in=_reached(status).filter(facts__code=narrowed.code).values("record"))
    rows = of_age(rows, age=narrowed.age, since="state_since", now=at)
    opened = Submission.objects.filter(record=OuterRef("pk"), agreed=None).values("remedy")[:1]
    return rows.annotate(asked=Subquery(opened)).order_by("state_since", "pk")


def kecamatan_of(status: Status) -> Sequence[tuple[str, int]]:
    """How many of a queue live in each kecamatan, by code."""
    return by_kecamatan(_counting().filter(state=status))


def codes_of(status: Status) -> Sequence[tuple[str, int]]:
    """How many of a queue stand there for each code, the most common first."""
    rows = _reached(status).filter(facts__has_key="code").values("facts__code")
    found = rows.annotate(count=Count("pk")).order_by("-count", "facts__code")
    return [(row["facts__code"], row["count"]) for row in found]


def next_in_queue(record: Record) -> uuid.UUID | None:
    """The recording that waits right after this one at the same status, or None at the end."""
    later = Q(state_since__gt=record.state_since) | Q(state_since=record.state_since, pk__gt=record.pk)
    rows = _counting().filter(later, state=record.state).order_by("state_since", "pk")
    return rows.values_list("uuid", flat=True).first()


def first_in_queue(status: Status) -> uuid.UUID | None:
    """The recording that has waited longest at a status, or None."""
    rows = _counting().filter(state=status).order_by("state_since", "pk")
    return rows.values_list("uuid", flat=True).first()


def standing_of(record: Record) -> rules.Standing:
    """A recording as far as its buttons depend on it."""
    return rules.Standing(
        status=Status(record.state),
        sends=sends(record),
        set_aside=record.set_aside,
        has_open=find_open(record) is not None,
    )


def sends(record: Record) -> int:
    """How often a recording was sent on, the first time counted."""
    return RecordEvent.objects.filter(record=record, status=Status.PROCESSING).count()


def other_of(record: Record) -> uuid.UUID | None:
    """The recording that this one was found to be a double of, or None."""
    named = RecordEvent.objects.filter(record=record, facts__other__isnull=False).order_by("-number")
    found = named.values_list("facts__other", flat=True).first()
    return uuid.UUID(found) if found else None


def find_open(record: Record) -> Submission | None:
    """What waits for a second person about a recording, or None."""
    return Submission.objects.filter(record=record, agreed=None).first()


def submissions_of(record: Record) -> Sequence[Submission]:
    """What was asked for a recording, oldest first."""
    return list(Submission.objects.filter(record=record).order_by("asked_at", "pk"))


def get_submission(submission: uuid.UUID) -> Submission:
    """The submission with this id. Raises RuleBroken("not_found")."""
    found = Submission.objects.filter(uuid=submission).select_related("record").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def waiting_submissions(*, not_by: str = "") -> QuerySet[Submission]:
    """What waits for a second person, the oldest first.

    not_by   the user name of a second person, who neither asked nor recorded; "" = everybody's
    """
    rows = Submission.objects.filter(agreed=None).select_related("record").order_by("asked_at", "pk")
    if not not_by:
        return rows
    own = accounts_of_person(not_by)
    return rows.exclude(asked_by__in=own).exclude(record__officer__in=own)


def submissions_in(month: date, *, remedy: str = "", reason: str = "") -> QuerySet[Submission]:
    """What was asked in a month, the newest first: the office's monthly submissions.

    month    any day of it, in the office's zone
    remedy   a `Remedy`, or ""; reason   a `Reason`, or ""
    """
    rows = Submission.objects.filter(asked_at__year=month.year, asked_at__month=month.month)
    if remedy in set(Remedy):
        rows = rows.filter(remedy=remedy)
    if reason in set(Reason):
        rows = rows.filter(reason=reason)
    return rows.select_related("record").order_by("-asked_at", "-pk")


def count_by_kind(rows: QuerySet[Submission]) -> Sequence[tuple[str, str, int]]:
    """How many of these were asked of each remedy and reason, and agreed or not."""
    kinds = rows.order_by().values("remedy", "reason")
    found = kinds.annotate(count=Count("pk")).order_by("remedy", "reason")
    return [(row["remedy"], row["reason"], row["count"]) for row in found]


def find_owner(nik: str) -> uuid.UUID | None:
    """The register's id of whose NIK that is, or None for "".

    Raises RuleBroken("nik_malformed" | "owner_unknown"), the latter also of another office's resident.
    """
    if not nik:
        return None
    found = registry.find_by_nik(nik)
    if found is None:
        raise RuleBroken("owner_unknown")
    return found.uuid


def asked_for_officers_bodies(records: Collection[int]) -> Mapping[int, str]:
    """Who asked to set these recordings aside because an officer's body is on them, by their keys."""
    rows = Submission.objects.filter(record__in=records, reason=Reason.OPERATORS_BODY).exclude(agreed=False)
    return dict(rows.order_by("pk").values_list("record", "asked_by"))


def _counting() -> QuerySet[Record]:
    return Record.objects.filter(set_aside=False)


def _reached(status: Status) -> QuerySet[RecordEvent]:
    """The events by which the recordings of a queue came to stand there."""
    return RecordEvent.objects.filter(
        status=status, record__state=status, record__set_aside=False, at=F("record__state_since")
    )
