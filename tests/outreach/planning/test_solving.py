"""Search and bound together: a plan under its bound, progress told, and an early stop."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from rekam.outreach.planning import command
from rekam.outreach.planning.bound import Bound
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import read_plan, write_plan
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.problem_file import write_problem
from rekam.outreach.planning.solving import Progress, solve
from tests.outreach.planning.made_up import problem, problems


@settings(max_examples=8, deadline=None)
@given(problems())
def test_no_plan_is_worth_more_than_its_bound(made: Problem) -> None:
    plan = solve(made, seconds=0.05)

    assert plan.value <= plan.upper_bound * (1 + 1e-9) + 1e-9
    assert plan.value == pytest.approx(evaluate(made, plan.visits).value)


def test_the_gap_grows_smaller_and_is_told() -> None:
    told: list[Progress] = []
    plan = solve(problem(sites=30), seconds=0.4, on_progress=told.append)

    assert told[0].seconds <= plan.seconds
    assert plan.gap_percent <= told[0].gap_percent
    assert 0 <= plan.gap_percent < 25


def test_it_stops_when_it_is_told_to() -> None:
    plan = solve(problem(), seconds=600, stop=lambda: True)

    assert plan.seconds < 60
    assert plan.visits


def test_from_file_to_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked, found = tmp_path / "problem.json", tmp_path / "plan.json"
    asked.write_bytes(write_problem(problem()))

    assert command.main(["solve", str(asked), "--seconds", "0.1", "--out", str(found), "--json"]) == 0
    assert command.main(["simulate", str(asked), str(found), "--json"]) == 0
    assert command.main(["check", str(asked), str(found)]) == 0
    assert '"upper_bound"' in capsys.readouterr().out


def test_a_floor_that_cannot_be_reached_is_told_with_where_and_how_far(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, found = tmp_path / "problem.json", tmp_path / "plan.json"
    made = problem(sites=30, days=3, floor=0.9)
    asked.write_bytes(write_problem(made))

    assert command.main(["solve", str(asked), "--seconds", "0.3", "--out", str(found)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert command.main(["simulate", str(asked), str(found), "--scenarios", "5"]) == 0

    plan = read_plan(found.read_bytes())
    missed = [rule for rule in evaluate(made, plan.visits).broken if rule.code == "plan_floor_missed"]
    assert [f"rekam plan: {rule}" for rule in missed] == told[-len(missed) - 1 : -1]
    assert told[-1].startswith("rekam plan: plan_floors_impossible (kecamatan=")
    assert plan.value <= plan.upper_bound
    assert "worst_kecamatan_p50" in capsys.readouterr().out


def test_a_price_counts_people_even_where_floors_are_missed() -> None:
    made = problem(sites=30, days=3)
    bounds: list[Bound] = []
    solve(replace(made, floor=0.9), seconds=0.3, on_bound=bounds.append)
    solve(made, seconds=0.3, on_bound=bounds.append)

    most = made.people_per_minute * made.shift_minutes * max(site.weight for site in made.sites)
    assert all(0 < bound.team_day_price[0] < most for bound in bounds)


def test_a_plan_that_tells_more_than_is_so_is_found_out(tmp_path: Path) -> None:
    asked, found = tmp_path / "problem.json", tmp_path / "plan.json"
    asked.write_bytes(write_problem(problem()))
    plan = solve(problem(), seconds=0.05)
    boasting = read_plan(write_plan(plan).replace(b'"value":', b'"value":9'))
    found.write_bytes(write_plan(boasting))

    assert command.main(["check", str(asked), str(found)]) == 1
