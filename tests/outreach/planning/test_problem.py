"""The files of problems and plans: what is written is read, what is wrong is refused with its field."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.plan import Plan, Stop, Visit, read_plan, write_plan
from rekam.outreach.planning.problem import Lock, Problem
from rekam.outreach.planning.problem_file import read_problem, write_problem
from tests.outreach.planning.made_up import problem, problems


@settings(max_examples=25, deadline=None)
@given(problems())
def test_what_is_written_is_read(made: Problem) -> None:
    written = write_problem(made)

    assert write_problem(read_problem(gzip.compress(written))) == written
    assert read_problem(written).locks == made.locks


def test_a_plan_is_written_and_read() -> None:
    plan = Plan((Visit(0, 1, (Stop(12, 140),)),), 21.5, 20.0, 22.0, 2.25, 0.5, 1.5)

    assert read_plan(write_plan(plan)) == plan


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": None}, "days"),
        ({"days": 2}, "weekdays"),
        ({"shift_minutes": True}, "shift_minutes"),
        ({"people_per_minute": "many"}, "people_per_minute"),
        ({"people_per_minute": float("nan")}, "people_per_minute"),
        ({"max_turnout": 1.5}, "max_turnout"),
        ({"weekdays": [0, 1, 2, 6]}, "weekdays[3]"),
        ({"travel_minutes": [[0]]}, "travel_minutes"),
        ({"travel_minutes": [[0.5] * 3] * 3}, "travel_minutes"),
        ({"offices": [{"id": 3}]}, "teams"),
        ({"teams": [{"id": 0, "office": 0}, {"id": 0, "office": 0}]}, "teams"),
        ({"sites": [4]}, "sites[0]"),
        ({"locks": [{"site": 99, "day": 0, "allowed": True}]}, "locks"),
        ({"locks": [{"site": 0, "day": 0}]}, "locks[0].allowed"),
        ({"lending": 4}, "lending"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], field: str) -> None:
    given = json.loads(write_problem(problem(sites=2, days=4))) | changes

    with pytest.raises(RuleBroken) as refused:
        read_problem(json.dumps(given).encode())

    assert refused.value.code == "plan_field_wrong"
    assert str(refused.value.facts["field"]) == field


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format":"rekam-outreach/2"}', b"\x1f\x8bcut", b"[" * 100_000, b"\xff"]
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_problem(content)

    assert refused.value.code == "plan_file_unreadable"


@pytest.mark.parametrize(
    ("locks", "gap"),
    [
        ([Lock(0, 5, True)], 0),  # a Saturday, on which schools are closed
        ([Lock(1, 2, True), Lock(1, 2, False)], 0),
        ([Lock(1, 2, True), Lock(1, 3, True)], 2),
    ],
)
def test_locks_that_cannot_be_kept_are_refused(locks: list[Lock], gap: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_problem(write_problem(problem(locks=tuple(locks), min_gap_days=gap)))

    assert refused.value.code == "plan_locks_contradict"
