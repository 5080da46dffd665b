"""A half hour at a counter, booked without a script: found again by number and code, given back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demo import Demo
from tests.journeys.steps import press

pytestmark = pytest.mark.journey
NIK = "3673025208090001"


def test_a_half_hour_is_booked_found_again_and_given_back(demo: Demo, browser: Browser) -> None:
    telephone = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="id-ID", base_url=demo.web
    )
    page = telephone.new_page()
    page.goto("/janji/")
    page.get_by_role("link", name="Perekaman KTP-el").click()
    page.get_by_role("link", name=re.compile("^Loket ")).first.click()
    page.locator("main table a").last.click()
    when = page.locator("[name=starts]").last
    hour = str(when.get_attribute("value")).replace(":", ".")
    when.check()
    page.fill("[name=name]", "Siti")
    page.fill("[name=nik]", NIK)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "Pesan janji")
    number, code = page.locator("dd strong").all_inner_texts()
    press(page, "Sudah saya catat")
    expect(page.locator("h1")).to_contain_text(f"pukul {hour}")
    press(page, "Tutup di peramban ini")

    page.goto("/janji/cari/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    press(page, "Buka janji")
    expect(page.locator("h1")).to_contain_text(f"pukul {hour}")
    page.get_by_text("Tidak jadi datang?").click()
    press(page, "Batalkan janji")
    expect(page.locator("main")).to_contain_text("dibatalkan")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    telephone.close()
