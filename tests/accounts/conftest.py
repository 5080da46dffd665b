"""Keys in a folder of the test's own, and people who sign in."""

from pathlib import Path

import pytest

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.vault.keys import make_keys
from tests.personas import officer

PASSPHRASE = "laut kidul tenang"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The server's keys, made anew."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    return tmp_path


@pytest.fixture
def vera(own_database: str, keys: Path) -> Account:
    """A verifikator in a database with real commits."""
    return officer(Role.VERIFIKATOR, username="vera", password=PASSPHRASE)
