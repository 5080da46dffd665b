"""Two acts on one blank at once: 200 races on the real database, each with one winner; the ledger adds up.

Two defences stand behind this: the row is locked before it is read, and the database takes each move into its
place in the blank's story once. Each is shown here to hold alone, and that without both the race is lost.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from rekam.cards import queries, services
from rekam.cards.blanks import custody
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, KASEMEN, NOON, OFFICE, SERANG, approved, blanks, holder, record
from tests.conftest import raw

Act = Callable[[str], object]
RACES = 40  # of each of the five pairs
REFUSED = {"blank_step_not_allowed", "blank_carried", "blank_used", "print_step_not_allowed"}
WHY = "retak di sudut kartu"


def send(to_site: str) -> Act:
    return lambda serial: services.send_blanks(
        serials=[serial], to_site=to_site, due_on=NOON.date(), actor="rina", at=NOON
    )


def step(to: BlankState) -> Act:
    return lambda serial: ledger.step(ledger.lock_blank(serial), to=to, actor="rina", at=NOON)


def carry(serial: str) -> None:
    custody.check_out(serials=[serial], carrier="tim", taken_by="siti", actor="rina", at=NOON)


PAIRS: dict[str, tuple[Act, Act, BlankState]] = {
    "two printers": (step(BlankState.PRINTING), step(BlankState.PRINTING), BlankState.RECEIVED),
    "two sites": (send(KASEMEN), send(SERANG), BlankState.RECEIVED),
    "hand-over and spoil": (step(BlankState.HANDED_OVER), step(BlankState.SPOILED), BlankState.PRINTED),
    "a team and a printer": (carry, step(BlankState.PRINTING), BlankState.RECEIVED),
    "a shipment and a printer": (send(KASEMEN), step(BlankState.PRINTING), BlankState.RECEIVED),
}


def both(acts: tuple[Act, Act], *, serial: str, threads: ThreadPoolExecutor) -> list[str]:
    """Both at once, each in its own transaction; "" or why it was refused."""
    start = threading.Barrier(2)

    def one(act: Act) -> str:
        try:
            with scope(OFFICE):
                start.wait(10)
                act(serial)
        except RuleBroken as broken:
            return broken.code
        return ""

    return list(threads.map(one, acts))


@contextmanager
def two_threads() -> Iterator[ThreadPoolExecutor]:
    """Two connections, kept for all races."""
    with ThreadPoolExecutor(2) as threads:
        yield threads
        gate = threading.Barrier(2)

        def close() -> None:
            gate.wait(10)
            connection.close()

        for done in [threads.submit(close), threads.submit(close)]:
            done.result()


def raced(pair: str, *, races: int) -> tuple[list[list[str]], list[str]]:
    """The outcomes of so many races of a pair, and the serials."""
    *acts, begins = PAIRS[pair]
    with scope(OFFICE):
        serials = blanks(races)
        if begins is BlankState.PRINTED:
            for serial in serials:
                for to in (BlankState.PRINTING, BlankState.PRINTED):
                    ledger.step(ledger.lock_blank(serial), to=to, actor="rina", at=NOON)
    with two_threads() as threads:
        return [both((acts[0], acts[1]), serial=s, threads=threads) for s in serials], serials


@pytest.mark.parametrize("pair", PAIRS)
def test_one_wins_and_the_ledger_adds_up(pair: str, own_database: str) -> None:
    outcomes, serials = raced(pair, races=RACES)
    assert all(sorted(outcome)[0] == "" and sorted(outcome)[1] in REFUSED for outcome in outcomes), outcomes
    with scope(OFFICE):
        for site in queries.sites():
            (balance,) = queries.balances([site], at=NOON)
            assert balance.adds_up
            assert queries.states_agree(site)
        assert Blank.objects.count() == len(serials)


def without_locks(patch: pytest.MonkeyPatch) -> None:
    """The mutant: nobody waits for the other, and both read the same state before either writes."""
    meet = threading.Barrier(2)
    patch.setattr(QuerySet, "select_for_update", lambda rows, **_named: rows)
    create = BlankMove.objects.bulk_create

    def together(rows: list[Any], **named: Any) -> Any:
        if rows[0].source != "supplier":
            meet.wait(10)
        return create(rows, **named)

    patch.setattr(BlankMove.objects, "bulk_create", together)


@pytest.mark.parametrize("pair", ["two printers", "two sites", "a team and a printer"])
def test_without_the_lock_the_database_alone_refuses(
    pair: str, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    *acts, _begins = PAIRS[pair]
    with scope(OFFICE):
        (serial,) = blanks(1)
    without_locks(monkeypatch)
    with two_threads() as threads:
        assert sorted(both((acts[0], acts[1]), serial=serial, threads=threads)) == ["", "blank_used"]


def test_without_lock_and_constraint_one_blank_is_at_two_sites(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the races can be lost: this is what both defences are for."""
    with scope(OFFICE):
        (serial,) = blanks(1)
    with raw(own_database, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        owner.execute("ALTER TABLE cards_blankmove DROP CONSTRAINT cards_move_in_its_place")
    without_locks(monkeypatch)
    *acts, _begins = PAIRS["two sites"]
    with two_threads() as threads:
        assert both((acts[0], acts[1]), serial=serial, threads=threads) == ["", ""]
    with scope(OFFICE):
        assert BlankMove.objects.filter(target=BlankState.ROAD).count() == 2
        (balance,) = queries.balances([queries.Site(DINAS, "")], at=NOON)
        assert not balance.adds_up


def test_with_the_lock_alone_the_races_are_won(own_database: str) -> None:
    """Without the constraint: the lock makes the second one read what the first one did."""
    with raw(own_database, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        owner.execute("ALTER TABLE cards_blankmove DROP CONSTRAINT cards_move_in_its_place")
    outcomes, _serials = raced("two sites", races=10)
    assert all(sorted(outcome)[1] == "blank_step_not_allowed" for outcome in outcomes)


def test_two_orders_get_one_blank_once(own_database: str) -> None:
    """Through the whole of start_print: order, blank and recording."""
    with scope(OFFICE):
        made = blanks(4)
        jobs = [approved(record(holder(number=number))).uuid for number in range(1, 9)]
    with two_threads() as threads:
        for number, serial in enumerate(made):
            pair = [
                lambda s, job=job: services.start_print(job=job, serial=s, actor="rina", at=NOON)
                for job in jobs[2 * number : 2 * number + 2]
            ]
            outcome = both((pair[0], pair[1]), serial=serial, threads=threads)
            assert sorted(outcome)[0] == ""
            assert sorted(outcome)[1] in REFUSED
