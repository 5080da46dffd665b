"""The applicant's way through the pages, without an account and without a script."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications.filing.models import Application
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from tests.applications.conftest import OFFICE, person, picture
from tests.personas import officer

MOST_BYTES = 100 * 1024


@pytest.fixture
def browser() -> Client:
    """From an address of its own, since strangers are counted by it."""
    return Client(REMOTE_ADDR=f"10.0.{uuid4().int % 256}.{uuid4().int % 256}")


def begin(browser: Client, service: str = "ktp-hilang", **more: str) -> tuple[str, str]:
    """Number and code, as the page shows them."""
    page = browser.get(f"/permohonan/layanan/{service}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    browser.post("/permohonan/mulai/", {"service": service, "token": token[1], **more})
    shown = re.findall(
        r'<strong class="r-nowrap">([^<]+)</strong>', browser.get("/permohonan/saya/kode/").content.decode()
    )
    return shown[0], shown[1]


def who(row: Resident, **changed: str) -> dict[str, str]:
    born = row.birth_date
    told = {"nik": row.nik, "kk": row.kk, "born_day": str(born.day), "born_month": str(born.month)}
    return told | {"born_year": str(born.year), "for_whom": "self"} | changed


POLICE = {
    "police_number": "SKTLK/1",
    "police_on_day": "20",
    "police_on_month": "11",
    "police_on_year": "2026",
}


@pytest.mark.usefixtures("own_vault")
def test_from_the_list_of_services_to_sent(browser: Client, siti: Resident) -> None:
    begin(browser)
    assert browser.post("/permohonan/saya/pemohon/", who(siti)).status_code == 302
    assert browser.post("/permohonan/saya/isian/", POLICE).status_code == 302
    for paper in ("surat-kehilangan", "kk"):
        with_file = {"sheet": _file(picture())}
        assert browser.post(f"/permohonan/saya/syarat/{paper}/", with_file).status_code == 302
        assert (
            browser.post(f"/permohonan/saya/syarat/{paper}/", {"sheet": _file(picture())}).status_code == 302
        )
    assert "SKTLK/1" in browser.get("/permohonan/saya/kirim/").content.decode()
    for _twice in range(2):
        assert browser.post("/permohonan/saya/kirim/").status_code == 302

    row = Application.objects.get()
    assert (row.state, row.steps.count(), row.scans.count()) == ("waiting", 1, 2)
    assert "Janji empat hari kerja" in browser.get("/permohonan/saya/").content.decode()


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("kertas.png", data)


def test_the_code_is_shown_until_it_is_written_down_and_never_again(browser: Client, office: None) -> None:
    begin(browser)
    browser.post("/permohonan/saya/kode/")

    assert browser.get("/permohonan/saya/kode/").headers["Location"] == "/permohonan/saya/"


def test_another_browser_opens_it_with_both_and_only_with_both(browser: Client, office: None) -> None:
    number, code = begin(browser)
    other = Client(REMOTE_ADDR=f"10.9.{uuid4().int % 256}.{uuid4().int % 256}")
    assert other.get("/permohonan/saya/").headers["Location"] == "/permohonan/cari/"

    wrong = other.post("/permohonan/cari/", {"number": number, "code": "AAAAA AAAAA"})
    assert (wrong.status_code, "Tidak ada permohonan" in wrong.content.decode()) == (400, True)
    assert other.post("/permohonan/cari/", {"number": number, "code": code}).status_code == 302
    assert number in other.get("/permohonan/saya/").content.decode()
    other.post("/permohonan/saya/tutup/")
    assert other.get("/permohonan/saya/").status_code == 302


def test_what_the_register_refuses_is_one_sentence_and_the_typing_stays(
    browser: Client, siti: Resident
) -> None:
    begin(browser)
    pages = [
        browser.post("/permohonan/saya/pemohon/", typed).content.decode()
        for typed in (who(siti, kk="1" * 16), who(siti, nik="3673024101909998"))
    ]

    for page in pages:
        assert "Permohonan tidak dapat diteruskan dengan data ini" in page
        assert siti.full_name not in page
    assert f'value="{siti.nik}"' in pages[0]


def test_no_address_of_an_applicant_names_the_application_or_a_person(
    browser: Client, siti: Resident
) -> None:
    begin(browser)
    answer = browser.post("/permohonan/saya/pemohon/", who(siti))

    assert answer.headers["Location"] == "/permohonan/saya/"


def test_pages_are_light(browser: Client, siti: Resident) -> None:
    begin(browser)
    addresses = (
        "",
        "layanan/kk/",
        "kinerja/",
        "cari/",
        "saya/",
        "saya/pemohon/",
        "saya/isian/",
        "saya/syarat/kk/",
    )
    for path in addresses:
        answer = browser.get(f"/permohonan/{path}")
        assert answer.status_code == 200, path
        assert len(answer.content) < MOST_BYTES, path


def test_an_officer_files_for_somebody_of_his_own_area_only(siti: Resident) -> None:
    lurah = Client()
    lurah.force_login(officer(Role.LURAH, areas=(siti.area_code,)))
    far = person(7, name="Dewi Jauh", area_code="36.73.01.1001", kk="7" * 16)
    begin(lurah, consent="on")

    elsewhere = lurah.post("/permohonan/saya/pemohon/", who(far)).content.decode()
    assert "Orang ini tidak ditemukan" in elsewhere
    assert lurah.post("/permohonan/saya/pemohon/", who(siti)).status_code == 302
    with scope(OFFICE):
        row = Application.objects.get()
    assert (row.channel, row.filed_by, row.area_code) == ("village", Role.LURAH, siti.area_code)
