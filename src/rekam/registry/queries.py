"""Reads of the register. Every read of a person by somebody is logged by whoever asks (audit)."""

import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik
from rekam.registry.models import Event, Resident
from rekam.registry.outside import queries as _outside
from rekam.registry.rules import Status

outside = _outside  # the upper rooms' way to it

AT_MOST = 50
MOST_LETTERS = 200  # of a name in the register


def find_by_nik(nik: str) -> Resident | None:
    """The resident with this NIK in the current scope, or None.

    Raises RuleBroken("nik_malformed").
    """
    return Resident.objects.filter(nik=Nik.parse(nik).digits).first()


def get_resident(resident: uuid.UUID) -> Resident:
    """The resident with this id in the current scope.

    Raises RuleBroken("not_found"), the same where another office has the person.
    """
    found = Resident.objects.filter(uuid=resident).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_residents(text: str) -> Sequence[Resident]:
    """Up to 50 residents of the scope by NIK, KK number or the beginning of a name, most alike first."""
    words = text.strip()[:MOST_LETTERS]
    digits = "".join(letter for letter in words if letter.isdigit())
    if len(digits) == 16:
        return list(Resident.objects.filter(nik=digits)[:1]) or list(
            Resident.objects.filter(kk=digits).order_by("birth_date")[:AT_MOST]
        )
    key = name_key(words)
    if not key:
        return []
    return list(Resident.objects.filter(name_key__startswith=key).order_by("name_key", "pk")[:AT_MOST])


def residents(*, area_code: str) -> QuerySet[Resident]:
    """Everybody of an area inside the current scope, whatever their status, to be counted by upper rooms."""
    return Resident.objects.filter(Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}."))


def not_recorded(*, area_code: str, limit: int = 500) -> Sequence[Resident]:
    """The active residents of an area who have not been recorded, oldest first; wajib or not."""
    rows = residents(area_code=area_code).filter(recorded_on=None, status=Status.ACTIVE)
    return list(rows.order_by("birth_date", "pk")[:limit])


def events_of(resident: Resident) -> Sequence[Event]:
    """What happened to a resident, the latest first."""
    return list(resident.events.order_by("-recorded_at", "-pk")[:AT_MOST])


def residents_by_id(uuids: Sequence[str | uuid.UUID]) -> Sequence[Resident]:
    """The residents of the scope with these ids, by name."""
    return list(Resident.objects.filter(uuid__in=uuids).order_by("full_name", "pk"))
