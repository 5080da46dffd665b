"""A second factor in a real browser: a passkey from Chromium's own authenticator, codes typed by hand."""

import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo import PASSPHRASE, Demo
from tests.journeys.looks import check

pytestmark = pytest.mark.journey
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(demo: Demo, browser: Browser) -> Iterator[Page]:
    """A browser with an authenticator inside, at the server's name: passkeys are not for bare addresses."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
    opened = context.new_page()
    devtools = context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    context.close()


def named(demo: Demo) -> str:
    return demo.web.replace("127.0.0.1", "localhost")


def enter(page: Page, demo: Demo, username: str) -> None:
    page.goto(f"{named(demo)}/masuk/")
    page.locator(f"button[value='{username}']").click()
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()


def test_a_passkey_is_made_and_signs_in(demo: Demo, page: Page) -> None:
    enter(page, demo, "nina")
    page.get_by_role("link", name="Provinsi: Nina P.").click()
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name="Atur").click()
    check(page)
    page.fill("#passkey-name", "laptop provinsi")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.locator(".a-codes li")).to_have_count(10)
    page.get_by_role("button", name="Keluar").click()

    page.goto(f"{named(demo)}/masuk/?kata-sandi=1")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.get_by_role("link", name="Provinsi: Nina P.")).to_be_visible()


def test_codes_from_a_telephone_are_asked_after_the_password(demo: Demo, page: Page) -> None:
    enter(page, demo, "kepsek")
    page.goto(f"{named(demo)}/akun/faktor-kedua/")
    page.get_by_role("button", name="Pasang kode di telepon").click()
    expect(page.locator("svg.a-qr")).to_be_visible()
    check(page)
    telephone = pyotp.TOTP(page.locator(".a-secret").inner_text().replace(" ", ""))
    page.fill("input[name=code]", telephone.now())
    page.get_by_role("button", name="Pakai telepon ini").click()
    expect(page.locator(".a-codes li")).to_have_count(10)
    check(page)
    page.get_by_role("button", name="Keluar").click()

    page.goto(f"{named(demo)}/masuk/?kata-sandi=1")
    page.fill("input[name=username]", "kepsek")
    page.fill("input[name=password]", PASSPHRASE)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("h1")).to_have_text("Langkah kedua")
    check(page)
    page.fill("input[name=code]", telephone.at(int(time.time()) + 30))
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("adi", "/akun/petugas/"),
        ("adi", "/akun/petugas/baru/"),
        ("adi", "/akun/kantor/"),
        ("adi", "/akun/hapus-faktor/"),
        ("adi", "/mulai/langkah/"),
        ("adi", "/akun/konfirmasi/"),
        ("hj-euis", "/akun/wakil/"),
        ("bakri", "/akun/"),
        ("bakri", "/akun/kata-sandi/"),
    ],
)
def test_a_page_of_accounts(demo: Demo, page: Page, username: str, path: str) -> None:
    enter(page, demo, username)
    page.goto(named(demo) + path)
    check(page)


def test_an_officers_page(demo: Demo, page: Page) -> None:
    enter(page, demo, "adi")
    page.goto(f"{named(demo)}/akun/petugas/")
    page.get_by_role("link", name="Vera A.").click()
    check(page)
