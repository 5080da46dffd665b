"""A real browser: axe finds nothing, nothing overflows, the station does not scroll, keys work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import CHROMIUM
from tests.journeys.looks import SIZES, check

OVERLAPS = """() => [...document.querySelectorAll("dt, dd, td, th, .govuk-button, .r-frame, .r-steps__item")]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 2)
  .map(one => one.outerHTML.slice(0, 120))"""
pytestmark = pytest.mark.journey
PAGES = ["", "capaian/", "stasiun/", "ajudikasi/", "warga/"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="id-ID")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES, ids=["pola", "capaian", "stasiun", "ajudikasi", "warga"])
def test_axe_finds_nothing_and_nothing_overflows(page: Page, address: str, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/pola/{path}")
    check(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERLAPS) == []
    assert said == []
    assert page.evaluate("document.fonts.check('600 16px \"Source Sans 3\"')")


def test_the_station_does_not_scroll_on_an_office_laptop(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/pola/stasiun/")

    assert page.evaluate("document.documentElement.scrollHeight") <= 768


def test_a_key_presses_its_button_but_not_while_typing(page: Page, address: str) -> None:
    page.goto(f"{address}/pola/ajudikasi/")
    page.keyboard.press("2")
    assert page.locator("input[value=other]").is_checked()

    page.locator("#alasan").fill("")
    page.locator("#alasan").press("1")
    assert page.locator("#alasan").input_value() == "1"
    assert page.locator("input[value=other]").is_checked()

    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "putusan=other" in page.url


def test_wide_and_narrow_drawings_take_turns(page: Page, address: str) -> None:
    page.goto(f"{address}/pola/")
    for width, wide in ((1366, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.locator(".r-chart svg.r-wide").is_visible() is wide
        assert page.locator(".r-chart svg.r-narrow-only").is_visible() is not wide


def test_forced_colours_keep_states_apart(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}/pola/stasiun/")

    current = page.locator(".r-steps__item--current")
    assert current.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert (
        page.locator(".r-frame--bad .r-frame__box").first.evaluate("e => getComputedStyle(e).borderStyle")
        == "dashed"
    )


def test_print_drops_what_can_only_be_clicked(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 971})
    page.goto(f"{address}/pola/capaian/")

    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    assert not page.locator(".r-nav").is_visible()
    assert page.locator(".r-print-only").is_visible()
    assert page.locator(".r-band__office").is_visible()
    assert page.locator(".r-chart svg.r-wide").is_visible()
