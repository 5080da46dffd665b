"""Who is put forward as one person, and who is not, however alike the two are written.

All cases stand in one register, among strangers of a small synthetic city, and are compared in one run.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow
import pytest
from benchmarks.duplicates import people

from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import name_key
from rekam.registry.duplicates.likeness import Alike, levels
from rekam.registry.duplicates.linking import COLUMNS, Limits, find_alike
from rekam.registry.duplicates.words import LEVELS
from rekam.simulation.city import generate

Person = dict[str, object]

# Each case has a person of its own: two words for the name, and parents.
PEOPLE = (
    *(
        "Aisyah Nurhayati",
        "Khoirunnisa Wulandari",
        "Ratnasari Puspita",
        "Dewintha Kartika",
        "Sumiyati Rahayu",
    ),
    *(
        "Bhakti Pamungkas",
        "Yudhistira Wardhana",
        "Gunawan Prasetyo",
        "Hendrawan Subagja",
        "Fathurrahman Zaini",
    ),
    *("Jumiyati Handoko", "Larasati Wibowo", "Cokroaminoto Adhi", "Markonah Sukirman", "Tjahjono Gumelar"),
)
OTHER_CARD = {
    "nik": "3673024505880007",
    "kk": "3673020505210003",
    "area_code": "36.73.02.1001",
    "address": "x",
}

# What differs in the second row of one person.
DOUBLES: Mapping[str, Person] = {
    "written the same": {},
    "old spelling": {"name": "Choiroennisa Woelandari"},
    "a title": {"name": "Hj. Ratnasari Puspita"},
    "a slip of the hand": {"name": "Dewintha Katrika"},
    "a word less": {"name": "Sumiyati"},
    "1 July instead of the day": {"birth_date": date(1988, 7, 1)},
    "the 15th, no father": {"birth_date": date(1988, 5, 15), "father": ""},
    "no mother": {"mother": ""},
}
# What differs between two people.
STRANGERS: Mapping[str, tuple[Person, Person]] = {
    "twins with adjacent serials and like names": (
        {"name": "Dina Hendrawati", "nik": "3604014505880001"},
        {"name": "Dini Hendrawati", "nik": "3604014505880002"},
    ),
    "twins registered apart": (
        {"name": "Hasna Fathia"},
        {"name": "Latifa Nadira", "nik": "3673014505880044"},
    ),
    "father and son of one name in one KK": (
        {"birth_date": date(1970, 1, 2)},
        {
            "birth_date": date(2012, 2, 3),
            "mother": "Larasati",
            "father": "Muhammad Ali",
            "nik": "3673010302120001",
        },
    ),
    "namesakes of one 1 July": (
        {"name": "Sutrisno", "birth_date": date(1950, 7, 1)},
        OTHER_CARD
        | {"name": "Sutrisno", "birth_date": date(1950, 7, 1), "mother": "Painem", "father": "Kartoyo"},
    ),
}


def base(number: int) -> Person:
    words = PEOPLE[number].split()
    return {
        "nik": f"36040{number % 9 + 1}4505880001",
        "kk": f"36730101012{number:05}",
        "name": PEOPLE[number],
        "sex": "P",
        "birth_place": "Serang",
        "birth_date": date(1988, 5, 5 + number),
        "mother": f"{words[1]} Zubaedah",
        "father": f"Ki {words[0]} Basri",
        "address": f"Kp. Baru {number}",
        "area_code": "36.73.01.1001",
    }


def register() -> Iterator[Person]:
    for number, change in enumerate(DOUBLES.values()):
        yield from (base(number), base(number) | OTHER_CARD | change)
    for number, (first, second) in enumerate(STRANGERS.values(), len(DOUBLES)):
        yield from (base(number) | first, base(number) | second)
    for number, born in enumerate((date(1988, 3, 16), date(1988, 7, 1), date(1988, 3, 15)), 12):
        yield from (base(number) | {"birth_date": born}, base(number) | OTHER_CARD | {"birth_date": born})


def table(rows: list[Person], *, start: int) -> pyarrow.Table:
    keys = {"name_key": [name_key(str(row["name"])) for row in rows]}
    keys |= {f"{parent}_key": [name_key(str(row[parent])) for row in rows] for parent in ("mother", "father")}
    plain = {name: [row[name] for row in rows] for name in COLUMNS.names if name in rows[0]}
    columns = plain | keys | {"unique_id": list(range(start, start + len(rows)))}
    return pyarrow.table({name: columns[name] for name in COLUMNS.names}, schema=COLUMNS)


@pytest.fixture(scope="module")
def found() -> dict[tuple[int, int], Alike]:
    """The pairs among the cases, by place in the register."""
    city = people(generate(7, on=date(2026, 11, 24), residents=8_000))
    cases = table(list(register()), start=city.num_rows)
    limits = Limits(memory=512, threads=1)
    pairs = find_alike([city, cases], limits=limits)
    return {
        (one.first - city.num_rows, one.second - city.num_rows): one
        for one in pairs
        if one.second >= city.num_rows
    }


@pytest.mark.parametrize("case", DOUBLES)
def test_one_person_under_two_nik_is_put_forward(found: dict[tuple[int, int], Alike], case: str) -> None:
    at = 2 * list(DOUBLES).index(case)

    assert (at, at + 1) in found


@pytest.mark.parametrize("case", STRANGERS)
def test_people_who_only_look_alike_are_not(found: dict[tuple[int, int], Alike], case: str) -> None:
    at = 2 * (len(DOUBLES) + list(STRANGERS).index(case))

    assert (at, at + 1) not in found


def test_nobody_else_is_put_forward(found: dict[tuple[int, int], Alike]) -> None:
    assert all(first % 2 == 0 and second == first + 1 for first, second in found)


def test_the_evidence_says_what_is_alike_in_each_field(found: dict[tuple[int, int], Alike]) -> None:
    at = 2 * list(DOUBLES).index("the 15th, no father")

    assert found[at, at + 1].evidence == {
        "name": "same",
        "birth": "convention",
        "mother": "same",
        "father": "unknown",
        "sex": "same",
        "birth_place": "same",
        "home": "different",
    }


def test_a_date_by_convention_says_less_than_a_real_one(found: dict[tuple[int, int], Alike]) -> None:
    real, first_of_july, mid_month = (found[at, at + 1].weight for at in (24, 26, 28))

    assert first_of_july < real
    assert mid_month < real


def test_every_level_has_its_word() -> None:
    assert {field: set(names) for field, names in levels().items()} == {
        field: set(words) for field, words in LEVELS.items()
    }


def test_a_register_of_one_has_no_pairs() -> None:
    limits = Limits(memory=512, threads=1)

    assert find_alike([COLUMNS.empty_table()], limits=limits) == []


def test_too_little_memory_is_told_and_nothing_goes_to_a_disk() -> None:
    city = people(generate(7, on=date(2026, 11, 24), residents=8_000))

    with pytest.raises(RuleBroken, match="linkage_memory_short"):
        find_alike([city], limits=Limits(memory=8, threads=1))
