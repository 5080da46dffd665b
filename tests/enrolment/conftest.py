"""A server with a data folder and keys of its own, real commits, a station and an officer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault.keys import make_keys
from tests.enrolment import scene


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
