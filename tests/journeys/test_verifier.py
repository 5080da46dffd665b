"""A guard's telephone without a network tells a digital KTP from a forged, an expired and a revoked one."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from rekam.credentials.formats import base45, claim169
from tests.credentials import world
from tests.credentials.reading import office
from tests.journeys.looks import check
from tests.journeys.served import serving

pytestmark = pytest.mark.journey
READ = """async (png) => {
  const {prepare, readPicture} = await import("/static/ikd/scanner.js");
  await prepare();
  return readPicture(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))]));
}"""


@pytest.fixture
def guard(browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Page]:
    """A telephone that has opened the page once, with the lists of that moment."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    page = context.new_page()
    page.clock.set_fixed_time(world.NOW)
    office.publish()
    settings = override_settings(
        ROOT_URLCONF="tests.credentials.reading.office", REKAM_CREDENTIAL_ROOTS=[office.ROOT]
    )
    with django_db_blocker.unblock(), settings, serving() as address:
        open_page(page, f"{address}/periksa/ktp/")
        page.evaluate("navigator.serviceWorker.ready")
        yield page
        context.close()


def open_page(page: Page, address: str | None = None) -> None:
    if address is None:
        page.reload()
    else:
        page.goto(address)
    expect(page.locator("[data-reader][data-ready]")).to_have_count(1)


def scan(page: Page, data: bytes) -> None:
    again = page.get_by_role("button", name="Hapus dan periksa yang lain")
    if again.is_visible():
        again.click()
    page.set_input_files(
        "#gambar", {"name": "k.png", "mimeType": "image/png", "buffer": office.picture(data)}
    )


def expect_verdict(page: Page, word: str, sentence: str) -> None:
    expect(page.locator("[data-verdict]")).to_have_text(word)
    expect(page.locator("[data-sentence]")).to_contain_text(sentence)


def test_a_guard_checks_digital_ktps_without_a_network(guard: Page) -> None:
    printed = office.shown()
    check(guard)
    guard.context.set_offline(True)
    open_page(guard)

    scan(guard, printed)
    expect_verdict(guard, "BERLAKU", "Berlaku.")
    expect(guard.locator("[data-bound]")).to_contain_text("hanya foto ini")
    expect(guard.locator("[data-facts]")).to_contain_text("SITI AMINAH")
    expect(guard.locator("[data-facts]")).to_contain_text("3 Februari 1999")
    assert guard.locator("[data-portrait]").evaluate("face => face.naturalWidth") == 60
    check(guard)

    scan(guard, printed.replace(b"SITI AMINAH", b"SITI AMINAN"))
    expect_verdict(guard, "TIDAK BERLAKU", "bukan seperti yang diterbitkan")
    expect(guard.locator("[data-facts]")).to_be_empty()
    scan(guard, office.shown(bound=True))
    expect_verdict(guard, "TIDAK BERLAKU", "salinan dari telepon orang")

    answer_the_challenge(guard)

    guard.clock.set_fixed_time(world.NOW + timedelta(hours=13))
    scan(guard, printed)
    expect_verdict(guard, "TIDAK DIKETAHUI", "daftar statusnya sudah lama")
    guard.clock.set_fixed_time(world.EXPIRES)
    scan(guard, printed)
    expect_verdict(guard, "TIDAK BERLAKU", "sudah habis masa berlakunya")

    guard.context.set_offline(False)
    later = world.NOW + timedelta(hours=13)
    for status, word, sentence in ((1, "TIDAK BERLAKU", "Dicabut"), (2, "DITANGGUHKAN", "Ditangguhkan")):
        guard.clock.set_fixed_time(later := later + timedelta(hours=1))
        office.publish(status=status, at=later)
        renew(guard)
        scan(guard, printed)
        expect_verdict(guard, word, sentence)

    office.publish(at=world.NOW)  # somebody on the way sends the older list again, in which all was well
    renew(guard)
    scan(guard, printed)
    expect_verdict(guard, "DITANGGUHKAN", "Ditangguhkan")
    check(guard)
    assert printed not in kept(guard)


def answer_the_challenge(page: Page) -> None:
    """The reader shows a number; the live code that answers it counts, an earlier one does not."""
    issued = office.shown(bound=True)
    page.get_by_role("button", name="Hapus dan periksa yang lain").click()
    page.get_by_role("button", name="Minta kode hidup").click()
    drawn = page.locator("[data-nonce-code]").screenshot()
    text = page.evaluate(READ, b64encode(drawn).decode())
    nonce = base45.decode(re.sub("^IKD:", "", text))
    live = claim169.wrap(issued, holder=world.HOLDER, at=world.NOW, nonce=nonce)
    page.set_input_files(
        "#gambar", {"name": "k.png", "mimeType": "image/png", "buffer": office.picture(live)}
    )
    expect_verdict(page, "BERLAKU", "Berlaku.")
    expect(page.locator("[data-bound]")).to_contain_text("menjawab angka")

    page.get_by_role("button", name="Hapus dan periksa yang lain").click()
    page.get_by_role("button", name="Minta kode hidup").click()
    page.set_input_files(
        "#gambar", {"name": "k.png", "mimeType": "image/png", "buffer": office.picture(live)}
    )
    expect_verdict(page, "TIDAK BERLAKU", "permintaan lain")


def renew(page: Page) -> None:
    with page.expect_response(re.compile("/ikd/status/2$")):
        page.get_by_role("button", name="Perbarui daftar").click()
    expect(page.locator("[data-trust-age]")).to_contain_text("bertanggal")


def kept(page: Page) -> bytes:
    """All that the browser keeps of this page."""
    return str(
        page.evaluate("""async () => {
          const told = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) told.push(request.url);
          }
          return [...told, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(" ");
        }""")
    ).encode()
