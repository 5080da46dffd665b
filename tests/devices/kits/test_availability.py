"""Which kit is ready on which day, what a plan may count on, and what a dead kit costs."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from rekam.devices.kits import availability, consequences
from rekam.devices.kits.availability import DayState, KitDay, KitNow, PartNow, Reserved
from rekam.devices.kits.consequences import PastDay, PerDay
from rekam.devices.kits.rules import NEEDED, PartKind

TODAY = date(2026, 11, 24)  # a Tuesday


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def part(kind: PartKind, *, ready: date | None = TODAY, until: date | None = None) -> PartNow:
    return PartNow(kind=kind, ready_on=ready, here_from=TODAY, here_until=until)


def kit(*instead: PartNow, team: str = "", reserved: tuple[Reserved, ...] = (), number: int = 1) -> KitNow:
    """A whole kit, with these parts in place of its own of those kinds."""
    kinds = {one.kind for one in instead}
    own = [part(kind) for kind in NEEDED if kind not in kinds]
    return KitNow(kit=UUID(int=number), parts=[*own, *instead], team=team, reserved=reserved)


def states(one: KitNow, *, days: int = 4) -> list[DayState]:
    return [availability.kit_day(one, day=later(n)).state for n in range(days)]


READY, REPAIR, MISSING = DayState.READY, DayState.REPAIR, DayState.MISSING


def test_a_kit_is_ready_again_on_the_day_its_last_part_is() -> None:
    broken = kit(part(PartKind.IRIS, ready=later(1)), part(PartKind.FINGER, ready=later(3)))

    assert states(broken) == [REPAIR, REPAIR, REPAIR, READY]
    assert availability.kit_day(broken, day=TODAY) == KitDay(REPAIR, PartKind.FINGER, later(3))
    assert availability.back_on(broken, today=TODAY) == later(3)


def test_nobody_knows_when_a_part_of_unknown_repair_is_back() -> None:
    broken = kit(part(PartKind.IRIS, ready=None), part(PartKind.FINGER, ready=later(3)))

    assert availability.kit_day(broken, day=later(2)) == KitDay(REPAIR, PartKind.IRIS, None)
    assert availability.back_on(broken, today=TODAY) is None


def test_a_borrowed_part_makes_a_kit_whole_until_its_day_and_no_longer() -> None:
    own, borrowed = part(PartKind.IRIS, ready=later(3)), part(PartKind.IRIS, until=later(1))

    assert states(kit(own, borrowed)) == [READY, READY, REPAIR, READY]
    assert states(kit(borrowed)) == [READY, READY, MISSING, MISSING]


def test_a_part_that_is_lent_away_is_missed_until_the_day_after_and_for_ever_when_overdue() -> None:
    away = PartNow(kind=PartKind.CAMERA, ready_on=TODAY, here_from=later(2))
    overdue = PartNow(kind=PartKind.CAMERA, ready_on=TODAY, here_from=None)

    assert states(kit(away)) == [DayState.BORROWED, DayState.BORROWED, READY, READY]
    assert states(kit(overdue)) == [DayState.BORROWED] * 4


def test_a_reserved_kit_is_not_given_to_the_plan_but_is_not_dead() -> None:
    promised = kit(reserved=(Reserved(first=later(1), last=later(2)),))
    days = [later(n) for n in range(4)]

    assert states(promised) == [READY, DayState.RESERVED, DayState.RESERVED, READY]
    assert availability.ready_kits([promised], days=days) == {
        later(0): [promised.kit],
        later(1): [],
        later(2): [],
        later(3): [promised.kit],
    }
    assert availability.back_on(promised, today=later(1)) == later(1)


def test_a_team_has_fewer_kits_while_some_are_broken_and_days_without_any_count_for_none() -> None:
    days = [later(n) for n in range(4)]
    broken = kit(part(PartKind.IRIS, ready=later(2)), team="A", number=2)
    kits = [kit(team="A"), broken, kit(team="B", number=3), kit(number=4)]

    assert availability.kits_a_team(kits[:2], days=days) == 1.5
    assert availability.kits_a_team(kits, days=days) == 1.25
    assert availability.kits_a_team([kits[1]], days=days) == 1.0
    assert availability.kits_a_team([kits[3]], days=days) == 1.0


# What a dead kit costs


def test_a_dead_kit_costs_its_working_days_of_this_month_times_what_a_day_brings() -> None:
    dead_since, back = (
        date(2026, 10, 20),
        date(2026, 11, 27),
    )  # 22 working days before 26 November ... less Sundays
    cost = consequences.cost(dead_since=dead_since, ready_on=back, today=TODAY, expected=PerDay(30.4, 60))

    november = [date(2026, 11, n) for n in range(1, 27)]
    assert cost.days == sum(day.weekday() != 6 for day in november) == 22
    assert cost.people == round(22 * 30.4)


def test_without_an_end_it_counts_to_the_end_of_the_month_and_without_results_it_tells_no_people() -> None:
    cost = consequences.cost(dead_since=TODAY, ready_on=None, today=TODAY, expected=None)

    assert (cost.days, cost.people) == (6, None)  # 24 to 30 November without Sunday 29


def test_what_a_day_brings_is_the_mean_of_days_on_which_somebody_came() -> None:
    past = [PastDay(30, 200), PastDay(0, 0), PastDay(10, 90)]

    assert consequences.per_day(past) == PerDay(20, 2)
    assert consequences.per_day([PastDay(0, 0)]) is None


def test_the_pace_is_measured_on_busy_days_alone() -> None:
    busy = [PastDay(31, 120), PastDay(41, 80), PastDay(3, 1)]

    assert consequences.minutes_each(busy) == (pytest.approx(3.0), 2)
    assert consequences.minutes_each([PastDay(3, 1)]) == (None, 0)
