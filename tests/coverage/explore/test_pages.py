"""The exploring page says in its table what its JSON says; outside the office only what is safe."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident


@pytest.fixture
def people(db: None) -> Iterator[None]:
    with scope(EVERYWHERE):
        found = [resident(serial=n) for n in range(1, 8)]
        found += [resident(serial=n, area_code=SERANG) for n in range(11, 14)]
        for one in found[:2]:
            one.recorded_on = date(2026, 1, 5)
        Resident.objects.bulk_create(found)
        yield


def browser(role: Role, *, area: str = "36.73") -> Client:
    client = Client()
    client.force_login(officer(role, areas=(area,)))
    return client


def numbers(client: Client, **asked: str) -> dict[str, list[int | None]]:
    answer = client.get(reverse("coverage:explore_json", args=["36.73"]), asked).json()
    return {row["key"]: row["people"] for row in answer["rows"]}


def test_the_office_sees_every_number(people: None) -> None:
    clerk = browser(Role.BACK_OFFICE)

    assert numbers(clerk) == {"36.73.01": [3], "36.73.02": [5]}
    assert numbers(clerk, pecah="jenis-kelamin", tingkat="4") == {KASEMEN: [0, 5], SERANG: [0, 3]}


def test_the_province_sees_no_small_number_of_a_split(people: None) -> None:
    told = numbers(browser(Role.PROVINCE, area="36"), pecah="jenis-kelamin", ukuran="wajib")

    assert told["36.73.01"][1] is None
    assert all(number is None or number == 0 or number >= 5 for row in told.values() for number in row)


def test_the_province_gets_a_split_in_one_table_only(people: None) -> None:
    province = browser(Role.PROVINCE, area="36")
    finer = province.get(reverse("coverage:explore_json", args=["36.73"]), {"pecah": "umur", "tingkat": "4"})

    assert finer.status_code == 409


def test_the_table_has_the_numbers_of_the_json(people: None) -> None:
    clerk = browser(Role.BACK_OFFICE)
    asked = {"pecah": "jenis-kelamin", "ukuran": "wajib"}

    page = clerk.get(reverse("coverage:explore", args=["36.73"]), asked).content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]

    shown = [re.findall(r'r-number">(\d+)<', row)[:2] for row in body.split("</tr>")[:2]]
    assert [[int(number) for number in row] for row in shown] == list(numbers(clerk, **asked).values())


def test_a_channel_is_asked_of_the_recorded_only(people: None) -> None:
    clerk = browser(Role.BACK_OFFICE)
    page = reverse("coverage:explore", args=["36.73"])

    assert clerk.get(page, {"pecah": "saluran", "ukuran": "wajib"}).status_code == 400
    assert clerk.get(page, {"pecah": "saluran", "ukuran": "recorded"}).status_code == 200


def test_no_page_of_ours_loads_from_elsewhere(people: None) -> None:
    page = browser(Role.BACK_OFFICE).get(reverse("coverage:explore", args=["36.73"])).content.decode()

    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
