"""`rekam plan ...`: where the teams of jemput bola should go, from a file to a file."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.evaluate import Evaluation, evaluate
from rekam.outreach.planning.key_press import key_pressed
from rekam.outreach.planning.plan import Plan, read_plan, write_plan
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.problem_file import read_problem

# The value in a plan's file is rounded; beside that it is what `evaluate` says.
ROUNDING = 1e-4


def main(arguments: list[str]) -> int:
    """Run one of the subcommands; 0 = done, 1 = the plan breaks a rule, with every reason on stderr."""
    chosen = _words().parse_args(arguments)
    return COMMANDS[chosen.command](chosen)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam plan", description=__doc__)
    commands = words.add_subparsers(dest="command", required=True)
    solve = commands.add_parser("solve", help="find a plan and prove how good it is; any key stops early")
    solve.add_argument("problem", type=Path, metavar="PROBLEM.json[.gz]")
    solve.add_argument("--seconds", type=float, default=20, help="how long to search (default 20)")
    solve.add_argument("--out", type=Path, metavar="PLAN.json", help="where to write the plan")
    solve.add_argument("--seed", type=int, default=0, help="of the draws (default 0)")
    mend = commands.add_parser("replan", help="mend a plan after a kit broke or a site closed")
    mend.add_argument("--from-day", type=int, default=0, help="days before it are over (default 0)")
    mend.add_argument("--announced-until", type=int, required=True, help="first day nobody was told of yet")
    mend.add_argument("--seconds", type=float, default=2.5, help="how long to search (default 2.5)")
    mend.add_argument("--out", type=Path, metavar="PLAN.json", help="where to write the mended plan")
    simulate = commands.add_parser("simulate", help="carry a plan out on paper: whom it reaches where")
    simulate.add_argument("--scenarios", type=int, default=0, help="also with turn-out drawn so often")
    check = commands.add_parser("check", help="whether a plan keeps every rule and tells its value truly")
    for reader in (mend, simulate, check):
        reader.add_argument("problem", type=Path, metavar="PROBLEM.json[.gz]")
        reader.add_argument("plan", type=Path, metavar="PLAN.json[.gz]")
    commands.add_parser("warm", help="compile all kernels into the cache, half a minute on one core")
    for command in (solve, mend, simulate, check):
        command.add_argument("--json", action="store_true", help="print one JSON object")
    return words


def _solve(chosen: argparse.Namespace) -> int:
    from rekam.outreach.planning.bound import Bound
    from rekam.outreach.planning.solving import Progress, solve

    def tell(now: Progress) -> None:
        where = f"{now.seconds:6.1f} s  value {now.value:.1f}  at most {now.upper_bound:.1f}"
        print(f"{where}  gap {now.gap_percent:.2f} %", file=sys.stderr, flush=True)

    problem, bounds = _problem(chosen.problem), list[Bound]()
    with key_pressed() as pressed:
        plan = solve(
            problem,
            seconds=chosen.seconds,
            seed=chosen.seed,
            on_progress=tell,
            on_bound=bounds.append,
            stop=pressed,
        )
    if chosen.out:
        chosen.out.write_bytes(write_plan(plan))
    figures = {name: round(value, 6) for name, value in vars(plan).items() if name != "visits"}
    _show({"visits": len(plan.visits), **figures}, as_json=chosen.json)
    return _tell_broken(
        [*evaluate(problem, plan.visits).broken, *(rule for it in bounds for rule in it.broken)]
    )


def _replan(chosen: argparse.Namespace) -> int:
    from rekam.outreach.planning.quick_bound import quick_bound
    from rekam.outreach.planning.replan import replan
    from rekam.outreach.planning.solving import plan_of

    problem, before = _problem(chosen.problem), _plan(chosen.plan)
    told = [visit for visit in before.visits if visit.day < chosen.announced_until]
    announced = {(stop.site, visit.day) for visit in told for stop in visit.stops}
    found = replan(
        problem, before.visits, announced=announced, from_day=chosen.from_day, seconds=chosen.seconds
    )
    if chosen.out:
        bound = quick_bound(problem)
        plan = plan_of(problem, found.visits, upper_bound=bound, seconds=chosen.seconds)
        chosen.out.write_bytes(write_plan(plan))
    figures = {name: round(getattr(found, name), 6) for name in ("value", "planned", "unmended")}
    dates = {"announced": found.announced, "changed": len(found.changed)}
    _show({**figures, **dates}, as_json=chosen.json)
    return _tell_broken(evaluate(problem, found.visits).broken)


def _simulate(chosen: argparse.Namespace) -> int:
    problem, plan = _problem(chosen.problem), _plan(chosen.plan)
    found = evaluate(problem, plan.visits)
    kecamatan = {name: round(its.share, 6) for name, its in sorted(found.by_kecamatan.items())}
    shown = {
        "value": round(found.value, 6),
        "people": round(found.people, 6),
        "worst_kecamatan_share": round(found.worst_kecamatan_share, 6),
    }
    if chosen.scenarios:
        shown |= _drawn(problem, plan, scenarios=chosen.scenarios)
    visits = [_told(visit.day, visit.team, found.by_stop[at]) for at, visit in enumerate(plan.visits)]
    _show({**shown, "kecamatan": kecamatan, "visits": visits} if chosen.json else shown, as_json=chosen.json)
    return 0


def _drawn(problem: Problem, plan: Plan, *, scenarios: int) -> dict[str, float]:
    """People and the worst kecamatan's share where turn-out is drawn about the guesses, no kit breaking."""
    from rekam.outreach.planning.scenarios import Luck, simulate

    drawn = simulate(problem, plan.visits, luck=Luck(turnout={}), scenarios=scenarios)
    people = {f"people_p{at}": round(getattr(drawn, f"p{at}"), 1) for at in (10, 50, 90)}
    worst = {f"worst_kecamatan_p{at}": round(drawn.worst_at(at / 100), 4) for at in (10, 50, 90)}
    return people | worst


