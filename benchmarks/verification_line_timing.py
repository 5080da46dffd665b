"""Whether the time of an answer over the line tells which no it is: the way that institutions' programs take.

    REKAM_DATA=/somewhere python -m benchmarks.verification_line_timing [--pairs 5000]

The server of `verification_api`, with fsync on; one line, one question after the other, each case as often as
each other in one drawn order. AUC 0.5: time tells nothing; target <= 0.55 for each two cases that are a no.
"""

import argparse
import itertools
import random
import statistics
import time
from collections.abc import Mapping, Sequence

from benchmarks.verification_api import Bank, Line, question, served, sign_in
from benchmarks.verification_timing import MOST_AUC, auc

YES, NO = "right", ("unknown", "dead", "mismatch")
SIGNED_APART = 1_000  # questions; a token holds for ten minutes


def main() -> None:
    """Print one table, and fail where time tells."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--pairs", type=int, default=5_000)
    chosen = words.parse_args()
    with served(4) as (banks, niks, port, _watched):
        seconds = measure(chosen.pairs, banks=banks, niks=niks, port=port)
    print("| case | median ms | p99 ms |\n|---|---|---|")
    for case, took in seconds.items():
        p99 = statistics.quantiles(took, n=100)[-1]
        print(f"| {case} | {statistics.median(took) * 1000:.2f} | {p99 * 1000:.2f} |")
    found = {(one, other): auc(seconds[one], seconds[other]) for one, other in itertools.combinations(NO, 2)}
    for (one, other), told in found.items():
        print(f"AUC {one} / {other}: {told:.4f}")
    raise SystemExit(max(found.values()) > MOST_AUC)


def measure(
    pairs: int, *, banks: Sequence[Bank], niks: Sequence[str], port: int
) -> Mapping[str, Sequence[float]]:
    """Seconds of each answer, by case."""
    chance, line = random.Random(1), Line(port)
    dead, living = niks[::2], niks[1::2]
    _bury(dead)
    order = [case for case in (YES, *NO) for _ in range(pairs)]
    chance.shuffle(order)
    told: dict[str, list[float]] = {case: [] for case in (YES, *NO)}
    for number, case in enumerate(order):
        bank = banks[number % len(banks)]
        if number % SIGNED_APART < len(banks):
            sign_in(bank, port=port)
        of = {"dead": dead, "unknown": ()}.get(case, living)
        nik = chance.choice(of) if of else _nobodys(chance)
        request = question(bank, nik=nik, name="Siti" if case == YES else "Nama Lain")
        begun = time.perf_counter()
        line.ask(request)
        told[case].append(time.perf_counter() - begun)
    return told


def _nobodys(chance: random.Random) -> str:
    day, month, year, serial = (chance.randint(*span) for span in ((1, 28), (1, 12), (50, 99), (1, 9_999)))
    return f"367309{day:02}{month:02}{year:02}{serial:04}"


def _bury(niks: Sequence[str]) -> None:
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.models import Resident
    from rekam.registry.rules import Status

    with scope(EVERYWHERE):
        Resident.objects.update(status=Status.ACTIVE)
        Resident.objects.filter(nik__in=niks).update(status=Status.DEAD)


if __name__ == "__main__":
    main()
