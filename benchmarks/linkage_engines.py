"""Linkage by DuckDB and by Spark: whether they answer the same, how long each takes, and how work grows.

    PYTHONPATH=src python -m benchmarks.linkage_engines pairs [--sizes 5000,20000,80000]
    PYTHONPATH=src python -m benchmarks.linkage_engines engines [--residents 20000] [--memory 2000]

The second needs the optional group `spark` and Java. Run each engine by itself for its memory: --only duckdb.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
from benchmarks.duplicates import people

from rekam.registry.duplicates.likeness import SETTINGS
from rekam.registry.duplicates.linking import PEOPLE, Limits, find_alike
from rekam.simulation.city import RESIDENTS, generate

SEED, ON = 2026, date(2026, 11, 24)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("what", choices=["pairs", "engines"])
    words.add_argument("--sizes", default="5000,20000,80000")
    words.add_argument("--residents", type=int, default=RESIDENTS)
    words.add_argument("--memory", type=int, default=2000)
    words.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    words.add_argument("--only", choices=["duckdb", "spark"], default="")
    chosen = words.parse_args()
    if chosen.what == "pairs":
        for size in map(int, chosen.sizes.split(",")):
            print(json.dumps(pairs(size)), flush=True)
        return
    print(json.dumps(engines(chosen), indent=1))


def pairs(residents: int) -> dict[str, object]:
    """The pairs that each blocking rule brings, counted by its join, and those that are compared once."""
    rules = [
        rule["blocking_rule"]
        for rule in json.loads(SETTINGS.read_text())["blocking_rules_to_generate_predictions"]
    ]
    source = people(generate(SEED, on=ON, residents=residents))
    with duckdb.connect() as database:
        database.register("source", source)
        database.execute(f"CREATE TABLE people AS {PEOPLE.read_text()}")
        join = (
            "SELECT l.unique_id a, r.unique_id b FROM people l JOIN people r ON l.unique_id < r.unique_id AND"
        )
        counted = [database.execute(f"SELECT count(*) FROM ({join} {rule})").fetchone() for rule in rules]
        union = " UNION ".join(f"{join} {rule}" for rule in rules)
        compared = database.execute(f"SELECT count(*) FROM ({union})").fetchone()
    assert compared is not None
    return {
        "residents": source.num_rows,
        "compared": compared[0],
        "each": round(compared[0] / source.num_rows, 2),
        "by_rule": [one[0] for one in counted if one is not None],
    }


def engines(chosen: argparse.Namespace) -> dict[str, object]:
    """Seconds of each engine, its memory where it ran alone, and how many pairs differ."""
    rows = people(generate(SEED, on=ON, residents=chosen.residents))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told: dict[str, object] = {"residents": rows.num_rows, "cores": chosen.cores, "memory": chosen.memory}
    answers = []
    if chosen.only != "spark":
        began = time.perf_counter()
        answers.append(find_alike([rows], limits=Limits(memory=chosen.memory, threads=chosen.cores)))
        told["duckdb_seconds"] = round(time.perf_counter() - began, 1)
        told["duckdb_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before
    if chosen.only != "duckdb":
        from rekam.registry.duplicates import linking_spark
        from rekam.registry.duplicates.sealed_rows import seal_rows

        began = time.perf_counter()
        batches = [rows.slice(start, 40_000) for start in range(0, rows.num_rows, 40_000)]
        with tempfile.TemporaryDirectory() as place, seal_rows(batches, within=Path(place)) as sealed:
            told["sealed_seconds"] = round(time.perf_counter() - began, 1)
            told["sealed_mb"] = round(sum(Path(path).stat().st_size for path in sealed.paths) / 1e6, 1)
            found = linking_spark.find_alike(sealed, master=f"local[{chosen.cores}]", memory=chosen.memory)
        told["spark_seconds"] = round(time.perf_counter() - began, 1)
        told["spark_children_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        answers.append(found)
    told["pairs"] = [len(answer) for answer in answers]
    if len(answers) == 2:
        told["equal"] = list(answers[0]) == list(answers[1])
    return told


if __name__ == "__main__":
    main()
