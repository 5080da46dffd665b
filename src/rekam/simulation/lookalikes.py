"""People who look alike in the register: one person under two NIK, and two people with one name.

A double is written as offices find it: another spelling, the birth date by another convention, the
mother's name short, another family card. Where it replaces nobody's place it was found and is inactive;
a few are not found yet, are active, and stand as "famili lain" in the home of somebody else.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from rekam.kernel.names import name_key
from rekam.simulation.persons import NOBODY, Marital, Persons, Relation, Standing
from rekam.simulation.spelling import shortened, written_again
from rekam.simulation.words import Names, draw

Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]

HIDDEN_SHARE = 4e-4
JUNIOR_SHARE = 1.5e-3
_OTHER_HOME = 0.6
_SPELT_ANOTHER_WAY = 0.5
_PARENT_SHORT, _PARENT_UNKNOWN = 0.25, 0.05
_OTHER_PLACE = 0.1
# How the birth date of a double came out: as the first time, by convention, a slip of the hand, a year off.
_DATE_SHARES = (0.66, 0.18, 0.1, 0.06)


def hide_doubles(persons: Persons, *, born: Days, foreign: Bools, rng: np.random.Generator) -> Persons:
    """The same people, some of whom are in truth somebody else of the city under another NIK.

    Grown single daughters and sons become "famili lain" and stand for an older citizen of their sex, so
    that no count of the city moves. Found doubles often get another home than their first.
    """
    grown = persons.standing == Standing.ACTIVE
    grown &= (persons.age >= 21) & ~foreign
    guests = np.flatnonzero(
        grown & (persons.relation == Relation.CHILD) & (persons.marital == Marital.SINGLE)
    )
    guests = guests[rng.permutation(len(guests))[: max(1, round(HIDDEN_SHARE * len(persons)))]]
    same_as, relation = persons.same_as.copy(), persons.relation.copy()
    for female in (False, True):
        rows = guests[persons.female[guests] == female]
        grown_ups = grown & (persons.female == female) & (persons.relation != Relation.CHILD)
        firsts = rng.choice(np.flatnonzero(grown_ups), size=len(rows), replace=False)
        older = (born[firsts] < born[rows]) & (persons.household[firsts] != persons.household[rows])
        same_as[rows[older]], relation[rows[older]] = firsts[older], Relation.OTHER
    household = persons.household.copy()
    found = np.flatnonzero(persons.standing == Standing.INACTIVE)
    moved = found[rng.random(len(found)) < _OTHER_HOME]
    household[moved] = rng.integers(0, persons.count_households(), len(moved))
    return replace(persons, same_as=same_as, relation=relation, household=household)


def juniors(persons: Persons, *, father: Words, names: Names, rng: np.random.Generator) -> Names:
    """The names, with some sons called just as their fathers: two people, one family card, one name."""
    son = (persons.relation == Relation.CHILD) & ~persons.female & (persons.same_as == NOBODY)
    rows = np.flatnonzero(son & (persons.standing == Standing.ACTIVE) & (rng.random(len(son)) < JUNIOR_SHARE))
    full, key = names.full.copy(), names.key.copy()
    for row in rows:
        full[row], key[row] = father[row], name_key(father[row])
    return Names(full=full, key=key)


def tell_twins_apart(persons: Persons, *, twin: Bools, names: Names, rng: np.random.Generator) -> Names:
    """The names, so that no twin is called as the other is."""
    full, key = names.full.copy(), names.key.copy()
    for row in np.flatnonzero(twin):
        if key[row] == key[row - 1]:
            given = draw(name="female_young" if persons.female[row] else "male_young", size=1, rng=rng)[0]
            full[row] = f"{given} {full[row]}"
            key[row] = name_key(full[row])
    return Names(full=full, key=key)


def double_names(persons: Persons, *, names: Names, rng: np.random.Generator) -> Names:
    """The names, those of doubles spelt another way half of the time."""
    full, key = names.full.copy(), names.key.copy()
    for row in np.flatnonzero(persons.same_as != NOBODY):
        if rng.random() < _SPELT_ANOTHER_WAY:
            full[row] = written_again(str(names.full[row]), rng=rng)
            key[row] = name_key(full[row])
    return Names(full=full, key=key)


def double_parents(persons: Persons, *, parent: Words, rng: np.random.Generator) -> Words:
    """The parents' names, those of doubles sometimes shortened, spelt another way or missing."""
    written = parent.copy()
    for row in np.flatnonzero(persons.same_as != NOBODY):
        luck = rng.random()
        if luck < _PARENT_UNKNOWN:
            written[row] = ""
        elif luck < _PARENT_UNKNOWN + _PARENT_SHORT:
            change = shortened if rng.random() < 0.5 else written_again
            written[row] = change(str(parent[row]), rng=rng)
    return written


def double_births(persons: Persons, *, born: Days, rng: np.random.Generator) -> Days:
    """The birth dates, those of doubles taken from the first row by one of four ways.

    Only of people over 35 the date moves, who have long been wajib whatever the day.
    """
    written = born.copy()
    rows = np.flatnonzero(persons.same_as != NOBODY)
    first = born[persons.same_as[rows]]
    year, month = first.astype("datetime64[Y]"), first.astype("datetime64[M]")
    day = (first - month.astype("datetime64[D]")).astype(np.int64)
    july = (year.astype("datetime64[M]") + 6).astype("datetime64[D]")
    december = (year.astype("datetime64[M]") + 11).astype("datetime64[D]") + 30
    by_rule = np.where(rng.random(len(rows)) < 0.8, july, december)
    slip = month.astype("datetime64[D]") + np.where(day >= 10, day - 10, (day + 10) % 28)
    year_off = first + rng.choice(np.array([-365, 365]), len(rows))
    way = rng.choice(4, size=len(rows), p=_DATE_SHARES)
    way = np.where(persons.age[persons.same_as[rows]] > 35, way, 0)
    written[rows] = np.choose(
        way, [first.astype(np.int64), *(d.astype(np.int64) for d in (by_rule, slip, year_off))]
    )
    return written


def double_places(persons: Persons, *, birthplace: Words, rng: np.random.Generator) -> Words:
    """The birth places, those of doubles mostly as the first time."""
    written = birthplace.copy()
    rows = np.flatnonzero((persons.same_as != NOBODY) & (rng.random(len(persons)) >= _OTHER_PLACE))
    written[rows] = birthplace[persons.same_as[rows]]
    return written
