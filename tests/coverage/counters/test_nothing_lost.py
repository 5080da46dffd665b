"""Transactions that are open while the counters are folded lose nobody and count nobody twice."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from random import Random

import psycopg
import pytest
from django.db import connection

from rekam.coverage.counters.models import Ledger
from rekam.coverage.counters.queries import cells, figures, recounted
from rekam.coverage.counters.services import fold
from rekam.coverage.rules import total
from rekam.kernel.database import scope
from rekam.registry.models import Event, Resident
from tests.conftest import raw
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE, VILLAGES

NOW = datetime(2026, 2, 26, 5, tzinfo=UTC)
TODAY = date(2026, 2, 26)
PEOPLE = 30


@pytest.fixture
def people(own_database: str) -> list[Resident]:
    made = [town.load(born=date(1990, 1, 1), area_code=VILLAGES[n % 3]) for n in range(PEOPLE)]
    fold_all()
    return made


@pytest.fixture
def other(people: list[Resident], own_database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with raw(own_database, role="rekam_app") as second:
        yield second


def fold_all() -> None:
    with scope(OFFICE):
        fold(at=NOW)


def move(second: psycopg.Connection[tuple[object, ...]], row: Resident, *, to: str) -> None:
    """Inside an open transaction of somebody else: the row and its event."""
    second.execute("SELECT set_config('rekam.area', '36.73', true)")
    second.execute("UPDATE registry_resident SET area_code = %s WHERE id = %s", [to, row.pk])
    second.execute(
        "INSERT INTO registry_event (resident_id, area_code, kind, valid_on, recorded_at, actor, facts)"
        " VALUES (%s, %s, 'move_within', %s, %s, 'test', '{}')",
        [row.pk, to, TODAY, NOW],
    )


def assert_right() -> None:
    with scope(OFFICE):
        live = cells(area_code="36.73", on=TODAY)
        assert live == recounted(area_code="36.73", on=TODAY)
        assert sum(cell.people for cell in live) == PEOPLE


def test_a_transaction_open_across_the_fold_is_not_lost(
    people: list[Resident], other: psycopg.Connection[tuple[object, ...]]
) -> None:
    other.execute("BEGIN")
    move(other, people[0], to=VILLAGES[1])
    fold_all()
    assert_right()
    other.execute("COMMIT")
    assert_right()
    fold_all()
    assert_right()


def test_an_old_transaction_holds_nothing_up_and_nothing_is_counted_twice(
    people: list[Resident], other: psycopg.Connection[tuple[object, ...]]
) -> None:
    other.execute("BEGIN")
    move(other, people[0], to=VILLAGES[2])
    for row in people[3:6]:
        town.climb(row, status="BIO_CAPTURED", on=TODAY, at=NOW)
        fold_all()
        assert_right()
    other.execute("COMMIT")
    fold_all()
    fold_all()
    assert_right()


def test_what_was_undone_leaves_no_trace(
    people: list[Resident], other: psycopg.Connection[tuple[object, ...]]
) -> None:
    other.execute("BEGIN")
    move(other, people[0], to=VILLAGES[1])
    fold_all()
    other.execute("ROLLBACK")
    fold_all()
    assert_right()


def test_two_folds_at_once_are_one(people: list[Resident], own_database: str) -> None:
    town.climb(people[0], status="BIO_CAPTURED", on=TODAY, at=NOW)
    with scope(OFFICE):
        assert fold(at=NOW) == 1
        in_thread(fold_all).join()
    assert_right()


def test_a_restored_database_whose_transactions_begin_anew_is_counted_anew(
    people: list[Resident], other: psycopg.Connection[tuple[object, ...]]
) -> None:
    other.execute("BEGIN")
    other.execute("SELECT pg_current_xact_id()")  # somebody is at work: the newest events stay in sight
    with scope(OFFICE):
        Ledger.objects.update(folded_below=10**12)
        Event.objects.bulk_create([event_of_former_life(people[0])])
    town.climb(people[1], status="BIO_CAPTURED", on=TODAY, at=NOW)
    fold_all()
    town.climb(people[2], status="BIO_CAPTURED", on=TODAY, at=NOW)
    assert_right()
    fold_all()
    assert_right()
    assert people[0].pk not in looked_at(), "the old event is not looked at for ever"


def looked_at() -> set[int]:
    """Whom the next fold looks at: with a transaction open anywhere in the cluster, the newest ones again."""
    with scope(OFFICE), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.coverage_due(%s)", [TODAY])
        return {number for (number,) in cursor.fetchall()}


def event_of_former_life(row: Resident) -> Event:
    return Event(
        resident=row, area_code=row.area_code, kind="change", valid_on=TODAY, recorded_at=NOW, xid=10**12
    )


def test_readers_and_writers_at_once_always_see_everybody_once(
    people: list[Resident], own_database: str
) -> None:
    ended = threading.Event()
    writers = [in_thread(lambda seed=seed: write(people, seed=seed)) for seed in range(2)]
    folder = in_thread(lambda: fold_until(ended))
    while any(writer.is_alive() for writer in writers):
        with scope(OFFICE):
            told = total(found.counts for found in figures(area_code="36.73", on=TODAY).values())
        assert told.wajib == PEOPLE
    ended.set()
    folder.join()
    fold_all()
    assert_right()


def write(people: list[Resident], *, seed: int) -> None:
    chance = Random(seed)
    for _ in range(60):
        row = people[chance.randrange(seed, PEOPLE - 1, 2)]  # each writer has people of its own
        if chance.random() < 0.5:
            town.change(row, kind="move_within", on=TODAY, at=NOW, area_code=chance.choice(VILLAGES))
        else:
            status = chance.choice(["BIO_CAPTURED", "CARD_ISSUED", "UNREGISTERED"])
            town.climb(row, status=status, on=TODAY, at=NOW)


def fold_until(ended: threading.Event) -> None:
    while not ended.is_set():
        fold_all()


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run something with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
