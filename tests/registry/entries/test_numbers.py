"""Two officers at once never issue one number twice."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connections, transaction

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Sex
from rekam.registry.entries import numbers, services
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.queries import refold
from rekam.registry.models import Event, Resident
from tests.registry.entries.families import BAPAK, NOON, VILLAGE, settle
from tests.registry.entries.test_plans import BIRTH

CITY = Scope.of("36.73")
NAMES = ("Ratu Aisyah", "Ratu Alia", "Ratu Amira", "Ratu Asma")
NO_CARD = {"kk": "", "area_code": VILLAGE, "address": "Kp. Baru"}


@pytest.fixture
def committed(own_database: str) -> Iterator[None]:
    with scope(CITY):
        settle()
    yield
    connections.close_all()


def approve_apart(entry: object, *, found: list[str], gate: threading.Barrier) -> None:
    """A second officer, on a connection of his own."""
    try:
        gate.wait()
        with scope(CITY):
            services.approve(entry=entry, actor="budi", at=NOON)  # type: ignore[arg-type]
    except RuleBroken as broken:
        found.append(broken.code)
    finally:
        connections.close_all()


@pytest.mark.usefixtures("committed")
def test_births_approved_at_once_get_numbers_one_after_the_other() -> None:
    twins = [f"00000000-0000-0000-0000-0000000000{number}" for number in (91, 92, 93, 94)]
    with scope(CITY):
        entries = [
            services.propose(
                kind=Kind.LATE_BIODATA,
                resident=None,
                facts=BIRTH | {"newcomer": uuid, "full_name": name, **NO_CARD},
                office_area="36.73.02",
                actor="siti",
                at=NOON,
            )
            for uuid, name in zip(twins, NAMES, strict=True)
        ]
        for entry in entries:
            assert entry.risk == "high"
        type(entries[0]).objects.update(risk="normal")
    found: list[str] = []
    gate = threading.Barrier(len(entries))
    officers = [
        threading.Thread(target=approve_apart, args=(entry.uuid,), kwargs={"found": found, "gate": gate})
        for entry in entries
    ]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(30)

    assert found == []
    with scope(CITY):
        born = Resident.objects.filter(uuid__in=twins)
        assert sorted(one.nik for one in born) == [f"367302601126{serial:04}" for serial in (1, 2, 3, 4)]
        assert sorted(one.kk for one in born) == [f"367302241126{serial:04}" for serial in (1, 2, 3, 4)]


@pytest.mark.usefixtures("committed")
def test_of_two_entries_about_one_person_approved_at_once_one_is_stale() -> None:
    with scope(CITY):
        entries = [
            services.propose(
                kind=Kind.CHANGE,
                resident=BAPAK,
                facts={"on": "2026-11-20", "values": {"occupation": work}},
                office_area="36.73.02",
                actor="siti",
                at=NOON,
            )
            for work in ("Guru", "Sopir", "Pedagang")
        ]
    found: list[str] = []
    gate = threading.Barrier(3)
    officers = [
        threading.Thread(target=approve_apart, args=(entry.uuid,), kwargs={"found": found, "gate": gate})
        for entry in entries
    ]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(30)

    assert found == ["entry_stale", "entry_stale"]
    with scope(CITY):
        assert Event.objects.count() == 1
        assert refold(Resident.objects.get(uuid=BAPAK)) == []


@pytest.mark.django_db
def test_a_number_of_another_office_is_not_issued_here() -> None:
    with scope(Scope.of("36.72")), transaction.atomic():
        with pytest.raises(RuleBroken, match="number_beyond_scope"):
            numbers.issue_nik(area_code=VILLAGE, born=date(2026, 1, 1), sex=Sex.MALE)
        with pytest.raises(RuleBroken, match="number_beyond_scope"):
            numbers.issue_kk(area_code=VILLAGE, on=date(2026, 1, 1))
