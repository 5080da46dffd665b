"""Back and send again makes no second entry: the same one waits once."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import services
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from tests.registry.entries.families import BAPAK, IBU, NOON
from tests.registry.entries.test_numbers import CITY, committed
from tests.registry.entries.test_plans import BIRTH
from tests.registry.entries.test_services import propose

__all__ = ["committed"]
GURU = {"values": {"occupation": "Guru"}}


@pytest.mark.usefixtures("register")
def test_the_same_kind_resident_and_facts_wait_once() -> None:
    propose(Kind.CHANGE, BAPAK, **GURU)

    with pytest.raises(RuleBroken, match="entry_waits_already"):
        propose(Kind.CHANGE, BAPAK, **GURU)
    with pytest.raises(RuleBroken, match="entry_waits_already"):
        propose(Kind.CHANGE, BAPAK, actor="wati", **GURU)
    propose(Kind.CHANGE, IBU, **GURU)
    propose(Kind.CHANGE, BAPAK, **GURU, on="2026-11-19")
    assert Entry.objects.count() == 3


@pytest.mark.usefixtures("register")
def test_a_newborn_sent_twice_is_one_entry_though_each_has_an_id_of_its_own() -> None:
    propose(Kind.BIRTH, None, **BIRTH)

    with pytest.raises(RuleBroken, match="entry_waits_already"):
        propose(Kind.BIRTH, None, **(BIRTH | {"newcomer": str(uuid4())}))


@pytest.mark.usefixtures("register")
def test_once_it_was_decided_it_may_come_again() -> None:
    first = propose(Kind.CHANGE, BAPAK, **GURU)
    services.withdraw(entry=first.uuid, actor="siti", at=NOON)

    assert propose(Kind.CHANGE, BAPAK, **GURU).uuid != first.uuid


@pytest.mark.usefixtures("register")
def test_the_database_says_so_too() -> None:
    entry = propose(Kind.CHANGE, BAPAK, **GURU)
    entry.pk, entry.uuid = None, uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.usefixtures("committed")
def test_of_four_that_are_sent_at_the_same_moment_one_is_entered() -> None:
    found: list[str] = []
    gate = threading.Barrier(4)

    def send() -> None:
        gate.wait(10)
        try:
            with scope(CITY):
                propose(Kind.CHANGE, BAPAK, **GURU)
        except RuleBroken as broken:
            found.append(broken.code)
        finally:
            connection.close()

    officers = [threading.Thread(target=send) for _ in range(4)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(30)

    assert found == ["entry_waits_already"] * 3
    with scope(CITY):
        assert Entry.objects.count() == 1
