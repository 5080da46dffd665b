"""A vault of this test's own, with its keys."""

from pathlib import Path

import pytest

from rekam.vault import keys as server
from rekam.vault.keys import ServerKeys


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServerKeys:
    """The server's keys and an empty vault, both in a folder of this test."""
    monkeypatch.setattr(server, "keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setenv("REKAM_VAULT", str(tmp_path / "vault"))
    monkeypatch.setenv("REKAM_VAULT_COPY", str(tmp_path / "copy"))
    return server.make_keys()
