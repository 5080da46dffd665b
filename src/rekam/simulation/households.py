"""Who lives with whom: couples, widows, children, parents, and the rows of those who are gone.

Everything is one array per fact, one entry per person. Ages are in years at the as-of date, with a
fraction. Proportions are those published for Banten (berita.fokus.co.id, April 2024): 49 % married,
3.5 % widowed, 1.5 % divorced, 3.3 a household, 29.2 % under 17; the age profile itself is not published for
the city and is assumed.
"""

from dataclasses import replace
from enum import IntEnum

import numpy as np

from rekam.simulation.persons import (
    NOBODY,
    Bools,
    Floats,
    Ints,
    Marital,
    Persons,
    Relation,
    Standing,
    join,
)

PER_HOUSEHOLD = 3.3
MALE_SHARE = 387_152 / 759_929
UNDER_17_SHARE = 0.292
MARRIED_MINORS = 1.1e-4
# Husbands by age: lower bound of each class and its share.
_HUSBAND_AGES = (20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 88)
_HUSBAND_SHARES = (0.025, 0.09, 0.135, 0.145, 0.145, 0.13, 0.11, 0.085, 0.06, 0.038, 0.022, 0.015)
_AT_HOME = np.concatenate(
    [
        np.linspace(1.0, 1.06, 17),
        [1.1, 1.0, 0.94, 0.9, 0.85, 0.78, 0.7, 0.6, 0.5],
        0.5 * 0.83 ** np.arange(1, 14),
    ]
)


class _Kind(IntEnum):
    COUPLE = 0
    WIDOW = 1
    WIDOWER = 2
    DIVORCED_WOMAN = 3
    DIVORCED_MAN = 4
    SINGLE_MAN = 5
    SINGLE_WOMAN = 6


_KIND_SHARES = (0.81, 0.075, 0.025, 0.025, 0.015, 0.035, 0.015)
_FEMALE_HEADS = (_Kind.WIDOW, _Kind.DIVORCED_WOMAN, _Kind.SINGLE_WOMAN)


def compose(*, residents: int, rng: np.random.Generator) -> Persons:
    """Exactly that many active residents in households, and rows of the dead, moved and inactive on top.

    residents  at least 200
    Men are 50.945 % of the active, to the person.
    Raises ValueError below 200.
    """
    if residents < 200:
        raise ValueError(f"a city needs at least 200 residents, not {residents}")
    kinds = _kinds(count=round(residents / PER_HOUSEHOLD), rng=rng)
    heads, spouses, mother_ages = _adults(kinds=kinds, residents=residents, rng=rng)
    parents = _parents(heads=heads, rng=rng)
    grown = join((heads, spouses, parents))
    children = _children(
        kinds=kinds, mother_ages=mother_ages, count=residents - len(grown), residents=residents, rng=rng
    )
    men_wanted = round(residents * MALE_SHARE) - int((~grown.female).sum())
    children.female[:] = rng.permutation(len(children)) >= men_wanted
    _marry_some_early(children, count=max(1, round(residents * 8e-6)), rng=rng)
    gone = _gone(heads=heads, kinds=kinds, grown=grown, residents=residents, rng=rng)
    return join((grown, children, *gone))


def _rows(
    *,
    household: Ints,
    relation: Relation,
    female: Bools,
    age: Floats,
    marital: Marital,
    standing: Standing = Standing.ACTIVE,
) -> Persons:
    same = np.ones(len(household), dtype=np.int64)
    return Persons(
        household=household,
        relation=same * relation,
        female=female,
        age=age,
        marital=same * marital,
        standing=same * standing,
        same_as=same * NOBODY,
    )


def _kinds(*, count: int, rng: np.random.Generator) -> Ints:
    counts = np.round(np.array(_KIND_SHARES) * count).astype(np.int64)
    counts[0] += count - counts.sum()
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


def _head_ages(*, kinds: Ints, rng: np.random.Generator) -> Floats:
    n = len(kinds)
    steps = rng.choice(len(_HUSBAND_SHARES), size=n, p=_HUSBAND_SHARES)
    bounds = np.array(_HUSBAND_AGES, dtype=np.float64)
    ages = rng.uniform(bounds[steps], bounds[steps + 1])
    ages = np.where(
        np.isin(kinds, (_Kind.WIDOW, _Kind.WIDOWER)), np.clip(rng.normal(61, 12, n), 28, 96), ages
    )
    ages = np.where(
        np.isin(kinds, (_Kind.DIVORCED_WOMAN, _Kind.DIVORCED_MAN)),
        np.clip(rng.normal(41, 9, n), 22, 75),
        ages,
    )
    alone = np.isin(kinds, (_Kind.SINGLE_MAN, _Kind.SINGLE_WOMAN))
    return np.where(alone, 18.5 + rng.gamma(2.2, 4.5, n).clip(0, 50), ages)


