"""Planning a visit and handing its work list to a station."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.queries import missing_people
from rekam.enrolment.worklist import MAX_PEOPLE
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import get_area
from rekam.outreach.models import Pull, Visit


@transaction.atomic
def plan_visit(*, area_code: str, on: date, actor: str, at: datetime, site: str = "") -> Visit:
    """Plan a day at a site, with the wajib of its area who are not recorded by then as work list.

    Raises RuleBroken("area_unknown" | "nobody_to_visit").
    """
    name = site or get_area(area_code).name
    people = missing_people(area_code=area_code, on=on).values_list("uuid", flat=True)[:MAX_PEOPLE]
    listed = [str(person) for person in people]
    if not listed:
        raise RuleBroken("nobody_to_visit", area=area_code)
    visit = Visit.objects.create(
        area_code=area_code, site=name, on=on, people=listed, planned_by=actor, planned_at=at
    )
    record(
        "outreach.visit.planned",
        actor=actor,
        at=at,
        subjects=[str(visit.uuid), *listed],
        purpose=Purpose.OUTREACH,
        case=str(visit.uuid),
    )
    return visit


def note_pull(*, station: str, nonce: bytes, at: datetime, granted: bool) -> None:
    """Remember that a station asked, so that nobody tries passphrases without end or plays a request again.

    Raises RuleBroken("pull_repeated") for a nonce that was granted before.
    """
    try:
        with transaction.atomic():
            Pull.objects.create(station=station, nonce=nonce, at=at, granted=granted)
    except IntegrityError as error:
        raise RuleBroken("pull_repeated") from error


def note_list_given(
    *, visit: Visit, station: str, officer: str, people: Sequence[UUID], at: datetime
) -> None:
    """One entry for the whole list, with everybody it showed."""
    record(
        "outreach.list.given",
        actor=officer,
        at=at,
        subjects=[str(person) for person in people],
        purpose=Purpose.OUTREACH,
        case=str(visit.uuid),
        station=station,
    )
