"""Keys in a folder of the test's own, and people who sign in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

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


def later(client: Client, *, minutes: int) -> None:
    """Let the session's last proof be so long ago."""
    session = client.session
    session["rekam_fresh"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()
