"""Packets come in over tus: in pieces or at once, over lines that break."""

import hashlib
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from rekam.enrolment import api, intake, limits, upload_files, uploads
from rekam.enrolment.models import Upload
from rekam.kernel import part_files
from rekam.kernel.version import OLDEST_STATION
from rekam.vault import services as vault
from rekam.web.door.rules import Kind, rooms
from tests.enrolment.line import TUS, address, announce, at_once, patch, reached, receipt, rows, sending
from tests.enrolment.scene import KASEMEN, NOON, Sending

pytestmark = pytest.mark.usefixtures("server")


def test_a_packet_arrives_in_pieces_and_is_receipted(station: Client, server: Path) -> None:
    sent = sending()
    answer = announce(station, sent)
    assert (answer.status_code, answer["Location"]) == (201, address(sent))
    assert patch(station, sent, offset=0, end=1000)["Upload-Offset"] == "1000"
    assert reached(station, sent) == 1000
    assert station.get(f"/api/v1/packets/{sent.id}/receipt").status_code == 404

    answer = patch(station, sent, offset=1000)

    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(sent.data)))
    told = receipt(station, sent)
    assert (told.packet, told.stage, told.state, told.code) == (sent.id, 1, "accepted", "")
    assert told.sha256 == hashlib.sha256(sent.data).digest()
    [row] = rows()
    assert (row.area_code, row.officer) == (KASEMEN, "yayan")
    assert vault.read(row.address) == sent.data
    assert list((server / "intake").iterdir()) == []
    assert reached(station, sent) == len(sent.data)


def test_a_station_of_version_1_names_no_hash_in_an_address_and_is_served(station: Client) -> None:
    sent = sending()
    assert announce(station, sent).status_code == 201
    plain = f"/api/v1/packets/{sent.id}"
    assert patch(station, sent, offset=0, end=1000, named=False).status_code == 204
    assert station.head(plain, headers=TUS)["Upload-Offset"] == "1000"
    assert patch(station, sent, offset=1000, named=False)["Upload-Offset"] == str(len(sent.data))
    told = station.get(f"{plain}/receipt")
    assert told.content == intake.receipt(rows()[0])
    assert (announce(station, sent).status_code, len(rows())) == (200, 1)


