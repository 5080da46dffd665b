"""What a resident's first page weighs with all that it loads, as the server packs it: 100 kB at most."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from rekam.applications.filing.models import Application
from rekam.config.routes import all_routes
from rekam.kernel.database import scope
from rekam.web import static_files
from rekam.web.crowd.addresses import is_residents
from rekam.web.static_files import StaticFiles
from tests.applications.conftest import OFFICE
from tests.applications.filing.test_pages import begin

MOST_BYTES = 100_000
LATER_BYTES = 12_000
STORED = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "rekam.web.static_files.VersionedNames"},
}
LOADED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')
LETTERS = re.compile(r'url\(["\']?([^"\')]+\.woff2)')
PACKED = {"HTTP_ACCEPT_ENCODING": "gzip"}
ARGUMENTS = {"<str:service>": "ktp-hilang", "<str:document>": "kk"}
# Answers that are no page, or that need more than a draft.
NO_PAGES = (".pdf", ".json", "bagian/", "bagian/<str:sha256>/")


def pages() -> Iterator[str]:
    """The addresses of residents' pages that a stranger with a draft can open, and the sign-in page."""
    yield "/masuk/"
    for route in all_routes():
        path = f"/{route.path}"
        for name, value in ARGUMENTS.items():
            path = path.replace(name, value)
        if route.door.startswith("public") and is_residents(path) and not path.endswith(NO_PAGES):
            yield path


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(OFFICE):
        yield


@pytest.fixture
def packing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(static_files, "data_folder", lambda: tmp_path)
    with override_settings(STORAGES=STORED):
        yield


@pytest.mark.usefixtures("packing", "office")
def test_every_page_of_residents_is_light_at_first_and_lighter_after() -> None:
    begin(browser := Client(REMOTE_ADDR="10.88.0.1"))
    browser.defaults |= PACKED
    files, weights = Files(), list[int]()
    for path in pages():
        answer = browser.get(path)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        alone = len(answer.content)
        weights.append(alone + sum(files.sent(one) for one in files.loaded_by(text_of(answer))))
        assert weights[-1] <= MOST_BYTES, f"{path} weighs {weights[-1]}"
        if is_residents(path):
            assert alone <= LATER_BYTES, f"{path} alone weighs {alone}"
    assert len(weights) >= 10
    assert Application.objects.count() == 1


@pytest.mark.usefixtures("packing", "office")
def test_what_a_page_loads_is_packed_and_kept_until_it_changes() -> None:
    browser = Client(REMOTE_ADDR="10.88.0.2", **PACKED)
    page = text_of(browser.get("/permohonan/"))
    style = next(one for one in LOADED.findall(page) if "rekam.css" in one)

    answers = [browser.head(one) for one in (style, style.split("?")[0])]

    assert [one.headers["Content-Encoding"] for one in answers] == ["gzip", "gzip"]
    assert [one.headers["Cache-Control"] == static_files.FOR_EVER for one in answers] == [True, False]


@pytest.mark.usefixtures("packing", "office")
def test_pages_of_officers_are_not_packed_in_their_own_network() -> None:
    assert not Client(REMOTE_ADDR="10.88.0.3", **PACKED).get("/masuk/").has_header("Content-Encoding")


class Files:
    """What pages load, as it is sent to a browser that unpacks."""

    def __init__(self) -> None:
        self.known = StaticFiles(lambda _request: HttpResponse()).files

    def loaded_by(self, page: str) -> set[str]:
        """The addresses that a page loads, and what its styles load."""
        own = {address.split("?")[0] for address in LOADED.findall(page)}
        styles = [address for address in own if address.endswith(".css")]
        return own | {urljoin(one, name) for one in styles for name in LETTERS.findall(self.read(one))}

    def sent(self, address: str) -> int:
        """Bytes on the line."""
        return int(dict(self.known[address].get_response("HEAD", PACKED).headers)["Content-Length"])

    def read(self, address: str) -> str:
        """A file's text."""
        with self.known[address].get_response("GET", {}).file as file:
            return str(file.read().decode())


def text_of(answer: HttpResponse) -> str:
    """A page, unpacked."""
    return (
        gzip.decompress(answer.content) if answer.has_header("Content-Encoding") else answer.content
    ).decode()
