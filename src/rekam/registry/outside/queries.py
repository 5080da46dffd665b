"""Reads of service outside the domicile: the two doors, and the visits in the scope of whoever asks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count

from rekam.kernel.database import Scope, current_scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.outside.models import OutsideService
from rekam.registry.outside.rules import Service
from rekam.registry.outside.tries import count_tries

__all__ = [
    "Found",
    "Served",
    "ask",
    "count_by_place",
    "count_tries",
    "get_visit",
    "granted",
    "home_of",
    "is_open",
    "of_resident",
    "place_of",
    "served",
    "to_record",
    "visits_elsewhere",
]

AT_MOST = 200


@dataclass(frozen=True)
class Found:
    """Who fits NIK, name and birth date: doors.outside_who says why each field is there."""

    resident: uuid.UUID
    home_area: str
    ever_married: bool
    is_recorded: bool
    has_card: bool


@dataclass  # not frozen: it stands where rows of the register stand
class Served:
    """What one service needs of the person: doors.outside_served.

    The last eight fields are None for a recording; for a reprint they are what the card shows.
    """

    visit: uuid.UUID
    resident: uuid.UUID
    service: str
    nik: str
    full_name: str
    birth_date: date
    sex: str
    area_code: str
    status: str
    ever_married: bool
    nationality: str
    permit_until: date | None
    birth_place: str | None
    blood_group: str | None
    address: str | None
    rt: str | None
    rw: str | None
    religion: str | None
    marital_status: str | None
    occupation: str | None

    def whole(self) -> "Printed":
        """The same with every field of a card there. Raises RuleBroken("not_found") for a recording."""
        if any(getattr(self, name) is None for name in PRINTED):
            raise RuleBroken("not_found")
        return Printed(**vars(self))


@dataclass
class Printed(Served):
    """What one reprint needs: the card's fields, all there."""

    birth_place: str
    blood_group: str
    address: str
    rt: str
    rw: str
    religion: str
    marital_status: str
    occupation: str
    # The door opens for a reprint to who held a card and whose NIK is in use, and to nobody else.
    ektp_status: str = "CARD_ISSUED"
    blocked_for: str = ""


PRINTED = ("birth_place", "blood_group", "address", "rt", "rw", "religion", "marital_status", "occupation")


def ask(*, nik: str, key: str, birth_date: date) -> Found | None:
    """Who of another office fits all three, or None; counted and audited by services.serve alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.outside_who(%s, %s, %s)", [nik, key, birth_date])
        row = cursor.fetchone()
    return Found(*row) if row else None


def served(visits: Sequence[uuid.UUID]) -> Sequence[Served]:
    """What these visits of the scope need of their people; a visit older than 30 days needs nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.outside_served(%s)", [list(visits)])
        return [Served(*row) for row in cursor.fetchall()]


def get_visit(visit: uuid.UUID, *, officer: str, on: date) -> Served:
    """The person of a visit, for its own officer on its own day.

    Raises RuleBroken("not_found"): another's, yesterday's and none are the same.
    """
    found = served([visit]) if is_open(visit, officer=officer, on=on) else []
    if not found:
        raise RuleBroken("not_found")
    return found[0]


def is_open(visit: uuid.UUID, *, officer: str, on: date) -> bool:
    """Whether a visit is this officer's, of that day."""
    return OutsideService.objects.filter(uuid=visit, officer=officer, on=on).exists()


def granted(*, resident: uuid.UUID, officer: str, on: date) -> OutsideService | None:
    """The visit by which this officer may serve this resident of another office that day, or None."""
    rows = OutsideService.objects.filter(resident=resident, officer=officer, on=on)
    return rows.order_by("-at", "-pk").first()


def home_of(visit: uuid.UUID) -> str:
    """The domicile of a visit's person on its day. Raises RuleBroken("not_found")."""
    return _visit(visit).home_area


def place_of(visit: uuid.UUID) -> str:
    """The place of service of a visit. Raises RuleBroken("not_found")."""
    return _visit(visit).area_code


def _visit(visit: uuid.UUID) -> OutsideService:
    found = OutsideService.objects.filter(uuid=visit).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def to_record(*, officer: str, on: date) -> Sequence[Served]:
    """Whom this officer may record that day though they live elsewhere, in the order of their coming."""
    rows = OutsideService.objects.filter(officer=officer, on=on, service=Service.RECORDING)
    found = {one.visit: one for one in served(list(rows.values_list("uuid", flat=True)))}
    people: dict[uuid.UUID, Served] = {}
    for visit in rows.order_by("at", "pk"):
        if visit.uuid in found:
            people.setdefault(visit.resident, found[visit.uuid])
    return list(people.values())


def of_resident(resident: uuid.UUID) -> Sequence[OutsideService]:
    """Where a resident was served away from home, the latest first; for home, place and the person alike."""
    return list(OutsideService.objects.filter(resident=resident).order_by("-at", "-pk")[:AT_MOST])


def visits_elsewhere() -> Sequence[OutsideService]:
    """Residents of the current scope who were served outside it, the latest first."""
    now = current_scope()
    rows = OutsideService.objects.filter(now.condition("home_area")).exclude(now.condition("area_code"))
    return list(rows.order_by("-at", "-pk")[:AT_MOST])


def count_by_place(*, area_code: str, first: date, last: date) -> dict[Service, int]:
    """How many residents of elsewhere an area's offices served on these days, by service.

    Output by place of service; coverage goes on counting them at home.
    """
    rows = OutsideService.objects.filter(Scope.of(area_code).condition("area_code"), on__range=(first, last))
    counted = rows.values_list("service").annotate(number=Count("pk")).order_by()
    return {Service(service): number for service, number in counted}
