"""Commands that need the database start it where it is down, and leave it alone where others use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rekam.config.database import running_database
from rekam.kernel.postgres import cluster


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    yield tmp_path
    cluster(tmp_path / "postgres").remove()


def test_the_last_one_out_stops_it(data: Path) -> None:
    own = cluster(data / "postgres")
    first, second = running_database(), running_database()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)  # the one who started it leaves first
    assert own.running
    second.__exit__(None, None, None)
    assert not own.running


def test_one_started_by_hand_goes_on(data: Path) -> None:
    own = cluster(data / "postgres")
    own.start()
    try:
        with running_database() as server:
            assert server.database == "rekam"
        assert own.running
    finally:
        own.stop()
