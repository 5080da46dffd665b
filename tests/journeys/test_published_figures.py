"""An article is pasted, its figures are confirmed, and the one that does not add up stands in the heading."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.coverage.reconcile.articles import OFF_BY_A_DIGIT
from tests.coverage.reconcile.shared_cases import ARTICLES, needs_cases
from tests.journeys.demo import Demo
from tests.journeys.looks import check

pytestmark = pytest.mark.journey
TEN_SECONDS = 10.0


def paste(page: Page, text: str, *, web: str) -> float:
    """Open the page, paste, confirm what was lifted; the seconds until the answer stands there."""
    start = time.monotonic()
    page.goto(f"{web}/capaian/periksa-angka/")
    page.get_by_label("Naskah atau tabel").fill(text)
    page.get_by_role("button", name="Baca angkanya").click()
    page.get_by_role("button", name="Benar, periksa").first.click()
    expect(page.locator("h1")).to_contain_text("bukan")
    return time.monotonic() - start


@needs_cases
@pytest.mark.shared
def test_the_first_report_shows_its_difference_in_ten_seconds(
    demo: Demo, enter: Callable[[str], Page]
) -> None:
    page = enter("hj-euis")
    text = next(ARTICLES.glob("000_*.txt")).read_text(encoding="utf-8")
    assert paste(page, text, web=demo.web) < TEN_SECONDS
    expect(page.locator("h1")).to_have_text("Belum rekam: 8.223, bukan 8.233")


def test_an_article_of_our_own_on_a_wide_and_a_narrow_page(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("vera")
    assert paste(page, OFF_BY_A_DIGIT, web=demo.web) < TEN_SECONDS
    expect(page.locator("h1")).to_have_text("Belum rekam: 10.551, bukan 10.557")
    expect(page.locator(".rekon-gambar .r-wide svg")).to_contain_text("6 terlalu banyak")
    check(page)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".rekon-gambar .r-narrow-only svg")).to_be_visible()
    check(page)


def test_each_page_of_it_is_for_everybody(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("hj-euis")
    page.goto(f"{demo.web}/capaian/periksa-angka/")
    check(page)
    page.get_by_label("Naskah atau tabel").fill(OFF_BY_A_DIGIT)
    page.get_by_role("button", name="Baca angkanya").click()
    check(page)


def test_from_the_first_page_to_the_sentence_for_the_press(demo: Demo, enter: Callable[[str], Page]) -> None:
    page = enter("hj-euis")
    page.goto(f"{demo.web}/capaian/36.73/")
    page.get_by_role("link", name="Kalimat untuk pers").first.click()
    expect(page.locator("p[lang='id'].rekon-pers")).to_contain_text("wajib KTP di Kota Serang berjumlah")
    expect(page.get_by_text(re.compile(r"([1-9]\d*) angka diperiksa: \1 cocok\."))).to_be_visible()
    check(page)
