"""A plan is mended when a kit breaks or a site closes: few announced dates change, the past stays."""

from dataclasses import replace

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Lock, Problem
from rekam.outreach.planning.replan import Mended, possible, replan
from rekam.outreach.planning.search import Search
from tests.outreach.planning.made_up import problem
from tests.outreach.planning.test_expeditions import ON_IT, THREE_DAYS, island

MADE = problem(sites=40, days=12, teams=3)


def planned() -> tuple[Visit, ...]:
    search = Search(MADE)
    search.better(rounds=20_000, temperature=0.05)
    return search.visits()


PLANNED = planned()
ANNOUNCED = {(stop.site, visit.day) for visit in PLANNED for stop in visit.stops if visit.day < 9}


def without_team(days: set[int]) -> Problem:
    return replace(MADE, teams=(replace(MADE.teams[0], absent_days=frozenset(days)), *MADE.teams[1:]))


def mended(made: Problem, *, from_day: int = 0) -> Mended:
    ticks = iter(range(100))
    return replan(
        made, PLANNED, announced=ANNOUNCED, from_day=from_day, seconds=20, clock=lambda: next(ticks)
    )


def test_a_broken_kit_changes_few_dates_and_little_is_lost() -> None:
    made = without_team({3})
    found = mended(made)

    assert evaluate(made, found.visits).broken == ()
    assert found.share_changed <= 0.1
    assert found.unmended <= found.value


def test_what_nobody_can_keep_is_all_that_changes_where_much_is_lost() -> None:
    made = without_team(set(range(9)))
    found = mended(made)
    lost = ANNOUNCED - {(s.site, visit.day) for visit in possible(made, PLANNED) for s in visit.stops}

    assert evaluate(made, found.visits).broken == ()
    assert len(lost) > 0.1 * len(ANNOUNCED)
    assert set(found.changed) <= lost


def test_a_closed_site_is_not_visited() -> None:
    shut = PLANNED[0].stops[0].site
    sites = tuple(replace(s, open_weekdays=frozenset()) if s.id == shut else s for s in MADE.sites)
    found = mended(replace(MADE, sites=sites))

    assert evaluate(replace(MADE, sites=sites), found.visits).broken == ()


def test_the_past_stays_as_it_was() -> None:
    found = mended(without_team({5}), from_day=4)

    assert [v for v in found.visits if v.day < 4] == [v for v in PLANNED if v.day < 4]


def test_where_nothing_happened_hardly_anything_changes() -> None:
    found = mended(MADE)

    assert found.share_changed <= 0.1
    assert found.value >= found.planned - 1e-9 - 3 * 1.8 * len(found.changed)


def test_a_date_decided_since_is_kept_without_any_time_to_search() -> None:
    full = next(visit for visit in PLANNED if len(visit.stops) > 1)
    visited = {stop.site for visit in PLANNED for stop in visit.stops if visit.day == full.day}
    free = next(site for site in MADE.sites if site.id not in visited and full.day % 6 in site.open_weekdays)
    made = replace(MADE, locks=(Lock(free.id, full.day, allowed=True),))
    found = replan(made, PLANNED, announced=(), seconds=1, clock=iter([0.0, 9.0, 9.0]).__next__)

    assert evaluate(made, found.visits).broken == ()


BY_BOAT = island()


def test_an_expedition_whose_team_stays_in_is_given_up_and_another_planned() -> None:
    away = (ON_IT, Visit(4, 0, (Stop(0, 60),)))
    absent = replace(BY_BOAT, teams=(replace(BY_BOAT.teams[0], absent_days=frozenset({2})), BY_BOAT.teams[1]))

    assert [visit.day for visit in possible(absent, away)] == [4]
    assert possible(BY_BOAT, [Visit(0, 0, (Stop(3, 60),))]) == ()
    ticks = iter(range(100))
    found = replan(absent, away, announced=(), seconds=20, clock=lambda: next(ticks))
    assert evaluate(absent, found.visits).broken == ()
    assert found.value > found.unmended


def test_who_is_on_the_island_already_stays_until_the_boat() -> None:
    away = (Visit(0, 0, (Stop(3, 60),), THREE_DAYS), ON_IT)
    ticks = iter(range(100))
    found = replan(BY_BOAT, away, announced=(), from_day=1, seconds=20, clock=lambda: next(ticks))

    assert found.visits[0] == away[0]
    held = [visit for visit in found.visits if visit.team == 0 and visit.day in THREE_DAYS.days]
    assert {visit.expedition for visit in held} == {THREE_DAYS}
    assert evaluate(BY_BOAT, found.visits).broken == ()


def test_an_announced_date_on_an_island_is_kept_by_some_boat() -> None:
    ticks = iter(range(100))
    found = replan(BY_BOAT, (ON_IT,), announced={(3, 1), (4, 1)}, seconds=20, clock=lambda: next(ticks))

    assert found.changed == ()
    assert evaluate(BY_BOAT, found.visits).broken == ()
