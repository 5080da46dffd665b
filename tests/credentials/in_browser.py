"""The browser's readers (static/ikd) in Chromium, asked what Python's were asked; nothing leaves the test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from playwright.sync_api import Page, Route, sync_playwright

import rekam.credentials
from rekam.credentials.formats import keys
from tests.chromium import CHROMIUM
from tests.credentials import world

STATIC = Path(rekam.credentials.__file__).parent / "static"
ORIGIN = "https://reader.example"  # a secure context, for WebCrypto; answered from the folder by the test
OURS = Path(__file__).with_suffix(".js")


@dataclass(frozen=True)
class Question:
    """One call of one reader, in values that JSON can hold."""

    reader: str
    told: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    refused: str | None
    told: str | bool | None


@contextmanager
def blank_page() -> Iterator[Page]:
    """A page of an origin that has the modules and nothing else."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(f"{ORIGIN}/")
        if path == OURS.name:
            route.fulfill(path=OURS)
        elif path:
            route.fulfill(path=STATIC / path)
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.route("**/*", serve)
        page.goto(f"{ORIGIN}/")
        yield page
        browser.close()


def ask(page: Page, questions: Sequence[Question]) -> list[Answer]:
    """What the browser's readers say to each, in order."""
    told = {"questions": [asdict(one) for one in questions], "keys": trusted_keys()}
    return [Answer(**one) for one in call(page, "ask", told)]


def call(page: Page, name: str, told: object) -> Any:
    """What a function of in_browser.js answers."""
    return page.evaluate(f"async (told) => (await import('/{OURS.name}')).{name}(told)", told)


def trusted_keys() -> list[dict[str, Any]]:
    """The keys of `world.trust`, as a trust list tells them."""
    return [
        {
            "issuer": one.issuer,
            "kid": one.kid,
            "purpose": one.purpose.value,
            "jwk": keys.to_jwk(one.key),
            "since": one.since.timestamp(),
            "until": one.until.timestamp(),
        }
        for one in world.trust().keys
        if isinstance(one.key, EllipticCurvePublicKey)
    ]
