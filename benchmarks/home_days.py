"""Home-visit days made up: PyVRP beside always going on to the home where it can begin soonest.

Homes lie evenly over a square of 12 km with the office in its middle, 1.3 km of road for one of straight line
at 25 km/h, visits of 15, 20 or 25 minutes, a third with half a day only, worth 1 to 4 as days of waiting
make it, a shift of seven hours: tests/outreach/rounds/made_up.py draws them.
"""

import statistics
import time
from collections.abc import Callable, Sequence

from tests.outreach.rounds.made_up import drawn

from rekam.outreach.rounds.routing.day import Day, Tour
from rekam.outreach.rounds.routing.evaluate import Evaluation, evaluate
from rekam.outreach.rounds.routing.nearest import nearest_first
from rekam.outreach.rounds.routing.searching import best_tours

SIZES = ((8, 1), (15, 1), (25, 1), (40, 1), (25, 2), (40, 2))
SEEDS = range(5)
SECONDS = 8.0
ALPHAS = (0.0, 0.05, 0.5)


def measure(count: int, *, crews: int) -> None:
    """One size: homes, worth and minutes on the road of each way to make a day, in the mean of the seeds."""
    days = [drawn(count, crews=crews, seed=seed) for seed in SEEDS]
    by_hand, _ = _made(days, nearest_first)
    _row(count, crews, "nearest first", by_hand, beside=by_hand, seconds=0.0)
    for alpha in ALPHAS:
        found, seconds = _made(days, lambda day, alpha=alpha: best_tours(day, seconds=SECONDS, alpha=alpha))
        _row(count, crews, f"PyVRP, alpha {alpha}", found, beside=by_hand, seconds=seconds)


def _made(days: Sequence[Day], way: Callable[[Day], Sequence[Tour]]) -> tuple[list[Evaluation], float]:
    began = time.process_time()
    tours = [way(day) for day in days]
    used = (time.process_time() - began) / len(days)
    found = [evaluate(day, one) for day, one in zip(days, tours, strict=True)]
    if any(one.broken for one in found):
        raise SystemExit("a tour cannot be driven")
    return found, used


def _row(
    count: int,
    crews: int,
    what: str,
    found: Sequence[Evaluation],
    *,
    beside: Sequence[Evaluation],
    seconds: float,
) -> None:
    worth = statistics.mean(one.worth for one in found)
    more = 100 * (worth / statistics.mean(one.worth for one in beside) - 1)
    homes = statistics.mean(one.homes for one in found)
    minutes = statistics.mean(one.minutes for one in found)
    print(
        f"{count:>3} homes {crews} crews  {what:<18} homes {homes:5.1f}  worth {worth:6.1f} ({more:+5.1f} %)"
        f"  minutes out {minutes:6.1f}  {seconds:5.2f} s of one core",
        flush=True,
    )


if __name__ == "__main__":
    best_tours(drawn(8), seconds=1.0)  # loads PyVRP
    for count, crews in SIZES:
        measure(count, crews=crews)
