"""One demo and one browser for all journeys: starting them costs more than walking through them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.chromium import CHROMIUM
from tests.journeys.demo import Demo


@pytest.fixture(scope="session", autouse=True)
def beside_playwright() -> Iterator[None]:
    """Playwright keeps a loop in this thread, in which Django would refuse to ask its database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    small = ("--residents", "14000", "--bodies", "300", "--cards", "20", "--port", "8700")
    running = Demo.start(tmp_path_factory.mktemp("demo"), *small)
    yield running
    running.stop()


@pytest.fixture(scope="package")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts Chromium with further flags."""
    assert CHROMIUM, "the journeys need Chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as play:
        yield lambda *flags: play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *flags]
        )


@pytest.fixture(scope="package")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser's simulated camera finds what it sees (Motion JPEG); a test writes it."""
    return tmp_path_factory.mktemp("camera") / "seen.mjpeg"


@pytest.fixture(scope="package")
def browser(launch: Callable[..., Browser], film: Path) -> Iterator[Browser]:
    chromium = launch(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    yield chromium
    chromium.close()


@pytest.fixture
def enter(demo: Demo, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the demo as one of its people, each in a session of their own."""
    contexts = []

    def open_as(username: str) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demo.web}/masuk/")
        page.locator(f"button[value='{username}']").click()
        expect(page.get_by_role("button", name="Keluar")).to_be_visible()
        return page

    yield open_as
    for context in contexts:
        context.close()
