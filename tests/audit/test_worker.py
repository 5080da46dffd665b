"""The worker numbers each second and signs each hour; what it cannot sign, it says."""

import logging
from pathlib import Path

import django.db
import pytest

from rekam.audit import places
from rekam.audit.models import Leaf
from rekam.audit.services import record, sequence
from rekam.enrolment import jobs
from rekam.vault.keys import make_keys
from tests.audit.logs import AT
from tests.conftest import raw


@pytest.fixture
def worker(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A worker with keys of its own; its database may commit."""
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS", str(tmp_path))
    monkeypatch.setattr("rekam.vault.keys.keys_folder", lambda: tmp_path / "keys")
    make_keys()
    record("test.act", actor="ani", at=AT)
    return tmp_path


def test_each_second_what_waits_gets_its_number(worker: Path) -> None:
    jobs.sequence(0)
    assert Leaf.objects.count() == 1


def test_each_hour_a_checkpoint_is_kept(worker: Path) -> None:
    sequence()
    for _ in range(2):
        jobs.checkpoint(0)
    assert [one.size for one in places.read_all()] == [1, 1]


def test_a_log_that_was_set_back_is_said_and_the_worker_goes_on(
    worker: Path, own_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    sequence()
    jobs.checkpoint(0)
    with raw(own_database, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        owner.execute("TRUNCATE audit_leaf")
    with caplog.at_level(logging.CRITICAL):
        jobs.checkpoint(0)
    assert "log_set_back" in caplog.text
    alarm = places.find_alarm()
    assert alarm is not None
    assert alarm.code == "log_set_back"
    assert len(places.read_all()) == 1
    django.db.connections.close_all()
