"""A database of its own at any state of its migrations, and a server that knows the recorded station."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django.db
import pytest
from pytest_django.plugin import DjangoDbBlocker

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.devices.pairing.services import invite
from rekam.kernel.database import EVERYWHERE, scope
from rekam.outreach.services import plan_visit
from tests.conftest import point_django_at
from tests.personas import KASEMEN, officer, resident
from tests.upgrade import toy

PREVIOUS = Path(__file__).with_name("previous")
PASSPHRASE = "laut kidul tenang"  # as in laptop.py


@pytest.fixture(scope="session")
def messages() -> dict[str, Any]:
    """What the previous version's station said."""
    return dict(json.loads((PREVIOUS / "messages.json").read_text()))


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Callable[[object], None]:
    """Print what was counted (pytest -s)."""
    return lambda counted: print(f"\n{request.node.name}: {counted}")


@pytest.fixture
def owned(
    clone: Callable[[str], str], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database of this test's own, reached as the one who migrates."""
    before = str(django.db.connection.settings_dict["NAME"])
    name = clone(f"upgrade_{os.getpid()}")
    with django_db_blocker.unblock():
        point_django_at(name, role="rekam_migrate")
        options = django.db.connection.settings_dict["OPTIONS"]
        kept = options.get("options")
        options["options"] = "-c role=rekam_owner"
        yield name
        options.pop("options")
        if kept is not None:
            options["options"] = kept
        point_django_at(before)


@pytest.fixture
def office(
    own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: dict[str, Any]
) -> dict[str, Any]:
    """A server of this version with the people, the operator and the invitation of the recording."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    monkeypatch.delenv("REKAM_VAULT", raising=False)
    monkeypatch.delenv("REKAM_VAULT_COPY", raising=False)
    toy.use_toy_seal_key()
    at = datetime.now(UTC)
    with scope(EVERYWHERE):
        officer(Role.OPERATOR, username="yayan", areas=("36.73.02",), password=PASSPHRASE)
        for serial, one in enumerate(messages["people"]):
            person = resident(serial=serial, name=one["full_name"])
            person.uuid, person.nik = one["uuid"], one["nik"]
            person.birth_date = date.fromisoformat(one["birth_date"])
            person.save()
        plan_visit(area_code=KASEMEN, on=at.date() + timedelta(days=1), actor="yayan", at=at)
        invite(name="KSM-0", area_code="36.73.02", code="AAAA2222BBBB", actor="test", at=at)
    return messages


def know_the_operators_key(messages: dict[str, Any]) -> None:
    """From here on the operator signs with the key of the recording: the passphrase has another salt here."""
    key = bytes.fromhex(messages["officer"])
    with scope(EVERYWHERE):
        Account.objects.filter(username="yayan").update(signing_key=key)
