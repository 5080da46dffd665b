"""What is typed into the box in benchmarks.search, and who was meant; the same for every run."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.kernel.region import get_area
from rekam.simulation.misspellings import Kind, misspell

SEED = 20261122


@dataclass(frozen=True)
class Person:
    """Somebody of the register, as much as a query is made of."""

    id: int
    nik: str
    kk: str
    name: str
    born: date
    area: str


@dataclass(frozen=True)
class Query:
    """What is typed, who is meant, and what is wrong with the name."""

    text: str
    meant: Person
    kind: Kind | None


HELPERS = {
    "name + birth year + kelurahan": lambda one: f"{one.born.year} kel {get_area(one.area).name}",
    "name + birth date": lambda one: f"{one.born:%d-%m-%Y}",
    "name + kelurahan": lambda one: f"kel {get_area(one.area).name}",
    "name + birth year": lambda one: f"{one.born.year}",
    "name alone": lambda _one: "",
}


def misspelt(people: Iterable[Person], *, helper: str) -> list[Query]:
    """One misspelt name a person with that helper behind it; the slip is the same for all helpers."""
    found = []
    for one in people:
        wrong, kind = misspell(one.name, chance=random.Random(f"{SEED} {one.id}"))
        found.append(Query(f"{wrong} {HELPERS[helper](one)}".strip(), one, kind))
    return found


def mixed(people: Sequence[Person]) -> list[Query]:
    """A counter's day: numbers, right names and misspelt ones with some helper, some without."""
    chance = random.Random(SEED)
    found = []
    for one in people:
        drawn = chance.random()
        if drawn < 0.25:
            found.append(Query(one.nik if drawn < 0.2 else one.kk, one, None))
        elif drawn < 0.5:
            found.append(Query(f"{one.name} {one.born.year}", one, None))
        else:
            helper = chance.choices(list(HELPERS), weights=[15, 30, 10, 30, 15])[0]
            found += misspelt([one], helper=helper)
    return found
