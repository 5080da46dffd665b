"""Weekly re-planning against the plan as it was made, in drawn truths.

    python -m benchmarks.outreach_living [--city 1] [--scenarios 11] [--seed 2000] [--rounds 100000]
                                      [--heads]

In each scenario the true turn-out of every site, what happens at each visit and the kits that break are
drawn; the same luck meets three ways of the office (rekam.outreach.planning.living): the plan carried out as
it was made, a new plan every week with the old guesses, and a new plan every week with the turn-out learnt
from the visits so far. Printed is what the plans seek, people by their weights, and people by heads; with
--heads everybody counts one, so that both are the same. No database. The settings of `turnout` were chosen on
city 1 with the truths of seeds 0 to 10; those of other seeds, and city 2, had no part in it. Needs the
instances of shared/data/outreach beside the project (or REKAM_SHARED_DATA), and says so without them.
"""

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from rekam.outreach.planning.living import Lived, Planner, Policy, draw_truth, live
from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem, read_problem
from rekam.outreach.planning.replan import WARM
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
    words.add_argument("--seed", type=int, default=2000, help="of the first truth; the others count on")
    words.add_argument("--rounds", type=int, default=100_000)
    words.add_argument("--heads", action="store_true", help="every person counts one")
    chosen = words.parse_args()
    path = SHARED / "outreach" / f"city-{chosen.city}.json.gz"
    if not path.exists():
        print(f"{path} is not there: nothing was measured")
        return
    problem = read_problem(path.read_bytes())
    if chosen.heads:
        sites = tuple(replace(site, weight=1.0) for site in problem.sites)
        problem = replace(problem, sites=sites)
    weekly = planner(rounds=chosen.rounds, warm=WARM)
    plan = planner(rounds=FIRST_PLAN * chosen.rounds, warm=HOT)(problem, ())
    for spread in SPREADS:
        began = time.process_time()
        seeds = range(chosen.seed, chosen.seed + chosen.scenarios)
        lives = compare(problem, plan, weekly=weekly, seeds=seeds, spread=spread)
        print(f"kecamatan off by {spread:.0%}; {time.process_time() - began:.0f} s of one core\n")
        print(table(lives) + "\n")


def planner(*, rounds: int, warm: float) -> Planner:
    """The search, beginning so warm, with a number of moves instead of a clock: a run can be repeated."""

    def plan(problem: Problem, start: Sequence[Visit]) -> Sequence[Visit]:
        search = Search(problem, start=start)
        for step in range(STEPS):
            search.better(rounds=rounds // STEPS, temperature=warm * (COLD / warm) ** (step / (STEPS - 1)))
        return search.visits()

    return plan


def compare(
    problem: Problem, plan: Sequence[Visit], *, weekly: Planner, seeds: Sequence[int], spread: float
) -> dict[Policy, list[Lived]]:
    """What comes of each policy in each truth."""
    luck = Luck(turnout={}, fault_share=FAULT_SHARE, repair_days=REPAIR_DAYS)
    truths = [draw_truth(problem, luck=luck, spread=spread, seed=seed) for seed in seeds]
    return {
        policy: [live(problem, plan, truth=truth, policy=policy, planner=weekly) for truth in truths]
        for policy in Policy
    }


def table(lives: dict[Policy, list[Lived]]) -> str:
    """Value against the static plan, with the mean's standard error, and people by heads, in Markdown."""
    lines = [
        "| policy | value, mean | P10 | P90 | against static | not worse in | people | against static |",
        "|---|---|---|---|---|---|---|---|",
    ]
    value = {policy: np.array([one.value for one in found]) for policy, found in lives.items()}
    people = {policy: np.array([one.people for one in found]) for policy, found in lives.items()}
    for policy, found in value.items():
        low, high = np.quantile(found, (0.1, 0.9))
        not_worse = int((found >= value[Policy.STATIC]).sum())
        lines.append(
            f"| {policy} | {found.mean():.0f} | {low:.0f} | {high:.0f} | {_more(value, policy)} "
            f"| {not_worse} of {len(found)} | {people[policy].mean():.0f} | {_more(people, policy)} |"
        )
    return "\n".join(lines)


def _more(found: dict[Policy, np.ndarray], policy: Policy) -> str:
    static = found[Policy.STATIC]
    more = 100 * (found[policy] - static) / static.mean()
    return f"{more.mean():+.1f} % (± {more.std(ddof=1) / len(more) ** 0.5:.1f})"


if __name__ == "__main__":
    main()
