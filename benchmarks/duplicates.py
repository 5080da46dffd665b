"""Doubles of the synthetic city: precision and recall at each threshold, against a join on name and date.

All 2,580 doubles of the city take part, those found long ago (inactive) as if they were not. The peer is
what offices do with a spreadsheet: the same written name on the same birth date, in the same run.

    PYTHONPATH=src python benchmarks/duplicates.py [--residents 759929] [--memory 2000]
"""

import argparse
import os
import time
from collections.abc import Iterator
from datetime import date
from functools import cache

import duckdb
import numpy as np
import pyarrow

from rekam.kernel.names import name_key
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.linking import COLUMNS, Limits, find_alike
from rekam.simulation import families
from rekam.simulation.city import RESIDENTS, City, generate
from rekam.simulation.persons import NOBODY, Relation

SEED = 2026  # not the seed of the demo, on which the levels were chosen
ON = date(2026, 11, 24)
THRESHOLDS = (-2, 0, 1, 2, 3, 4, 6, 8, 10, 12, 15)
LOWEST = -2.0
Pairs = set[tuple[int, int]]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--residents", type=int, default=RESIDENTS)
    words.add_argument("--memory", type=int, default=2000)
    chosen = words.parse_args()
    city = generate(SEED, on=ON, residents=chosen.residents)
    truth = true_pairs(city)
    rows = people(city)
    print(f"{rows.num_rows:,} rows, {len(truth):,} true pairs of doubles, memory limit {chosen.memory} MB\n")
    began = time.perf_counter()
    limits = Limits(memory=chosen.memory, threads=os.cpu_count() or 1)
    found = find_alike([rows], limits=limits, threshold=LOWEST)
    seconds = time.perf_counter() - began
    print(f"{'match weight':<28}{'pairs':>8}{'true':>8}{'precision':>11}{'recall':>9}")
    for threshold in THRESHOLDS:
        line(f">= {threshold}", {pair(one) for one in found if one.weight >= threshold}, truth)
    began = time.perf_counter()
    naive = naive_pairs(rows)
    line("peer: same name and date", naive, truth)
    print(f"\nSplink on DuckDB {seconds:.1f} s; peer {time.perf_counter() - began:.1f} s")
    queue = {pair(one) for one in found if one.weight >= 2}
    kinds(city, queue=queue, naive=naive, truth=truth)


def line(name: str, pairs: Pairs, truth: Pairs) -> None:
    right = len(pairs & truth)
    print(
        f"{name:<28}{len(pairs):>8,}{right:>8,}{right / max(1, len(pairs)):>11.3f}{right / len(truth):>9.3f}"
    )


def kinds(city: City, *, queue: Pairs, naive: Pairs, truth: Pairs) -> None:
    """Found of the doubles of each kind; wrongly put forward of the people who only look alike."""
    key, born, home = city.names.key, city.born, city.persons.household
    groups = {
        "doubles: same name, same date": lambda a, b: key[a] == key[b] and born[a] == born[b],
        "doubles: another spelling": lambda a, b: key[a] != key[b] and born[a] == born[b],
        "doubles: another date": lambda a, b: key[a] == key[b] and born[a] != born[b],
        "doubles: both": lambda a, b: key[a] != key[b] and born[a] != born[b],
        "doubles: on another family card": lambda a, b: home[a] != home[b],
    }
    print(f"\n{'found, at 2':<44}{'of':>9}{'Splink':>8}{'peer':>8}")
    for name, belongs in groups.items():
        of = {one for one in truth if belongs(*one)}
        print(f"{name:<44}{len(of):>9,}{len(of & queue):>8,}{len(of & naive):>8,}")
    print(f"\n{'wrongly put forward, at 2':<44}{'of':>9}{'Splink':>8}{'peer':>8}")
    for name, of in strangers(city, truth).items():
        print(f"{name:<44}{len(of):>9,}{len(of & queue):>8,}{len(of & naive):>8,}")


def strangers(city: City, truth: Pairs) -> dict[str, Pairs]:
    """Pairs of different people whom a careless rule would join."""
    persons, key, born = city.persons, city.names.key, city.born
    apart = persons.same_as == NOBODY
    twin = np.flatnonzero(families.twins(persons, age=persons.age) | _same_birth(city))
    twins = {(int(row) - 1, int(row)) for row in twin if apart[row] and apart[row - 1]}
    fathers = {int(city.persons.household[row]): int(row) for row in city.head_rows}
    juniors = {
        tuple(sorted((int(row), fathers[int(persons.household[row])])))
        for row in np.flatnonzero((persons.relation == Relation.CHILD) & (persons.standing == 0))
        if key[row] == key[fathers[int(persons.household[row])]] and apart[row]
    }
    july = (born.astype("datetime64[M]").astype(int) % 12 == 6) & (born == born.astype("datetime64[M]"))
    namesakes = {one for one in naive_pairs(people(city)) - truth if july[one[0]]}
    return {
        "twins": twins,
        "sons called as their fathers, one KK": juniors,
        "namesakes of one 1 July": namesakes,
    }


def _same_birth(city: City) -> np.ndarray:
    same = np.zeros(len(city.persons), dtype=bool)
    child = (city.persons.relation == Relation.CHILD) & (city.persons.standing == 0)
    home = city.persons.household
    same[1:] = child[1:] & child[:-1] & (home[1:] == home[:-1]) & (city.born[1:] == city.born[:-1])
    return same


def true_pairs(city: City) -> Pairs:
    """Every two rows of one person."""
    rows: dict[int, list[int]] = {}
    for double in np.flatnonzero(city.persons.same_as != NOBODY):
        rows.setdefault(int(city.persons.same_as[double]), []).append(int(double))
    groups = ([first, *others] for first, others in rows.items())
    return {tuple(sorted((a, b))) for group in groups for a in group for b in group if a < b}


def naive_pairs(rows: pyarrow.Table) -> Pairs:
    """The peer: one written name, one birth date."""
    with duckdb.connect() as database:
        database.register("people", rows)
        return set(
            database.execute(
                "SELECT l.unique_id, r.unique_id FROM people l JOIN people r "
                "ON l.name_key = r.name_key AND l.birth_date = r.birth_date AND l.unique_id < r.unique_id"
            ).fetchall()
        )


def people(city: City) -> pyarrow.Table:
    """The city as the register would send it to be compared."""
    key = cache(name_key)
    homes, home = city.homes, city.persons.household
    return pyarrow.table(
        {
            "unique_id": np.arange(len(city.persons)),
            "nik": [str(nik) for nik in city.nik],
            "kk": [str(card) for card in homes.card[home]],
            "name_key": list(city.names.key),
            "sex": np.where(city.persons.female, "P", "L"),
            "birth_place": list(city.birthplace),
            "birth_date": city.born,
            "mother_key": [key(name) for name in city.mother],
            "father_key": [key(name) for name in city.father],
            "address": list(_addresses(city)),
            "area_code": [city.places.codes[village] for village in city.village],
        },
        schema=COLUMNS,
    )


def _addresses(city: City) -> Iterator[str]:
    homes = city.homes
    for home in city.persons.household:
        yield f"{homes.address[home]} {homes.rt[home]:03}/{homes.rw[home]:03}"


def pair(one: Alike) -> tuple[int, int]:
    return one.first, one.second


if __name__ == "__main__":
    main()
