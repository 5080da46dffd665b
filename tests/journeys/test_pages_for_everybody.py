"""Real pages of the running demo, for who cannot see, who has a telephone, and who reads English."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo import Demo
from tests.journeys.looks import check
from tests.journeys.station import Operator

pytestmark = pytest.mark.journey
PAGES = [
    ("hj-euis", "/capaian/36.73/"),
    ("hj-euis", "/capaian/36.73.02/"),
    ("hj-euis", "/capaian/36.73/?per_day=30&per_month=6&per_year=2027"),
    ("hj-euis", "/capaian/36.73/nama/?usia=17&jk=L"),
    ("nina", "/capaian/36.73/"),
    ("lurah", "/capaian/36.73.02.1008/"),
    ("lurah", "/capaian/36.73.02.1008/nama/"),
    ("bakri", "/perekaman/"),
    ("bakri", "/ajudikasi/"),
    ("bakri", "/kartu/"),
    ("bakri", "/kartu/antrean/"),
    ("bakri", "/kartu/serah/"),
    ("bakri", "/register/"),
    ("bakri", "/jemput-bola/"),
    ("bakri", "/permohonan/kerja/"),
    ("yayan", "/permohonan/kerja/kia/"),
    ("lurah", "/permohonan/dampingan/"),
    ("warga", "/belum-dibangun/"),
    ("hj-euis", "/tidak-ada/"),
]


@pytest.mark.parametrize(("username", "path"), PAGES, ids=[path for _, path in PAGES])
def test_a_page_of_an_office(demo: Demo, enter: Callable[[str], Page], username: str, path: str) -> None:
    page = enter(username)
    page.goto(demo.web + path)
    check(page)


def test_the_first_page_of_the_demo(demo: Demo, browser: Browser) -> None:
    page = browser.new_context(locale="id-ID").new_page()
    page.goto(demo.web)
    expect(page.locator(".r-acts__item")).to_have_count(7)
    check(page)
    page.context.close()


def test_each_stop_leads_where_its_number_is(demo: Demo, browser: Browser) -> None:
    page = browser.new_context(locale="id-ID").new_page()
    page.goto(demo.web)
    ways = page.locator(".w-ways button").all_inner_texts()
    assert len(ways) == 8
    for way in ways:
        page.goto(f"{demo.web}/masuk/")
        page.get_by_role("button", name=way).first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.locator(".r-error-page").count() == 0, way
        page.get_by_role("link", name="Contoh: tujuh perhentian").click()
        expect(page.locator(".r-acts__item")).to_have_count(7)
    page.context.close()


def test_the_chart_of_the_exploring_page_follows_its_table(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("hj-euis")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    page.goto(f"{demo.web}/capaian/jelajah/36.73/")
    page.get_by_label("Dipecah menurut").select_option("jenis-kelamin")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator("thead th")).to_have_text(["Wilayah", "Laki-laki", "Perempuan", "Semua"])
    expect(page.locator("[data-explore] canvas")).to_be_visible()
    assert page.locator("[data-explore] canvas").evaluate("drawn => drawn.toDataURL().length") > 2000
    assert broken == []
    check(page)


def test_an_application_as_the_office_sees_it(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("yayan")
    for pile in ("periksa", "kerjakan"):
        page.goto(f"{demo.web}/permohonan/kerja/?tumpukan={pile}")
        page.locator("tbody th a").first.click()
        check(page)


def test_what_residents_see_of_the_services(demo: Demo, browser: Browser) -> None:
    """Nobody signs in; the large text of who reads badly pushes nothing beyond the edge."""
    page = browser.new_context(locale="id-ID", base_url=demo.web).new_page()
    for path in ("", "periksa/", "kinerja/", "cari/", "layanan/ktp-hilang/"):
        page.goto(f"/permohonan/{path}")
        check(page)
    page.get_by_role("button", name="Mulai mengajukan").click()
    check(page)
    page.get_by_role("button", name="Sudah saya catat").click()
    for path in ("", "pemohon/", "isian/", "syarat/kk/", "kirim/"):
        page.goto(f"/permohonan/saya/{path}")
        check(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.context.close()


def test_people_found_in_the_register(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("bakri")
    page.goto(f"{demo.web}/register/")
    page.get_by_label("NIK, nomor KK, atau nama").fill("Siti")
    page.keyboard.press("Enter")
    expect(page.locator("tbody th a").first).to_be_visible()
    check(page)
    page.locator("tbody th a").first.click()
    check(page)


def test_the_station(demo: Demo, browser: Browser) -> None:
    page = browser.new_context(locale="id-ID").new_page()
    page.goto(demo.station)
    check(page)
    Operator(page, demo.station).unlock()
    check(page)
    for path in ("/kotak-keluar", "/petugas", "/tanpa-daftar", "/tidak-ada"):
        page.goto(demo.station + path)
        check(page)
    page.context.close()


@pytest.mark.parametrize(("locale", "language"), [("id-ID", "id"), ("en-GB", "en"), ("nl-NL", "id")])
def test_the_browser_says_which_language(demo: Demo, browser: Browser, locale: str, language: str) -> None:
    page = browser.new_context(locale=locale).new_page()
    for address in (demo.web, demo.station):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
    page.context.close()


def test_the_language_changes_on_every_page_and_stays(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("bakri")
    page.get_by_role("button", name="English").click()
    for path in ("/capaian/36.73/", "/perekaman/", "/kartu/antrean/", "/jemput-bola/", "/register/"):
        page.goto(demo.web + path)
        assert page.locator("html").get_attribute("lang") == "en", path
    page.goto(demo.station)
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Indonesia").click()
    assert page.locator("html").get_attribute("lang") == "id"


def test_the_language_changes_after_a_refused_form(demo: Demo, enter: Callable[[str], Page]) -> None:
    """The form posts to an address without a page of its own; the reader comes to the one behind it."""
    page = enter("bakri")
    page.goto(f"{demo.web}/kartu/")
    forms = page.get_by_role("button", name=re.compile("rusak|kembali"))
    # Other journeys of this demo may have used up what the first line is of.
    for address in page.locator("tbody th a, td a").evaluate_all("links => links.map(one => one.href)"):
        page.goto(address)
        if forms.count():
            break
    forms.first.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("h1")).to_be_visible()
