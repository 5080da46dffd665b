"""A plan lived through: the same luck for every policy, and the rest of the problem told as it stands."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.living import Policy, Truth, draw_truth, live
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lock, Problem
from rekam.outreach.planning.scenarios import Luck
from tests.outreach.planning import made_up

PROBLEM = made_up.problem(sites=12, days=14, teams=2)
# Two sites a day, each twice.
VISITS = tuple(
    Visit(day=day, team=team, stops=(Stop(site=(2 * day + team) % 12, minutes=200),))
    for day in range(12)
    for team in range(2)
)
WHOLE = np.zeros((2, 14), bool)
AS_GUESSED = Truth(
    shares=np.array([site.turnout for site in PROBLEM.sites]), broken=WHOLE, away=4, rho=1e-7, seed=0
)


class Told:
    """A planner that changes nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, problem: Problem, start: Sequence[Visit]) -> Sequence[Visit]:
        self.problems.append(problem)
        return start


def test_when_the_guesses_are_right_it_is_the_evaluated_plan() -> None:
    lived = live(PROBLEM, VISITS, truth=AS_GUESSED, policy=Policy.STATIC, planner=Told())
    assert lived.people == pytest.approx(evaluate(PROBLEM, VISITS).people, rel=0.05)
    assert lived.value == pytest.approx(evaluate(PROBLEM, VISITS).value, rel=0.05)
    assert lived.visits == VISITS


def test_who_changes_nothing_has_the_same_luck_with_every_policy() -> None:
    truth = draw_truth(PROBLEM, luck=Luck(turnout={}, fault_share=0.1, repair_days=2), spread=0.3, seed=5)
    lives = [live(PROBLEM, VISITS, truth=truth, policy=policy, planner=Told()) for policy in Policy]
    assert lives[0] == lives[1] == lives[2]


def test_a_team_without_a_kit_stays_at_home() -> None:
    broken = WHOLE.copy()
    broken[1, 3:9] = True
    lived = live(
        PROBLEM, VISITS, truth=replace(AS_GUESSED, broken=broken), policy=Policy.STATIC, planner=Told()
    )
    assert {(visit.team, visit.day) for visit in VISITS} - {
        (visit.team, visit.day) for visit in lived.visits
    } == {(1, day) for day in range(3, 9)}


def test_every_week_the_planner_is_told_what_is_left() -> None:
    broken = WHOLE.copy()
    broken[0, 5:8] = True
    truth = Truth(shares=np.full(12, 0.05), broken=broken, away=4, rho=0.01, seed=1)
    old, learnt = Told(), Told()
    lived = live(PROBLEM, VISITS, truth=truth, policy=Policy.REPLAN, planner=old)
    live(PROBLEM, VISITS, truth=truth, policy=Policy.LEARN, planner=learnt)

    second, third = old.problems
    assert (second.days, third.days) == (8, 2)
    assert second.weekdays == PROBLEM.weekdays[6:]
    assert second.teams[0].absent_days == frozenset(range(4)), "its kit is broken on that morning"
    assert third.teams[0].absent_days == frozenset()
    left = sum(site.not_recorded for site in PROBLEM.sites) - lived.people
    assert sum(site.not_recorded for site in third.sites) == left
    assert [site.turnout for site in third.sites] == [site.turnout for site in PROBLEM.sites]
    visited = learnt.problems[1].sites
    assert all(now.turnout < site.turnout for now, site in zip(visited, PROBLEM.sites, strict=True))


def test_locks_ahead_stay_and_the_gap_after_a_visit_is_kept() -> None:
    locks = (Lock(3, 2, allowed=False), Lock(4, 7, allowed=False))
    told = Told()
    live(
        replace(PROBLEM, locks=locks, min_gap_days=4),
        VISITS,
        truth=AS_GUESSED,
        policy=Policy.REPLAN,
        planner=told,
    )
    visited_on_day_4 = {Lock(8, 0, allowed=False), Lock(8, 1, allowed=False)}
    assert Lock(4, 1, allowed=False) in told.problems[0].locks
    assert {lock for lock in told.problems[0].locks if lock.site == 8} == visited_on_day_4
    assert not any(lock.site == 3 for lock in told.problems[0].locks)


@pytest.mark.parametrize(("mean", "away"), [(1.0, 1), (2.0, 1), (6.0, 4)])
def test_a_broken_kit_is_counted_out_until_half_of_the_repairs_are_done(mean: float, away: int) -> None:
    assert draw_truth(PROBLEM, luck=Luck(turnout={}, repair_days=mean)).away == away
