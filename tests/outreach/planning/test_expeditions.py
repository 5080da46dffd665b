"""Expeditions by boat, against everything that one team can do in three days; and every rule of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.planning.bound import upper_bound
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.islands import Boat, Island
from rekam.outreach.planning.living import Policy, draw_truth, live
from rekam.outreach.planning.plan import Expedition, Plan, Stop, Visit, expeditions, read_plan, write_plan
from rekam.outreach.planning.problem import Lock, Problem, Site
from rekam.outreach.planning.problem_file import read_problem, write_problem
from rekam.outreach.planning.quick_bound import quick_bound
from rekam.outreach.planning.scenarios import Luck
from rekam.outreach.planning.search import Search
from tests.outreach.planning.made_up import problem
from tests.outreach.planning.test_bound import Clock

SHORE, LANDING = 0, 1


def tiny(*, seed: int) -> Problem:
    """A site ashore and one on an island, both with hours; three days, one team, two boats each way."""
    rng = np.random.default_rng(seed)
    made = problem(seed=seed, sites=2, days=3, teams=1)

    def site(one: Site) -> Site:
        opens = int(rng.integers(0, 30))
        return replace(
            one,
            not_recorded=float(rng.uniform(5, 40)),
            open_weekdays=frozenset(rng.choice(6, 5).tolist()),
            hours=(opens, opens + int(rng.integers(10, 60))) if rng.random() < 0.7 else None,
        )

    def boat(number: int) -> Boat:
        days = frozenset(np.flatnonzero(rng.random(3) < 0.7).tolist())
        leaves, minutes = int(rng.integers(0, 40)), int(rng.integers(1, 15))
        return Boat(
            number, out=number < 2, days=days, leaves=leaves, minutes=minutes, harbour=int(rng.integers(3))
        )

    first = int(rng.integers(0, 6))
    return replace(
        made,
        weekdays=tuple((first + day) % 6 for day in range(3)),
        shift_start=int(rng.integers(0, 10)),
        shift_minutes=int(rng.integers(20, 50)),
        setup_minutes=int(rng.integers(0, 5)),
        people_per_minute=float(rng.uniform(0.3, 1.5)),
        sites=tuple(site(one) for one in made.sites),
        travel_minutes=rng.integers(0, 6, (3, 3)).astype(np.int32),
        islands=(Island(0, (LANDING,), tuple(boat(number) for number in range(4))),),
        night_cost=float(rng.choice([0.0, 1.0, 20.0])),
        most_nights=int(rng.integers(0, 4)),
    )


def longest(made: Problem, visit: Visit) -> Visit:
    """The visit with the longest session that breaks no rule; without a stop where there is none.

    With one stop a day more minutes are never worth less.
    """
    for minutes in range(60, 0, -1):
        tried = replace(visit, stops=(replace(visit.stops[0], minutes=minutes),))
        if not evaluate(made, [tried]).broken:
            return tried
    return replace(visit, stops=())


def plans(made: Problem, *, day: int = 0) -> Iterator[tuple[Visit, ...]]:
    """What the team can do from a day on: a day ashore, or days on the island by any of the boats."""
    if day == made.days:
        yield ()
        return
    ashore = longest(made, Visit(day, 0, (Stop(SHORE, 1),)))
    for rest in plans(made, day=day + 1):
        yield (ashore, *rest)
    for away in (
        Expedition(0, day, last, out, back)
        for last in range(day, made.days)
        for out in (0, 1)
        for back in (2, 3)
    ):
        if not evaluate(made, [Visit(day, 0, (), away)]).broken:
            there = [longest(made, Visit(each, 0, (Stop(LANDING, 1),), away)) for each in away.days]
            for rest in plans(made, day=away.last + 1):
                yield (*there, *rest)


def best_value(made: Problem) -> float:
    return max(evaluate(made, visits).value for visits in plans(made))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_plan_of_a_tiny_problem_is_worth_more_than_its_bounds(seed: int) -> None:
    made = tiny(seed=seed)
    best = best_value(made)

    assert best <= upper_bound(made, seconds=0.1, clock=Clock()).value + 1e-9
    assert best <= quick_bound(made) + 1e-9


def test_the_search_finds_the_best_plan_of_tiny_problems() -> None:
    nights, missed = 0, 0
    for seed in range(40):
        made, best = tiny(seed=seed), best_value(tiny(seed=seed))
        search = Search(made)
        search.better(rounds=20_000, temperature=0.5)
        found = evaluate(made, search.visits())

        assert found.broken == ()
        assert search.value == pytest.approx(found.value, abs=1e-9)
        assert found.value <= best + 1e-6
        missed += found.value < best - 0.02
        nights += sum(away.nights for _, away in expeditions(search.visits()))
    assert missed <= 1
    assert nights > 5


def island(**changes: object) -> Problem:
    """Sites 0 to 2 ashore, 3 and 4 on an island: out at nine, Tuesdays at noon; back at two, not Mondays."""
    made = problem(sites=5, days=7, teams=2)
    boats = (
        Boat(0, out=True, days=frozenset(range(7)), leaves=540, minutes=60, harbour=30),
        Boat(1, out=True, days=frozenset({1}), leaves=720, minutes=60),
        Boat(2, out=False, days=frozenset({1, 2, 3, 4, 5}), leaves=840, minutes=30, harbour=30),
    )
    made = replace(made, islands=(Island(0, (3, 4), boats),), night_cost=5.0, most_nights=2)
    return replace(made, **changes)  # type: ignore[arg-type]


THREE_DAYS = Expedition(0, 0, 2, 0, 2)
ON_IT = Visit(1, 0, (Stop(3, 60), Stop(4, 60)), THREE_DAYS)


def codes(made: Problem, *visits: Visit) -> list[str]:
    return [rule.code for rule in evaluate(made, visits).broken]


def test_an_expedition_sleeps_on_the_island_and_its_nights_cost() -> None:
    last = Visit(2, 0, (Stop(3, 30),), THREE_DAYS)
    found = evaluate(island(), [ON_IT, last])

    assert found.broken == ()
    weights = [site.weight for site in island().sites]
    people = [(stop.site, each) for visit, row in zip((ON_IT, last), found.by_stop, strict=True)
              for stop, each in zip(visit.stops, row, strict=True)]  # fmt: skip
    assert found.value == pytest.approx(sum(weights[site] * each for site, each in people) - 2 * 5.0)


WRONG: list[tuple[str, dict[str, object], list[Visit]]] = [
    ("plan_boat_missed", {}, [Visit(0, 0, (Stop(3, 60),))]),
    ("plan_boat_missed", {}, [Visit(0, 0, (), Expedition(0, 0, 0, 0, 2))]),
    ("plan_boat_missed", {}, [Visit(1, 0, (), Expedition(0, 1, 1, 9, 2))]),
    ("plan_boat_missed", {}, [Visit(1, 0, (), Expedition(0, 1, 1, 2, 0))]),
    ("plan_boat_missed", {"shift_start": 520}, [Visit(1, 0, (), Expedition(0, 1, 1, 0, 2))]),
    ("plan_boat_missed", {"shift_minutes": 410}, [Visit(1, 0, (), Expedition(0, 1, 1, 0, 2))]),
    ("plan_boat_missed", {}, [Visit(1, 0, (Stop(3, 201),), Expedition(0, 1, 1, 0, 2))]),
    ("plan_stay_too_long", {"most_nights": 1}, [ON_IT]),
    ("plan_stay_too_long", {}, [Visit(5, 0, (), Expedition(0, 5, 6, 0, 2))]),
    ("plan_team_twice", {}, [ON_IT, Visit(0, 0, (Stop(0, 30),))]),
    ("plan_team_twice", {}, [ON_IT, Visit(2, 0, (), Expedition(0, 2, 3, 0, 2))]),
    ("plan_office_wrong", {}, [Visit(1, 0, (Stop(0, 30),), THREE_DAYS)]),
    ("plan_visit_unknown", {}, [Visit(4, 0, (Stop(3, 30),), THREE_DAYS)]),
    ("plan_visit_unknown", {}, [Visit(1, 0, (Stop(3, 30),), replace(THREE_DAYS, island=9))]),
    ("plan_shift_too_long", {}, [Visit(1, 0, (Stop(3, 300), Stop(4, 300)), THREE_DAYS)]),
]


@pytest.mark.parametrize(("code", "changes", "visits"), WRONG)
def test_what_an_expedition_breaks_is_told(
    code: str, changes: dict[str, object], visits: list[Visit]
) -> None:
    assert code in codes(island(**changes), *visits)


def test_a_team_that_is_absent_on_one_of_the_days_cannot_go() -> None:
    made = island()
    teams = (replace(made.teams[0], absent_days=frozenset({2})), made.teams[1])

    assert codes(replace(made, teams=teams), ON_IT) == ["plan_team_absent"]


def test_a_place_is_visited_within_its_hours_and_the_team_waits_for_them() -> None:
    made = problem(sites=2, days=1, teams=1)
    sites = (made.sites[0], replace(made.sites[1], hours=(600, 700)))
    made = replace(made, sites=sites, travel_minutes=np.full((3, 3), 10, np.int32))

    assert codes(made, Visit(0, 0, (Stop(1, 60),))) == []
    assert codes(made, Visit(0, 0, (Stop(1, 61),))) == ["plan_site_hours"]
    assert codes(made, Visit(0, 0, (Stop(1, 60), Stop(0, 140)))) == []
    assert codes(made, Visit(0, 0, (Stop(1, 60), Stop(0, 141)))) == ["plan_shift_too_long"]
    assert codes(made, Visit(0, 0, (Stop(0, 60), Stop(1, 60)))) == []
    assert codes(made, Visit(0, 0, (Stop(0, 61), Stop(1, 60)))) == ["plan_site_hours"]


def test_a_team_works_its_own_hours_and_others_on_saturdays() -> None:
    made = problem(sites=2, days=6, teams=1, travel_minutes=np.full((3, 3), 10, np.int32))
    made = replace(made, teams=(replace(made.teams[0], hours=(1020, 1200), saturday_hours=(540, 720)),))
    evening = replace(made, sites=tuple(replace(site, hours=(1050, 1260)) for site in made.sites))

    assert codes(made, Visit(0, 0, (Stop(1, 120),))) == []
    assert codes(made, Visit(0, 0, (Stop(1, 121),))) == ["plan_shift_too_long"]
    assert codes(evening, Visit(0, 0, (Stop(1, 101),))) == ["plan_shift_too_long"]
    assert codes(made, Visit(5, 0, (Stop(1, 121),))) == ["plan_shift_too_long"]


def test_a_locked_date_on_an_island_is_kept_and_a_closed_one_left() -> None:
    made = island(locks=(Lock(3, 0, allowed=True), Lock(4, 3, allowed=True), Lock(3, 1, allowed=False)))
    search = Search(made)
    search.better(rounds=2_000, temperature=0.5)

    assert evaluate(made, search.visits()).broken == ()


def test_two_weeks_lived_through_keep_to_the_boats() -> None:
    """Whoever plans anew begins on a Monday, when everybody is at home."""
    made = problem(sites=5, days=14, teams=2, weekdays=tuple((4 + day) % 6 for day in range(14)))
    made = replace(made, islands=island().islands, most_nights=3)
    boats = [replace(boat, days=frozenset(range(14))) for boat in made.islands[0].boats]
    made = replace(made, islands=(replace(made.islands[0], boats=tuple(boats)),))

    def planner(rest: Problem, visits: Sequence[Visit]) -> Sequence[Visit]:
        assert rest.weekdays[0] == 0
        assert all(visit.day >= 0 for visit in visits)
        return Search(rest, start=visits).visits()

    truth = draw_truth(made, luck=Luck(turnout={}, fault_share=0.02, repair_days=2.0))
    lived = live(made, Search(made).visits(), truth=truth, policy=Policy.REPLAN, planner=planner)
    broken = {rule.code for rule in evaluate(made, lived.visits).broken}
    assert any(visit.expedition for visit in lived.visits)
    assert broken <= {"plan_site_twice"}


def test_files_carry_islands_hours_and_expeditions() -> None:
    made = island(shift_start=450)
    sites = (replace(made.sites[0], hours=(500, 600)), *made.sites[1:])
    teams = (replace(made.teams[0], hours=(480, 900), saturday_hours=(540, 720)), made.teams[1])
    made = replace(made, sites=sites, teams=teams)
    again = read_problem(write_problem(made))
    plan = Plan((ON_IT, Visit(3, 0, (Stop(0, 9),))), -3.0, 0.0, 1.0, 0.0, 0.0, 0.0)

    assert write_problem(again) == write_problem(made)
    assert (again.islands, again.teams, again.sites) == (made.islands, made.teams, made.sites)
    assert read_plan(write_plan(plan)) == plan
    assert b"island" not in write_problem(problem()).replace(b'"island":false', b"")
