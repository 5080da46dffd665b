"""The first page's counts over a whole city, against a bare scan of the same rows in the same run.

    REKAM_DATA=... python -m benchmarks.coverage [--rounds 7]

Needs the demo's database (`make demo` once). Prints medians in milliseconds and the ratio to the scan.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

from rekam.config.database import running_database
from rekam.kernel.commands import set_up

AREA = "36.73"


def main() -> None:
    """Measure and print one table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=7)
    rounds = words.parse_args().rounds
    with running_database():
        set_up()
        measure(rounds=rounds)


def measure(*, rounds: int) -> None:
    """Each row of the table is the median of so many rounds, after one to warm up."""
    from django.db import connection

    from rekam.coverage.queries import changes, count_villages
    from rekam.kernel.database import Scope, scope

    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(birth_date), max(recorded_on) FROM registry_resident")
            cursor.fetchone()

    today = date.today()  # noqa: DTZ011 - any day will do
    with scope(Scope.of(AREA)):
        limit = median(scan, rounds=rounds)
        counted = median(lambda: count_villages(area_code=AREA, on=today), rounds=rounds)
        changed = median(lambda: changes(area_code=AREA, on=today), rounds=rounds)
    print(f"{'what':<44} {'ms':>8} {'x scan':>8}")
    print(f"{'bare scan of the same rows (limit)':<44} {limit:>8.0f} {1:>8.1f}")
    print(f"{'six counts by 67 kelurahan, as of a day':<44} {counted:>8.0f} {counted / limit:>8.1f}")
    print(f"{'causes of change since yesterday':<44} {changed:>8.0f} {changed / limit:>8.1f}")


def median(work: Callable[[], object], *, rounds: int) -> float:
    """Milliseconds of the middle one of so many runs."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
