"""The search page, as officers use it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def maryamah() -> Resident:
    row = resident(serial=1, area_code=KASEMEN, name="Ratu Maryamah")
    with scope(EVERYWHERE):
        row.save()
        resident(serial=2, area_code=SERANG, name="Tubagus Hasan").save()
    return row


@pytest.fixture
def operator(client: Client, maryamah: Resident) -> Client:
    client.force_login(officer(Role.OPERATOR, areas=("36.73.02",)))
    return client


def searched(operator: Client, **typed: str) -> str:
    return operator.post("/register/", typed).content.decode()


def test_the_page_opens_with_an_empty_box(operator: Client) -> None:
    page = operator.get("/register/").content.decode()
    assert 'name="cari"' in page
    assert "Tidak ditemukan" not in page
    assert not Entry.objects.filter(action="registry.searched")


def test_a_search_takes_a_dozen_statements_at_most(operator: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert "Ratu Maryamah" in searched(operator, cari="mariama 1990")
    assert len(asked) <= 12, [one["sql"][:80] for one in asked]


def test_a_name_is_shown_as_it_is_whatever_letters_it_has(operator: Client) -> None:
    with scope(EVERYWHERE):
        resident(serial=3, area_code=KASEMEN, name="Ma'mun <b>Hasan").save()
    assert "Ma&#x27;mun &lt;b&gt;Hasan" in searched(operator, cari="mamun hasan")


def test_somebody_found_is_shown_with_a_masked_nik(operator: Client, maryamah: Resident) -> None:
    page = searched(operator, cari="mariama 1990")
    assert "Ratu Maryamah" in page
    assert maryamah.nik not in page
    assert "3673 0241 •••• 0001" in page
    assert f'href="/register/{maryamah.uuid}/" data-key="Enter"' in page


def test_a_search_is_written_down_without_what_was_typed(operator: Client, maryamah: Resident) -> None:
    searched(operator, cari="mariama", tujuan="complaint", perkara="PGD/12/2026")
    entry = Entry.objects.get(action="registry.searched")
    assert entry.subjects == [str(maryamah.uuid)]
    assert (entry.purpose, entry.case, entry.facts) == ("complaint", "PGD/12/2026", {})


def test_a_search_that_finds_nobody_is_written_down_too(operator: Client) -> None:
    assert "Tidak ditemukan di wilayah Anda" in searched(operator, cari="Tubagus Hasan")
    assert Entry.objects.get(action="registry.searched").subjects == []


def test_an_unsaid_purpose_is_the_counter(operator: Client) -> None:
    searched(operator, cari="maryamah")
    assert Entry.objects.get(action="registry.searched").purpose == "service"


@pytest.mark.parametrize("number", ["Maryamah", "3673024101900001"])
def test_a_file_number_is_no_name_and_no_nik(operator: Client, number: str) -> None:
    assert "Tulis nomor berkas" in searched(operator, cari="maryamah", perkara=number)
    assert not Entry.objects.filter(action="registry.searched")


def test_digits_left_out_are_told(operator: Client) -> None:
    page = searched(operator, cari="367302410190001")
    assert "NIK dan nomor KK terdiri atas 16 angka; yang diisi 15" in page
    assert not Entry.objects.filter(action="registry.searched")


def test_a_year_alone_asks_for_a_name(operator: Client) -> None:
    assert "Tulis juga namanya" in searched(operator, cari="1990")


def test_the_helpers_have_fields_of_their_own(operator: Client) -> None:
    assert "Ratu Maryamah" in searched(operator, cari="maryamah", tahun="1990", wilayah="Kasemen")
    assert "Ratu Maryamah" not in searched(operator, cari="maryamah", tahun="1991")
    assert "Tulis tahun dengan empat angka" in searched(operator, cari="maryamah", tahun="91")


def test_an_area_of_others_is_as_unknown_as_one_that_is_not(operator: Client) -> None:
    for area in ("Cipocok Jaya", "Atlantis"):
        assert "Tidak ada kelurahan atau kecamatan bernama itu" in searched(
            operator, cari="hasan", wilayah=area
        )


def test_too_many_ask_for_more(operator: Client) -> None:
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(resident(serial=100 + n, name="Siti Nurhayati") for n in range(51))
    page = searched(operator, cari="siti nurhayati")
    assert "50 yang paling mirip" in page
    assert "Tambahkan tahun lahir atau kelurahan" in page
    assert page.count("Siti Nurhayati") == 50


def test_what_was_typed_is_never_in_an_address(operator: Client) -> None:
    assert "Ratu Maryamah" not in operator.get("/register/?cari=maryamah").content.decode()
