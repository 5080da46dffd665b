"""Officers who copy the register, and honest ones: how many records until reading stops, how often it errs.

    PYTHONPATH=src:. python -m benchmarks.insiders [--seed 1000] [--insiders 200] [--months 200]
        [--worked 0.7] [--without-watch]

No database: drawn days go through the rules that the pages use (accounts.caps.reading). Limits were set with
seeds below 1000. --without-watch is the mutant: no sign stops anybody. Ends with 1 where fewer than 95 % are
stopped by record 200, or honest officers are stopped more than once a month.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from math import sqrt

from tests.accounts.reading_traces import (
    BELOW,
    HONEST,
    INSIDERS,
    MONTH,
    Copying,
    Habits,
    copied,
    honest_month,
)

from rekam.abis.bench_intervals import share_interval
from rekam.accounts.caps.reading import LIMITS, Limits

RECORDS = 200
WANTED, MOST_ALARMS = 0.95, 1.0
NEVER = 10**9
WITHOUT = Limits(alone=NEVER, lines=NEVER, slow=NEVER, night=NEVER, missed=NEVER, listed=NEVER)


@dataclass(frozen=True)
class Copied:
    """Insiders of one kind: what each read until stopped, and whether he was."""

    taken: list[int]
    ended: list[bool]

    @property
    def stopped(self) -> int:
        return sum(end and taken <= RECORDS for taken, end in zip(self.taken, self.ended, strict=True))


def measure(copying: Copying, *, seed: int, runs: int, habits: Habits, limits: Limits) -> Copied:
    """Insiders of one kind, each a seed."""
    found = [copied(copying, seed=seed + run, habits=habits, limits=limits) for run in range(runs)]
    return Copied([taken for taken, _ in found], [ended for _, ended in found])


def main() -> None:
    """Print three tables and a line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=1000)
    words.add_argument("--insiders", type=int, default=200)
    words.add_argument("--months", type=int, default=200)
    words.add_argument("--worked", type=float, default=Habits().worked)
    words.add_argument("--without-watch", action="store_true")
    asked = words.parse_args()
    began, limits = time.process_time(), WITHOUT if asked.without_watch else LIMITS
    habits = replace(Habits(), worked=asked.worked)
    told = {"seed": asked.seed, "runs": asked.insiders, "habits": habits, "limits": limits}
    found = {kind: measure(copying, **told) for kind, copying in INSIDERS.items()}
    _print_copied("insider", found)
    _print_copied("below what counting sees", {kind: measure(one, **told) for kind, one in BELOW.items()})
    worst = max(
        _print_honest(kind, seed=asked.seed, months=asked.months, habits=habits, limits=limits)
        for kind in HONEST
    )
    attempted = asked.insiders * len(found)
    landed = sum(sum(one.taken) for one in found.values())
    stopped = sum(one.stopped for one in found.values())
    print(f"attempted {attempted} insiders, landed {landed} records, stopped by record {RECORDS}: {stopped}")
    print(f"({share(stopped, attempted)}), seed {asked.seed}, {time.process_time() - began:.0f} s")
    sys.exit(stopped < WANTED * attempted or worst > MOST_ALARMS)


def _print_copied(title: str, found: dict[str, Copied]) -> None:
    print(f"{title:<32} {'stopped by 200':>22} {'records: median':>16} {'p95':>6} {'never':>6}")
    for kind, one in found.items():
        taken = sorted(one.taken)
        never = one.ended.count(False)
        middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{kind:<32} {share(one.stopped, len(taken)):>22} {middle:>16} {late:>6} {never:>6}")


def _print_honest(kind: str, *, seed: int, months: int, habits: Habits, limits: Limits) -> float:
    found = [honest_month(kind, seed=seed + one, habits=habits, limits=limits) for one in range(months)]
    stops = Counter(sign.value for month in found for sign in month)
    rate, wide = stops.total() / months, 1.96 * sqrt(max(stops.total(), 1)) / months
    signs = ", ".join(f"{sign} {number}" for sign, number in stops.most_common())
    between = f"{max(rate - wide, 0):.2f} to {rate + wide:.2f}"
    print(f"{kind:<32} {rate:.2f} stops a month of {MONTH} days ({between}); {signs}")
    return rate


def share(part: int, whole: int) -> str:
    """A share with its interval of 95 %."""
    low, high = share_interval(part / whole, of=whole)
    return f"{part / whole:.1%} ({low:.1%}-{high:.1%})"


if __name__ == "__main__":
    main()
