"""The demo's queue of doubles: pairs that the simulation hid, found by the same search as at an office."""

from datetime import date

from rekam.config import demo_people
from rekam.kernel.database import Scope, scope
from rekam.registry.duplicates.queries import waiting_pairs
from rekam.simulation.city import generate
from rekam.simulation.fill import fill_register
from rekam.simulation.persons import NOBODY, Standing
from tests.conftest import raw


def test_the_queue_holds_pairs_that_are_one_person_in_truth(own_database: str) -> None:
    city = generate(20260101, on=date(2026, 11, 24), residents=5000)
    with raw(own_database, role="rekam_load") as connection:
        fill_register(city, connection=connection)

    demo_people.find_doubles(area_code="36.73")

    people = city.persons
    hidden = [row for row in range(len(people)) if people.same_as[row] != NOBODY]
    true = {
        frozenset((str(city.nik[row]), str(city.nik[people.same_as[row]])))
        for row in hidden
        if people.standing[row] == Standing.ACTIVE
    }
    with scope(Scope.of("36.73")):
        waiting = {frozenset((pair.first.nik, pair.second.nik)) for pair in waiting_pairs()}
    assert true
    assert len(true & waiting) >= len(true) / 2
