"""The bound: no plan is worth more, whatever the problem and whatever the prices it was proven by."""

from dataclasses import replace
from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.planning.bound import Bound, upper_bound
from rekam.outreach.planning.columns import Prices
from rekam.outreach.planning.descent import Descent
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.floors import Floors, floors_of, missing
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lending, Office, Problem, Team
from rekam.outreach.planning.region import region_of
from rekam.outreach.planning.search import Search
from tests.outreach.planning.made_up import problem, problems


class Clock:
    """It goes on by a hundredth whenever it is read, so that a test does not depend on the machine."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.01
        return self.now


def bound_of(made: Problem, *, seconds: float = 0.3) -> Bound:
    return upper_bound(made, seconds=seconds, clock=Clock())


def found_by_search(made: Problem) -> tuple[Visit, ...]:
    search = Search(made)
    search.better(rounds=2_000, temperature=0.3)
    return tuple(search.visits())


def tiny(*, seed: int, offices: int = 1, away: int | None = None) -> Problem:
    """Two sites and two team-days short enough to try out everything; without a triangle inequality."""
    made = problem(seed=seed, sites=2, days=2, teams=1, offices=offices)
    rng = np.random.default_rng(seed)
    size = len(made.travel_minutes)
    weekdays = tuple(rng.choice(5, 2).tolist())
    return replace(
        made,
        weekdays=weekdays,
        shift_minutes=int(rng.integers(10, 26)),
        setup_minutes=int(rng.integers(0, 4)),
        people_per_minute=float(rng.uniform(0.1, 1.5)),
        max_session_minutes=int(rng.integers(5, 30)),
        sites=tuple(
            replace(site, not_recorded=float(rng.uniform(0, 12)), market_weekday=int(rng.choice(weekdays)))
            for site in made.sites
        ),
        travel_minutes=rng.integers(0, 8, (size, size)).astype(np.int32),
        lending=None if away is None else Lending(away),
    )


def days_of(made: Problem, *, day: int) -> list[tuple[Stop, ...]]:
    """All that the one team can do on a day."""
    days: list[tuple[Stop, ...]] = [()]
    travel, offices = made.travel_minutes, len(made.offices)
    opened = [site for site in made.sites if made.weekdays[day] in site.open_weekdays]
    for count in (1, 2):
        for sites in permutations(opened, count):
            if len({site.office for site in sites}) > 1:
                continue
            at = sites[0].office
            if at != made.teams[0].office and made.lending is None:
                continue
            lost = made.lending.minutes_per_move if made.lending and at != made.teams[0].office else 0
            way = [at, *(offices + site.id for site in sites), at]
            used = sum(int(travel[a, b]) for a, b in pairwise(way))
            left = made.shift_minutes - lost - used - count * made.setup_minutes
            for minutes in product(range(min(left, made.max_session_minutes) + 1), repeat=count):
                if sum(minutes) <= left:
                    days.append(tuple(Stop(site.id, m) for site, m in zip(sites, minutes, strict=True)))
    return days


def best_value(made: Problem) -> float:
    """The value of the best plan for one team and two days, by trying out all of them."""
    people = all_plans(made)
    return float(sum(site.weight * people[at] for at, site in enumerate(made.sites)).max())


def all_plans(made: Problem) -> np.ndarray:
    """People reached at each site by every plan of one team for two days."""
    most = made.max_session_minutes + 1
    options = [days_of(made, day=day) for day in range(2)]
    minutes = [
        np.array([[sum(stop.minutes for stop in stops if stop.site == site.id) for stops in options[day]]
                  for site in made.sites])
        for day in range(2)
    ]  # fmt: skip
    people = np.zeros((len(made.sites), len(options[0]), len(options[1])))
    for at, site in enumerate(made.sites):
        left = np.full((most, 1), site.not_recorded)
        for day in range(2):
            given = (
                np.arange(most)[:, None] if day == 0 else np.arange(most)[None, :]
            ) * made.people_per_minute
            left = left - np.minimum(made.turnout(site, day=day) * left, given)
        people[at] = site.not_recorded - left[minutes[0][at][:, None], minutes[1][at][None, :]]
    return people


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_plan_of_a_tiny_problem_is_worth_more(seed: int) -> None:
    made = tiny(seed=seed)

    assert best_value(made) <= bound_of(made).value + 1e-9


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), away=st.integers(0, 6))
def test_no_plan_with_lent_teams_is_worth_more(seed: int, away: int) -> None:
    made = tiny(seed=seed, offices=2, away=away)

    assert best_value(made) <= bound_of(made).value + 1e-9


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_any_prices_prove_a_bound(seed: int) -> None:
    made = tiny(seed=seed)
    region = region_of(made, office=0)
    prices = np.random.default_rng(seed).exponential(0.3, (2, 2, int(region.longest.max()) + 1))
    prices *= prices > 0.2
    prices[:, :, 0] = 0.0
    floors = floors_of(replace(made, floor=0.5))
    descent = Descent([region], floors=floors, away=None, start=(), clock=lambda: 0.0)
    of_floors = np.random.default_rng(seed).exponential(floors.heavy, 2)

    _, proven = descent.look(Prices((np.cumsum(prices, axis=2),), np.zeros(2)), duals=None)
    _, with_floors = descent.look(Prices((np.cumsum(prices, axis=2),), of_floors), duals=None)

    assert best_value(made) <= proven + 1e-9
    assert best_with_floors(made, floors) <= with_floors + 1e-9


def best_with_floors(made: Problem, floors: Floors) -> float:
    """The most that a plan is worth, less what people missing below the floors cost."""
    people = all_plans(made)
    worth = sum(site.weight * people[at] for at, site in enumerate(made.sites))
    lost = sum(missing(floor, people[at]) for at, floor in enumerate(floors.people))
    return float((worth - floors.heavy * lost).max())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), floor=st.floats(0.05, 1.0))
def test_floors_are_bounded_and_called_impossible_only_where_they_are(seed: int, floor: float) -> None:
    made = replace(tiny(seed=seed), floor=floor)
    floors, bound = floors_of(made), bound_of(made)

    assert best_with_floors(made, floors) <= bound.value + 1e-9
    for names in bound.conflicts:
        rows = [floors.names.index(name) for name in names]
        reached = [all_plans(made)[row] >= floors.people[row] for row in rows]
        assert not np.logical_and.reduce(reached).any()


@settings(max_examples=15, deadline=None)
@given(problems())
def test_no_plan_found_by_the_search_is_worth_more(made: Problem) -> None:
    visits = found_by_search(made)
    bound = upper_bound(made, seconds=0.1, start=visits, clock=Clock())

    found, floors = evaluate(made, visits), floors_of(made)
    lost = floors.cost(floors.reached(found.by_kecamatan))
    assert found.value - lost <= bound.value + 1e-6
    assert min(*bound.team_day_price.values(), 0.0) == 0.0


def one_site(**changes: object) -> Problem:
    """One team, one site, one day on which its market is held; 60 minutes there and back in all."""
    made = problem(sites=1, days=1, teams=1)
    site = replace(made.sites[0], not_recorded=100.0, turnout=0.3, weight=1.3, market_weekday=0)
    travel = np.array([[0, 30], [30, 0]], np.int32)
    return replace(made, sites=(site,), travel_minutes=travel, **changes)  # type: ignore[arg-type]


def test_a_single_visit_is_bounded_by_what_it_records() -> None:
    assert bound_of(one_site()).value == pytest.approx(1.3 * 0.3 * 1.4 * 100)


def test_the_minutes_of_the_shift_bound_a_visit() -> None:
    made = one_site(shift_minutes=200)

    assert bound_of(made).value == pytest.approx(1.3 * 0.15 * (200 - 60 - 40))


def test_an_absent_team_and_a_site_closed_by_locks_bring_nothing() -> None:
    made = one_site()
    absent = replace(made, teams=(Team(0, 0, absent_days=frozenset({0})),))
    closed = replace(made, sites=(replace(made.sites[0], open_weekdays=frozenset({1})),))

    assert bound_of(absent).value == bound_of(closed).value == 0.0


def test_a_floor_that_nobody_can_reach_is_proven_to_be_such() -> None:
    assert bound_of(one_site(floor=0.42)).conflicts == ()
    assert bound_of(one_site(floor=0.43)).conflicts == (("0",),)
    assert bound_of(one_site(floor=0.1, teams=())).conflicts == (("0",),)


def test_offices_that_share_a_floor_are_bounded_together() -> None:
    made = problem(sites=6, days=2, teams=2, offices=2, floor=0.2)
    one_kecamatan = replace(made, sites=tuple(replace(site, kecamatan="0") for site in made.sites))

    both = bound_of(one_kecamatan, seconds=1.0)

    assert both.value == pytest.approx(
        bound_of(replace(one_kecamatan, floor=None), seconds=1.0).value, rel=0.02
    )


def test_a_team_lent_for_a_day_is_bounded_by_its_shorter_shift() -> None:
    made = one_site(offices=(Office(0), Office(1)), teams=(Team(0, 1),), shift_minutes=200)
    travel = np.array([[0, 9, 30], [9, 0, 1], [30, 1, 0]], np.int32)
    made = replace(made, travel_minutes=travel, lending=Lending(25))

    assert bound_of(made).value == pytest.approx(1.3 * 0.15 * (200 - 25 - 60 - 40))
    assert bound_of(replace(made, lending=None)).value == 0.0


def test_one_more_team_day_brings_at_most_its_price() -> None:
    made = problem(sites=12, days=6, teams=1)
    two = replace(made, teams=(*made.teams, Team(1, 0)))
    one, more = (bound_of(each, seconds=1.0) for each in (made, two))

    assert more.value <= one.value + one.kit_price[0] * 1.01
    assert one.kit_price[0] == pytest.approx(6 * one.team_day_price[0])


def test_it_is_near_what_a_search_finds_and_tells_of_each_better_bound() -> None:
    made = problem(sites=20, days=12, teams=2)
    visits = found_by_search(made)
    told: list[float] = []

    bound = upper_bound(made, seconds=1.0, clock=Clock(), start=visits, on_progress=told.append)

    assert told == sorted(told, reverse=True)
    assert evaluate(made, visits).value > 0.95 * bound.value


def test_it_stops_when_told_to() -> None:
    bound = upper_bound(problem(), seconds=100.0, stop=lambda: True)

    assert bound.iterations == 1


def test_days_of_the_mix_are_days_of_the_problem() -> None:
    made = problem(sites=20, days=12, teams=2)
    mix = bound_of(made, seconds=1.0).mix

    assert 0 < sum(day.days for day in mix) <= 24 + 1e-6
    visits = [Visit(min(day.weekdays), 0, day.stops) for day in mix]
    broken = {rule.code for visit in visits for rule in evaluate(made, [visit]).broken}
    assert broken <= {"plan_site_twice"}
