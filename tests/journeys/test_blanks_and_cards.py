"""Blanks from the delivery to the minutes: sent on, printed, spoiled, handed over, burned."""

import json
import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rekam.config.demo_cards import FIRST_BODY
from rekam.kernel.dates import OfficeZone, today_at
from tests.journeys.demo import Demo
from tests.journeys.steps import fill_day, press

pytestmark = pytest.mark.journey
RECEIVED, SENT, PRINTED, SPOILED, GIVEN = 500, 100, 8, 2, 5
KASEMEN, SLOW = "36.73.02", 120_000
SERIALS = [f"04{0xABC000 + number:012X}" for number in range(RECEIVED)]


def today() -> date:
    return today_at(zone=OfficeZone.WIB, now=datetime.now(UTC))


def row(page: Page, demo: Demo, place: str) -> list[int]:
    """A place's line of the stock table, its counts only."""
    page.goto(f"{demo.web}/kartu/")
    cells = page.locator("tr", has=page.get_by_role("rowheader", name=place, exact=True)).locator(
        "td.r-number"
    )
    return [int(text.replace(".", "")) for text in cells.all_inner_texts()]


def quicken(demo: Demo) -> None:
    """The simulated printers take no pause between steps."""
    for address in re.findall(r"printers (http\S+?)/ and (http\S+?)/\s", demo.said)[-1]:
        body = json.dumps({"seconds": 0}).encode()
        urllib.request.urlopen(f"{address}/admin/slow", data=body, timeout=10).close()


def test_every_blank_is_accounted_for(demo: Demo, enter: Callable[[str], Page]) -> None:
    store, verifier = enter("bakri"), enter("vera")
    before = row(store, demo, "Dinas Kota Serang")

    store.goto(f"{demo.web}/kartu/terima/")
    store.fill("[name=letter]", "470/500/2026")
    store.fill("[name=listed]", "\n".join(SERIALS))
    press(store, "Terima seluruh daftar")

    store.goto(f"{demo.web}/kartu/kirim/")
    store.select_option("[name=to_site]", KASEMEN)
    fill_day(store, "due_on", today() + timedelta(days=3))
    store.fill("[name=serials]", "\n".join(SERIALS[:SENT]))
    press(store, "Catat pengiriman")
    kasemen = enter("yayan")
    kasemen.goto(store.url)
    kasemen.fill("[name=counted]", str(SENT))
    press(kasemen, "Terima yang dihitung")
    assert row(store, demo, "Kec. Kasemen")[0] == SENT

    orders = print_cards(store, demo)
    for order in orders[-SPOILED:]:
        store.goto(f"{demo.web}/kartu/pesanan/{order}/")
        store.check("[name=fault][value=smeared]")
        press(store, "Gagal cetak")
    for body, order in enumerate(orders[:GIVEN]):
        demo.lay_body(FIRST_BODY + body, impression=1)
        store.goto(f"{demo.web}/kartu/serah/{order}/")
        press(store, "serahkan bila cocok")
        expect(store.locator("main")).to_contain_text("Kartu diserahkan")

    burned = burn_all(store, verifier, demo)
    after = row(store, demo, "Dinas Kota Serang")
    expect(store.locator("main")).to_contain_text("cocok")
    usable, carried, printed, given, spoiled, lost, destroyed, whole = (
        now - then for now, then in zip(after, before, strict=True)
    )
    assert (usable, carried, printed, given) == (
        RECEIVED - SENT - PRINTED,
        0,
        PRINTED - SPOILED - GIVEN,
        GIVEN,
    )
    assert (lost, destroyed, whole) == (0, burned, RECEIVED - SENT)
    assert spoiled == SPOILED - burned


def print_cards(store: Page, demo: Demo) -> list[str]:
    """Print what waits as one batch; the orders in their sequence."""
    quicken(demo)
    store.goto(f"{demo.web}/kartu/pencetak/")
    store.get_by_role("link", name="Pencetak 1").click()
    store.fill("[name=jumlah]", str(PRINTED))
    press(store, "Usulkan lagi")
    links = store.locator("tbody th a").evaluate_all("all => all.map(one => one.pathname)")
    press(store, "Mulai mencetak")
    done = f"Kartu yang sudah diputus: {PRINTED} dari {PRINTED}"
    expect(store.locator("main")).to_contain_text(done, timeout=SLOW)
    return [link.strip("/").split("/")[-1] for link in links if "/pesanan/" in link]


def burn_all(store: Page, verifier: Page, demo: Demo) -> int:
    """Minutes for whatever waits to be burned, and the witness's word; how many."""
    store.goto(f"{demo.web}/kartu/musnah/")
    waiting = store.locator("[name=ticked]")
    for box in waiting.all():
        box.check()
    number = waiting.count()
    store.fill("[name=number]", "BA/1/2026")
    store.fill("[name=place]", "Halaman belakang dinas")
    fill_day(store, "on", today())
    store.select_option("[name=witness]", "vera")
    press(store, "Buat berita acara")
    verifier.goto(store.url)
    for box in verifier.locator("[name=ticked]").all():
        box.check()
    press(verifier, "Pastikan semua dibakar")
    assert number >= SPOILED
    return number