def test_the_same_again_is_success_and_changes_nothing(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    again = announce(station, sent)
    assert (again.status_code, again["Upload-Offset"]) == (200, "0")
    patch(station, sent, offset=0)
    again = announce(station, sent)
    assert (again.status_code, again["Upload-Offset"]) == (200, str(len(sent.data)))
    assert reached(station, sent) == len(sent.data)
    assert len(rows()) == 1


def test_whoever_holds_the_file_is_not_disturbed(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    with part_files.held(upload_files.path_of(sent.id, hashlib.sha256(sent.data).hexdigest())):
        answer = patch(station, sent, offset=0, end=1000)
    assert (answer.status_code, answer.json()["code"]) == (423, "upload_busy")
    assert patch(station, sent, offset=0).status_code == 204


@pytest.mark.parametrize("begun", [True, False])
def test_a_line_that_breaks_keeps_what_arrived(station: Client, *, begun: bool) -> None:
    sent = sending()
    digest = hashlib.sha256(sent.data).hexdigest()
    upload = uploads.announced(packet=sent.id, sha256=digest, length=len(sent.data), at=NOON)
    pieces = iter([sent.data[:700]])

    def broken(_: int) -> bytes:
        try:
            return next(pieces)
        except StopIteration:
            raise ConnectionResetError from None

    if begun:
        uploads.begin(upload)
        assert uploads.take_more(upload, offset=0, read=broken, at=NOON) == 700
    else:
        assert uploads.take_first(upload, read=broken, at=NOON) == 700
    assert reached(station, sent) == 700
    answer = patch(station, sent, offset=600)
    assert (answer.status_code, answer.json()["code"]) == (409, "upload_offset_wrong")
    assert patch(station, sent, offset=700).status_code == 204
    assert receipt(station, sent).state == "accepted"


def test_a_whole_packet_comes_in_one_request_and_is_written_once(station: Client, server: Path) -> None:
    sent = sending()
    answer = at_once(station, sent)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, str(len(sent.data)))
    assert answer["Location"] == address(sent)
    assert at_once(station, sent)["Upload-Offset"] == str(len(sent.data))
    assert receipt(station, sent).stage == 1
    assert list((server / "intake").iterdir()) == []
    assert (len(rows()), Upload.objects.count()) == (1, 0)


def test_other_bytes_than_announced_are_dropped_and_sent_again(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    wrong = Sending(id=sent.id, data=sent.data[:-1] + b"x")
    for begin in (0, 1000):
        patch(station, sent, offset=0, end=begin)
        answer = patch(station, wrong, offset=begin, named=False)
        assert (answer.status_code, answer.json()["code"]) == (460, "upload_hash_wrong")
        assert reached(station, sent) == 0
    assert patch(station, sent, offset=0).status_code == 204


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 412, "tus_version_wrong"),
        (TUS, 400, "upload_metadata_wrong"),
        (TUS | {"Upload-Metadata": "packet x,sha256 y", "Upload-Length": "5"}, 400, "upload_metadata_wrong"),
        (TUS | {"Upload-Metadata": "packet", "Upload-Length": "5"}, 400, "upload_metadata_wrong"),
    ],
)
def test_a_malformed_announcement_is_told(
    station: Client, headers: dict[str, str], status: int, code: str
) -> None:
    answer = station.post("/api/v1/packets", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_what_is_too_large_or_unknown_or_of_another_type_is_told(station: Client) -> None:
    sent = sending()
    answer = announce(station, sent, length=16 * 1024 * 1024 + 1)
    assert (answer.status_code, answer.json()["code"]) == (413, "packet_too_large")
    assert station.head(f"/api/v1/packets/{sent.id}", headers=TUS).status_code == 404
    assert station.get(f"/api/v1/packets/{sent.id}/receipt").status_code == 404
    announce(station, sent)
    longer = Sending(id=sent.id, data=sent.data + b"x")
    assert patch(station, longer, offset=0, named=False).status_code == 413
    assert at_once(station, sent, data=longer.data).status_code == 413
    answer = station.patch(
        f"/api/v1/packets/{sent.id}",
        data=b"x",
        content_type="text/plain",
        headers=TUS | {"Upload-Offset": "0"},
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "upload_media_wrong")


def test_the_door_says_what_it_speaks(station: Client) -> None:
    answer = station.options("/api/v1/packets")
    assert answer.status_code == 204
    assert (answer["Tus-Version"], answer["Tus-Extension"]) == ("1.0.0", "creation,creation-with-upload")
    assert answer["Tus-Max-Size"] == "16777216"
    assert answer["Rekam-Oldest-Station"] == OLDEST_STATION


def test_a_station_that_is_too_old_is_noted_and_served(
    station: Client, caplog: pytest.LogCaptureFixture
) -> None:
    for version, lines in (("0.0.9", 1), (OLDEST_STATION, 0), ("", 0), ("0.0.9'); --", 0)):
        caplog.clear()
        answer = station.options("/api/v1/packets", headers={"Rekam-Station-Version": version})
        assert answer.status_code == 204
        assert [record.args for record in caplog.records] == [(0, 0, 9)] * lines


def test_no_transaction_is_open_while_a_body_comes(station: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    open_then: list[bool] = []
    gather = part_files.gather

    def watched(read: part_files.Reader, *, at_most: int) -> bytes:
        open_then.append(connection.in_atomic_block)
        return gather(read, at_most=at_most)

    monkeypatch.setattr(part_files, "gather", watched)
    one, two = sending(), sending()
    at_once(station, one)
    announce(station, two)
    patch(station, two, offset=0)
    assert open_then == [False, False]
    assert len(rows()) == 2


def test_bodies_never_take_all_threads(station: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, places = sending(), threading.BoundedSemaphore(1)
    monkeypatch.setattr(api, "_bodies", places)
    with places:
        answer = at_once(station, sent)
        assert (answer.status_code, answer.json()["code"]) == (429, "door_busy")
        assert announce(station, sent).status_code == 201  # what has no body goes on
    assert at_once(station, sent).status_code == 201
    assert rooms()[Kind.INTAKE].threads <= limits.BODIES_AT_ONCE  # the door in front is the narrow one


def test_a_full_disk_is_told_before_anything_is_begun(
    station: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part_files, "SPARE_BYTES", 1 << 60)
    answer = announce(station, sending())
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
