"""Serving somebody who lives elsewhere: ask the door, check what may be done, keep the visit."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik
from rekam.registry.outside import queries
from rekam.registry.outside.models import OutsideService
from rekam.registry.outside.rules import Service, check_service
from rekam.registry.outside.tries import note_try
from rekam.registry.queries import find_by_nik


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the person at the counter said, and wants.

    nik         16 digits
    full_name   any spelling whose kernel.names key is the register's; never another name
    """

    nik: str
    full_name: str
    birth_date: date
    service: Service


@transaction.atomic
def serve(*, told: Told, places: Sequence[str], actor: str, on: date, at: datetime) -> OutsideService | None:
    """Let an officer serve a resident of another office for this day; None where nobody fits all three.

    places   the officer's areas; the first one is the place of service
    on       the serving office's day
    Nobody, another name, another date, dead, moved and inactive give the same None (decision 0024).
    Raises RuleBroken("nik_malformed" | "outside_place_unknown" | "outside_lives_here" |
    "outside_tries_used_up" | "outside_already_recorded" | "outside_too_young" | "outside_without_card").
    """
    if not places:
        raise RuleBroken("outside_place_unknown")
    nik = Nik.parse(told.nik).digits
    note_try(actor=actor, on=on, at=at)
    if find_by_nik(nik) is not None:
        raise RuleBroken("outside_lives_here")
    found = queries.ask(nik=nik, key=name_key(told.full_name), birth_date=told.birth_date)
    if found is None:
        return None
    _check(told, found=found, actor=actor, on=on, at=at)
    visit = OutsideService.objects.create(
        resident=found.resident,
        area_code=places[0],
        home_area=found.home_area,
        service=told.service,
        officer=actor,
        on=on,
        at=at,
    )
    _tell_served(visit, actor=actor, at=at)
    return visit


def note_recorded(
    *, resident: uuid.UUID, home_area: str, place: str, officer: str, on: date, at: datetime
) -> OutsideService:
    """Count a recording at its place of service: of somebody who came there though they live elsewhere.

    on   the day of the recording; the caller has checked NIK, name, birth date and `check_service`
    """
    visit = OutsideService.objects.create(
        resident=resident,
        area_code=place,
        home_area=home_area,
        service=Service.RECORDING,
        officer=officer,
        on=on,
        at=at,
    )
    _tell_served(visit, actor=officer, at=at)
    return visit


def _tell_served(visit: OutsideService, *, actor: str, at: datetime) -> None:
    record(
        "registry.outside.served",
        actor=actor,
        at=at,
        subjects=[str(visit.resident)],
        purpose=Purpose.OUTSIDE_DOMICILE,
        case=str(visit.uuid),
        service=str(visit.service),
    )


def _check(told: Told, *, found: queries.Found, actor: str, on: date, at: datetime) -> None:
    """A refusal after a fit tells something of that person, so it stays in the audit though it is undone."""
    try:
        check_service(
            service=told.service,
            is_recorded=found.is_recorded,
            has_card=found.has_card,
            born=told.birth_date,
            ever_married=found.ever_married,
            on=on,
        )
    except RuleBroken as refused:
        with apart():
            record(
                "registry.outside.refused",
                actor=actor,
                at=at,
                subjects=[str(found.resident)],
                purpose=Purpose.OUTSIDE_DOMICILE,
                code=refused.code,
            )
        raise
