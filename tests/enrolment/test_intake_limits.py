"""Whom the door cannot know yet takes a limited room, and never that of the stations."""

import os
import uuid
from datetime import timedelta

import pytest

from rekam.enrolment import intake, limits, upload_files, uploads
from rekam.enrolment.models import Packet, Upload
from rekam.kernel import part_files
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from tests.enrolment.scene import NOON, STRANGER, WALK_IN, Session

pytestmark = pytest.mark.usefixtures("server")
HOUR = timedelta(hours=1)


def upload(*, at=NOON, length: int = 100) -> Upload:  # type: ignore[no-untyped-def]
    return uploads.announced(packet=uuid.uuid4(), sha256="ab" * 32, length=length, at=at)


def bytes_came(one: Upload, *, at) -> None:  # type: ignore[no-untyped-def]
    path = upload_files.path_of(one.packet, one.sha256)
    with part_files.held(path) as handle:
        part_files.append(handle, b"half")
    os.utime(path, (at.timestamp(),) * 2)


@pytest.mark.parametrize(("most", "figure"), [("PENDING_UPLOADS", 2), ("PENDING_BYTES", 200)])
def test_more_unfinished_uploads_than_there_is_room_for_wait(
    monkeypatch: pytest.MonkeyPatch, most: str, figure: int
) -> None:
    monkeypatch.setattr(limits, most, figure)
    first, second = upload(), upload()
    assert uploads.begin(first)
    assert uploads.begin(second)
    with pytest.raises(RuleBroken, match="uploads_pending"):
        uploads.begin(upload())
    assert not uploads.begin(first)  # the same again is no new one


def test_uploads_to_which_nothing_came_for_an_hour_give_way_and_others_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PENDING_UPLOADS", 2)
    slow, idle = upload(at=NOON - 3 * HOUR), upload(at=NOON - 2 * HOUR)
    for one in (slow, idle):
        uploads.begin(one)
        bytes_came(one, at=NOON - 2 * HOUR)
    bytes_came(slow, at=NOON)
    new = upload()
    assert uploads.begin(new)
    assert set(Upload.objects.values_list("packet", flat=True)) == {slow.packet, new.packet}
    assert uploads.offset(idle) == 0
    with pytest.raises(RuleBroken, match="uploads_pending"):
        uploads.begin(upload())


def test_packets_that_nobody_of_ours_signed_fill_their_own_room_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_OF_STRANGERS", 1)
    forged = [Session(person=WALK_IN).send(station=STRANGER) for _ in range(2)]
    honest = Session(person=WALK_IN).send()
    intake.receive(forged[0].data, packet=forged[0].id, at=NOON)
    with pytest.raises(RuleBroken, match="packets_waiting"):
        intake.receive(forged[1].data, packet=forged[1].id, at=NOON)
    assert intake.receive(honest.data, packet=honest.id, at=NOON).state == "received"
    with scope(EVERYWHERE):
        assert Packet.objects.count() == 2


def test_a_station_whose_packets_pile_up_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_OF_STATION", 1)
    first, second = (Session(person=WALK_IN).send() for _ in range(2))
    intake.receive(first.data, packet=first.id, at=NOON)
    with pytest.raises(RuleBroken, match="packets_waiting"):
        intake.receive(second.data, packet=second.id, at=NOON)
    with scope(EVERYWHERE):
        Packet.objects.update(state="accepted")
    assert intake.receive(second.data, packet=second.id, at=NOON).state == "received"
    assert intake.receive(first.data, packet=first.id, at=NOON).state == "accepted"
