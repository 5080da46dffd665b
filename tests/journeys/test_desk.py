"""Five cases at the verifikator's desk by keyboard alone: one key for yes, three for no."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from rekam.accounts.rules import Role
from rekam.kernel.database import Scope, scope
from rekam.registry.entries import services
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.vault import keys as server_keys
from tests.journeys.looks import check
from tests.personas import officer
from tests.registry.entries.families import ANAK, BAPAK, IBU, NENEK, TETANGGA, settle

pytestmark = pytest.mark.journey
PEOPLE = (BAPAK, IBU, ANAK, NENEK, TETANGGA)


@pytest.fixture
def waiting(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five changes that siti entered, each with its paper; the last one over a working day ago."""
    monkeypatch.setattr(server_keys, "keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setenv("REKAM_VAULT", str(tmp_path / "vault"))
    monkeypatch.setenv("REKAM_VAULT_COPY", str(tmp_path / "copy"))
    server_keys.make_keys()
    with scope(Scope.of("36.73")):
        settle()
        for age, person in zip((200, 4, 3, 2, 1), PEOPLE, strict=True):
            enter_change(person, at=datetime.now(UTC) - timedelta(hours=age))


def enter_change(person: UUID, *, at: datetime) -> None:
    services.propose(
        kind=Kind.CHANGE,
        resident=person,
        facts={"on": "2026-01-02", "document": "SK 12/2026", "values": {"marital_status": "Cerai Hidup"}}
        if person in {BAPAK, IBU}
        else {"on": "2026-01-02", "document": "SK 12/2026", "values": {"occupation": "Guru"}},
        office_area="36.73.02",
        uploads=[letter()],
        actor="siti",
        at=at,
    )


def letter() -> bytes:
    image = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(image)
    for line in range(12):
        draw.line((60, 120 + 40 * line, 560 - 30 * (line % 3), 120 + 40 * line), fill="gray", width=3)
    kept = BytesIO()
    image.save(kept, "JPEG")
    return kept.getvalue()


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_told: object) -> None:
        """Nothing."""


@pytest.fixture
def address(waiting: None) -> Iterator[str]:
    """The pages, served from this process over the test's database."""
    application = get_wsgi_application()

    def served(environ: dict[str, object], start: object) -> object:
        try:
            return application(environ, start)  # type: ignore[arg-type]
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, served, handler_class=Quiet)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Desk:
    """A verifikator with a keyboard and nothing else; counts the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def at(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.fixture
def vera(address: str, browser: Browser) -> Iterator[Desk]:
    signed_in = Client()
    signed_in.force_login(officer(Role.VERIFIKATOR, username="vera"))
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": signed_in.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": address,
            }
        ]
    )
    page = context.new_page()
    page.goto(f"{address}/meja/")
    yield Desk(page)
    context.close()


def test_five_cases_by_keyboard(vera: Desk) -> None:
    vera.at("5 kasus menunggu mata kedua")
    vera.at("1 sudah lewat satu hari kerja")
    check(vera.page)
    vera.page.set_viewport_size({"width": 1366, "height": 768})
    vera.press("Enter")

    vera.at("kasus ke-1 dari 5")
    vera.at("Saepul Bahri")
    expect(vera.page.locator("img").first).to_be_visible()
    in_sight(vera.page)
    check(vera.page)
    vera.page.set_viewport_size({"width": 1366, "height": 768})

    vera.press("j")
    vera.at("kasus ke-2 dari 5")
    vera.press("k")
    vera.at("kasus ke-1 dari 5")

    vera.keys = 0
    vera.press("s")  # yes to the oldest: the next one opens by itself
    vera.at("1 sudah diputus")
    vera.press("t", "2", "Enter")  # no, the paper cannot be read
    vera.at("2 sudah diputus")
    vera.press("s")
    vera.at("3 sudah diputus")
    vera.press("s")
    vera.at("4 sudah diputus")
    vera.press("s")
    vera.at("Tidak ada kasus yang menunggu")
    assert vera.keys == 7, "one key for yes, three for no"

    with scope(Scope.of("36.73")):
        decided = {row.resident: (row.state, row.why) for row in Entry.objects.all()}
    assert decided[IBU] == ("refused", "Berkas tidak terbaca.")
    assert {decided[one][0] for one in PEOPLE if one != IBU} == {"approved"}


def in_sight(page: Page) -> None:
    """What changes, the paper and the answer stand on an office's screen without scrolling."""
    for place in (".r-current", ".r-desk__paper img", "button[data-key=s]", "summary[data-key=t]"):
        box = page.locator(place).first.bounding_box()
        assert box is not None, place
        assert box["y"] + min(box["height"], 40) <= 768, place
