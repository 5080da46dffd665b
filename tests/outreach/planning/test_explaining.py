"""Each stop says what it brings and what the next best would have brought."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.explaining import reasons
from rekam.outreach.planning.plan import Stop, Visit
from tests.outreach.planning import made_up


@given(st.data())
@settings(max_examples=30)
def test_the_reasons_add_up_to_the_plan(data: st.DataObject) -> None:
    problem = data.draw(made_up.problems())
    visits = data.draw(made_up.visits_of(problem))
    told = reasons(problem, visits)
    assert sum(one.people for one in told) == pytest.approx(evaluate(problem, visits).people)
    visited = {(visit.day, stop.site) for visit in visits for stop in visit.stops}
    for one in told:
        assert one.people <= one.called + 1e-9
        assert (one.day, one.next_site) not in visited


def test_the_next_best_is_the_place_where_the_same_minutes_bring_most() -> None:
    problem = made_up.problem(sites=6, days=6, teams=1)
    site = problem.sites[0]
    (told,) = reasons(problem, [Visit(day=1, team=0, stops=(Stop(site=site.id, minutes=60),))])
    room = 60 * problem.people_per_minute
    others = [
        other.weight * min(room, problem.turnout(other, day=1) * other.not_recorded)
        for other in problem.sites[1:]
        if problem.weekdays[1] in other.open_weekdays
    ]
    chosen = next(other for other in problem.sites if other.id == told.next_site)
    assert chosen.weight * told.next_people == pytest.approx(max(others))


def test_the_second_visit_calls_those_whom_the_first_left() -> None:
    problem = made_up.problem(sites=2, days=6, teams=1)
    stops = (Stop(site=0, minutes=100),)
    first, second = reasons(problem, [Visit(day=0, team=0, stops=stops), Visit(day=2, team=0, stops=stops)])
    assert second.called == pytest.approx(first.called - first.people)
    assert (first.before, second.before) == (0, 1)
