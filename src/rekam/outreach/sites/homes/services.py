"""Asking for a visit at home, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import clean_name
from rekam.kernel.region import area_name
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.queries import get_request
from rekam.outreach.sites.homes.rules import Asker, Reason, State, Wishes, check_step
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.rules import Kind
from rekam.registry.queries import find_by_nik

SHORTEST_PLACE = 5
NONE = Wishes()


@transaction.atomic
def ask_home_visit(
    *,
    area_code: str,
    reason: Reason,
    asker: Asker,
    full_name: str,
    place: str,
    asked_on: date,
    nik: str = "",
    phone: str = "",
    wanted_on: date | None = None,
    wishes: Wishes = NONE,
    actor: str,
    at: datetime,
) -> HomeVisit:
    """Take in a request. With a NIK of the register the person stands at the home visits from now on.

    nik  may be empty: many old and ill people have no paper at hand; it is looked up and not kept
    Raises RuleBroken("not_found" | "nik_malformed" | "nik_not_here" | "home_visit_recorded" |
    "home_visit_open" | "home_name_missing" | "place_missing").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    if not clean_name(full_name):
        raise RuleBroken("home_name_missing")
    if len(place.strip()) < SHORTEST_PLACE:
        raise RuleBroken("place_missing")
    resident = _resident(nik) if nik else None
    _home_visits_of(area_code)
    row = HomeVisit(
        area_code=area_code,
        reason=reason,
        asker=asker,
        full_name=clean_name(full_name),
        resident=resident,
        place=place.strip(),
        phone=phone.strip(),
        wanted_on=wanted_on,
        asked_on=asked_on,
        actor=actor,
        at=at,
        **asdict(wishes),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("home_visit_open") from error
    _audit("asked", row=row, actor=actor, at=at)
    return row


def _resident(nik: str) -> UUID:
    found = find_by_nik(nik)
    if found is None:
        raise RuleBroken("nik_not_here")
    if found.recorded_on is not None:
        raise RuleBroken("home_visit_recorded")
    return found.uuid


def _home_visits_of(area_code: str) -> Site:
    """The kelurahan's site of visits at home, made with its first request."""
    code = f"R-{area_code}"
    known = Site.objects.filter(code=code).first()
    return known or Site.objects.create(
        kind=Kind.HOMES,
        area_code=area_code,
        code=code,
        name=area_name(area_code),
        weekdays=[0, 1, 2, 3, 4, 5],
    )


@transaction.atomic
def plan_home_day(*, requests: Iterable[UUID], on: date, actor: str, at: datetime) -> int:
    """Put requests on a day; how many. Raises RuleBroken("not_found" | "home_visit_step")."""
    rows = [get_request(one, lock=True) for one in requests]
    for row in rows:
        check_step(before=State(row.state), after=State.PLANNED)
        row.state, row.planned_on = State.PLANNED, on
        row.save(update_fields=["state", "planned_on"])
        _audit("planned", row=row, actor=actor, at=at)
    return len(rows)


@transaction.atomic
def close_request(*, request: UUID, state: State, note: str, actor: str, at: datetime) -> HomeVisit:
    """Say that a request is done, or ended without a recording, or waits again; the latter two with a note.

    Raises RuleBroken("not_found" | "home_visit_step" | "home_note_missing").
    """
    row = get_request(request, lock=True)
    check_step(before=State(row.state), after=state)
    if state is not State.DONE and not note.strip():
        raise RuleBroken("home_note_missing")
    row.state, row.note = state, note.strip()
    if state is State.WAITING:
        row.planned_on = None
    else:
        row.closed_at = at
    row.save(update_fields=["state", "note", "planned_on", "closed_at"])
    _audit(str(state), row=row, actor=actor, at=at)
    return row


@transaction.atomic
def correct_request(*, request: UUID, state: State, note: str, at: datetime) -> HomeVisit:
    """Put a request where it belongs after all, from wherever a wrong word had put it.

    Raises RuleBroken("not_found" | "home_visit_forgotten"), or RuleBroken("home_visit_open") where somebody
    asked anew meanwhile.
    """
    row = get_request(request, lock=True)
    if not row.full_name:
        raise RuleBroken("home_visit_forgotten")
    row.state, row.note, row.closed_at = state, note, at
    if state is State.WAITING:
        row.planned_on = row.closed_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "note", "planned_on", "closed_at"])
    except IntegrityError as error:
        raise RuleBroken("home_visit_open") from error
    return row


@transaction.atomic
def forget_requests(*, before: datetime, dry_run: bool = False) -> list[str]:
    """Take name, place and telephone from requests closed before that moment; their ids."""
    rows = HomeVisit.objects.filter(closed_at__lt=before).exclude(full_name="").order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.update(
            full_name="", place="", phone="", note="", needs="", resident=None, latitude=None, longitude=None
        )
    return ids


def _audit(what: str, *, row: HomeVisit, actor: str, at: datetime) -> None:
    record(
        f"outreach.home_visit.{what}",
        actor=actor,
        at=at,
        subjects=[str(row.resident)] if row.resident else [],
        purpose=Purpose.OUTREACH,
        case=str(row.uuid),
    )
