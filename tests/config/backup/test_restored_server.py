"""A server that is set back to an older state gets everything again: packets from the vault, once each.

What the stations still hold they send by themselves: tests/faults/test_line_defences.py, "restored".
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import django.db
import pytest
from pytest_django.plugin import DjangoDbBlocker

from rekam.config.backup import make, restore_command
from rekam.config.backup.server import way_in
from rekam.enrolment import intake, reingest
from rekam.enrolment.models import Packet
from rekam.enrolment.reingest import Found
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import bootstrap, connection_settings
from rekam.vault import services as vault
from tests.config.backup.conftest import FAST, HERE, Office
from tests.conftest import point_django_at
from tests.enrolment import scene
from tests.enrolment.scene import NOON, WALK_IN, Sending, Session

Point = Callable[[Cluster], None]


@pytest.fixture
def point(office: Office, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Point]:
    """Lets Django work on a server of this test's own."""
    before = str(django.db.connection.settings_dict["NAME"])

    def at(own: Cluster) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.delenv("REKAM_DATABASE", raising=False)
            known = connection_settings("rekam_app")
        assert known["HOST"] == str(own.socket)
        django.db.connections.close_all()
        for wrapper in (django.db.connection, django.db.connections["default"]):
            wrapper.settings_dict.update(known)

    with django_db_blocker.unblock():
        yield at
        point_django_at(before)


def taken_in() -> Sending:
    sent = Session(person=WALK_IN, records={"right_thumb": b"FIR" * 1000}).send()
    intake.receive(sent.data, packet=sent.id, at=NOON)
    return sent


def known() -> dict[str, str]:
    with scope(EVERYWHERE):
        return {str(row.uuid): vault.read(row.address).hex() for row in Packet.objects.all()}


def restored(office: Office, home: Path, *, until: datetime) -> Cluster:
    """A moment of the backup on an empty machine, in whose place the old vault is found again."""
    words = ["--from", str(office.place.folder), "--key", str(office.key), "--vault", "later"]
    assert restore_command.main([*words, "--until", until.isoformat()]) == 0
    for name in ("vault", "vault-copy"):
        shutil.copytree(office.home / "data" / name, home / name)
    own = cluster(data_folder() / "postgres")
    own.start(settings=FAST)
    bootstrap(way_in(own))
    return own


def test_packets_after_the_backup_come_again_from_the_vault_once(
    office: Office, point: Point, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point(office.source.cluster)
    with scope(EVERYWHERE):
        scene.furnish()
    before = taken_in()
    until = datetime.now(UTC)
    after = [taken_in(), taken_in()]
    make.ship(office.place, source=office.source)
    django.db.connections.close_all()
    for name in HERE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REKAM_DATA", str(tmp_path / "new"))
    own = restored(office, tmp_path / "new", until=until)
    try:
        point(own)
        assert list(known()) == [str(before.id)]
        with patch.object(vault, "lying", lambda _kind: {}):  # the mutant: nobody looks into the vault
            reingest.reingest()
        assert list(known()) == [str(before.id)]

        assert reingest.reingest() == {Found.KNOWN: 1, Found.TAKEN: 2}
        assert reingest.reingest() == {Found.KNOWN: 3}

        assert known() == {str(sent.id): sent.data.hex() for sent in (before, *after)}
        print("\nattempted 3, landed 3, lost 0, doubled 0, stuck 0")
    finally:
        django.db.connections.close_all()
        own.remove()
        shutil.rmtree(own.socket, ignore_errors=True)
