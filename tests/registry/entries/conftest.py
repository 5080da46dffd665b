"""The office of Kota Serang with two families in its register."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from rekam.vault.keys import make_keys
from tests.registry.entries.families import settle

OFFICE = Scope.of("36.73")


@pytest.fixture
def register(db: None) -> Iterator[dict[UUID, Resident]]:
    """Work in the scope of the city, with the families settled."""
    with scope(OFFICE):
        yield settle()


@pytest.fixture
def vault(register: dict[UUID, Resident], tmp_path: Path) -> Iterator[Path]:
    """REKAM_DATA of one test, with keys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        patch.delenv("REKAM_VAULT", raising=False)
        patch.delenv("REKAM_VAULT_COPY", raising=False)
        make_keys()
        yield tmp_path
