"""A plan's range: around what is expected, narrower the more is known, lower with kits that break."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.scenarios import Luck, simulate
from rekam.outreach.planning.turnout import Turnout
from tests.outreach.planning import made_up

CERTAIN = 1e7  # answers: nothing is left to learn
PROBLEM = made_up.problem(sites=12, days=8, teams=2)
VISITS = tuple(
    Visit(day=day, team=team, stops=(Stop(site=(2 * day + team) % 12, minutes=200),))
    for day in range(8)
    for team in range(2)
)


def known(weight: float) -> dict[int, Turnout]:
    return {site.id: Turnout(share=site.turnout, weight=weight, visits=0) for site in PROBLEM.sites}


def test_when_all_is_known_every_scenario_is_the_evaluated_plan() -> None:
    found = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(CERTAIN), rho=1e-7), scenarios=5)
    assert found.p10 == pytest.approx(evaluate(PROBLEM, VISITS).people, rel=0.01)
    assert found.p90 == pytest.approx(found.p10, rel=0.01)
    worst = evaluate(PROBLEM, VISITS).worst_kecamatan_share
    assert found.worst_at(0.1) == pytest.approx(worst, rel=0.02)


def test_what_is_less_known_has_the_wider_range() -> None:
    sure = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(1_000)))
    unsure = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(3)))
    assert unsure.p90 - unsure.p10 > 1.5 * (sure.p90 - sure.p10)


def test_kits_that_break_cost_people() -> None:
    whole = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(CERTAIN)))
    failing = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(CERTAIN), fault_share=0.1, repair_days=3))
    assert failing.p10 < failing.p50 < 0.95 * whole.p50
    never = simulate(PROBLEM, VISITS, luck=Luck(turnout=known(CERTAIN), fault_share=1.0, repair_days=99))
    assert never.p90 < 0.1 * whole.p50


@given(st.data())
@settings(max_examples=30)
def test_no_scenario_records_more_than_there_are_or_than_the_minutes_hold(data: st.DataObject) -> None:
    problem = data.draw(made_up.problems())
    visits = data.draw(made_up.visits_of(problem))
    found = simulate(problem, visits, luck=Luck(turnout={}), scenarios=4)
    minutes = sum(stop.minutes for visit in visits for stop in visit.stops)
    most = min(problem.people_per_minute * minutes, sum(site.not_recorded for site in problem.sites))
    assert -1e-9 <= found.people[0] <= found.people[-1] <= most + 1e-6


def test_the_same_seed_gives_the_same_scenarios() -> None:
    luck = Luck(turnout=known(10))
    assert simulate(PROBLEM, VISITS, luck=luck, seed=4) == simulate(PROBLEM, VISITS, luck=luck, seed=4)
