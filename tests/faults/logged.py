"""People whose words must stand in no line of the log, and all the ways by which they could come there."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import quote
from uuid import uuid4

import procrastinate
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client
from procrastinate.testing import InMemoryConnector

from rekam.enrolment import pipeline
from rekam.enrolment.particulars import Person
from rekam.kernel.logs import JsonLines
from rekam.web import views
from tests.personas import resident

OURS = logging.getLogger("rekam.registry.canary")


@dataclass(kw_only=True)
class Logged:
    """What a run wrote, and how often somebody's words were brought where a log is written."""

    attempted: int = 0
    text: io.StringIO = field(default_factory=io.StringIO)

    @property
    def lines(self) -> Sequence[dict[str, object]]:
        return [json.loads(line) for line in self.text.getvalue().splitlines()]

    def leaked(self, words: Sequence[str]) -> int:
        """How many lines hold any of these words, or what a word is made of."""
        parts = {part.lower() for word in words for part in (word, *word.split()) if len(part) > 4}
        return sum(any(part in line.lower() for part in parts) for line in self.text.getvalue().splitlines())


@contextmanager
def listening(logged: Logged) -> Iterator[None]:
    """Everything that any logger tells, from DEBUG on, as the server writes it."""
    handler = logging.StreamHandler(logged.text)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def by_pages(one: Person, *, officer: Client, logged: Logged) -> None:
    """Asked for by name and NIK: in addresses that are there and that are not, in forms, by machines."""
    stranger = Client(REMOTE_ADDR="10.77.0.1")
    officer.get("/register/", {"cari": one.name})
    officer.post("/register/", {"cari": one.nik, "nama": one.name})
    officer.get(f"/register/{quote(one.name)}/{one.nik}/")
    stranger.post("/masuk/", {"username": one.name, "password": one.nik})
    stranger.post("/status/", {"number": one.nik, "nik": one.nik})
    stranger.get("/status/", headers={"referer": f"/{one.nik}", "user-agent": one.name})
    officer.get("/kartu/", {"cari": f"{one.name}\x00"})
    for path in ("/api/v1/packets", "/api/v1/stations/health", f"/api/v1/{one.nik}"):
        stranger.post(path, json.dumps({"nik": one.nik, "name": one.name}), content_type="application/json")
    logged.attempted += 10


def by_errors(one: Person, *, officer: Client, logged: Logged) -> None:
    """A page that fails with somebody's words in what it raises: of ours, and of the database."""

    def told(_request: HttpRequest) -> None:
        raise ValueError(f"no such person: {one.name}, {one.nik}, {one.address}")

    with patch.object(views, "rooms", lambda *_, **__: told(HttpRequest())):
        assert officer.get("/").status_code == 500
    with patch.object(views, "rooms", lambda *_, **__: doubled(one)):
        assert officer.get("/").status_code == 500
    logged.attempted += 2


def doubled(one: Person) -> None:
    """What PostgreSQL says of a row that breaks a rule: the row."""
    for serial in (1, 2):
        row = resident(serial=serial, name=one.name)
        row.nik = str(one.nik)
        row.save(force_insert=True)


def by_worker(one: Person, *, logged: Logged) -> None:
    """A stage that fails for somebody's words, and a task of the worker's that was given them."""

    def failing(*_: object, **__: object) -> bool:
        raise ValueError(f"cannot read {one.name} {one.nik}")

    with patch.dict(pipeline.STAGES, {"open": failing}):
        assert not pipeline._tried("open", uuid4())
    app = procrastinate.App(connector=InMemoryConnector())

    @app.task(name="canary.run")
    def run(name: str, nik: str) -> None:
        raise ValueError(f"{name} {nik}")

    async def work() -> None:
        async with app.open_async():
            await run.defer_async(name=one.name, nik=one.nik)
            await app.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(work())
    logged.attempted += 2


def by_ourselves(one: Person, *, logged: Logged) -> None:
    """Lines of ours whose gaps somebody's words were put into, and an exception that holds them."""
    OURS.warning("recorded %s of %s", one.name, one.nik)
    OURS.warning("recorded %(name)s", {"name": one.name})
    OURS.warning("recorded %d", int(str(one.nik)))
    OURS.error("refused", extra={"facts": {"name": one.name, one.name: 1}})
    try:
        with transaction.atomic():
            doubled(one)
    except IntegrityError:
        OURS.exception("doubled")
    logged.attempted += 5


def filled_in(one: Person) -> None:
    """The mutant that no formatter sees through: a programmer writes a name into the words themselves."""
    OURS.warning(f"recorded {one.name}")
