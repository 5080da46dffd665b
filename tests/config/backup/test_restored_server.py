"""A server that is set back to an older state gets everything again: packets from the vault, once each.

What the stations still hold they send by themselves: tests/faults/test_line_defences.py, "restored".
"""

import random
import shutil
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import django.db
import pytest

from rekam.audit.models import Entry
from rekam.config.backup import make, restore_command
from rekam.config.backup.server import way_in
from rekam.config.database import restoring, running_database
from rekam.enrolment import intake, reingest
from rekam.enrolment.models import Packet
from rekam.enrolment.reingest import Found
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import bootstrap
from rekam.vault import services as vault
from tests.config.backup.conftest import HERE, Office
from tests.config.backup.test_killed import RESTORING, killed
from tests.enrolment import scene
from tests.enrolment.scene import NOON, WALK_IN, Sending, Session
from tests.faults.counting import Counted, table
from tests.own_servers import FAST, Point


def taken_in() -> Sending:
    sent = Session(person=WALK_IN, records={"right_thumb": b"FIR" * 1000}).send()
    intake.receive(sent.data, packet=sent.id, at=NOON)
    return sent


def known() -> dict[str, str]:
    with scope(EVERYWHERE):
        return {str(row.uuid): vault.read(row.address).hex() for row in Packet.objects.all()}


def words(office: Office, *, until: datetime) -> list[str]:
    there = ["--from", str(office.place.folder), "--key", str(office.key), "--vault", "later"]
    return [*there, "--until", until.isoformat()]


def killed_before(office: Office, *, until: datetime, seed: int) -> None:
    """A restoring dies: nobody takes for whole what it left, and without its mark no other could begin."""
    killed(
        random.Random(seed).choice(list(RESTORING)), lambda: restore_command.main(words(office, until=until))
    )
    with pytest.raises(RuleBroken, match="restore_unfinished"), running_database():
        pass
    mark = restoring().read_bytes()
    restoring().unlink()  # the mutant: what was begun is not marked
    stood = cluster(data_folder() / "postgres").data.exists()
    with pytest.raises(RuleBroken, match="restore_not_empty") if stood else nullcontext():
        restore_command._begin(cluster(data_folder() / "postgres"), log=data_folder(), base="")
    restoring().write_bytes(mark)


def restored(office: Office, home: Path, *, until: datetime) -> Cluster:
    """A moment of the backup on an empty machine, in whose place the old vault is found again."""
    assert restore_command.main(words(office, until=until)) == 0
    for name in ("vault", "vault-copy"):
        shutil.copytree(office.home / "data" / name, home / name)
    own = cluster(data_folder() / "postgres")
    own.start(settings=FAST)
    bootstrap(way_in(own))
    return own


def told(request: pytest.FixtureRequest, *, landed: int, seconds: float) -> str:
    seed = int(request.config.getoption("--seed"))
    return table(request.node.name, Counted(attempted=3, landed=landed), seed=seed, seconds=seconds)


def test_packets_after_the_backup_come_again_from_the_vault_once(
    office: Office,
    point: Point,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    began = time.monotonic()
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
    killed_before(office, until=until, seed=int(request.config.getoption("--seed")))
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
        assert Entry.objects.filter(action="audit.backup_restored").count() == 1
        print("", told(request, landed=len(known()), seconds=time.monotonic() - began), sep="\n")
    finally:
        django.db.connections.close_all()
        own.remove()
        shutil.rmtree(own.socket, ignore_errors=True)
