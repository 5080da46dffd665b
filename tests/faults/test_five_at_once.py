"""The same packet five times at the same moment: the constraint takes one, whoever looked before."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django.db
import pytest
from psycopg.sql import SQL, Identifier

from rekam.enrolment import intake
from rekam.enrolment.models import Packet
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.roles import Server
from tests.enrolment.scene import NOON, Sending, Session, make_resident, person_of
from tests.faults.counting import Counted

TIMES = 5
UNIQUE = """
SELECT CASE WHEN c.oid IS NULL THEN 'index' ELSE 'constraint' END, i.indexrelid::regclass::text
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
WHERE i.indrelid = 'enrolment_packet'::regclass AND i.indisunique AND NOT i.indisprimary
"""


def sent() -> Sending:
    with scope(EVERYWHERE):
        return Session(person=person_of(make_resident(nik="3673024101900001"))).send()


def received_at_once(one: Sending, *, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Five arrivals, none of which goes on to the database before all have looked."""
    everybody, looked, find = threading.Barrier(TIMES), threading.local(), intake.find_packet

    def found(*arguments: uuid.UUID, **named: str) -> Packet | None:
        packet = find(*arguments, **named)
        if not hasattr(looked, "once"):
            looked.once = True
            everybody.wait(20)
        return packet

    monkeypatch.setattr(intake, "find_packet", found)

    def arrive(_number: int) -> bool:
        try:
            with scope(EVERYWHERE):
                intake.receive(one.data, packet=one.id, at=NOON)
        except Packet.MultipleObjectsReturned:
            return False
        finally:
            django.db.connections.close_all()
        return True

    with ThreadPoolExecutor(TIMES) as threads:
        acknowledged = sum(threads.map(arrive, range(TIMES)))
    with scope(EVERYWHERE):
        rows = Packet.objects.filter(uuid=one.id).count()
    return Counted(
        attempted=1,
        landed=min(rows, 1),
        acknowledged=acknowledged,
        doubled=rows - 1,
        stuck=TIMES - acknowledged,
    )


@pytest.mark.usefixtures("server")
def test_five_at_once_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    total = received_at_once(sent(), monkeypatch=monkeypatch)

    assert total == Counted(attempted=1, landed=1, acknowledged=TIMES)


def test_without_the_constraint_they_are_more(
    server: Path, own_database: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.connect(own_database) as admin:
        for kind, name in admin.execute(UNIQUE).fetchall():
            if kind == "constraint":
                admin.execute(SQL("ALTER TABLE enrolment_packet DROP CONSTRAINT {}").format(Identifier(name)))
            else:
                admin.execute(SQL("DROP INDEX {}").format(Identifier(name)))

    assert received_at_once(sent(), monkeypatch=monkeypatch).doubled > 0
