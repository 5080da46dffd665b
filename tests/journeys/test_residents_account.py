"""A resident's account in a real browser: a slip of the counter, a passkey, and back in without typing."""

import re
from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from rekam.ui.dates import MONTHS
from tests.journeys.demo import Demo
from tests.journeys.looks import check
from tests.journeys.test_second_factors import AUTHENTICATOR, enter, named

pytestmark = pytest.mark.journey


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    """The resident's, with an authenticator inside."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    opened = context.new_page()
    devtools = context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    context.close()


def slip_from_the_counter(demo: Demo, browser: Browser) -> tuple[str, list[str]]:
    """Code and birth date of the first grown person whom a search finds."""
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    enter(page, demo, "bakri")
    page.goto(f"{named(demo)}/register/")
    page.fill("input[name=cari]", "Siti")
    page.locator("main form button[type=submit]").first.click()
    for person in page.locator("main tbody a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(person)
        born = page.locator("dt:text-is('Lahir') + dd").inner_text()
        answer = page.goto(re.sub(r"/register/(.+)", r"/loket/kode-akun/\1", person))
        if answer is not None and answer.ok:
            break
    check(page)
    token = page.locator("main input[name=csrfmiddlewaretoken]").input_value()
    pdf = page.request.post(
        page.url, form={"csrfmiddlewaretoken": token, "seen": "ktp"}, headers={"Referer": page.url}
    )
    text = pypdfium2.PdfDocument(pdf.body())[0].get_textpage().get_text_range()
    context.close()
    code = re.search(r"\b[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}\b", text)
    assert code is not None
    return code[0], born.rpartition(", ")[2].split()


def test_a_slip_opens_an_account_and_a_passkey_comes_back_to_it(
    demo: Demo, browser: Browser, telephone: Page
) -> None:
    code, (day, month, year) = slip_from_the_counter(demo, browser)
    telephone.goto(f"{named(demo)}/masuk/warga/kantor/")
    check(telephone)
    telephone.fill("input[name=code]", code)
    for part, value in (("day", day), ("month", str(MONTHS["id"].index(month) + 1)), ("year", year)):
        telephone.fill(f"input[name=born_{part}]", value)
    telephone.get_by_role("button", name="Buka akun saya").click()
    telephone.fill("#passkey-name", "ponsel saya")
    telephone.get_by_role("button", name="Buat kunci sandi").click()
    expect(telephone.get_by_text("Kunci sandi dibuat.")).to_be_visible()
    check(telephone)
    telephone.get_by_role("button", name="Keluar", exact=True).click()

    telephone.get_by_role("button", name="Masuk dengan kunci sandi").click()
    telephone.get_by_role("button", name="Pakai kunci sandi").click()
    expect(telephone.get_by_role("heading", name="Rekaman KTP-el saya")).to_be_visible()
    check(telephone)
