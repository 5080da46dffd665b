"""Residents whose recording stands at a status that only the register's copy has: SIAK's lists told it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting.disagreements import IN_SIAK
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.queries import KECAMATAN_LETTERS, Median
from rekam.enrolment.waiting.rules import check_age, patience_in_siak
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.rules import Status as Residence
from rekam.registry.services import ladder_is_ours


@dataclass(frozen=True, kw_only=True)
class Listed:
    """How many residents stand at a status of SIAK's, recorded since when, and how many too long.

    oldest, median   days of recording; None where the lists never said one
    """

    status: Status
    count: int
    oldest: date | None
    median: date | None
    late: int


def listed(*, on: date) -> Sequence[Listed]:
    """The scope's residents by status of SIAK's that an office has to watch or act on, in their order."""
    late = Q()
    for status in IN_SIAK:
        late |= Q(ektp_status=status, recorded_on__lt=on - patience_in_siak(status))
    rows = (
        _residents()
        .values("ektp_status")
        .annotate(
            count=Count("pk"),
            oldest=Min("recorded_on"),
            median=Median("recorded_on"),
            late=Count("pk", filter=late),
        )
    )
    found = [
        Listed(
            status=Status(row["ektp_status"]),
            count=row["count"],
            oldest=row["oldest"],
            median=row["median"],
            late=row["late"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: IN_SIAK.index(one.status))


def people_at(status: Status, *, area: str, age: str, on: date) -> QuerySet[Any]:
    """Who stands at a status of SIAK's, recorded longest ago first; `asked_at`: when the centre was asked.

    area   a kecamatan's code or ""; age   a key of `rules.AGES` or "", by the day of recording
    Raises RuleBroken("not_found") for a status that nobody has to watch, or an age that is none.
    """
    if status not in IN_SIAK:
        raise RuleBroken("not_found")
    rows = _residents(area).filter(ektp_status=status)
    if age:
        least, most = check_age(age)
        rows = rows.filter(recorded_on__lte=on - timedelta(days=least))
        if most is not None:
            rows = rows.filter(recorded_on__gt=on - timedelta(days=most))
    asked = Submission.objects.filter(resident=OuterRef("uuid"), status=status).order_by("-asked_at")
    people: QuerySet[Any] = rows.annotate(asked_at=Subquery(asked.values("asked_at")[:1]))
    return people.order_by("recorded_on", "pk")


def kecamatan_of(status: Status) -> Sequence[tuple[str, int]]:
    """How many of them live in each kecamatan, by code."""
    rows = _residents().filter(ektp_status=status).values(kecamatan=Substr("area_code", 1, KECAMATAN_LETTERS))
    found = rows.annotate(count=Count("pk")).order_by("kecamatan")
    return [(row["kecamatan"], row["count"]) for row in found]


def _residents(area: str = "") -> QuerySet[Any]:
    """The active residents of the office; in full mode without those whose recording is in a queue here."""
    rows = registry.residents(area_code=area or settings.REKAM_OFFICE_AREA)
    rows = rows.filter(status=Residence.ACTIVE, ektp_status__in=IN_SIAK)
    if ladder_is_ours():
        ours = Record.objects.filter(resident=OuterRef("uuid"), leading=True, set_aside=False)
        rows = rows.filter(~Exists(ours))
    everybody: QuerySet[Any] = rows.order_by()
    return everybody
