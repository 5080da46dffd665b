"""Weekly re-planning against the plan as it was made, in drawn truths.

    python -m benchmarks.outreach_living [--city 1] [--scenarios 11] [--rounds 100000]

In each scenario the true turn-out of every site, what happens at each visit and the kits that break are
drawn; the same luck meets three ways of the office (rekam.outreach.planning.living): the plan carried out as
it was made, a new plan every week with the old guesses, and a new plan every week with the turn-out learnt
from the visits so far. Printed are people recorded. No database. Needs the instances of
shared/data/outreach beside the project (or REKAM_SHARED_DATA), and says so without them.
"""

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rekam.outreach.planning.living import Planner, Policy, draw_truth, live
from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.problem_file import read_problem
from rekam.outreach.planning.scenarios import Luck
from rekam.outreach.planning.search import COLD, HOT, Search

SHARED = Path(os.environ.get("REKAM_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
STEPS = 20
FIRST_PLAN = 10  # times the rounds of a weekly plan
# Of a kit: broken about once in 60 working days, a week until it works again (assumptions of ours).
FAULT_SHARE, REPAIR_DAYS = 1 / 60, 6.0
# How far whole kecamatan lie off their guess: none of them, and a fifth up or down.
SPREADS = (0.0, 0.2)


def main() -> None:
    """Print a table for each spread of the kecamatan."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--city", type=int, default=1)
    words.add_argument("--scenarios", type=int, default=11)
    words.add_argument("--rounds", type=int, default=100_000)
    chosen = words.parse_args()
    path = SHARED / "outreach" / f"city-{chosen.city}.json.gz"
    if not path.exists():
        print(f"{path} is not there: nothing was measured")
        return
    problem = read_problem(path.read_bytes())
    weekly = planner(rounds=chosen.rounds)
    plan = planner(rounds=FIRST_PLAN * chosen.rounds)(problem, ())
    for spread in SPREADS:
        began = time.process_time()
        people = compare(problem, plan, weekly=weekly, scenarios=chosen.scenarios, spread=spread)
        print(f"kecamatan off by {spread:.0%}; {time.process_time() - began:.0f} s of one core\n")
        print(table(people) + "\n")


def planner(*, rounds: int) -> Planner:
    """The search with a number of moves instead of a clock, so that a run can be repeated."""

    def plan(problem: Problem, start: Sequence[Visit]) -> Sequence[Visit]:
        search = Search(problem, start=start)
        for step in range(STEPS):
            search.better(rounds=rounds // STEPS, temperature=HOT * (COLD / HOT) ** (step / (STEPS - 1)))
        return search.visits()

    return plan


def compare(
    problem: Problem, plan: Sequence[Visit], *, weekly: Planner, scenarios: int, spread: float
) -> dict[Policy, np.ndarray]:
    """People recorded by each policy in each scenario."""
    luck = Luck(turnout={}, fault_share=FAULT_SHARE, repair_days=REPAIR_DAYS)
    truths = [draw_truth(problem, luck=luck, spread=spread, seed=seed) for seed in range(scenarios)]
    return {
        policy: np.array(
            [live(problem, plan, truth=truth, policy=policy, planner=weekly).people for truth in truths]
        )
        for policy in Policy
    }


def table(people: dict[Policy, np.ndarray]) -> str:
    """Mean, range and how often at least as many as with the static plan, in Markdown."""
    static = people[Policy.STATIC]
    lines = ["| policy | mean | P10 | P90 | against static | not worse in |", "|---|---|---|---|---|---|"]
    for policy, found in people.items():
        low, high = np.quantile(found, (0.1, 0.9))
        more = 100 * (found.mean() / static.mean() - 1)
        lines.append(
            f"| {policy} | {found.mean():.0f} | {low:.0f} | {high:.0f} | {more:+.1f} % "
            f"| {int((found >= static).sum())} of {len(found)} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
