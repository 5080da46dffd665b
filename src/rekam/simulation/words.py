"""Names and addresses of people who do not exist: words of the region, combined at random."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from rekam.kernel.names import name_key

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]

_SECOND_OF_GENERATION = (0.35, 0.78, 0.97)
_MUHAMMAD_OF_GENERATION = (0.05, 0.10, 0.24)
_SITI_OF_GENERATION = (0.10, 0.14, 0.08)


@dataclass(frozen=True)
class Names:
    """Full names and their search keys, one entry per person (arrays of str)."""

    full: Words
    key: Words


@cache
def lists() -> dict[str, list[str]]:
    """The word lists, each in order of frequency. Source: tables/words.csv, our own."""
    found: dict[str, list[str]] = {}
    table = resources.files("rekam.simulation") / "tables" / "words.csv"
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["list"], []).append(row["word"])
    return found


def draw(*, name: str, size: int, rng: np.random.Generator) -> Words:
    """That many words of one list, the first ones more often (weight 1 / (rank + 12))."""
    words = lists()[name]
    chance = 1 / (np.arange(len(words)) + 12)
    picked = rng.choice(len(words), size=size, p=chance / chance.sum())
    return np.array(words, dtype=object)[picked]


def compose_names(
    *,
    female: Bools,
    age: npt.NDArray[np.float64],
    noble: Bools,
    foreign: Bools,
    twin: Bools,
    rng: np.random.Generator,
) -> Names:
    """A name for each person, by sex and generation.

    noble    families that write Tubagus or Ratu before the name
    foreign  people with names from elsewhere
    twin     whose name sounds like the one of the row before (same second word)
    Older people often have one word; Muhammad and Siti come in many spellings; some of the old are
    H. or Hj.
    """
    n = len(female)
    generation = np.select([age >= 58, age >= 26], [0, 1], default=2)
    title = _titles(female=female, age=age, noble=noble & ~foreign, rng=rng)
    given, second = _given_and_second(female=female, generation=generation, foreign=foreign, rng=rng)
    prefix_chance = np.where(
        female,
        np.array(_SITI_OF_GENERATION)[generation],
        np.array(_MUHAMMAD_OF_GENERATION)[generation],
    )
    wants_prefix = (rng.random(n) < prefix_chance) & ~foreign
    prefix = np.where(
        wants_prefix,
        np.where(female, draw(name="siti", size=n, rng=rng), draw(name="muhammad", size=n, rng=rng)),
        "",
    ).astype(object)
    like = np.flatnonzero(twin)
    prefix[like], second[like] = prefix[like - 1], second[like - 1]
    return _put_together(title=title, prefix=prefix, given=given, second=second)


def pool_names(*, size: int, female: bool, rng: np.random.Generator) -> Words:
    """Names of fathers or mothers who have no row in the register."""
    same = np.full(size, female)
    no = np.zeros(size, dtype=bool)
    return compose_names(female=same, age=np.full(size, 70.0), noble=no, foreign=no, twin=no, rng=rng).full


def _titles(*, female: Bools, age: npt.NDArray[np.float64], noble: Bools, rng: np.random.Generator) -> Words:
    n = len(female)
    title = np.full(n, "", dtype=object)
    hajj = (age > 45) & (rng.random(n) < 0.06)
    title[hajj & ~female] = "H."
    title[hajj & female] = "Hj."
    title[noble & ~female] = "Tb."
    title[noble & ~female & (rng.random(n) < 0.4)] = "Tubagus"
    title[noble & female] = "Ratu"
    return title


def _given_and_second(
    *, female: Bools, generation: Ints, foreign: Bools, rng: np.random.Generator
) -> tuple[Words, Words]:
    n = len(female)
    given = np.full(n, "", dtype=object)
    second = np.full(n, "", dtype=object)
    for number, sex in enumerate(("male", "female")):
        of_sex = female == bool(number)
        for old, era in enumerate(("old", "mid", "young")):
            rows = np.flatnonzero(of_sex & (generation == old) & ~foreign)
            given[rows] = draw(name=f"{sex}_{era}", size=len(rows), rng=rng)
        rows = np.flatnonzero(of_sex & ~foreign)
        rows = rows[rng.random(len(rows)) < np.array(_SECOND_OF_GENERATION)[generation[rows]]]
        second[rows] = draw(name=f"{sex}_second", size=len(rows), rng=rng)
        rows = np.flatnonzero(of_sex & foreign)
        given[rows] = draw(name=f"foreign_{sex}", size=len(rows), rng=rng)
        second[rows] = draw(name="foreign_second", size=len(rows), rng=rng)
    abdul = np.flatnonzero(~female & ~foreign & (rng.random(n) < 0.04))
    given[abdul] = draw(name="abdul", size=len(abdul), rng=rng)
    second[abdul] = draw(name="abdul_second", size=len(abdul), rng=rng)
    return given, second


def _put_together(*, title: Words, prefix: Words, given: Words, second: Words) -> Names:
    parts = [_spaced(words) for words in (title, prefix)]
    full = parts[0] + parts[1] + given + _spaced(second, before=True)
    # A key is made of the keys of its words, so it is worked out once a word and not once a person.
    keys = [_keys(words) for words in (prefix, given, second)]
    key = _spaced(keys[0]) + keys[1] + _spaced(keys[2], before=True)
    return Names(full=full, key=key)


def _keys(words: Words) -> Words:
    known = {word: name_key(f"{word} a").removesuffix(" a") for word in set(words.tolist()) if word}
    known[""] = ""
    return np.array([known[word] for word in words.tolist()], dtype=object)


def _spaced(words: Words, *, before: bool = False) -> Words:
    space = {word: (f" {word}" if before else f"{word} ") for word in set(words.tolist()) if word}
    space[""] = ""
    return np.array([space[word] for word in words.tolist()], dtype=object)
