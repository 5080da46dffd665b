"""The days as pages draw them."""

from datetime import UTC, datetime, timedelta

import pytest

from rekam.applications.clock.drawing import days_of
from rekam.applications.clock.queries import Timed
from rekam.applications.clock.rules import Clock, Span
from rekam.applications.filing.models import Application

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stopped", "drawn"),
    [(None, ["today", "ahead", "ahead", "limit"]), (MONDAY + timedelta(hours=1), ["past"])],
)
def test_only_a_clock_that_runs_has_days_to_come(stopped: datetime | None, drawn: list[str]) -> None:
    clock = Clock(MONDAY, runs=(Span(MONDAY, stopped),), stopped_at=stopped)
    one = Timed(application=Application(), clock=clock, used=1, due=None)
    assert [day.state for day in days_of(one, now=MONDAY + timedelta(hours=2))] == drawn
