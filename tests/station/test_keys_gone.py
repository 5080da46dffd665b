"""Passphrases are forgotten, officers leave, disks move: no sealed packet is lost with them."""

import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rekam.enrolment.worklist import WorkList
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.store.outbox import State
from rekam.station.sync import ServerLink
from tests.faults.clerk import PASSPHRASE, Clerk, furnish, open_desk, person, work_list
from tests.station.tus_server import TusServer

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer() as running:
        running.always = (2, "accepted", "")
        yield running


@pytest.fixture
def station(tmp_path: Path) -> Path:
    return furnish(tmp_path / "station", listed=work_list())


def recorded_on(station: Path) -> Clerk:
    clerk = Clerk(desk=open_desk(station), chance=random.Random(1)).unlock()
    clerk.record(person(1))
    clerk.desk.close()
    return clerk


def sent_from(folder: Path, *, tus: TusServer) -> list[State]:
    """One round of the sender, with nobody at work."""
    desk = open_desk(folder, server=tus.url)
    desk.send()
    states = [row.state for row in desk.outbox.rows()]
    desk.close()
    return states


def pulled(desk: Desk, *, username: str, officers: tuple[str, ...]) -> None:
    """A pull whose answer names these officers."""
    link = ServerLink("http://127.0.0.1:1")

    def pull(**named: object) -> WorkList:
        return replace(work_list(officers=officers))

    link.pull = pull  # type: ignore[method-assign,assignment]
    desk.link = link
    desk.pull(username=username, passphrase=PASSPHRASE)


def test_a_forgotten_passphrase_loses_no_packet(station: Path, tus: TusServer) -> None:
    recorded_on(station)
    desk = open_desk(station)
    with pytest.raises(RuleBroken, match="login_refused"):
        desk.unlock(username="yayan", passphrase="yang lama, bukan ini")
    desk.close()

    assert sent_from(station, tus=tus) == [State.ACCEPTED]
    assert len(tus.stored) == 1


def test_a_revoked_officer_loses_no_packet_and_stops_nobody(station: Path, tus: TusServer) -> None:
    recorded_on(station)
    desk = open_desk(station)
    pulled(desk, username="euis", officers=("euis",))

    with pytest.raises(RuleBroken, match="login_refused"):
        desk.unlock(username="yayan", passphrase=PASSPHRASE)
    desk.close()

    assert sent_from(station, tus=tus) == [State.ACCEPTED]


def test_a_disk_in_another_laptop_loses_no_packet(station: Path, tmp_path: Path, tus: TusServer) -> None:
    recorded_on(station)
    moved = Path(shutil.copytree(station, tmp_path / "another laptop"))
    shutil.rmtree(station)

    assert sent_from(moved, tus=tus) == [State.ACCEPTED]


def test_only_the_outbox_on_another_station_loses_no_packet(
    station: Path, tmp_path: Path, tus: TusServer
) -> None:
    recorded_on(station)
    other = furnish(tmp_path / "other", listed=work_list())
    for path in station.glob("outbox.db*"):
        shutil.copy(path, other)

    assert sent_from(other, tus=tus) == [State.ACCEPTED]


def test_other_officers_work_on_while_an_unfinished_recording_waits_for_its_own(station: Path) -> None:
    clerk = Clerk(desk=open_desk(station), chance=random.Random(1)).unlock()
    begun = clerk.start(person(1))
    next(clerk.capture(begun))
    pulled(clerk.desk, username="euis", officers=("euis",))
    other = Clerk(desk=clerk.desk, chance=random.Random(2))
    other.record(person(2))

    clerk.desk.unlock(username="yayan", passphrase=PASSPHRASE)
    clerk.finish(begun)

    assert clerk.desk.outbox.only_here() == 2
    assert {one.username for one in clerk.desk.files.officers()} == {"yayan", "euis"}
    clerk.desk.close()


def test_stores_of_officers_who_are_gone_are_thrown_away_once_nothing_in_them_is_needed(
    station: Path,
) -> None:
    recorded_on(station)
    before = hashlib.sha256((station / "visit.keys").read_bytes()).digest()
    desk = open_desk(station)

    pulled(desk, username="euis", officers=("euis",))

    assert [path.name for path in station.glob("visit*.keys")] == ["visit.keys"]
    assert hashlib.sha256((station / "visit.keys").read_bytes()).digest() != before
    assert len(desk.outbox.rows()) == 1
    desk.close()


@pytest.mark.parametrize("end", ["lock", "pull", "close"])
def test_logging_out_or_a_new_visit_never_wipes_what_was_not_sent(station: Path, end: str) -> None:
    clerk = Clerk(desk=open_desk(station), chance=random.Random(1)).unlock()
    packet = clerk.record(person(1))
    content = clerk.desk.outbox.content(packet)

    if end == "pull":
        pulled(clerk.desk, username="yayan", officers=("yayan", "euis"))
    clerk.desk.lock()
    clerk.desk.close()

    desk = open_desk(station)
    assert desk.outbox.content(packet) == content
    desk.close()
