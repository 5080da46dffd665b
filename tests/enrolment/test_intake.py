"""Packets come in over tus: resumable, once, judged at the door, receipted."""

import base64
import concurrent.futures
import hashlib
import uuid
from pathlib import Path

import django.db
import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.audit.models import Entry
from rekam.devices.services import switch_off
from rekam.enrolment import intake, sync_messages, upload_files, uploads
from rekam.enrolment.models import Packet, Upload
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import sealing
from rekam.vault import services as vault
from rekam.vault.keys import server_keys
from tests.enrolment.scene import KASEMEN, NOON, STATION, STRANGER, WALK_IN, Sending, Session

pytestmark = pytest.mark.usefixtures("server")
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def station() -> Client:
    return Client()


def sending() -> Sending:
    return Session(person=WALK_IN, records={"right_thumb": b"FIR" * 1000}).send()


def announce(station: Client, sent: Sending, *, sha256: str | None = None, length: int | None = None):  # type: ignore[no-untyped-def]
    told = {"packet": str(sent.id), "sha256": sha256 or hashlib.sha256(sent.data).hexdigest()}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    size = str(len(sent.data) if length is None else length)
    return station.post("/api/v1/packets", headers=TUS | {"Upload-Length": size, "Upload-Metadata": metadata})


def address(sent: Sending) -> str:
    return f"/api/v1/packets/{sent.id}?sha256={hashlib.sha256(sent.data).hexdigest()}"


def at_once(station: Client, sent: Sending, *, data: bytes | None = None):  # type: ignore[no-untyped-def]
    """The whole packet with its announcement; `data` is what the line lets through."""
    told = {"packet": str(sent.id), "sha256": hashlib.sha256(sent.data).hexdigest()}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    return station.post(
        "/api/v1/packets",
        data=sent.data if data is None else data,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Length": str(len(sent.data)), "Upload-Metadata": metadata},
    )


def patch(station: Client, sent: Sending, *, offset: int, end: int | None = None, named: bool = True):  # type: ignore[no-untyped-def]
    return station.patch(
        address(sent) if named else f"/api/v1/packets/{sent.id}",
        data=sent.data[offset:end],
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)},
    )


def reached(station: Client, sent: Sending) -> int:
    answer = station.head(address(sent), headers=TUS)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return int(answer["Upload-Offset"])


def receipt(station: Client, sent: Sending) -> sync_messages.Receipt:
    answer = station.get(address(sent).replace("?", "/receipt?"))
    assert answer.status_code == 200
    return sync_messages.open_receipt(answer.content, keys=server_keys().receipt_public)


def rows() -> list[Packet]:
    with scope(EVERYWHERE):
        return list(Packet.objects.all())


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


