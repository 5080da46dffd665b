"""Packets are judged at the door, kept once, and receipted."""

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
from rekam.enrolment import intake, upload_files, uploads
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import sealing
from rekam.vault import services as vault
from tests.enrolment.line import address, announce, at_once, patch, receipt, rows, sending
from tests.enrolment.scene import NOON, STATION, STRANGER, WALK_IN, Sending, Session

pytestmark = pytest.mark.usefixtures("server")


def test_it_is_queued_once_and_audited_without_anybody_logged_in(station: Client) -> None:
    sent = sending()
    announce(station, sent)
    patch(station, sent, offset=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args, queueing_lock FROM procrastinate_jobs")
        assert cursor.fetchall() == [("enrolment.open", f'{{"packet": "{sent.id}"}}', f"{sent.id}:open")]
    assert Entry.objects.filter(action="enrolment.packet_received", subjects=[str(sent.id)]).count() == 1


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
