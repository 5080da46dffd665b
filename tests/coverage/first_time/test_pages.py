"""The counts of first-time voters: for every office, never with a name."""

from datetime import date

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from tests.personas import KASEMEN, officer, resident

pytestmark = pytest.mark.django_db
DAY = {"on_day": "14", "on_month": "2", "on_year": "2029"}


@pytest.fixture
def browser() -> Client:
    row = resident(serial=1, area_code=KASEMEN, name="Siti Pemula")
    row.birth_date = date(2010, 1, 1)
    with scope(EVERYWHERE):
        row.save()
    client = Client()
    client.force_login(officer(Role.LURAH, areas=(KASEMEN,)))
    return client


def test_the_page_counts_and_names_nobody(browser: Client) -> None:
    text = browser.get(f"/capaian/{KASEMEN}/pemilih-pemula/", DAY).content.decode()
    assert "1 dari 1 pemilih pemula belum direkam" in text
    assert "27 November 2024" in text
    assert "Siti" not in text


def test_the_file_has_the_same_counts(browser: Client) -> None:
    answer = browser.get(f"/capaian/{KASEMEN}/pemilih-pemula/csv/", DAY)
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[-1] == f'"{KASEMEN}";"Jumlah";"0";"1";"1";"0";"1"'
    assert "14 Februari 2029" in lines[0]


def test_a_day_that_is_none_is_told_at_its_field(browser: Client) -> None:
    answer = browser.get(f"/capaian/{KASEMEN}/pemilih-pemula/", {**DAY, "on_day": "31"})
    assert answer.status_code == 400


def test_a_day_before_all_known_ones_is_refused(browser: Client) -> None:
    answer = browser.get(f"/capaian/{KASEMEN}/pemilih-pemula/", {**DAY, "on_year": "1999"})
    assert answer.status_code == 400
