"""The page of an area: what each role is shown of it, and on which day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.coverage.bases.models import Base
from rekam.coverage.counters.services import fold, remember
from rekam.coverage.dashboard.forms import asking_for, days_offered
from rekam.coverage.outlook.models import Outlook
from rekam.coverage.outlook.services import foretell_next
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.installation import office_day
from rekam.registry.models import Resident
from rekam.ui.dates import long_date
from tests.coverage.counters.town import OFFICE
from tests.coverage.projection.few import draw_few
from tests.personas import KASEMEN, SERANG, officer, resident


@pytest.fixture
def people(db: None) -> Iterator[date]:
    """Forty grown people of two kelurahan, half of them recorded, three who are 16; a week is remembered."""
    today = office_day(timezone.now())
    with scope(EVERYWHERE):
        rows = [resident(serial=n, area_code=KASEMEN if n % 3 else SERANG) for n in range(40)]
        for row in rows[::2]:
            row.recorded_on = today - timedelta(days=2)
        young = [resident(serial=50 + n) for n in range(3)]
        for row in young:
            row.birth_date = today.replace(year=today.year - 16, day=1) - timedelta(days=40)
        Resident.objects.bulk_create([*rows, *young])
    with scope(OFFICE):
        fold(at=timezone.now())
        for _ in range(9):
            remember(at=timezone.now())
    return today


def page(client: Client, role: Role, *areas: str, path: str = "/capaian/36.73/") -> str:
    client.force_login(officer(role, areas=areas or ("36.73",)))
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_head_sees_the_week_the_trend_the_ages_and_what_to_do_next(people: date, client: Client) -> None:
    told = page(client, Role.HEAD)

    assert "−20" in told  # the recordings of two days ago, since a week
    assert 'id="arah-lebar-judul"' in told
    assert 'id="usia-sempit-judul"' in told
    assert "?usia=30-39&amp;jk=P" in told
    assert "Langkah berikut" in told
    assert "style=" not in told


def test_a_day_to_come_counts_who_will_be_wajib_and_says_what_it_means(people: date, client: Client) -> None:
    day = people + timedelta(days=400)
    told = page(client, Role.HEAD, path=f"/capaian/36.73/?{asking_for(day)}")

    assert "Bila tidak seorang pun direkam lagi" in told
    assert '<span class="r-figure__number">23</span>' in told
    assert f"/nama/?{asking_for(day).replace('&', '&amp;')}" in told
    assert "arah-lebar" not in told


def test_a_day_gone_by_is_what_is_known_of_it_now(people: date, client: Client) -> None:
    told = page(client, Role.HEAD, path=f"/capaian/36.73/?{asking_for(people - timedelta(days=3))}")

    assert '<span class="r-figure__number">40</span>' in told
    assert "menurut yang diketahui sekarang" in told


def test_a_day_that_is_none_is_refused_at_its_field(people: date, client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    answer = client.get("/capaian/36.73/?per_day=31&per_month=31&per_year=2026")
    assert answer.status_code == 400
    assert b'href="#id_per_1"' in answer.content


def test_the_province_sees_bands_without_sexes_and_no_small_area(people: date, client: Client) -> None:
    told = page(client, Role.PROVINCE, "36")
    assert "Belum rekam menurut usia" in told
    assert "usia-lebar" not in told
    assert "/nama/" not in told

    village = client.get(f"/capaian/{KASEMEN}/").content.decode()
    assert "Belum rekam menurut usia" not in village


def test_the_lurah_sees_the_ages_of_his_own(people: date, client: Client) -> None:
    assert "usia-lebar" in page(client, Role.LURAH, KASEMEN, path=f"/capaian/{KASEMEN}/")


def test_each_area_of_the_office_is_foretold_once_a_day_and_the_page_tells_it(
    people: date, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_few(monkeypatch)
    with scope(OFFICE):
        told = [foretell_next(office="36.73", today=people) for _ in range(4)]
        assert told == ["36.73", "36.73.01", "36.73.02", None]
        assert {row.told_on for row in Outlook.objects.all()} == {people}
    assert "Bila tidak ada yang berubah" in page(client, Role.HEAD)


def test_a_new_base_breaks_the_line_and_the_page_says_why(people: date, client: Client) -> None:
    with scope(OFFICE):
        taken = Base(office="36.73", semester="2026-1", on=people - timedelta(days=10), rule_version="2026-1")
        taken.people = taken.cells = 0
        taken.taken_at = timezone.now()
        taken.save()
    told = page(client, Role.HEAD)

    assert told.count("r-line--break") == 2  # on the wide drawing and on the narrow one
    assert "Angka dua basis tidak dirangkai" in told
    since = long_date(people - timedelta(days=8))
    assert f"Ke mana arahnya: capaian Kota Serang 0,00 % pada {since}" in told.replace("\xa0", " ")


def test_the_days_of_reports_and_the_next_polling_day_are_offered_in_order() -> None:
    polling = date(2029, 2, 14)
    ends = [date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)]
    assert days_offered(date(2026, 11, 24), polling=polling) == [*ends, polling]
    assert days_offered(date(2026, 11, 24), polling=ends[0]) == ends
    assert days_offered(date(2026, 11, 24), polling=None) == ends
