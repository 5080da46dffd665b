"""Where a queue is heading, and when it is empty."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.pace import Course, Trend, trend_of

HOUR = timedelta(hours=1)


@given(waiting=st.integers(1, 10**7), before=st.integers(0, 10**7), minutes=st.integers(5, 65))
@settings(max_examples=40)
def test_only_a_queue_that_shrinks_is_said_to_be_empty_at_a_time(
    waiting: int, before: int, minutes: int
) -> None:
    found = trend_of(waiting, before=before, since=timedelta(minutes=minutes), done=1)
    assert (found.empty_in is not None) == (found.course is Course.SHRINKS)
    if found.course is Course.SHRINKS:
        assert found.empty_in is not None
        assert found.empty_in / HOUR == pytest.approx(waiting / -found.per_hour, abs=1e-6)
    assert (found.course is Course.GROWS) <= (waiting > before)


def test_a_queue_of_which_nothing_is_done_stands_and_an_empty_one_is_empty() -> None:
    assert trend_of(0, before=9, since=HOUR, done=0) == Trend(course=Course.EMPTY, empty_in=timedelta())
    assert trend_of(9, before=9, since=HOUR, done=0).course is Course.STANDS
    assert trend_of(9, before=None, since=timedelta(), done=0).course is Course.STANDS
    assert trend_of(600, before=None, since=timedelta(), done=300).empty_in == 2 * HOUR
    assert trend_of(100, before=300, since=2 * HOUR, done=50).empty_in == HOUR
    assert trend_of(300, before=100, since=HOUR, done=50) == Trend(course=Course.GROWS, per_hour=200)
