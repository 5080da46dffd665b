"""The database is gone for a minute: the door says so in JSON, and what arrived is still there after."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django.db
import pytest
from django.db import connection
from django.test import Client

from rekam.enrolment import intake, sync_messages, upload_files
from rekam.kernel.roles import Server
from rekam.vault.keys import server_keys
from tests.enrolment.scene import Sending
from tests.enrolment.test_intake import TUS, announce, patch, reached, sending


@contextmanager
def no_database() -> Iterator[None]:
    django.db.connections.close_all()
    before = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nonexistent"
    try:
        yield
    finally:
        connection.settings_dict["HOST"] = before
        django.db.connections.close_all()


def receipt(station: Client, sent: Sending) -> sync_messages.Receipt:
    answer = station.get(f"/api/v1/packets/{sent.id}/receipt")
    return sync_messages.open_receipt(answer.content, keys=server_keys().receipt_public)


def test_every_door_says_503_and_the_upload_goes_on_after(server: Path) -> None:
    station, sent = Client(), sending()
    announce(station, sent)
    patch(station, sent, offset=0, end=2000)
    with no_database():
        answers = [
            announce(station, sent),
            patch(station, sent, offset=2000),
            station.get(f"/api/v1/packets/{sent.id}/receipt"),
        ]
        assert station.head(f"/api/v1/packets/{sent.id}", headers=TUS).status_code == 503
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "database_away")] * 3
    assert reached(station, sent) == 2000
    assert patch(station, sent, offset=2000).status_code == 204
    assert receipt(station, sent).state == "accepted"


def test_a_connection_cut_while_the_last_bytes_arrive_keeps_them(
    server: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    station, sent = Client(), sending()
    announce(station, sent)
    whole = upload_files.append

    def cut(handle: int, *, at_most: int, read: upload_files.Reader) -> int:
        there = whole(handle, at_most=at_most, read=read)
        with postgres.connect("postgres") as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [connection.settings_dict["NAME"]],
            )
        return there

    monkeypatch.setattr(upload_files, "append", cut)
    answer = patch(station, sent, offset=0)
    assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
    monkeypatch.setattr(upload_files, "append", whole)
    django.db.connections.close_all()

    assert intake.find_packet(sent.id) is None
    assert receipt(station, sent).state == "accepted"
    assert receipt(station, sent).sha256 == hashlib.sha256(sent.data).digest()