def _told(day: int, team: int, people: tuple[float, ...]) -> dict[str, object]:
    return {"day": day, "team": team, "people": [round(each, 3) for each in people]}


def _check(chosen: argparse.Namespace) -> int:
    problem, plan = _problem(chosen.problem), _plan(chosen.plan)
    found = evaluate(problem, plan.visits)
    untrue = _untrue(plan, found)
    broken = [str(reason) for reason in found.broken]
    _show({"keeps_every_rule": not broken, "broken": broken, "untrue": untrue}, as_json=chosen.json)
    return 1 if broken or untrue else 0


def _untrue(plan: Plan, found: Evaluation) -> list[str]:
    """What a plan says of itself and is not so."""
    said = {
        "value": found.value,
        "people": found.people,
        "worst_kecamatan_share": found.worst_kecamatan_share,
    }
    wrong = [name for name, truth in said.items() if abs(getattr(plan, name) - truth) > ROUNDING]
    return wrong + ["upper_bound"] * (found.value > plan.upper_bound + ROUNDING)


def _tell_broken(broken: Sequence[RuleBroken]) -> int:
    for reason in broken:
        print(f"rekam plan: {reason}", file=sys.stderr)
    return 1 if broken else 0


def _warm(_chosen: argparse.Namespace) -> int:
    from rekam.outreach.planning.warm import warm

    warm()
    return 0


def _problem(path: Path) -> Problem:
    return read_problem(_content(path))


def _plan(path: Path) -> Plan:
    return read_plan(_content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as missing:
        raise RuleBroken("plan_file_unreadable", why=str(missing)) from missing


def _show(answer: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for name, value in answer.items():
        print(f"{name:<22} {value}")


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "solve": _solve,
    "replan": _replan,
    "simulate": _simulate,
    "check": _check,
    "warm": _warm,
}
