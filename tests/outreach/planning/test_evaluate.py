"""What a plan is worth, against a naive diary; and every rule that it may break."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lending, Lock, Problem
from tests.outreach.planning.made_up import problem, problems, visits_of


def diary(made: Problem, visits: Sequence[Visit]) -> float:
    """The value as a clerk would reckon it: every day, every team, every stop, people by people."""
    left = {site.id: site.not_recorded for site in made.sites}
    value = 0.0
    for day in range(made.days):
        for team in made.teams:
            for visit in visits:
                if (visit.day, visit.team) != (day, team.id):
                    continue
                for stop in visit.stops:
                    site = made.sites[stop.site]
                    share = site.turnout
                    if site.market_weekday == made.weekdays[day]:
                        share *= made.market_factor
                    come = min(share, made.max_turnout) * left[site.id]
                    people = min(come, stop.minutes * made.people_per_minute)
                    left[site.id] -= people
                    value += people * site.weight
    return value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_value_is_that_of_a_diary(data: st.DataObject) -> None:
    made = data.draw(problems())
    visits = data.draw(visits_of(made))
    found = evaluate(made, visits)

    assert found.value == pytest.approx(diary(made, visits), abs=1e-9)
    assert found.people == pytest.approx(sum(map(sum, found.by_stop)), abs=1e-9)
    assert found.people == pytest.approx(sum(each.people for each in found.by_kecamatan.values()), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_order_of_the_list_says_nothing(data: st.DataObject) -> None:
    made = data.draw(problems())
    visits = data.draw(visits_of(made))

    assert evaluate(made, visits[::-1]).value == evaluate(made, visits).value


ONE = (Visit(0, 0, (Stop(1, 60),)),)
TWO_TEAMS = {"teams": 2, "offices": 2}
BREAKING: list[tuple[str, dict[str, object], tuple[Visit, ...]]] = [
    ("plan_visit_unknown", {}, (Visit(0, 9, (Stop(1, 60),)),)),
    ("plan_visit_unknown", {}, (Visit(0, 0, (Stop(99, 60),)),)),
    ("plan_visit_unknown", {}, (Visit(99, 0, (Stop(1, 60),)),)),
    ("plan_team_twice", {}, (*ONE, Visit(0, 0, (Stop(2, 60),)))),
    ("plan_site_closed", {}, (Visit(5, 0, (Stop(0, 60),)),)),
    ("plan_site_twice", {}, (Visit(0, 0, (Stop(1, 60), Stop(1, 60))),)),
    ("plan_session_length", {}, (Visit(0, 0, (Stop(1, 0),)),)),
    ("plan_session_length", {"max_session_minutes": 59}, ONE),
    ("plan_office_wrong", TWO_TEAMS, ONE),
    ("plan_office_wrong", TWO_TEAMS | {"lending": Lending(0)}, (Visit(0, 0, (Stop(0, 9), Stop(1, 9))),)),
    ("plan_shift_too_long", {"shift_minutes": 100}, ONE),
    ("plan_shift_too_long", TWO_TEAMS | {"lending": Lending(400)}, ONE),
    ("plan_lock_broken", {"locks": (Lock(1, 0, allowed=False),)}, ONE),
    ("plan_lock_broken", {"locks": (Lock(2, 0, allowed=True),)}, ONE),
    ("plan_gap_too_short", {"min_gap_days": 3}, (*ONE, Visit(2, 1, (Stop(1, 60),)))),
    ("plan_gap_too_short", {"min_gap_days": 1}, (*ONE, Visit(0, 1, (Stop(1, 60),)))),
    ("plan_floor_missed", {"floor": 0.5}, ONE),
]


@pytest.mark.parametrize(("code", "changes", "visits"), BREAKING)
def test_a_broken_rule_is_told(code: str, changes: dict[str, object], visits: tuple[Visit, ...]) -> None:
    broken = evaluate(problem(**changes), visits).broken  # type: ignore[arg-type]

    assert {reason.code for reason in broken} == {code}


def test_a_team_that_is_absent_cannot_go() -> None:
    made = problem()
    made = replace(made, teams=(replace(made.teams[0], absent_days=frozenset({0})), made.teams[1]))

    assert [reason.code for reason in evaluate(made, ONE).broken] == ["plan_team_absent"]


def test_a_plan_that_keeps_the_rules_breaks_none() -> None:
    assert evaluate(problem(min_gap_days=2), (*ONE, Visit(2, 1, (Stop(1, 60),)))).broken == ()