def test_it_is_queued_once_and_audited_without_anybody_logged_in(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    patch(station, sent, offset=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args, queueing_lock FROM procrastinate_jobs")
        assert cursor.fetchall() == [("enrolment.open", f'{{"packet": "{sent.id}"}}', f"{sent.id}:open")]
    assert Entry.objects.filter(action="enrolment.packet_received", subjects=[str(sent.id)]).count() == 1


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


def test_another_content_under_an_id_that_counts_is_kept_apart_and_refused(station: Client) -> None:
    """Two packets of one id: both may be somebody's visit, so a person has to look."""
    sent = sending()
    other = Session(person=WALK_IN, records={"right_thumb": b"other"}, id=sent.id).send()
    at_once(station, sent)
    assert at_once(station, other).status_code == 201
    assert (receipt(station, sent).state, receipt(station, sent).code) == ("accepted", "")
    assert (receipt(station, other).state, receipt(station, other).code) == ("refused", "packet_conflict")
    assert [vault.read(row.address) for row in rows()] == [sent.data, other.data]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (1,)


def test_a_forged_packet_that_came_first_does_not_take_the_id(station: Client) -> None:
    sent = sending()
    forged = Session(person=WALK_IN, id=sent.id).send(station=STRANGER)
    at_once(station, forged)
    at_once(station, sent)
    assert receipt(station, forged).code == "packet_station_unknown"
    assert receipt(station, sent).state == "accepted"
    assert station.get(f"/api/v1/packets/{sent.id}/receipt").content == intake.receipt(rows()[-1])


def test_an_announcement_by_somebody_else_does_not_stop_the_station(station: Client) -> None:
    sent = sending()
    announce(station, sent, sha256="0" * 64)
    announce(station, sent)
    patch(station, sent, offset=0, end=1000)
    patch(station, sent, offset=1000)
    assert receipt(station, sent).state == "accepted"


def test_two_arrivals_at_once_count_once() -> None:
    sent = sending()

    def arrive(_: int) -> str:
        try:
            return str(intake.receive(sent.data, packet=sent.id, at=NOON).state)
        finally:
            django.db.connections.close_all()

    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        assert list(threads.map(arrive, range(4))) == ["received"] * 4
    assert len(rows()) == 1


def test_whoever_holds_the_file_is_not_disturbed(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    with upload_files.held(upload_files.path_of(sent.id, hashlib.sha256(sent.data).hexdigest())):
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


def test_a_whole_upload_without_its_packet_is_judged_by_whoever_asks_next(station: Client) -> None:
    """As after the server stopped between the last byte and the commit."""
    for ask in ("receipt", "announce", "worker"):
        sent = sending()
        announce(station, sent)
        path = upload_files.path_of(sent.id, hashlib.sha256(sent.data).hexdigest())
        path.write_bytes(sent.data)
        if ask == "announce":
            assert announce(station, sent)["Upload-Offset"] == str(len(sent.data))
        if ask == "worker":
            assert uploads.finish_waiting(at=NOON) == 1
        assert receipt(station, sent).state == "accepted"


def test_what_the_server_lost_is_asked_for_again_and_mended(station: Client) -> None:
    """As after a restored backup: an upload without its file, a packet without its bytes."""
    begun, whole = sending(), sending()
    announce(station, begun)
    at_once(station, whole)
    [row] = rows()
    vault.forget(row.address)
    for sent in (begun, whole):
        answer = station.get(address(sent).replace("?", "/receipt?"))
        assert (answer.status_code, answer.json()["code"]) == (404, "upload_unknown")
        assert announce(station, sent)["Upload-Offset"] == "0"
        assert patch(station, sent, offset=0).status_code == 204
        assert receipt(station, sent).state == "accepted"
    assert vault.read(row.address) == whole.data
    assert len(rows()) == 2


def test_what_the_door_refuses_is_kept_with_its_code(station: Client) -> None:
    unknown = Session(person=WALK_IN).send(station=STRANGER)
    announce(station, unknown)
    assert patch(station, unknown, offset=0).status_code == 204
    told = receipt(station, unknown)
    assert (told.state, told.code, told.stage) == ("refused", "packet_station_unknown", 1)
    [row] = rows()
    assert vault.read(row.address) == unknown.data


def test_a_station_that_was_switched_off_is_refused_by_name(station: Client) -> None:
    with scope(EVERYWHERE):
        kid = sealing.kid_of(sealing.signing_public(STATION))
        switch_off(kid=kid, actor="test", at=NOON)
    sent = sending()
    announce(station, sent)
    patch(station, sent, offset=0)
    assert receipt(station, sent).code == "packet_station_off"


def test_a_packet_under_another_id_is_refused(station: Client) -> None:
    sent = Sending(id=uuid.uuid4(), data=sending().data)
    announce(station, sent)
    patch(station, sent, offset=0)
    assert receipt(station, sent).code == "packet_id_wrong"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 3000), flip=st.integers(0, 8 * 3000))
def test_truncated_and_flipped_packets_are_refused_with_a_code_and_kept(cut: int, flip: int) -> None:
    sent = sending()
    data = bytearray(sent.data[:-cut])
    data[(flip // 8) % len(data)] ^= 1 << flip % 8
    row = intake.receive(bytes(data), packet=sent.id, at=NOON)
    assert row.state == "refused"
    assert row.code.startswith("packet_")
    assert vault.read(row.address) == bytes(data)


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


def test_a_full_disk_is_told_before_anything_is_begun(
    station: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_files, "SPARE_BYTES", 1 << 60)
    answer = announce(station, sending())
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")


def test_a_medium_that_is_away_leaves_the_upload_whole(
    station: Client, server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sending()
    announce(station, sent)
    (server / "file").write_text("")
    monkeypatch.setenv("REKAM_VAULT", str(server / "file" / "vault"))
    patch(station, sent, offset=0, end=1000)
    answer = patch(station, sent, offset=1000)
    assert (answer.status_code, answer.json()["code"]) == (503, "vault_medium_away")
    monkeypatch.delenv("REKAM_VAULT")
    assert receipt(station, sent).state == "accepted"
