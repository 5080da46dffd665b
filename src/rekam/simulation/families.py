"""What families share: their order, their twins, and the names of fathers and mothers."""

import numpy as np
import numpy.typing as npt

from rekam.simulation.homes import Homes
from rekam.simulation.persons import NOBODY, Persons, Relation, Standing
from rekam.simulation.words import Names, compose_names, pool_names

_POOL = 20_000


def head_rows(persons: Persons) -> npt.NDArray[np.int64]:
    """Row of the living kepala keluarga of each household."""
    rows = np.flatnonzero((persons.relation == Relation.HEAD) & (persons.standing == Standing.ACTIVE))
    of_home = np.full(persons.count_households(), NOBODY, dtype=np.int64)
    of_home[persons.household[rows]] = rows
    return of_home


def in_family_order(persons: Persons) -> Persons:
    """Families together (they are sorted by kelurahan already), the eldest child before the younger."""
    return persons.sort(
        np.lexsort((-persons.age, persons.relation, persons.standing, persons.household)).astype(np.int64)
    )


def twins(persons: Persons, *, age: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Rows that are the twin of the row before."""
    twin = np.zeros(len(persons), dtype=bool)
    same_home = persons.household[1:] == persons.household[:-1]
    twin[1:] = same_home & (age[1:] == age[:-1]) & (persons.standing[1:] == Standing.ACTIVE)
    twin &= persons.relation == Relation.CHILD
    return twin


def family_names(
    *,
    persons: Persons,
    homes: Homes,
    foreign: npt.NDArray[np.bool_],
    twin: npt.NDArray[np.bool_],
    rng: np.random.Generator,
) -> Names:
    names = compose_names(
        female=persons.female,
        age=persons.age,
        noble=homes.noble[persons.household] & np.isin(persons.relation, (Relation.HEAD, Relation.CHILD)),
        foreign=foreign,
        twin=twin & np.concatenate(([False], persons.female[1:] == persons.female[:-1])),
        rng=rng,
    )
    double = persons.same_as != NOBODY
    for words in (names.full, names.key):
        words[double] = words[persons.same_as[double]]
    return names


def parent_names(
    *, persons: Persons, names: Names, rng: np.random.Generator
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Names of father and mother: of the children those of the family, of all others drawn from a pool."""
    child = np.isin(persons.relation, (Relation.CHILD, Relation.OTHER))
    found = []
    for female in (False, True):
        pool = pool_names(size=_POOL, female=female, rng=rng)
        name = pool[rng.integers(0, _POOL, len(persons))]
        row = _parent_rows(persons, female=female)[persons.household]
        known = child & (row != NOBODY)
        name[known] = names.full[row[known]]
        found.append(name)
    double = persons.same_as != NOBODY
    for name in found:
        name[double] = name[persons.same_as[double]]
    return found[0], found[1]


def _parent_rows(persons: Persons, *, female: bool) -> npt.NDArray[np.int64]:
    """Row of the mother or the father of each household, dead ones too; NOBODY where there is none."""
    spouse = np.isin(persons.relation, (Relation.HEAD, Relation.HUSBAND, Relation.WIFE))
    rows = np.flatnonzero(spouse & (persons.female == female) & (persons.standing != Standing.INACTIVE))
    of_home = np.full(persons.count_households(), NOBODY, dtype=np.int64)
    of_home[persons.household[rows]] = rows
    return of_home
