"""The counts of first-time voters: for every office, never with a name."""

from datetime import date

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.voters.models import PollingDay
from tests.personas import KASEMEN, officer, resident

pytestmark = pytest.mark.django_db
PAGE = f"/capaian/{KASEMEN}/pemilih-pemula/"
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


POLL = {"on_day": "14", "on_month": "2", "on_year": "2029", "name": "Pemilu 2029", "source": "PKPU 1/2028"}
DAYS = "/capaian/hari-pemungutan-suara/"


def test_a_typed_in_day_is_asked_about_first_and_decides_who_is_new_on_the_next(browser: Client) -> None:
    head = Client()
    head.force_login(officer(Role.HEAD, username="kepala"))
    head.post(DAYS, POLL)
    assert "PKPU 1/2028" in browser.get(DAYS).content.decode()
    assert "Pemungutan suara 14 Februari 2029" in browser.get(PAGE).content.decode()
    later = {"on_day": "14", "on_month": "2", "on_year": "2034"}
    assert "0 dari 0 pemilih pemula" in browser.get(PAGE, later).content.decode()

    head.post(f"{DAYS}tarik/", {"day": str(PollingDay.objects.get().uuid)})
    assert "PKPU 1/2028" not in browser.get(DAYS).content.decode()
    assert "1 dari 1 pemilih pemula" in browser.get(PAGE, later).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on_year": "2024"}, "sudah ada di daftar"),
        ({"on_year": "1999"}, "terlalu lama lalu"),
        ({"source": "KPU"}, "keputusan yang menetapkan"),
        ({"source": ""}, "govuk-error-summary"),
    ],
)
def test_a_day_without_a_source_or_known_already_is_refused(changed: dict[str, str], said: str) -> None:
    head = Client()
    head.force_login(officer(Role.HEAD, username="kepala"))
    assert said in head.post(DAYS, POLL | changed).content.decode()
    assert not PollingDay.objects.exists()


def test_a_lurah_sees_the_days_and_their_sources_and_adds_none(browser: Client) -> None:
    page = browser.get(DAYS).content.decode()
    assert "Keppres 33/2024" in page
    assert browser.post(DAYS, POLL).status_code == 403
