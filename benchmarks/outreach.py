"""Outreach plans for two cities and a province: how far from the proven bound, beside the hand rule."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rekam.outreach.planning.bound import Bound
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.hand_rule import biggest_backlog_first
from rekam.outreach.planning.plan import Plan, gap_percent
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.problem_file import read_problem
from rekam.outreach.planning.replan import replan
from rekam.outreach.planning.search import Search
from rekam.outreach.planning.solving import solve

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("REKAM_SHARED_DATA", ROOT.parent / "shared" / "data")) / "outreach"
SECONDS = {"city-1": 20.0, "city-2": 20.0, "province-1": 60.0}
CORES = 2
FLOOR = 0.7
BROKEN_TEAM, BROKEN_DAYS, TODAY, ANNOUNCED_UNTIL = 2, range(3, 8), 2, 14


def measure(name: str, *, seconds: float) -> None:
    """An instance: the peers, the plan, the plan mended after a kit broke for five days, one with a floor."""
    made = read_problem((DATA / f"{name}.json.gz").read_bytes())
    solve(made, seconds=0)  # loads or compiles the kernels
    clock = time.monotonic if "--wall" in sys.argv else lambda: time.process_time() / CORES
    began, used = time.monotonic(), time.process_time()
    plan = solve(made, seconds=seconds, clock=clock)
    taken = (time.monotonic() - began, time.process_time() - used)
    _row(name, "biggest backlog first", evaluate(made, biggest_backlog_first(made)).value, plan=plan)
    began, used = time.monotonic(), time.process_time()
    greedy = Search(made).visits()
    _row(
        name,
        "greedy",
        evaluate(made, greedy).value,
        plan=plan,
        taken=(time.monotonic() - began, time.process_time() - used),
    )
    _row(name, "search and bound", plan.value, plan=plan, taken=taken)
    print(f"{'':<12} bound {plan.upper_bound:.1f}, worst kecamatan {100 * plan.worst_kecamatan_share:.1f} %")
    _mend(made, plan)
    _with_floor(name, replace(made, floor=FLOOR), free=plan, seconds=seconds, clock=clock)


def _with_floor(name: str, made: Problem, *, free: Plan, seconds: float, clock: Callable[[], float]) -> None:
    """What a floor in every kecamatan costs, whether it is reached, and what is proven where it is not."""
    bounds: list[Bound] = []
    began, used = time.monotonic(), time.process_time()
    plan = solve(made, seconds=seconds, clock=clock, on_bound=bounds.append)
    taken = (time.monotonic() - began, time.process_time() - used)
    _row(name, f"floor of {FLOOR:.0%}", plan.value, plan=plan, taken=taken)
    missed = [rule for rule in evaluate(made, plan.visits).broken if rule.code == "plan_floor_missed"]
    proven = sum(len(names) for bound in bounds for names in bound.conflicts)
    print(
        f"{'':<12} bound {plan.upper_bound:.1f}, value {100 * (plan.value / free.value - 1):+.2f} %, "
        f"worst kecamatan {100 * plan.worst_kecamatan_share:.1f} %, {len(missed)} below the floor, "
        f"of {proven} it is proven that no plan reaches all",
        flush=True,
    )
    _mend(made, plan)


def _row(name: str, what: str, value: float, *, plan: Plan, taken: tuple[float, float] | None = None) -> None:
    gap = gap_percent(value=value, upper_bound=plan.upper_bound)
    wall, cpu = taken or (0.0, 0.0)
    print(f"{name:<12} {what:<24} {value:12.1f} {gap:8.2f} % {wall:8.1f} {cpu:8.1f}", flush=True)


def _mend(made: Problem, plan: Plan) -> None:
    broken = made.teams[BROKEN_TEAM]
    teams = tuple(
        replace(team, absent_days=frozenset(BROKEN_DAYS)) if team is broken else team for team in made.teams
    )
    told = [visit for visit in plan.visits if visit.day < ANNOUNCED_UNTIL]
    announced = {(stop.site, visit.day) for visit in told for stop in visit.stops}
    began = time.monotonic()
    changed = replace(made, teams=teams)
    found = replan(changed, plan.visits, announced=announced, from_day=TODAY)
    worst = evaluate(changed, found.visits).worst_kecamatan_share
    print(
        f"{'':<12} a kit broken for {len(BROKEN_DAYS)} days: {found.planned:.1f} becomes {found.value:.1f} "
        f"({found.unmended:.1f} unmended), {len(found.changed)} of {found.announced} announced dates "
        f"changed, worst kecamatan {100 * worst:.1f} %, {time.monotonic() - began:.1f} s",
        flush=True,
    )


def main() -> None:
    """Print the table for the instances named, or for all; --wall counts by the wall instead of the cores."""
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing to measure with")
        return
    print(f"{'':<12} {'':<24} {'value':>12} {'gap':>10} {'wall s':>8} {'cpu s':>8}")
    for name, seconds in SECONDS.items():
        if name in sys.argv[1:] or not set(sys.argv[1:]) & SECONDS.keys():
            measure(name, seconds=seconds)


if __name__ == "__main__":
    main()
