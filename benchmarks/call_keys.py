"""How long an officer takes to key in a call list from paper: real pages, real keys, modelled hands.

Chromium opens the page of a running demo, types a sheet's usual mixture line by line with Enter, and saves.
Measured: keys a person, what the page takes for each key, and what it takes to open and to save. Modelled, as
no hand is in it: 0.28 s a key (an average typist) and 1.35 s to find the next line on paper and decide
(keystroke-level model: Card, Moran and Newell 1980). Answers stay in the demo (`rekam demo --reset`).
"""

import argparse
import statistics
import time
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

KEY, LOOK = 0.28, 1.35
# A sheet of 25 as RT heads fill it: nine with a day, three with a place, the others one key.
SHEET = (
    *("11212", "-", "23112Jakarta", "11212", "8", "3", "11212", "-", "9", "2Tangerang", "11212", "6", "8"),
    *("11212", "7", "-", "20701Cilegon", "11212", "5", "3", "11212", "4", "0", "11212", "11212"),
)


@dataclass(frozen=True)
class Timed:
    """Seconds: of opening the page, of each key in it, of saving; and the keys and lines typed."""

    opening: float
    keys: tuple[float, ...]
    saving: float
    lines: int


def key_in(page: Page, address: str) -> Timed:
    """Open the page and fill its lines; a shorter list takes the first answers."""
    began = time.perf_counter()
    page.goto(address)
    opening = time.perf_counter() - began
    lines = page.locator("[data-next-line]")
    count = min(lines.count(), len(SHEET))
    lines.first.focus()
    keys: list[float] = []
    for number, text in enumerate(SHEET[:count]):
        presses = [*text, "Enter"] if number + 1 < count else [*text]
        for key in presses:
            began = time.perf_counter()
            page.keyboard.press(key)
            keys.append(time.perf_counter() - began)
    began = time.perf_counter()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    return Timed(opening, tuple(keys), time.perf_counter() - began, count)


def longest_list(page: Page, base: str) -> str:
    """A new list of the kelurahan, to the lurah; its page for keying in."""
    page.goto(f"{base}/jemput-bola/panggilan/baru/")
    page.select_option("[name=recipient]", "lurah")
    page.select_option("[name=area_code]", "36.73.02.1008")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    return f"{page.url}ketik/"


def main() -> None:
    """Seconds a person: measured, modelled and together."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--url", default="http://127.0.0.1:8000", help="of a running demo")
    words.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = words.parse_args()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(90_000)
        page.goto(f"{chosen.url}/")
        page.click("button[value='bakri']")
        timed = key_in(page, longest_list(page, chosen.url))
        browser.close()
    _say(timed)


def _say(timed: Timed) -> None:
    each = len(timed.keys) / timed.lines
    page = (timed.opening + timed.saving) / timed.lines
    hands = LOOK + KEY * each
    longest = max(len(text) + 1 for text in SHEET[: timed.lines])
    print(f"{timed.lines} people, {each:.1f} keys each (Enter included)")
    print(f"page: opened in {timed.opening:.2f} s, saved in {timed.saving:.2f} s: {page:.2f} s a person")
    slow = statistics.quantiles(timed.keys, n=20)[-1]
    print(f"a key: {1000 * statistics.median(timed.keys):.0f} ms, 95 of 100 within {1000 * slow:.0f} ms")
    print(f"hands by the model: {hands:.2f} s a person; longest answer {LOOK + KEY * longest:.2f} s")
    print(f"together: {hands + page:.2f} s a person")


if __name__ == "__main__":
    main()
