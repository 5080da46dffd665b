"""Tours of a day: what they may not break, what they are worth, and why a home is left."""

from dataclasses import replace

import pytest

from rekam.outreach.rounds.routing.day import Day, Home, Tour
from rekam.outreach.rounds.routing.evaluate import evaluate
from rekam.outreach.rounds.routing.explaining import Left, Why, why_left
from rekam.outreach.rounds.routing.nearest import nearest_first
from rekam.outreach.rounds.routing.searching import best_tours
from tests.outreach.rounds.made_up import EIGHT, THREE, day_of, drawn

QUICK = {"seconds": 5.0, "idle": 150}


def codes(day: Day, *tours: Tour) -> list[str]:
    return [broken.code for broken in evaluate(day, tours).broken]


def test_a_tour_is_timed_door_by_door() -> None:
    day = day_of([(10, 0), (10, 5)], homes=[Home(20, worth=2), Home(15, opens=9 * 60)])
    found = evaluate(day, [Tour(0, (0, 1))])
    first, second = found.tours[0].stops
    assert (first.way, first.begins, first.ends) == (10, EIGHT + 10, EIGHT + 30)
    assert (second.arrives, second.begins, second.ends) == (EIGHT + 35, 9 * 60, 9 * 60 + 15)
    assert found.tours[0].back == 9 * 60 + 15 + 12
    assert (found.worth, found.homes, found.minutes) == (3, 2, 87)
    assert not found.broken


def test_what_cannot_be_driven_is_named() -> None:
    day = day_of([(10, 0), (10, 5)], crews=2, homes=[Home(20, closes=EIGHT), Home(20, health=True)])
    assert codes(day, Tour(0, (0,))) == ["round_hours_missed"]
    assert codes(day, Tour(0, (1,))) == ["round_health_missing"]
    assert codes(day, Tour(0, ()), Tour(0, ())) == ["round_crew_twice"]
    assert codes(day_of([(10, 0)], crews=2), Tour(0, (0,)), Tour(1, (0,))) == ["round_home_twice"]
    assert codes(day_of([(10, 0)], back=EIGHT + 39), Tour(0, (0,))) == ["round_too_long"]


@pytest.mark.parametrize("crews", [1, 2])
def test_found_tours_can_be_driven_and_beat_the_hand_rule(crews: int) -> None:
    day = drawn(25 * crews, crews=crews)
    found, by_hand = (evaluate(day, tours) for tours in (best_tours(day, **QUICK), nearest_first(day)))
    assert not found.broken
    assert not by_hand.broken
    assert found.worth > by_hand.worth
    assert max(tour.back for tour in found.tours) <= THREE


def test_the_same_seed_finds_the_same_tours() -> None:
    day = drawn(12, seed=3)
    assert best_tours(day, **QUICK) == best_tours(day, **QUICK)


def test_a_locked_home_is_visited_whatever_it_costs() -> None:
    near = [(1.0, float(number)) for number in range(12)]
    day = day_of([*near, (150.0, 0.0)], homes=[Home(20, worth=4)] * 12 + [Home(20, worth=1)])
    assert 12 not in best_tours(day, **QUICK)[0].homes
    locked = replace(day, homes=[*day.homes[:12], replace(day.homes[12], locked=True)])
    found = best_tours(locked, **QUICK)
    assert 12 in found[0].homes
    assert not evaluate(locked, found).broken


def test_who_needs_a_health_worker_goes_with_the_crew_that_brings_one() -> None:
    day = day_of([(10, 0), (0, 10)], crews=2, homes=[Home(20, health=True)] * 2)
    assert not any(tour.homes for tour in best_tours(day, **QUICK))
    brought = replace(day, crews=[day.crews[0], replace(day.crews[1], health=True)])
    assert [tour.homes for tour in best_tours(brought, **QUICK) if tour.homes] in ([(0, 1)], [(1, 0)])


def test_each_home_that_is_left_has_its_reason() -> None:
    homes = [Home(120)] * 4 + [Home(20, health=True), Home(20, closes=EIGHT), Home(20), Home(20)]
    day = day_of([(10, 0)] * 6 + [(300, 0), (10, 1)], homes=homes)
    tours = [Tour(0, (0, 1, 2))]
    assert why_left(day, tours) == {
        3: Left(Why.FULL, minutes=80),
        4: Left(Why.HEALTH),
        5: Left(Why.HOURS),
        6: Left(Why.FAR, minutes=620),
        7: Left(Why.FITS),
    }


def test_a_day_without_homes_or_crews_has_nothing_to_search() -> None:
    assert [tour.homes for tour in best_tours(day_of([]), **QUICK)] == [()]
    assert best_tours(day_of([(1, 1)], crews=0), **QUICK) == []
