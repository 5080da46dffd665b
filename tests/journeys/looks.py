"""What every page owes everybody: nothing for axe to find, and nothing beyond the right edge."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = [(1366, 768), (360, 740)]


def check(page: Page) -> None:
    """Axe finds nothing and nothing stands beyond the right edge, at an office's screen and a telephone's."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found = [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in Axe().run(page)["violations"]
            for node in rule["nodes"]
        ]
        assert found == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"
