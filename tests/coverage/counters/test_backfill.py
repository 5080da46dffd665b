"""Days before the counters began are recounted, and the causes add up across them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.counters.backfill import DAYS_KEPT, WEEKS_KEPT, day_before, days_to_close
from rekam.coverage.counters.queries import figures, flows, trend
from rekam.coverage.counters.rules import Cause
from rekam.coverage.counters.services import fold, remember
from rekam.kernel.database import scope
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
GROWN = date(1990, 1, 1)


@pytest.fixture
def lived(db: None) -> None:
    """Five people: one recorded 3 days ago, one dead since 5, one who turned 17 two days ago, two others."""
    town.load(born=GROWN, recorded_on=TODAY - timedelta(days=3))
    town.load(born=GROWN, status="dead", status_on=TODAY - timedelta(days=5))
    town.load(born=date(2009, 11, 22))
    town.load(born=GROWN)
    town.load(born=GROWN, recorded_on=date(2015, 1, 1))
    with scope(OFFICE):
        fold(at=AT)


def test_the_first_fold_knows_yesterday(lived: None) -> None:
    with scope(OFFICE):
        assert list(trend(area_code="36.73", since=date(2011, 1, 1))) == [TODAY - timedelta(days=1)]


def test_the_past_is_kept_day_by_day_and_then_by_weeks_until_half_a_year_is_there(lived: None) -> None:
    with scope(OFFICE):
        while remember(at=AT):
            pass
        days = sorted(trend(area_code="36.73", since=date(2011, 1, 1)), reverse=True)

    assert days[:8] == [TODAY - timedelta(days=n) for n in range(1, 9)]
    assert {later - earlier for later, earlier in pairwise(days[7:])} == {timedelta(weeks=1)}
    assert TODAY - days[-1] >= WEEKS_KEPT


def test_what_is_kept_of_a_day_is_what_the_register_tells_of_it(lived: None) -> None:
    with scope(OFFICE):
        remember(at=AT)
        for day, counts in trend(area_code="36.73", since=date(2011, 1, 1)).items():
            assert figures(area_code="36.73", on=day)[KASEMEN].counts == counts


def test_the_causes_of_a_week_add_up_to_its_difference(lived: None) -> None:
    since = TODAY - timedelta(days=7)
    with scope(OFFICE):
        while remember(at=AT):
            pass
        causes = flows(area_code="36.73", since=[since], on=TODAY)[since][KASEMEN]
        before = trend(area_code="36.73", since=since)[since].not_recorded
        now = figures(area_code="36.73", on=TODAY)[KASEMEN].counts.not_recorded

    assert causes == {Cause.RECORDED: -1, Cause.LEFT: -1, Cause.TURNED_17: 1}
    assert now - before == sum(causes.values())


@given(gap=st.integers(1, 400))
def test_the_next_day_back_is_a_day_a_week_or_none(gap: int) -> None:
    first = TODAY - timedelta(days=gap)
    found = day_before(first, today=TODAY)

    if gap < DAYS_KEPT.days:
        assert found == first - timedelta(days=1)
    elif gap < WEEKS_KEPT.days:
        assert found == first - timedelta(days=7)
    else:
        assert found is None


def test_days_on_which_the_worker_slept_are_kept_each_with_its_own_causes(lived: None) -> None:
    nights = [TODAY + timedelta(days=n) for n in range(4)]
    awake = AT + timedelta(days=4)
    with scope(OFFICE):
        recorded, dead = town.load(born=GROWN), town.load(born=GROWN)
        town.load(born=nights[2].replace(year=nights[2].year - 17))
        fold(at=AT)
        town.climb(recorded, status="BIO_CAPTURED", on=nights[0], at=AT)
        town.change(dead, kind="death", on=nights[1], at=awake, status="dead", status_on=nights[1])
        town.arrive(born=GROWN, on=nights[3], at=awake)
        fold(at=awake)

        kept = trend(area_code="36.73", since=TODAY)
        assert list(kept) == nights
        for day, counts in kept.items():
            assert figures(area_code="36.73", on=day)[KASEMEN].counts == counts
        since = flows(area_code="36.73", since=nights, on=nights[-1] + timedelta(days=1))
    told = [since[day].get(KASEMEN, {}) for day in nights]
    assert told[0] == {Cause.LEFT: -1, Cause.TURNED_17: 1, Cause.CAME: 1}
    assert told[1:] == [{Cause.TURNED_17: 1, Cause.CAME: 1}, {Cause.CAME: 1}, {}]


@given(gap=st.integers(0, 400))
def test_days_to_close_lead_from_the_last_to_yesterday_by_weeks_and_then_by_days(gap: int) -> None:
    last = TODAY - timedelta(days=gap)
    days = list(days_to_close(last, today=TODAY))

    assert days[:1] == [last][: min(gap, 1)]
    assert all(TODAY - timedelta(days=n) in days for n in range(1, min(gap, DAYS_KEPT.days) + 1))
    assert all(timedelta() < later - earlier <= timedelta(weeks=1) for earlier, later in pairwise(days))
