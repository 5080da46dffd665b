"""Processes of their own on a test's database: a data folder with keys and the way in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.places import data_folder
from rekam.vault.keys import make_keys
from tests.enrolment import scene


@pytest.fixture
def server(own_database: str, tmp_path: Path) -> Iterator[Path]:
    """The data folder of a furnished server, which other processes can use too."""
    shutil.copy(data_folder() / "connections.json", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        patch.setenv("REKAM_DATABASE", own_database)
        patch.setenv("DJANGO_SETTINGS_MODULE", "rekam.config.settings.test")
        patch.delenv("REKAM_VAULT", raising=False)
        patch.delenv("REKAM_VAULT_COPY", raising=False)
        make_keys()
        with scope(EVERYWHERE):
            scene.furnish()
        yield tmp_path
