"""What a hand does on a page: dates in three boxes, a button that leads on."""

import re
from datetime import date

from playwright.sync_api import Page


def fill_day(page: Page, name: str, day: date) -> None:
    """Fill the three boxes of a date."""
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}_{part}]", str(number))


def press(page: Page, words: str) -> None:
    """Press the first button with these words and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(words)).first.click()
