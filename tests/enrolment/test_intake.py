"""Packets come in over tus: resumable, once, judged at the door, receipted."""

import base64
import concurrent.futures
import hashlib
import io
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
from rekam.enrolment import intake, sync_messages, upload_files
from rekam.enrolment.models import Packet
from rekam.enrolment.particulars import Person
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from rekam.vault import services as vault
from rekam.vault.keys import server_keys
from tests.enrolment.scene import KASEMEN, NOON, STATION, STRANGER, Sending, Session

pytestmark = pytest.mark.usefixtures("server")
TUS = {"Tus-Resumable": "1.0.0"}
WALK_IN = Person(
    resident=None,
    nik=None,
    name="SITI",
    birth_date=NOON.date().replace(year=1990),
    sex="P",
    address="",
    area="",
)


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


def patch(station: Client, sent: Sending, *, offset: int, end: int | None = None):  # type: ignore[no-untyped-def]
    return station.patch(
        f"/api/v1/packets/{sent.id}",
        data=sent.data[offset:end],
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)},
    )


def reached(station: Client, sent: Sending) -> int:
    answer = station.head(f"/api/v1/packets/{sent.id}", headers=TUS)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return int(answer["Upload-Offset"])


def receipt(station: Client, sent: Sending) -> sync_messages.Receipt:
    answer = station.get(f"/api/v1/packets/{sent.id}/receipt")
    assert answer.status_code == 200
    return sync_messages.open_receipt(answer.content, keys=server_keys().receipt_public)


def rows() -> list[Packet]:
    with scope(EVERYWHERE):
        return list(Packet.objects.all())


def test_a_packet_arrives_in_pieces_and_is_receipted(station: Client, server: Path) -> None:
    sent = sending()
    answer = announce(station, sent)
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/packets/{sent.id}")
    assert patch(station, sent, offset=0, end=1000)["Upload-Offset"] == "1000"
    assert reached(station, sent) == 1000
    assert station.get(f"/api/v1/packets/{sent.id}/receipt").status_code == 202

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


def test_another_content_under_a_known_id_is_a_conflict(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    answer = announce(station, sent, sha256="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (409, "packet_conflict")
    patch(station, sent, offset=0)
    with pytest.raises(RuleBroken, match="packet_conflict"):
        intake.receive(sent.data + b"x", packet=sent.id, at=NOON)


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


def test_a_second_patch_of_the_same_upload_is_refused_while_one_writes(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    upload = intake.get_upload(sent.id)
    with upload_files.held(upload_files.path_of(upload.packet, upload.sha256)):
        answer = patch(station, sent, offset=0)
    assert (answer.status_code, answer.json()["code"]) == (423, "upload_busy")
    assert patch(station, sent, offset=0).status_code == 204


def test_a_line_that_breaks_keeps_what_arrived(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    pieces = iter([sent.data[:700]])

    def broken(_: int) -> bytes:
        try:
            return next(pieces)
        except StopIteration:
            raise ConnectionResetError from None

    upload = intake.get_upload(sent.id)
    assert intake.go_on(upload=upload, offset=0, read=broken, at=NOON) == 700
    assert reached(station, sent) == 700
    answer = patch(station, sent, offset=600)
    assert (answer.status_code, answer.json()["code"]) == (409, "upload_offset_wrong")
    assert patch(station, sent, offset=700).status_code == 204
    assert receipt(station, sent).state == "accepted"


def test_other_bytes_than_announced_are_dropped_and_sent_again(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    wrong = Sending(id=sent.id, data=sent.data[:-1] + b"x")
    answer = patch(station, wrong, offset=0)
    assert (answer.status_code, answer.json()["code"]) == (460, "upload_hash_wrong")
    assert reached(station, sent) == 0
    assert patch(station, sent, offset=0).status_code == 204


def test_a_whole_upload_without_its_packet_is_judged_by_whoever_asks_next(station: Client) -> None:
    """As after the server stopped between the last byte and the commit."""
    for ask in ("receipt", "announce", "worker"):
        sent = sending()
        announce(station, sent)
        upload = intake.get_upload(sent.id)
        upload_files.path_of(upload.packet, upload.sha256).write_bytes(sent.data)
        if ask == "announce":
            assert announce(station, sent)["Upload-Offset"] == str(len(sent.data))
        if ask == "worker":
            assert intake.finish_waiting(at=NOON) == 1
        assert receipt(station, sent).state == "accepted"


def test_what_the_door_refuses_is_kept_with_its_code(station: Client) -> None:
    unknown = Session(person=WALK_IN).send(station=STRANGER)
    announce(station, unknown)
    assert patch(station, unknown, offset=0).status_code == 204
    told = receipt(station, unknown)
    assert (told.state, told.code, told.stage) == ("refused", "packet_station_unknown", 1)
    [row] = rows()
    assert vault.read(row.address) == unknown.data


def test_a_station_that_was_switched_off_is_unknown(station: Client) -> None:
    with scope(EVERYWHERE):
        kid = sealing.kid_of(sealing.signing_public(STATION))
        switch_off(kid=kid, actor="test", at=NOON)
    sent = sending()
    announce(station, sent)
    patch(station, sent, offset=0)
    assert receipt(station, sent).code == "packet_station_unknown"


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
    assert patch(station, longer, offset=0).status_code == 413
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
    assert (answer["Tus-Version"], answer["Tus-Extension"]) == ("1.0.0", "creation")
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
    answer = patch(station, sent, offset=0)
    assert (answer.status_code, answer.json()["code"]) == (503, "vault_medium_away")
    monkeypatch.delenv("REKAM_VAULT")
    assert receipt(station, sent).state == "accepted"


def test_the_body_is_never_held_in_memory_whole() -> None:
    asked: list[int] = []
    body = io.BytesIO(sending().data)

    def read(at_most: int) -> bytes:
        asked.append(at_most)
        return body.read(at_most)

    with upload_files.held(upload_files.folder() / "x.part") as handle:
        assert upload_files.append(handle, at_most=10_000_000, read=read) == len(body.getvalue())
    assert max(asked) <= upload_files.CHUNK
