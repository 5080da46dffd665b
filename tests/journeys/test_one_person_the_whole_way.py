"""The demo's seven stops: one person, the whole way, with real parts only."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.demo import Demo
from tests.journeys.looks import check
from tests.journeys.station import Operator

pytestmark = pytest.mark.journey
MINUTE = 60.0


def number(page: Page) -> int:
    return int(page.locator(".r-figure__number").first.inner_text().replace(".", ""))


def until(true: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(1)
    return False


def statuses(page: Page, demo: Demo) -> str:
    page.goto(f"{demo.web}/perekaman/")
    return page.locator("main").inner_text()


def test_one_person_the_whole_way(demo: Demo, browser: Browser, enter: Callable[[str], Page]) -> None:
    # 1. The gap.
    head = enter("hj-euis")
    gap = number(head)
    assert gap > 0

    # 2. One kelurahan's list.
    lurah = enter("lurah")
    listed = number(lurah)
    lurah.get_by_role("link", name=re.compile("Daftar panggilan")).click()
    expect(lurah.locator("h1")).to_contain_text(str(listed))

    # 3. Record one of them at the station with the server stopped.
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
    operator = Operator(context.new_page(), demo.station)
    operator.unlock()
    demo.switch_server()
    demo.lay_body(11)
    operator.keys, began = 0, time.monotonic()
    operator.record(0)
    assert operator.keys + operator.clicks <= 20, "a person costs too many keys"
    assert time.monotonic() - began < 3 * MINUTE, "a person takes too long"
    operator.outbox()
    assert "1 orang hanya ada di laptop ini" in operator.header()

    # 4. Start it, and watch the ladder.
    demo.switch_server()
    operator.send_now()
    assert until(lambda: "0 orang hanya ada" in operator.header_now(), seconds=2 * MINUTE)
    office = enter("bakri")
    assert until(lambda: "siap cetak" in statuses(office, demo).lower(), seconds=2 * MINUTE)

    look_at_the_recording(office, demo)

    # 5. The same fingers under another NIK: the station says no while it remembers this session.
    demo.lay_body(11, impression=1)
    operator.record(0)
    assert operator.refused()

    # 6. Print and hand over.
    print_and_hand_over(demo, enter)

    # 7. The gap is one smaller.
    head.goto(f"{demo.web}/capaian/36.73/")
    assert number(head) == gap - 1


def look_at_the_recording(office: Page, demo: Demo) -> None:
    """The list of its status, then its own ladder. Whoever stands earlier may go on at once."""
    statuses(office, demo)
    office.locator("tbody th a", has_text=re.compile("siap cetak", re.IGNORECASE)).first.click()
    check(office)
    office.locator("tbody th a").first.click()
    check(office)
    office.set_viewport_size({"width": 1366, "height": 768})


def waits(office: Page, order: Locator, demo: Demo) -> bool:
    """Whether the queue has somebody; the search for doubles takes its time on a busy machine."""
    office.goto(f"{demo.web}/kartu/antrean/")
    return order.is_visible()


def print_and_hand_over(demo: Demo, enter: Callable[[str], Page]) -> None:
    office, verifier = enter("bakri"), enter("vera")
    office.goto(f"{demo.web}/kartu/")
    blanks = number(office)
    order = office.get_by_role("button", name=re.compile("Pesan|Minta")).first
    assert until(lambda: waits(office, order, demo), seconds=2 * MINUTE), "nobody is ready to be printed"
    order.click()
    verifier.goto(f"{demo.web}/kartu/antrean/")
    verifier.locator("tbody th a").first.click()
    verifier.get_by_role("button", name=re.compile("Setujui")).click()
    office.goto(verifier.url)
    office.get_by_role("button", name=re.compile("Cetak|Mulai|Ambil")).first.click()
    office.get_by_role("button", name=re.compile("tercetak|Tercetak|Selesai")).first.click()
    demo.lay_body(11, impression=2)
    office.get_by_role("link", name=re.compile("Serahkan|Penyerahan|serah")).last.click()
    office.get_by_role("button", name=re.compile("serahkan bila cocok")).click()
    given = re.compile("diserahkan", re.IGNORECASE)
    expect(office.locator("main")).to_contain_text(given, timeout=MINUTE * 1000)
    office.goto(f"{demo.web}/kartu/")
    assert number(office) == blanks - 1
