"""Residents whose recording stands at a status that only the register's copy has: SIAK's lists told it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting.counting import Queue, by_kecamatan, by_status, of_age
from rekam.enrolment.waiting.disagreements import IN_SIAK
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import patience_in_siak
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.rules import Status as Residence
from rekam.registry.services import ladder_is_ours


def listed(*, on: date) -> Sequence[Queue]:
    """The scope's residents by status of SIAK's that an office has to watch or act on."""
    late_before = {status: on - patience_in_siak(status) for status in IN_SIAK}
    return by_status(_residents(), status="ektp_status", since="recorded_on", late_before=late_before)


def people_at(status: Status, *, area: str, age: str, on: date) -> QuerySet[Any]:
    """Who stands at a status of SIAK's, recorded longest ago first; `asked_at`: when the centre was asked.

    area   a kecamatan's code or ""; age   a key of `rules.AGES` or "", by the day of recording
    Raises RuleBroken("not_found") for a status that nobody has to watch, or an age that is none.
    """
    if status not in IN_SIAK:
        raise RuleBroken("not_found")
    rows = _residents(area).filter(ektp_status=status)
    rows = of_age(rows, age=age, since="recorded_on", now=on)
    asked = Submission.objects.filter(resident=OuterRef("uuid"), status=status).order_by("-asked_at")
    people: QuerySet[Any] = rows.annotate(asked_at=Subquery(asked.values("asked_at")[:1]))
    return people.order_by("recorded_on", "pk")


def kecamatan_of(status: Status) -> Sequence[tuple[str, int]]:
    """How many of them live in each kecamatan, by code."""
    return by_kecamatan(_residents().filter(ektp_status=status))


def _residents(area: str = "") -> QuerySet[Any]:
    """The active residents of the office; in full mode without those whose recording is in a queue here."""
    rows = registry.residents(area_code=area or settings.REKAM_OFFICE_AREA)
    rows = rows.filter(status=Residence.ACTIVE, ektp_status__in=IN_SIAK)
    if ladder_is_ours():
        ours = Record.objects.filter(resident=OuterRef("uuid"), leading=True, set_aside=False)
        rows = rows.filter(~Exists(ours))
    everybody: QuerySet[Any] = rows.order_by()
    return everybody
