"""A server with a data folder and keys of its own, real commits, a station and an officer."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.test import Client

from rekam.abis import reading
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats.pixels import WsqReader
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault.keys import make_keys
from tests.enrolment import scene

READ: dict[int, reading.Body] = {}
read_body = reading.read_body


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same records are read once a run: extraction takes seconds, and these tests are not about it."""

    def remembered(
        records: Mapping[str, bytes], *, extractor: Extractor, wsq: WsqReader | None = None
    ) -> reading.Body:
        key = hash((extractor, *sorted(records.items())))
        if key not in READ:
            READ[key] = read_body(records, extractor=extractor, wsq=wsq)
        return READ[key]

    monkeypatch.setattr(reading, "read_body", remembered)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """REKAM_DATA of one test, with keys; asked for after the database, whose way in lies elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        patch.delenv("REKAM_VAULT", raising=False)
        patch.delenv("REKAM_VAULT_COPY", raising=False)
        make_keys()
        yield tmp_path


@pytest.fixture
def server(own_database: str, folder: Path) -> Path:
    """The data folder of a furnished server."""
    with scope(EVERYWHERE):
        scene.furnish()
    return folder


@pytest.fixture
def station() -> Client:
    """A station's line to the server, with nobody logged in."""
    return Client()
