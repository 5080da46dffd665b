"""What belongs to a packet is written together with it, in one message to the database, or not at all."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import Client

from rekam.audit.models import Entry
from rekam.enrolment import intake, waking
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import services as vault
from tests.conftest import raw
from tests.enrolment.line import at_once, receipt, rows, sending
from tests.enrolment.scene import NOON


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("server")
def test_a_packet_takes_two_messages_and_the_vault_is_written_between_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent, done = sending(), []
    keep = vault.keep_first

    def kept(data: bytes, **named: str) -> str:
        done.append("vault in a transaction" if connection.in_atomic_block else "vault")
        return keep(data, **named)  # type: ignore[arg-type]

    def asked(execute, sql, *rest):  # type: ignore[no-untyped-def]
        done.append("database")
        return execute(sql, *rest)

    monkeypatch.setattr(vault, "keep_first", kept)
    with connection.execute_wrapper(asked):
        intake.receive(sent.data, packet=sent.id, at=NOON)
    assert done == ["database", "vault", "database"]
    assert (len(rows()), jobs()) == (1, 1)


@pytest.fixture
def owner(own_database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with raw(own_database, role="rekam_migrate") as connected:
        connected.execute("SET ROLE rekam_owner")
        yield connected


@pytest.mark.usefixtures("owner", "server")
def test_without_the_audit_no_packet_is_taken(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    sent = sending()
    owner.execute("REVOKE INSERT ON audit_entry FROM rekam_app")
    answer = at_once(Client(raise_request_exception=False), sent)
    assert (answer.status_code, answer.json()["code"]) == (503, "audit_away")
    assert (rows(), jobs()) == ([], 0)
    owner.execute("GRANT INSERT ON audit_entry TO rekam_app")
    assert at_once(Client(), sent).status_code == 201
    assert (len(rows()), jobs()) == (1, 1)


@pytest.mark.usefixtures("server")
def test_a_job_that_waits_already_makes_no_conflict_of_a_packet(station: Client) -> None:
    sent = sending()
    waking.wake("open", sent.id)
    at_once(station, sent)
    assert receipt(station, sent).state == "accepted"
    assert jobs() == 1


@pytest.mark.usefixtures("server")
def test_a_repeat_adds_no_job_and_no_entry_even_inside_a_transaction() -> None:
    sent = sending()
    with scope(EVERYWHERE):
        first = intake.receive(sent.data, packet=sent.id, at=NOON)
        again = intake.receive(sent.data, packet=sent.id, at=NOON)
    assert (first.pk, jobs()) == (again.pk, 1)
    assert Entry.objects.filter(subjects=[str(sent.id)]).count() == 1