def _adults(*, kinds: Ints, residents: int, rng: np.random.Generator) -> tuple[Persons, Persons, Floats]:
    ages = _head_ages(kinds=kinds, rng=rng)
    homes = np.arange(len(kinds), dtype=np.int64)
    couples = homes[kinds == _Kind.COUPLE]
    wives = ages[couples] - rng.normal(3.2, 3.2, len(couples)).clip(-5, 15)
    wives = np.where(wives < 18.2, rng.uniform(18.2, 25, len(couples)), wives)
    minors = rng.choice(len(couples), size=max(1, round(residents * MARRIED_MINORS)), replace=False)
    wives[minors] = rng.uniform(15.2, 16.98, len(minors))
    ages[couples[minors]] = rng.uniform(19.2, 26, len(minors))
    marital = np.array(
        [
            Marital.MARRIED,
            *(Marital.WIDOWED, Marital.WIDOWED, Marital.DIVORCED, Marital.DIVORCED),
            *(Marital.SINGLE, Marital.SINGLE),
        ],
        dtype=np.int64,
    )[kinds]
    heads = Persons(
        household=homes,
        relation=np.full(len(homes), Relation.HEAD, dtype=np.int64),
        female=np.isin(kinds, _FEMALE_HEADS),
        age=ages,
        marital=marital,
        standing=np.full(len(homes), Standing.ACTIVE, dtype=np.int64),
        same_as=np.full(len(homes), NOBODY, dtype=np.int64),
    )
    spouses = _rows(
        household=couples,
        relation=Relation.WIFE,
        female=np.ones(len(couples), dtype=bool),
        age=wives,
        marital=Marital.MARRIED,
    )
    mothers = np.where(heads.female, ages, ages - 3)
    mothers[couples] = wives
    return heads, spouses, mothers


def _parents(*, heads: Persons, rng: np.random.Generator) -> Persons:
    young = np.flatnonzero((heads.marital == Marital.MARRIED) & (heads.age < 58))
    homes = rng.choice(young, size=round(0.015 * len(heads)), replace=False)
    parents = _rows(
        household=homes,
        relation=Relation.PARENT,
        female=rng.random(len(homes)) < 0.8,
        age=(heads.age[homes] + rng.uniform(20, 33, len(homes))).clip(45, 99),
        marital=Marital.WIDOWED,
    )
    parents.relation[rng.random(len(homes)) < 0.4] = Relation.PARENT_IN_LAW
    return parents


def _children(
    *, kinds: Ints, mother_ages: Floats, count: int, residents: int, rng: np.random.Generator
) -> Persons:
    homes = np.tile(np.flatnonzero(kinds < _Kind.SINGLE_MAN), 6)
    ages = mother_ages[homes] - rng.normal(26.5, 5.5, len(homes)).clip(17, 44)
    grand = np.arange(len(homes)) >= len(homes) * 5 // 6
    ages = np.where(grand, rng.uniform(0, 14, len(homes)), ages)
    possible = (ages > 0) & (ages < len(_AT_HOME)) & (~grand | (mother_ages[homes] - ages > 40))
    possible &= ~grand | (rng.random(len(homes)) < 0.2)
    homes, ages, grand = homes[possible], ages[possible], grand[possible]
    if len(homes) < count:
        raise ValueError("too few births for that many residents")
    years = ages.astype(np.int64)
    wanted = _AT_HOME.copy()
    wanted[:17] *= UNDER_17_SHARE * residents / wanted[:17].sum()
    wanted[17:] *= (count - UNDER_17_SHARE * residents) / wanted[17:].sum()
    weight = wanted / np.maximum(np.bincount(years, minlength=len(wanted)), 1)
    chosen = np.argpartition(rng.random(len(homes)) / weight[years], count - 1)[:count]
    chosen.sort()
    children = _rows(
        household=homes[chosen],
        relation=Relation.CHILD,
        female=np.zeros(count, dtype=bool),
        age=ages[chosen],
        marital=Marital.SINGLE,
    )
    children.relation[grand[chosen]] = Relation.GRANDCHILD
    divorced = (children.age > 21) & (rng.random(count) < 0.03)
    children.marital[divorced] = Marital.DIVORCED
    return children


def _marry_some_early(children: Persons, *, count: int, rng: np.random.Generator) -> None:
    """Some daughters of 16 are divorced already, and so wajib; written into the fresh rows."""
    sixteen = np.flatnonzero(children.female & (children.age >= 16) & (children.age < 17))
    children.marital[rng.permutation(sixteen)[:count]] = Marital.DIVORCED


def _gone(
    *, heads: Persons, kinds: Ints, grown: Persons, residents: int, rng: np.random.Generator
) -> tuple[Persons, Persons, Persons]:
    bereft = heads.household[np.isin(kinds, (_Kind.WIDOW, _Kind.WIDOWER)) & (rng.random(len(kinds)) < 0.7)]
    dead = _rows(
        household=bereft,
        relation=Relation.HUSBAND,
        female=~heads.female[bereft],
        age=(heads.age[bereft] + rng.normal(2, 4, len(bereft))).clip(25, 104),
        marital=Marital.MARRIED,
        standing=Standing.DEAD,
    )
    dead.relation[dead.female] = Relation.WIFE
    homes = rng.choice(heads.household[kinds == _Kind.COUPLE], size=round(0.03 * residents))
    moved = _rows(
        household=homes,
        relation=Relation.OTHER,
        female=rng.random(len(homes)) < 0.5,
        age=rng.uniform(18, 45, len(homes)),
        marital=Marital.SINGLE,
        standing=Standing.MOVED,
    )
    originals = rng.choice(len(grown), size=max(1, round(0.003 * residents)), replace=False)
    doubles = replace(
        grown.take(originals), standing=np.full(len(originals), Standing.INACTIVE), same_as=originals
    )
    return dead, moved, doubles
