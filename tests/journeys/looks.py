"""What every page owes everybody: nothing for axe to find, and nothing beyond the right edge."""

from functools import cache

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = [(1366, 768), (360, 740)]
# Asked for what passes too, axe takes three times as long.
FOUND = """axe.run({resultTypes: ['violations']}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`)))"""


def check(page: Page) -> None:
    """Axe finds nothing and nothing stands beyond the right edge, at an office's screen and a telephone's."""
    page.evaluate(script())
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FOUND) == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


@cache
def script() -> str:
    return str(Axe().axe_script)
