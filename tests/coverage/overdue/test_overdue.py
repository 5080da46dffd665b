"""Whose 22nd birthday is near and who is not recorded: counted by kelurahan, listed by day, written down."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.coverage.overdue.queries import count_ahead, people_ahead
from rekam.coverage.overdue.rules import may_end_on
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.entries.rules import Block, may_be_blocked_for_age
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

ON = date(2026, 11, 24)


def born_22_years_before(day: date, *, serial: int, area_code: str = KASEMEN) -> Resident:
    person = resident(serial=serial, area_code=area_code, name=f"Orang {serial}")
    person.birth_date = day.replace(year=day.year - 22)
    return person


@pytest.fixture
def people(db: None) -> Iterator[None]:
    days = [0, 1, 30, 31, 60, 90, 91]
    found = [
        born_22_years_before(ON + timedelta(days=days), serial=n) for n, days in enumerate(days, start=1)
    ]
    recorded = born_22_years_before(ON + timedelta(days=5), serial=20)
    recorded.recorded_on = date(2026, 1, 1)
    blocked = born_22_years_before(ON - timedelta(days=5), serial=21)
    blocked.blocked_for = Block.NOT_RECORDED
    elsewhere = born_22_years_before(ON + timedelta(days=40), serial=22, area_code=SERANG)
    with scope(EVERYWHERE):
        Resident.objects.bulk_create([*found, recorded, blocked, elsewhere])
        yield


def test_each_step_holds_the_one_before_it(people: None) -> None:
    kasemen, serang = sorted(count_ahead(area_code="36.73", on=ON), key=lambda one: one.area_code != KASEMEN)

    assert (kasemen.past, kasemen.within) == (1, (2, 4, 5))
    assert (serang.past, serang.within) == (0, (0, 1, 1))


def test_the_list_holds_those_within_the_last_step_the_soonest_first(people: None) -> None:
    names = [person.full_name for person in people_ahead(area_code=KASEMEN, on=ON)]

    assert names == [f"Orang {n}" for n in (2, 3, 4, 5, 6)]


@given(born=st.dates(date(1990, 1, 1), date(2010, 12, 31)))
def test_the_day_is_the_first_on_which_the_rule_of_blocking_holds(born: date) -> None:
    day = may_end_on(born)

    assert may_be_blocked_for_age(born=born, recorded_on=None, on=day)
    assert not may_be_blocked_for_age(born=born, recorded_on=None, on=day - timedelta(days=1))


def test_the_pages_tell_counts_to_all_and_names_to_those_who_may(people: None) -> None:
    clerk, province = Client(), Client()
    clerk.force_login(officer(Role.BACK_OFFICE))
    province.force_login(officer(Role.PROVINCE, areas=("36",)))
    counts, names = (reverse(f"coverage:{name}", args=["36.73"]) for name in ("overdue", "overdue_people"))

    assert clerk.get(counts).status_code == province.get(counts).status_code == 200
    assert names in clerk.get(counts).content.decode()
    assert names not in province.get(counts).content.decode()
    assert clerk.get(names).status_code == 200
    assert province.get(names).status_code == 403
