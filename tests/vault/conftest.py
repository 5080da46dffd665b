"""A data folder of its own for each test, with keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rekam.vault.keys import make_keys


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        patch.delenv("REKAM_VAULT", raising=False)
        patch.delenv("REKAM_VAULT_COPY", raising=False)
        make_keys()
        yield tmp_path
