"""The search: minutes shared out as well as they can be, rules kept, and never worse than greedy."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from rekam.outreach.planning.evaluate import Evaluation, evaluate
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lending, Lock, Problem
from rekam.outreach.planning.quick_bound import quick_bound
from rekam.outreach.planning.search import Search
from tests.outreach.planning.made_up import problem, problems

# What a problem may ask that no plan can give: the search then comes as near as it can.
MAY_BE_IMPOSSIBLE = {"plan_floor_missed", "plan_lock_broken"}


def bettered(made: Problem, *, rounds: int = 20_000) -> Evaluation:
    search = Search(made)
    search.better(rounds=rounds, temperature=0.3)
    search.better(rounds=rounds, temperature=0.01)
    found = evaluate(made, search.visits())
    assert found.value == pytest.approx(search.value, abs=1e-6)
    return found


@settings(max_examples=30, deadline=None)
@given(problems())
def test_every_rule_is_kept_and_the_bound_holds(made: Problem) -> None:
    found = bettered(made, rounds=2_000)

    assert {reason.code for reason in found.broken} <= MAY_BE_IMPOSSIBLE
    assert found.value <= quick_bound(made) + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_the_search_is_never_worse_than_greedy(seed: int) -> None:
    made = problem(seed=seed, sites=30)
    greedy = Search(made)
    first = evaluate(made, greedy.visits()).value
    greedy.better(rounds=100, temperature=1e6)  # anything goes

    assert evaluate(made, greedy.visits()).value >= first
    assert bettered(made).value > first


def test_the_minutes_of_a_day_are_shared_out_as_well_as_they_can_be() -> None:
    """One day, one team, two sites: every way of sharing out the minutes is tried."""
    for seed in range(6):
        made = problem(seed=seed, sites=2, days=1, teams=1)
        made = replace(made, travel_minutes=np.minimum(made.travel_minutes, 20).astype(np.int32))
        alone = [(Stop(at, 300),) for at in range(2)]
        free = 420 - _minutes(made, (Stop(0, 0), Stop(1, 0)))
        both = [(Stop(0, minutes), Stop(1, free - minutes)) for minutes in range(free)]
        best = max(_value(made, stops) for stops in alone + both)

        assert bettered(made, rounds=300).value == pytest.approx(best, abs=1e-6)


def _minutes(made: Problem, stops: tuple[Stop, ...]) -> int:
    way = [0, *(1 + stop.site for stop in stops), 0]
    travel = sum(int(made.travel_minutes[a, b]) for a, b in pairwise(way))
    return travel + sum(40 + stop.minutes for stop in stops)


def _value(made: Problem, stops: tuple[Stop, ...]) -> float:
    come = ((made.sites[s.site], made.turnout(made.sites[s.site], day=0), s.minutes) for s in stops)
    return sum(site.weight * min(share * site.not_recorded, 0.15 * minutes) for site, share, minutes in come)


def test_a_fixed_date_is_kept_and_a_forbidden_one_left() -> None:
    free = Search(problem())
    used = free.visits()[0]
    locks = (
        Lock(used.stops[0].site, used.day, allowed=False),
        Lock(7, 3, allowed=True),
        Lock(7, 4, allowed=True),
    )

    assert bettered(problem(locks=locks)).broken == ()


def test_a_floor_is_reached_though_it_costs() -> None:
    free = bettered(problem(sites=40, days=6))
    floor = free.worst_kecamatan_share + 0.03
    fair = bettered(problem(sites=40, days=6, floor=floor))

    assert fair.broken == ()
    assert fair.worst_kecamatan_share >= floor - 1e-9
    assert fair.value < free.value


def test_where_a_floor_cannot_be_kept_the_worst_kecamatan_is_not_forgotten() -> None:
    made = problem(sites=30, days=10)
    far = 60 * np.array([0, *(site.kecamatan == "2" for site in made.sites)])
    made = replace(made, travel_minutes=(made.travel_minutes + far[:, None] + far).astype(np.int32))
    free, fair = bettered(made), bettered(replace(made, floor=0.5))

    assert {rule.code for rule in fair.broken} == {"plan_floor_missed"}
    assert fair.worst_kecamatan_share > 1.5 * free.worst_kecamatan_share
    assert fair.value < free.value


def test_a_team_is_lent_where_it_brings_more() -> None:
    made = problem(sites=20, teams=2, offices=2)
    made = replace(made, teams=tuple(replace(team, office=0) for team in made.teams))

    assert bettered(replace(made, lending=Lending(30))).value > bettered(made).value


def test_a_search_goes_on_from_a_plan() -> None:
    made = problem(sites=30)
    search = Search(made)
    search.better(rounds=50_000, temperature=0.05)
    again = Search(made, start=search.visits())

    assert again.value >= search.value - 1e-9


def test_a_problem_without_anywhere_to_go_has_an_empty_plan() -> None:
    closed = tuple(replace(site, open_weekdays=frozenset()) for site in problem().sites)

    assert bettered(problem(sites=12), rounds=10).value > 0
    assert Search(problem(teams=0)).visits() == ()
    assert bettered(replace(problem(), sites=closed)).people == 0


def test_visits_are_those_of_the_best_plan() -> None:
    search = Search(problem())
    before = search.visits()
    search.better(rounds=50, temperature=1e9)

    assert all(isinstance(visit, Visit) for visit in before)
    assert search.value >= evaluate(problem(), before).value
