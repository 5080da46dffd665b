"""A database restored from an older backup gets everything again: from the vault, and from the stations."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from rekam.devices.services import switch_off
from rekam.enrolment import intake, reingest_command
from rekam.enrolment.models import Packet
from rekam.enrolment.reingest import Found, reingest
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.roles import Server
from rekam.vault import sealing
from rekam.vault import services as vault
from tests.enrolment.scene import NOON, STATION, STRANGER, WALK_IN, Sending, Session

Owner = Callable[[str], None]
pytestmark = pytest.mark.usefixtures("server")


def sending(*, station: bytes = STATION) -> Sending:
    return Session(person=WALK_IN, records={"right_thumb": b"FIR" * 1000}).send(station=station)


def taken_in(sent: Sending) -> Packet:
    row = intake.receive(sent.data, packet=sent.id, at=NOON)
    os.utime(first(row), (NOON.timestamp(),) * 2)
    return row


def first(row: Packet) -> Path:
    """Its file on the first medium."""
    kind, name = row.address.split("/")
    return vault.first_medium() / kind / name[:2] / name


@pytest.fixture
def as_owner(postgres: Server) -> Owner:
    """Does what no role of ours may: an older backup comes back, a row is changed by hand."""

    def act(statement: str) -> None:
        with postgres.connect(str(connection.settings_dict["NAME"])) as admin:
            admin.execute(statement)

    return act


# As when a dump of yesterday was restored: what came since has no row any more.
LOSE = "TRUNCATE enrolment_packet, enrolment_upload, procrastinate_jobs CASCADE"


def rows() -> list[Packet]:
    with scope(EVERYWHERE):
        return list(Packet.objects.order_by("pk"))


def test_what_the_vault_holds_is_taken_in_again_once_with_its_time_of_receipt(as_owner: Owner) -> None:
    sent, forged = sending(), sending(station=STRANGER)
    taken_in(sent)
    taken_in(forged)
    as_owner(LOSE)

    assert reingest(dry_run=True)[Found.TAKEN] == 2
    assert rows() == []
    assert reingest() == {Found.KNOWN: 0, Found.TAKEN: 1, Found.REFUSED: 1}
    assert reingest() == {Found.KNOWN: 2}

    told = {row.uuid: (row.state, row.code, row.received_at) for row in rows()}
    assert told == {
        sent.id: ("received", "", NOON),
        forged.id: ("refused", "packet_station_unknown", NOON),
    }


def test_a_packet_that_only_the_second_medium_has_is_read_from_there(as_owner: Owner) -> None:
    sent = sending()
    row = taken_in(sent)
    vault.copy(row.address)
    first(row).unlink()
    as_owner(LOSE)
    assert reingest()[Found.TAKEN] == 1
    assert vault.read(rows()[0].address) == sent.data


def test_a_station_switched_off_since_counts_and_an_unknown_one_waits(as_owner: Owner) -> None:
    taken_in(sending())
    kid = sealing.kid_of(sealing.signing_public(STATION))
    with scope(EVERYWHERE):
        switch_off(kid=kid, actor="test", at=NOON)
    as_owner(LOSE)
    as_owner("UPDATE devices_station SET kid = repeat('0', 16)")
    assert reingest() == {Found.KNOWN: 0, Found.STATION_UNKNOWN: 1}
    as_owner(f"UPDATE devices_station SET kid = '{kid}'")
    assert reingest() == {Found.KNOWN: 0, Found.TAKEN: 1}


def test_what_cannot_be_read_or_named_is_counted_and_the_command_says_so(
    server: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reingest_command, "set_up", lambda: None)
    junk = b"no packet at all"
    address = vault.keep_first(junk, kind="refused")
    name = hashlib.sha256(b"x").hexdigest()
    torn = vault.first_medium() / "packet" / name[:2] / name
    torn.parent.mkdir(parents=True)
    torn.write_bytes(b"torn")
    assert reingest_command.main([]) == 1
    told = capsys.readouterr().out
    assert Found.NAMELESS in told
    assert Found.UNREADABLE in told
    assert vault.read(address) == junk
