"""Reads of the register. Every read of a person by somebody is logged by whoever asks (audit)."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import State
from rekam.registry.lookup import queries as lookup
from rekam.registry.models import Event
from rekam.registry.models import Resident as Resident  # what rooms above are handed
from rekam.registry.outside import queries as _outside
from rekam.registry.rules import Status

outside = _outside  # the upper rooms' way to it

AT_MOST = 50


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


def find_residents(
    text: str, *, birth_year: int | None = None, area: str | None = None
) -> Sequence[Resident]:
    """Up to 50 residents of the scope by NIK, KK number or name, most alike first (registry.lookup).

    text         may hold a birth year, a birth date or the name of a kelurahan or kecamatan beside a name
    birth_year   years around 1900 to now, where it stands in a field of its own
    area         area code, likewise
    """
    return lookup.find(lookup.understand(text, birth_year=birth_year, areas=[area] if area else ()))


def residents(*, area_code: str) -> QuerySet[Resident]:
    """Everybody of an area inside the current scope, whatever their status, to be counted by upper rooms."""
    return Resident.objects.filter(Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}."))


def arrivals(*, area_code: str, since: date) -> Mapping[int, date]:
    """Who moved into an area from that day on: the row's key and the last such day."""
    inside = Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
    moved = Event.objects.filter(inside, kind=Kind.MOVE_IN, valid_on__gte=since)
    return dict(moved.order_by("valid_on").values_list("resident_id", "valid_on"))


def married_between(*, since: datetime, until: datetime, born_after: date) -> Sequence[uuid.UUID]:
    """Who was unmarried before, and of whom a marriage was entered in the scope in these moments.

    since, until   of the entry, not the wedding; the first counted, the second not
    born_after     only of those born later
    """
    rows = Event.objects.filter(recorded_at__gte=since, recorded_at__lt=until)
    found = rows.filter(changes__ever_married=[False, True], resident__birth_date__gt=born_after)
    return list(found.values_list("resident__uuid", flat=True))


def entries_decided(entries: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of these entries of the scope that nobody waits for any more."""
    rows = Entry.objects.filter(uuid__in=list(entries)).exclude(state=State.WAITING)
    return frozenset(rows.values_list("uuid", flat=True))


def holds_anybody() -> bool:
    """Whether the scope has any resident, whatever their status."""
    return Resident.objects.exists()


def not_recorded(*, area_code: str, limit: int = 500) -> Sequence[Resident]:
    """The active residents of an area who have not been recorded, oldest first; wajib or not."""
    rows = residents(area_code=area_code).filter(recorded_on=None, status=Status.ACTIVE)
    return list(rows.order_by("birth_date", "pk")[:limit])


def events_of(resident: Resident) -> Sequence[Event]:
    """What happened to a resident, the latest first."""
    return list(resident.events.order_by("-recorded_at", "-pk")[:AT_MOST])


def touched_since(transaction: int) -> tuple[frozenset[uuid.UUID], int]:
    """Who of the scope had an event in a finished transaction from that number on; and where to go on from.

    Events of transactions that still run come the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        below = int(cursor.fetchone()[0])
    rows = Event.objects.filter(xid__gte=transaction, xid__lt=below)
    return frozenset(rows.values_list("resident__uuid", flat=True)), below


def families_of(residents: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Whoever stands on a family card with one of these now, or did until their last events."""
    rows = Resident.objects.filter(uuid__in=residents)
    cards = set(rows.values_list("kk", flat=True))
    moved = Event.objects.filter(resident__uuid__in=residents, changes__has_key="kk").values_list(
        "changes__kk__0", flat=True
    )
    cards |= {str(card) for card in moved if card}
    return frozenset(Resident.objects.filter(kk__in=cards).values_list("uuid", flat=True))


def residents_by_id(uuids: Sequence[str | uuid.UUID]) -> Sequence[Resident]:
    """The residents of the scope with these ids, by name."""
    return list(Resident.objects.filter(uuid__in=uuids).order_by("full_name", "pk"))
