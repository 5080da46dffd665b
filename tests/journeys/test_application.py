"""An akta kelahiran from a telephone without JavaScript to the paper in hand, which anybody checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import cv2
import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rekam.accounts.rules import Role
from rekam.applications.filing.models import Application
from rekam.kernel.database import Scope, scope
from rekam.kernel.nik import Nik
from rekam.registry.entries import services as entries
from rekam.registry.models import Resident
from tests.applications.conftest import picture
from tests.journeys.served import enter_as, serving
from tests.journeys.steps import fill_day, press
from tests.personas import officer, resident

pytestmark = pytest.mark.journey
OFFICE = Scope.of("36.73")
SHEET = {"name": "foto.png", "mimeType": "image/png", "buffer": picture()}


@dataclass(frozen=True)
class Office:
    """Its pages, and who is at work."""

    address: str
    browser: Browser
    rina: Page
    vera: Page

    def telephone(self, **how: Any) -> BrowserContext:
        """Somebody with a small telephone, whose browser runs no script."""
        size = {"width": 360, "height": 740}
        return self.browser.new_context(
            viewport=size, java_script_enabled=False, locale="id-ID", base_url=self.address, **how
        )


@pytest.fixture
def office(own_database: str, own_vault: None, browser: Browser) -> Iterator[Office]:
    with scope(OFFICE):
        row = resident(serial=1, name="Siti Aminah")
        row.head_relation, row.recorded_on = "KEPALA KELUARGA", date(2019, 1, 1)
        row.save()
        officer(Role.OPERATOR, username="rina")
        officer(Role.VERIFIKATOR, username="vera")
    with serving() as address:
        contexts = [
            enter_as(name, browser=browser, address=address, within=OFFICE) for name in ("rina", "vera")
        ]
        yield Office(address, browser, *(context.new_page() for context in contexts))
        for context in contexts:
            context.close()


def test_an_akta_from_a_telephone_to_the_hand(office: Office) -> None:
    at_home = office.telephone()
    number, code = apply_for_akta(at_home.new_page())
    at_home.close()
    with scope(OFFICE):
        work = f"/permohonan/kerja/{Application.objects.get().uuid}/"

    check_all(office.rina, work)
    office.vera.goto(work)
    press(office.vera, "Setujui")
    make_paper(office, work)
    sheet = office.rina.request.get(f"{work}dokumen.pdf").body()
    passer_by_checks(office, sheet)
    office.rina.goto(work)
    press(office.rina, "Sudah diambil pemohon")

    later = office.telephone()
    page = later.new_page()
    open_again(page, number=number, code=code)
    expect(page.locator("main")).to_contain_text("sudah diambil")
    later.close()


def apply_for_akta(page: Page) -> tuple[str, str]:
    """Every form by hand, as a bad line leaves it: nothing but pages and posts."""
    page.goto("/permohonan/")
    page.get_by_role("link", name="Akta kelahiran").click()
    press(page, "Mulai mengajukan")
    number, code = page.locator("dd strong").all_inner_texts()
    press(page, "Sudah saya catat")

    page.get_by_role("link", name="Pemohon").click()
    with scope(OFFICE):
        siti = Resident.objects.get()
    page.fill("[name=nik]", Nik.parse(siti.nik).digits)
    page.fill("[name=kk]", siti.kk)
    fill_day(page, "born", siti.birth_date)
    press(page, "Simpan")
    page.get_by_role("link", name="Formulir").click()
    page.fill("[name=full_name]", "Putri Lestari")
    page.check("[name=sex][value=P]")
    page.fill("[name=birth_place]", "Serang")
    fill_day(page, "birth_date", date(2026, 11, 1))
    page.select_option("[name=religion]", "Islam")
    page.fill("[name=mother_name]", "Siti Aminah")
    page.fill("[name=document]", "RS/1/2026")
    press(page, "Simpan")
    for paper in ("Surat keterangan lahir", "Kartu keluarga", "KTP-el kedua orang tua"):
        page.get_by_role("link", name=paper).click()
        page.set_input_files("[name=sheet]", SHEET)  # type: ignore[arg-type]
        press(page, "Kirim")
        page.goto("/permohonan/saya/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Periksa lagi, lalu kirim").click()
    press(page, "Kirim permohonan")
    expect(page.locator("main")).to_contain_text("menunggu diperiksa")
    return number, code


def check_all(page: Page, work: str) -> None:
    """The checklist: each sheet is looked at and accepted."""
    page.goto(work)
    for place in range(3):
        with page.expect_navigation():
            page.locator("button[value=accepted]").nth(place).click()
    press(page, "Syarat lengkap")


def make_paper(office: Office, work: str) -> None:
    """The originals, the entry that a second person approves, and the paper."""
    office.rina.goto(work)
    for box in office.rina.locator("[name=seen]").all():
        box.check()
    press(office.rina, "Sudah saya cocokkan")
    with scope(OFFICE):
        entry = Application.objects.get().entry
        assert entry is not None
        entries.approve(entry=entry, why="surat lahir dan KK cocok", actor="vera", at=timezone.now())
    office.rina.goto(work)
    press(office.rina, "Sudah siap diambil")


def passer_by_checks(office: Office, sheet: bytes) -> None:
    """A stranger's telephone reads the QR of the printed sheet; the page says what was signed."""
    drawn = pypdfium2.PdfDocument(sheet)[0].render(scale=300 / 72).to_numpy()
    grey = cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY)
    text, _box, _straight = cv2.QRCodeDetectorAruco().detectAndDecode(grey)
    stranger = office.telephone()
    page = stranger.new_page()
    page.goto(text)
    expect(page.locator("main")).to_contain_text("diterbitkan kantor ini")
    page.fill("[name=text]", text)
    press(page, "Periksa tanda tangannya")
    expect(page.locator("main")).to_contain_text("tanda tangannya asli")
    expect(page.locator("main")).to_contain_text("P L")
    stranger.close()


def open_again(page: Page, *, number: str, code: str) -> None:
    """By keyboard alone."""
    page.goto("/permohonan/cari/")
    page.focus("[name=number]")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
