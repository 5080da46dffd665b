"""Searching 1.2 million residents: how long it takes through HTTP, and how often the right person is found.

    REKAM_DATA=... python -m benchmarks.search [--residents N] [--queries N] [--no-recall | --no-times]

Makes its own database beside the others of REKAM_DATA's server (some minutes, once). One client asks one
question after the other on the loopback, by POST of the real page, audit entry and all. The limit is the
same page with a NIK: one row by its key. Machines differ and are noisy: read the ratios.
"""

import argparse
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.search_client import Page, begin_day, lift_limits, serving
from benchmarks.search_fitting import fitting
from benchmarks.search_queries import HELPERS, Person, Query, misspelt, mixed
from benchmarks.search_register import OFFICER, ready_register

from rekam.config.database import running_database
from rekam.kernel.commands import set_up

SHOWN = 10


def main() -> None:
    """Print the tables."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--residents", type=int, default=1_200_000)
    words.add_argument("--queries", type=int, default=2000)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--no-recall", action="store_true")
    words.add_argument("--no-times", action="store_true")
    chosen = words.parse_args()
    with running_database() as server:
        os.environ["REKAM_DATABASE"] = ready_register(server, residents=chosen.residents)
        lift_limits()
        set_up(settings="rekam.config.settings.server")
        people = sample(chosen.queries)
        if not chosen.no_times:
            with serving(officer=OFFICER) as page:
                print(f"\nThrough HTTP, ms, {chosen.rounds} rounds")
                through_http(page, people=people, rounds=chosen.rounds)
            in_the_database(mixed(people), rounds=chosen.rounds)
        if not chosen.no_recall:
            recall(people)


def sample(count: int) -> list[Person]:
    """So many residents of the population, the same for every run."""
    from django.db import connection

    from rekam.kernel.database import Scope, scope

    with scope(Scope.of("36.73")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, nik, kk, full_name, birth_date, area_code FROM registry_resident "
            "WHERE status = 'active' ORDER BY md5(nik) LIMIT %s",
            [count],
        )
        return [Person(*row) for row in cursor.fetchall()]


def through_http(page: Page, *, people: Sequence[Person], rounds: int) -> None:
    """The empty page, the limit, and each kind of query.

    Each question is asked `rounds` times, the kinds in turn. "all" is every answer; "least" takes each
    question's quickest answer, which leaves out what other work on the machine took.
    """
    lines = {
        "empty page (GET)": [page.open for _ in people[:300]],
        "one NIK (limit)": [lambda one=one: page.search(one.nik) for one in people[:500]],
        "mixed": [lambda one=one: page.search(one.text) for one in mixed(people)],
    }
    for helper in HELPERS:
        asked = misspelt(people[:500], helper=helper)
        lines[f"misspelt, {helper}"] = [lambda one=one: page.search(one.text) for one in asked]
    taken: dict[str, list[list[float]]] = {name: [] for name in lines}
    for _ in range(rounds):
        for name, asks in lines.items():
            begin_day(OFFICER)  # one officer asks some hundred times a day
            taken[name].append(timed(asks))
    limit = cuts(least(taken["one NIK (limit)"]))
    heads = ("all p50", "p95", "p99", "least p50", "p95", "p99", "p99 x limit")
    print(f"{'what':<42} {'n':>5} " + " ".join(f"{head:>11}" for head in heads))
    for name, rows in taken.items():
        told = [*cuts([ms for row in rows for ms in row]), *cuts(least(rows))]
        print(f"{name:<42} {len(rows[0]):>5} " + " ".join(f"{ms:>11.1f}" for ms in told), end=" ")
        print(f"{told[-1] / limit[-1]:>11.2f}", flush=True)


def in_the_database(queries: Sequence[Query], *, rounds: int, area: str = "36.73") -> None:
    """The same queries without HTTP, page and audit."""
    from rekam.kernel.database import Scope, scope
    from rekam.registry.queries import find_residents

    with scope(Scope.of(area)):
        rows = [timed([lambda one=one: find_residents(one.text) for one in queries]) for _ in range(rounds)]
    told = [*cuts([ms for row in rows for ms in row]), *cuts(least(rows))]
    print(
        f"{f'mixed, in {area}, without HTTP, page, audit':<42} {len(queries):>5} "
        + " ".join(f"{ms:>11.1f}" for ms in told)
    )


def timed(asks: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each, after a few to warm up."""
    for ask in asks[:20]:
        ask()
    taken = []
    for ask in asks:
        started = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def least(rounds: Sequence[Sequence[float]]) -> list[float]:
    """Each question's quickest answer."""
    return [min(same) for same in zip(*rounds, strict=True)]


def cuts(taken: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95 and p99."""
    percents = statistics.quantiles(taken, n=100)
    return percents[49], percents[94], percents[98]


def recall(people: Sequence[Person]) -> None:
    """How often who was meant is among the first ten, by helper and by slip.

    Many bear one name: "same name" also counts who is not there himself, but
    somebody of his very name; "lost" are those who are not there although at most ten residents fit what was
    typed as well (benchmarks.search_fitting; not for a name alone, where each takes seconds).
    """
    from rekam.kernel.database import Scope, scope
    from rekam.registry.queries import find_residents

    for helper in HELPERS:
        hits, same, tried, lost = Counter[str](), 0, Counter[str](), list[str]()
        with scope(Scope.of("36.73")):
            for query in misspelt(people, helper=helper):
                found = find_residents(query.text)
                there = query.meant.id in [row.pk for row in found[:SHOWN]]
                tried[str(query.kind)] += 1
                hits[str(query.kind)] += there
                same += there or query.meant.name in [row.full_name for row in found[:SHOWN]]
                if not there and HELPERS[helper](query.meant) and fitting(query) <= SHOWN:
                    lost.append(f"{query.text!r} for {query.meant.name}")
        total = sum(tried.values())
        among, named = sum(hits.values()) / total, same / total
        print(f"\nIn the first {SHOWN}, {helper}: {among:.2%}, same name {named:.2%}", flush=True)
        if HELPERS[helper](people[0]):
            print(f"  lost: {len(lost)} of {total} ({len(lost) / total:.2%})", *lost, sep="\n    ")
        for kind, count in tried.most_common():
            print(f"  {kind:<28} {hits[kind]:>5} of {count:>5}  {hits[kind] / count:7.2%}")


if __name__ == "__main__":
    main()
