"""The operator's hands at the station: keys, not clicks."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.demo import PASSPHRASE

CAPTURES = ("wajah", "jari-kanan", "jari-kiri", "jempol", "iris")
SLOW = 60_000


@dataclass
class Operator:
    """Somebody at the station's keyboard; counts keys and clicks, but for passphrase and signature."""

    page: Page
    url: str
    keys: int = 0
    clicks: int = 0

    def unlock(self) -> None:
        """Sign in; the first time this pulls the work list from the server."""
        self.page.goto(self.url)
        self.page.fill("input[name=username]", "yayan")
        self.page.fill("input[type=password]", PASSPHRASE)
        self._press("Enter")
        expect(self.page.locator("tbody tr").first).to_be_visible(timeout=SLOW)

    def record(self, row: int) -> str:
        """Record the person in this row of the work list from notice to signature; the name."""
        self.page.goto(self.url)
        choice = self.page.locator("tbody tr").nth(row)
        name = choice.locator("th, td").first.inner_text().splitlines()[0]
        self.clicks += 1
        with self.page.expect_navigation(timeout=SLOW):
            choice.locator("button").click()
        self._go_on("wajah")
        for here, after in zip(CAPTURES, (*CAPTURES[1:], "tanda-tangan"), strict=True):
            assert self.page.url.endswith(here), self.page.url
            with self.page.expect_navigation(timeout=SLOW):
                self._press("Space")
            if self.refused() and not self._keeps_photo():
                return name
            self._go_on(after)
        self._sign_name()
        with self.page.expect_navigation(timeout=SLOW):
            self._press("Enter")  # keeps what was drawn before it goes on
        if not self.page.url.endswith("ringkasan"):
            self._go_on("ringkasan")
        self.page.fill("input[type=password]", PASSPHRASE)
        with self.page.expect_navigation(timeout=SLOW):
            self._press("Enter")
        return name

    def _keeps_photo(self) -> bool:
        """Whether the photograph is only advised against: the reason is then the first one, by its key."""
        if not self.page.locator("input[name=reason]").count():
            return False
        self._press("1")
        return True

    def refused(self) -> str:
        """What the station says when it refuses a capture, or nothing."""
        alert = self.page.locator("[role=alert]")
        return alert.first.inner_text() if alert.count() else ""

    def header(self) -> str:
        """The band: how many people are only here, and whether the server is reached."""
        return self.page.locator("header").first.inner_text()

    def outbox(self) -> str:
        """The page of what was sent and what was not."""
        self.page.goto(f"{self.url}/kotak-keluar")
        return self.page.locator("main").inner_text()

    def header_now(self) -> str:
        """The band of a page that was just loaded."""
        self.outbox()
        return self.header()

    def send_now(self) -> None:
        """Ask for sending at once."""
        self.outbox()
        with self.page.expect_navigation(timeout=SLOW):
            self.page.get_by_role("button", name="Kirim sekarang").click()

    def _go_on(self, to: str) -> None:
        with self.page.expect_navigation(timeout=SLOW):
            self._press("Enter")
        assert self.page.url.endswith(to), f"{self.page.url}: {self.refused()}"

    def _sign_name(self) -> None:
        pad = self.page.locator("canvas").bounding_box()
        assert pad is not None
        mouse = self.page.mouse
        mouse.move(pad["x"] + 40, pad["y"] + 60)
        mouse.down()
        for step in range(30):
            mouse.move(pad["x"] + 40 + 8 * step, pad["y"] + 60 + (20 if step % 2 else -20))
        mouse.up()

    def _press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)
