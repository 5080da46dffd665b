"""Planning a visit, calling one off, and handing its work list to a station."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.community.queries import people_elsewhere
from rekam.coverage.queries import missing_people
from rekam.enrolment.worklist import MAX_PEOPLE
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import Area, get_area
from rekam.messages.templates import Template
from rekam.outreach.models import Pin, Pull, Site, Visit
from rekam.outreach.rules import LONGEST_WHY
from rekam.outreach.sites.services import make_villages
from rekam.outreach.telling import tell


@transaction.atomic
def plan_visit(*, area_code: str, on: date, actor: str, at: datetime) -> Visit:
    """Plan a day in an area, with its wajib who are not recorded by then and can be met as work list.

    Raises RuleBroken("area_unknown" | "nobody_to_visit").
    """
    missing = missing_people(area_code=area_code, on=on).values_list("uuid", flat=True)
    away = people_elsewhere(on=on)
    listed = [str(person) for person in missing if person not in away][:MAX_PEOPLE]
    if not listed:
        raise RuleBroken("nobody_to_visit", area=area_code)
    make_villages(office=str(settings.REKAM_OFFICE_AREA), actor=actor, at=at)
    where = Site.objects.filter(code=area_code).first() or get_area(area_code)
    return call_up(where, on=on, people=listed, known=len(missing), actor=actor, at=at)


def call_up(
    where: Site | Area, *, on: date, people: Sequence[str], known: int, actor: str, at: datetime
) -> Visit:
    """A visit with the people it calls, and the entry that tells each of them: the one way to make one.

    where   an area for a visit to a place that is no site
    people  residents' ids
    known   how many are not recorded there, on the list or not
    """
    site = where if isinstance(where, Site) else None
    visit = Visit.objects.create(
        area_code=where.area_code if isinstance(where, Site) else where.code.text,
        site=site,
        place=where.name,
        on=on,
        people=list(people),
        known=known,
        planned_by=actor,
        planned_at=at,
    )
    _tell_the_called("planned", visit=visit, actor=actor, at=at)
    return visit


@transaction.atomic
def call_off(*, visit: UUID, why: str, actor: str, at: datetime) -> Visit:
    """Say that a visit does not take place: whoever was called and its place are told.

    The announced date is lifted, so that the next plan need not keep it.
    Raises RuleBroken("visit_unknown" | "visit_over" | "why_missing").
    """
    row = _to_change(visit, at=at)
    if not why.strip():
        raise RuleBroken("why_missing")
    row.called_off_at, row.called_off_by, row.why_off = at, actor, why.strip()[:LONGEST_WHY]
    row.save(update_fields=["called_off_at", "called_off_by", "why_off"])
    _lift_announced(row, actor=actor, at=at)
    _tell_the_called("called_off", visit=row, actor=actor, at=at)
    tell(row, template=Template.VISIT_CALLED_OFF, actor=actor, at=at)
    return row


@transaction.atomic
def move_visit(*, visit: UUID, to: date, actor: str, at: datetime) -> Visit:
    """Let a visit take place on another day, with the same list: whoever was called and its place are told.

    Raises RuleBroken("visit_unknown" | "visit_over" | "day_in_the_past").
    """
    row = _to_change(visit, at=at)
    if to < office_day(at):
        raise RuleBroken("day_in_the_past")
    if to == row.on:
        return row
    _lift_announced(row, actor=actor, at=at)
    row.on = to
    row.save(update_fields=["on"])
    _tell_the_called("moved", visit=row, actor=actor, at=at)
    tell(row, template=Template.VISIT_MOVED, actor=actor, at=at)
    return row


def _to_change(visit: UUID, *, at: datetime) -> Visit:
    row = Visit.objects.select_for_update(of=("self",)).select_related("site").filter(uuid=visit).first()
    if row is None:
        raise RuleBroken("visit_unknown")
    if not row.may_change(on=office_day(at)) or row.reports.exists():
        raise RuleBroken("visit_over")
    return row


def _lift_announced(row: Visit, *, actor: str, at: datetime) -> None:
    announced = Pin.objects.filter(site=row.site, day=row.on, announced=True, lifted_at=None)
    announced.update(lifted_by=actor, lifted_at=at)


def _tell_the_called(what: str, *, visit: Visit, actor: str, at: datetime) -> None:
    record(
        f"outreach.visit.{what}",
        actor=actor,
        at=at,
        subjects=[str(visit.uuid), *visit.people],
        purpose=Purpose.OUTREACH,
        case=str(visit.uuid),
    )


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
