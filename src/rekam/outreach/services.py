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
    missing = missing_people(area_code=area_code, on=on).values_list("uuid", flat=True)
    listed = [str(person) for person in missing[:MAX_PEOPLE]]
    if not listed:
        raise RuleBroken("nobody_to_visit", area=area_code)
    return call_up(
        area_code=area_code, site=name, on=on, people=listed, known=missing.count(), actor=actor, at=at
    )


def call_up(
    *,
    area_code: str,
    site: str,
    on: date,
    people: Sequence[str],
    known: int,
    actor: str,
    at: datetime,
) -> Visit:
    """A visit with the people it calls, and the entry that tells each of them.

    site    what the place is called
    people  residents' ids
    known   how many are not recorded there, on the list or not
    """
    visit = Visit.objects.create(
        area_code=area_code,
        site=site,
        on=on,
        people=list(people),
        known=known,
        planned_by=actor,
        planned_at=at,
    )
    record(
        "outreach.visit.planned",
        actor=actor,
        at=at,
        subjects=[str(visit.uuid), *people],
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


@transaction.atomic
def forget_lists(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty the call-up lists of visits that were before that day; the visits' ids.

    What remains: that the visit was, where and when; who was on the list stands in the audit.
    """
    visits = Visit.objects.filter(on__lt=before.date()).exclude(people=[]).order_by("on", "pk")
    ids = [str(visit) for visit in visits.values_list("uuid", flat=True)]
    if not dry_run:
        Visit.objects.filter(uuid__in=ids).update(people=[])
    return ids


@transaction.atomic
def forget_tries(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget stations' refused requests for work lists made before that moment; their numbers.

    Granted ones stay: their nonce must never be granted again, however old the request.
    """
    tries = Pull.objects.filter(at__lt=before, granted=False)
    ids = [str(number) for number in tries.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        tries.filter(pk__in=ids).delete()
    return ids
