"""Each check finds its slip and nothing of a sound row; the list is ordered by effect on coverage."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.coverage.quality.queries import find, rows
from rekam.coverage.quality.rules import Check, Found, effect, ranked
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from rekam.registry.rules import HEAD, Status
from tests.personas import KASEMEN, officer, resident

ON = date(2026, 11, 24)


def sound(serial: int, **different: object) -> Resident:
    """A woman of 2 January 1990, head of a card of her own, with the NIK of that date."""
    person = resident(serial=serial)
    person.nik = f"367302420190{serial:04d}"
    person.kk = f"367302010120{serial:04d}"
    person.birth_date = date(1990, 1, 2)
    person.head_relation = HEAD
    for name, value in different.items():
        setattr(person, name, value)
    return person


WRONG: dict[Check, list[Resident]] = {
    Check.TOO_OLD: [sound(2, birth_date=date(1906, 11, 24), nik="3673026411060002")],
    Check.BORN_LATER: [sound(3, birth_date=date(2026, 11, 25), nik="3673026511260003")],
    Check.RECORDED_TOO_YOUNG: [sound(4, recorded_on=date(2005, 12, 30))],
    Check.LADDER_ORDER: [
        sound(5, recorded_on=date(2020, 1, 2), print_ready_on=date(2020, 1, 1)),
        sound(6, printed_on=date(2020, 1, 1)),
    ],
    Check.MARRIED_CHILD: [sound(7, ever_married=True, birth_date=date(2011, 11, 25), nik="3673026511110007")],
    Check.TWO_HEADS: [
        sound(8, kk="3673020101200999"),
        sound(9, kk="3673020101200999", head_relation=HEAD.upper()),
    ],
    Check.NO_HEAD: [sound(10, head_relation="Istri")],
    Check.NIK_DIFFERS: [sound(11, nik="3673020201900011"), sound(12, nik="3673024202900012")],
    Check.FIRST_OF_JULY: [sound(13, birth_date=date(1990, 7, 1), nik="3673024107900013")],
}


@pytest.fixture
def register(db: None) -> Iterator[None]:
    with scope(EVERYWHERE):
        people = [sound(1, recorded_on=date(2008, 5, 1), print_ready_on=date(2008, 5, 1))]
        people += [sound(20, status=Status.DEAD, birth_date=date(1890, 1, 1))]
        Resident.objects.bulk_create([*people, *(one for found in WRONG.values() for one in found)])
        yield


@pytest.mark.parametrize("check", Check)
def test_a_check_finds_its_slips_and_no_other_row(register: None, check: Check) -> None:
    found = rows(check, area_code="36.73", on=ON)

    assert {person.nik for person in found} == {person.nik for person in WRONG[check]}


def test_the_counts_are_those_of_the_rows(register: None) -> None:
    found, wajib, recorded = find(area_code="36.73", on=ON)

    assert {one.check: one.people for one in found} == {check: len(people) for check, people in WRONG.items()}
    assert (wajib, recorded) == (12, 3)
    old = next(one for one in found if one.check is Check.TOO_OLD)
    assert (old.wajib, old.recorded, old.missing) == (1, 0, 1)


@given(
    wajib=st.integers(2, 10_000),
    share=st.floats(0, 1),
    doubtful=st.integers(1, 1000),
)
def test_rows_that_are_not_recorded_hold_coverage_down(wajib: int, share: float, doubtful: int) -> None:
    recorded = int((wajib - 1) * share)
    missing = Found(check=Check.TOO_OLD, people=doubtful, wajib=min(doubtful, wajib - recorded), recorded=0)

    assert effect(missing, wajib=wajib, recorded=recorded) >= 0


def test_rows_as_well_recorded_as_all_others_move_nothing() -> None:
    alike = Found(check=Check.FIRST_OF_JULY, people=50, wajib=40, recorded=30)

    assert effect(alike, wajib=400, recorded=300) == 0
    assert effect(alike, wajib=40, recorded=30) == 0


def test_what_moves_coverage_most_stands_first() -> None:
    few = Found(check=Check.TOO_OLD, people=10, wajib=10, recorded=0)
    many = Found(check=Check.NIK_DIFFERS, people=900, wajib=800, recorded=792)
    none = Found(check=Check.TWO_HEADS, people=0, wajib=0, recorded=0)

    assert [one.check for one, _ in ranked([many, none, few], wajib=10_000, recorded=9_900)] == [
        Check.TOO_OLD,
        Check.NIK_DIFFERS,
    ]


def test_the_page_names_the_checks_and_leads_to_the_people(register: None) -> None:
    client = Client()
    client.force_login(officer(Role.BACK_OFFICE))

    page = client.get(reverse("coverage:quality", args=["36.73"])).content.decode()
    people = client.get(reverse("coverage:quality_people", args=[KASEMEN, Check.TWO_HEADS]))

    assert "Dua kepala keluarga dalam satu KK" in page
    assert reverse("coverage:quality_people", args=["36.73", "two_heads"]) in page
    assert people.status_code == 200
    assert client.get(reverse("coverage:quality_people", args=[KASEMEN, "guess"])).status_code == 404


def test_the_province_sees_counts_and_no_names(register: None) -> None:
    client = Client()
    client.force_login(officer(Role.PROVINCE, areas=("36",)))

    page = client.get(reverse("coverage:quality", args=["36.73"])).content.decode()

    assert "Dua kepala keluarga" in page
    assert "two_heads" not in page
    assert client.get(reverse("coverage:quality_people", args=["36.73", "two_heads"])).status_code == 403
