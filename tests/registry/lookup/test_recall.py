"""Of a small town's residents, misspelt by the published generator, nearly all are among the first ten.

The figure for 1.2 million residents: benchmarks/search.py.
"""

import random
from datetime import date

import pytest

from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.registry.models import Resident
from rekam.registry.queries import find_residents
from rekam.simulation.city import generate
from rekam.simulation.misspellings import Kind, misspell
from tests.personas import resident

RESIDENTS, ASKED = 3000, 400


@pytest.fixture
def town() -> list[Resident]:
    city = generate(7, on=date(2026, 11, 24), residents=RESIDENTS)
    rows = []
    for at, (name, born) in enumerate(zip(city.names.full, city.born.tolist(), strict=True)):
        row = resident(serial=at + 1, name=name)
        row.birth_date = born
        row.area_code = city.places.codes[city.village[at]]
        rows.append(row)
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(rows)
    return rows


@pytest.mark.django_db
def test_who_is_meant_is_among_the_first_ten(town: list[Resident]) -> None:
    chance = random.Random(7)
    missed = []
    with scope(Scope.of("36.73")):
        for person in chance.sample(town, ASKED):
            typed, kind = misspell(person.full_name, chance=chance)
            found = find_residents(f"{typed} {person.birth_date.year}")
            if person.pk not in [row.pk for row in found[:10]]:
                missed.append((kind, typed, person.full_name))
    assert len(missed) <= 0.03 * ASKED, missed


def test_the_generator_makes_every_kind_and_the_same_again() -> None:
    names = ["Muhammad Rizki Saputra", "Siti Nurhayati", "Tb. Ahmad Djunaedi", "Slamet"]
    made = [misspell(names[n % 4], chance=random.Random(n)) for n in range(600)]
    assert {kind for _, kind in made} == set(Kind)
    assert made == [misspell(names[n % 4], chance=random.Random(n)) for n in range(600)]
    assert all(wrong != names[n % 4] for n, (wrong, _) in enumerate(made))


def test_a_name_without_letters_cannot_be_misspelt() -> None:
    with pytest.raises(ValueError, match="without letters"):
        misspell("???", chance=random.Random(1))
