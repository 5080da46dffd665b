"""Rolling-origin back-test of the projection on invented cities whose future is known.

    python -m benchmarks.projection [--first-city 25] [--cities 24] [--wajib 200000] [--kelurahan]

At each origin the register is cut off, the projection asked for 13, 26 and 52 weeks ahead, for people
recorded and for cards held, and compared with what then happened: pinball loss of P10, P50 and P90 in
percentage points (mean of the three; less is better) against "the last four weeks' rate goes on" and
"nothing moves", and how often the truth lay within P10-P90. Cities differ in school months, campaigns,
dead kits, outages and months without blanks (rekam.simulation.history_regimes). Some eight seconds of
one core a city; no database.

With --kelurahan teams come twice a year to single kelurahan, and one of the twelve of each city is projected.

Cities 1 to 24 are the development cities: the model was made, and its caution chosen, by looking at them. The
default is the next 24, which nobody had looked at.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rekam.coverage.projection.learning import learn
from rekam.coverage.projection.outcome import TAILS, coverage_of
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.scenarios import NOTHING_CHANGES
from rekam.coverage.projection.simulate import Simulation, step_ends
from rekam.simulation.history import START, UNITS, Bools, History, count_on, simulate_history
from rekam.simulation.history_register import register_on

WEEKS_AHEAD = (13, 26, 52)
FIRST_ORIGIN, LAST_ORIGIN, EVERY = 4 * 365, 13 * 365 + 180, 119
PATHS = 1000
MEASURES = (Measure.RECORDED, Measure.HELD)


@dataclass(frozen=True)
class Row:
    """One forecast against the truth, all in percent of wajib."""

    measure: Measure
    weeks: int
    origin: int
    tails: tuple[float, ...]
    rate: float
    still: float
    truth: float


def main() -> None:
    """Run the back-test and print a table for each measure."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--first-city", type=int, default=25)
    words.add_argument("--cities", type=int, default=24)
    words.add_argument("--wajib", type=int, default=200_000)
    words.add_argument("--kelurahan", action="store_true")
    chosen = words.parse_args()
    inside = np.arange(UNITS) == 0 if chosen.kelurahan else np.ones(UNITS, dtype=bool)
    rows: list[Row] = []
    for city in range(chosen.first_city, chosen.first_city + chosen.cities):
        history = simulate_history(city, wajib=chosen.wajib, visited=chosen.kelurahan)
        rows += backtest(history, inside=inside)
    for measure in MEASURES:
        print(f"{measure}\n\n{table([row for row in rows if row.measure is measure])}\n")


def backtest(history: History, *, inside: Bools) -> Iterator[Row]:
    """Every origin of one city, every measure and distance."""
    truth = _Truth(history, inside)
    for origin in range(START + FIRST_ORIGIN, START + LAST_ORIGIN, EVERY):
        register = register_on(history, day=origin, inside=inside)
        last = origin + 7 * max(WEEKS_AHEAD)
        ends = step_ends(today=origin, on=last, until=last)
        run = Simulation(
            register, learn(register), scenario=NOTHING_CHANGES, paths=PATHS, ends=ends, seed=origin
        ).run()
        for measure in MEASURES:
            share = coverage_of(run, measure=measure)
            for weeks in WEEKS_AHEAD:
                yield Row(
                    measure=measure,
                    weeks=weeks,
                    origin=origin,
                    tails=tuple(np.quantile(share[:, weeks], TAILS)),
                    rate=truth.last_weeks(origin, days=7 * weeks, measure=measure),
                    still=truth.coverage(origin, measure=measure),
                    truth=truth.coverage(origin + 7 * weeks, measure=measure),
                )


@dataclass(frozen=True)
class _Truth:
    """What became of the units that are inside, in percent of wajib."""

    history: History
    inside: Bools

    def coverage(self, day: int, *, measure: Measure) -> float:
        """At the end of a day."""
        return _percent(*count_on(self.history, day=day, inside=self.inside), measure=measure)

    def last_weeks(self, origin: int, *, days: int, measure: Measure) -> float:
        """Had the counts of the last 28 days gone on in a straight line."""
        now, before = (count_on(self.history, day=day, inside=self.inside) for day in (origin, origin - 28))
        ahead = (n + (n - b) * days / 28 for n, b in zip(now, before, strict=True))
        return _percent(*ahead, measure=measure)


def _percent(wajib: float, recorded: float, held: float, *, measure: Measure) -> float:
    return 100 * (held if measure is Measure.HELD else recorded) / wajib


def table(rows: list[Row]) -> str:
    """The table of the docs, in Markdown."""
    by_weeks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_weeks[f"{row.weeks} weeks"].append(row)
        by_weeks["all"].append(row)
    lines = [
        "| ahead | forecasts | pinball, projection | last four weeks' rate | nothing moves "
        "| truth within P10-P90 | below P10 | above P90 | mean width |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, some in sorted(by_weeks.items()):
        truth = np.array([row.truth for row in some])
        tails = np.array([row.tails for row in some])
        below, above = np.mean(truth < tails[:, 0]), np.mean(truth > tails[:, 2])
        ours = pinball(truth, tails)
        rate = pinball(truth, np.repeat([[row.rate] for row in some], 3, axis=1))
        still = pinball(truth, np.repeat([[row.still] for row in some], 3, axis=1))
        width = np.mean(tails[:, 2] - tails[:, 0])
        lines.append(
            f"| {name} | {len(some)} | {ours:.4f} | {rate:.4f} | {still:.4f} "
            f"| {100 * (1 - below - above):.1f} % | {100 * below:.1f} % | {100 * above:.1f} % | {width:.3f} |"
        )
    return "\n".join(lines)


def pinball(truth: np.ndarray, tails: np.ndarray) -> float:
    """Mean quantile loss over TAILS. Source: Koenker and Bassett, Econometrica 46 (1978)."""
    miss = truth[:, None] - tails
    return float(np.mean(np.maximum(np.array(TAILS) * miss, (np.array(TAILS) - 1) * miss)))


if __name__ == "__main__":
    main()
