"""One body at two stations in the same minute, under two NIKs: in whatever order the work is done, exactly
one of the two finds the other, so never two NIKs pass. docs/explanation/same-minute.md tells why.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from threading import Event

import pytest
from django.db import connection, connections, transaction

from rekam.abis import services as abis
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.models import Template
from rekam.abis.removing import NUMBER_LOCK
from rekam.simulation.gallery import synthetic_templates
from tests.enrolment.scene import NOON

pytestmark = pytest.mark.usefixtures("server")
STEPS = 4  # each station's body is enrolled, then searched
PATIENCE = 30


def orders() -> Iterator[str]:
    """Every order of two stations' steps that keeps each one's own: AABB, ABAB and so on."""
    for first in combinations(range(STEPS), 2):
        yield "".join("A" if place in first else "B" for place in range(STEPS))


def finds(one: uuid.UUID, other: uuid.UUID) -> bool:
    return other in {found.subject for found in abis.search(subject=one, at=NOON).candidates}


def people(count: int) -> list[PersonTemplate]:
    drawn = synthetic_templates(count, 11, fingers=(Position.RIGHT_INDEX, Position.LEFT_INDEX))
    return [template for _, template in drawn]


def test_in_every_order_of_the_steps_exactly_one_of_the_two_finds_the_other() -> None:
    ways = list(orders())
    assert len(ways) == 6
    for way, body in zip(ways, people(len(ways)), strict=True):
        ids = {station: uuid.uuid4() for station in "AB"}
        done, found = set(), {}
        for station in way:
            one, other = ids[station], ids["B" if station == "A" else "A"]
            if station in done:
                found[station] = finds(one, other)
                continue
            abis.enrol(subject=one, template=body, at=NOON)
            done.add(station)
        assert sorted(found.values()) == [False, True], way


def is_waited_for() -> bool:
    """Whether somebody waits for the lock under which numbers are given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND (classid::bigint << 32 | objid::bigint) = %s)",
            [NUMBER_LOCK],
        )
        return bool(cursor.fetchone()[0])


def test_the_second_waits_until_the_first_is_committed_and_then_sees_it() -> None:
    [body] = people(1)
    first, second = uuid.uuid4(), uuid.uuid4()
    numbered, seen_waiting = Event(), Event()

    def slow_station() -> None:
        with transaction.atomic():
            abis.enrol(subject=first, template=body, at=NOON)
            numbered.set()
            assert seen_waiting.wait(PATIENCE)  # not committed: nobody else can see this number yet
        connections.close_all()

    def quick_station() -> bool:
        assert numbered.wait(PATIENCE)
        abis.enrol(subject=second, template=body, at=NOON)
        found = finds(second, first)
        connections.close_all()
        return found

    with ThreadPoolExecutor(2) as stations:
        slow, quick = stations.submit(slow_station), stations.submit(quick_station)
        while not is_waited_for() and not quick.done():
            pass
        overtook = quick.done()
        seen_waiting.set()
        slow.result(PATIENCE)
        assert quick.result(PATIENCE)
    assert not overtook
    assert not finds(first, second)
    numbers = dict(Template.objects.values_list("subject__uuid", "number"))
    assert numbers[second] == numbers[first] + 1
