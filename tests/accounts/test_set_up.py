"""The first set-up: who reads the terminal becomes administrator, once, and goes on at leisure."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from rekam.accounts.area_search import find_areas
from rekam.accounts.models import Office
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.accounts.set_up import make_set_up_code
from tests.accounts.conftest import PASSPHRASE, later
from tests.personas import officer

pytestmark = pytest.mark.django_db
FORM = {"username": "adi", "display_name": "Adi N.", "password": PASSPHRASE, "again": PASSPHRASE}


def begin(client: Client) -> str:
    code = make_set_up_code()
    assert client.post("/mulai/", {"code": code.upper()}).headers["Location"] == "/mulai/administrator/"
    return code


def test_the_whole_way(client: Client, keys: Path, settings: Settings) -> None:
    settings.REKAM_OFFICE_AREA = "36"
    begin(client)
    assert client.post("/mulai/administrator/", FORM).headers["Location"] == "/mulai/langkah/"
    adi = Account.objects.get(username="adi")
    assert adi.role == Role.ADMINISTRATOR
    found = client.get("/mulai/kantor/?cari=cilegon").content.decode()
    assert "?wilayah=36.72" in found
    suggested = client.get("/mulai/kantor/?wilayah=36.72").content.decode()
    assert 'value="36.72"' in suggested
    office = {"name": "Disdukcapil Kota Cilegon", "level": "kabupaten_kota", "area": "36.72", "zone": "WIB"}
    assert client.post("/mulai/kantor/", office).status_code == 302
    adi.refresh_from_db()
    assert (adi.office, adi.areas) == ("Disdukcapil Kota Cilegon", ["36.72"])
    steps = client.get("/mulai/langkah/").content.decode()
    assert "REKAM_OFFICE_AREA=36.72" in steps
    assert 'aria-current="step"' in steps


@pytest.mark.parametrize(("area", "level"), [("*", "centre"), ("36.72", "kabupaten_kota")])
def test_the_first_office_lies_in_the_area_of_the_server(
    client: Client, keys: Path, area: str, level: str
) -> None:
    begin(client)
    client.post("/mulai/administrator/", FORM)
    page = client.post("/mulai/kantor/", {"name": "X", "level": level, "area": area, "zone": "WIB"})
    assert "di luar wilayah server ini, 36.73" in page.content.decode()
    assert not Office.objects.exists()
    assert Account.objects.get(username="adi").areas == ["36.73"]


def test_a_server_started_for_the_wrong_area_is_put_right_and_started_again(
    client: Client, keys: Path, settings: Settings
) -> None:
    begin(client)
    client.post("/mulai/administrator/", FORM)
    settings.REKAM_OFFICE_AREA = "36.72"
    client.post("/mulai/kantor/", {"name": "X", "level": "kabupaten_kota", "area": "36.72", "zone": "WIB"})
    assert Account.objects.get(username="adi").areas == ["36.72"]


@pytest.mark.parametrize(("area", "level"), [("*", "centre"), ("36", "province")])
def test_a_later_administrator_without_a_post_gets_no_larger_area(
    client: Client, settings: Settings, area: str, level: str
) -> None:
    settings.REKAM_OFFICE_AREA = "36"
    beni = officer(Role.ADMINISTRATOR, username="beni")
    Account.objects.filter(pk=beni.pk).update(post=None)
    client.force_login(beni)
    client.post("/mulai/kantor/", {"name": "X", "level": level, "area": area, "zone": "WIB"})
    beni.refresh_from_db()
    assert (beni.areas, beni.post) == (["36.73"], None)
    assert not Office.objects.filter(name="X").exists()


def test_the_office_is_founded_by_who_proved_it_lately(client: Client) -> None:
    client.force_login(officer(Role.ADMINISTRATOR))
    later(client, minutes=11)
    assert client.get("/mulai/kantor/").headers["Location"].startswith("/akun/konfirmasi/")


def test_an_office_must_be_of_its_level(client: Client, keys: Path) -> None:
    begin(client)
    client.post("/mulai/administrator/", FORM)
    wrong = {"name": "X", "level": "kecamatan", "area": "36.73", "zone": "WIB"}
    assert "tidak cocok dengan tingkat" in client.post("/mulai/kantor/", wrong).content.decode()


def test_a_wrong_code_opens_nothing(client: Client, keys: Path) -> None:
    make_set_up_code()
    assert client.post("/mulai/", {"code": "aaaa-aaaa-aaaa-aaaa"}).status_code == 403
    assert client.get("/mulai/administrator/").status_code == 404
    assert client.post("/mulai/administrator/", FORM).status_code == 404


def test_without_a_code_from_the_terminal_none_is_right(client: Client, keys: Path) -> None:
    assert client.post("/mulai/", {"code": ""}).status_code == 403


def test_a_newer_code_ends_the_older_one(client: Client, keys: Path) -> None:
    older = make_set_up_code()
    make_set_up_code()
    assert client.post("/mulai/", {"code": older}).status_code == 403


def test_there_is_one_first_administrator(client: Client, keys: Path) -> None:
    code = begin(client)
    officer(Role.ADMINISTRATOR, username="beni")
    assert client.post("/mulai/administrator/", FORM).status_code == 404
    assert Client().post("/mulai/", {"code": code}).headers["Location"] == "/mulai/langkah/"
    assert Client().get("/mulai/langkah/").status_code == 302


def test_a_weak_password_is_told_at_its_field(client: Client, keys: Path) -> None:
    begin(client)
    page = client.post("/mulai/administrator/", FORM | {"password": "password123", "again": "lain"})
    assert page.status_code == 200
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kota Serang", "36.73"), ("36.73", "36.73"), ("kasemen", "36.73.02"), ("3673", "36.73")],
)
def test_an_area_is_found_by_name_and_by_code(text: str, code: str) -> None:
    assert code in [area.code.text for area in find_areas(text)]


def test_nothing_is_found_for_nothing() -> None:
    assert find_areas("") == find_areas("99.99") == []
