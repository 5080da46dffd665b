"""The four days: what counts, what stops them, and when they are over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications.clock.rules import (
    PROMISE,
    Cause,
    Clock,
    Start,
    Tick,
    days_used,
    due_on,
    fold,
    is_late,
    percentile,
)
from rekam.applications.filing.steps import Step
from rekam.kernel.working_days import is_working_day

WIB = timedelta(hours=7)
ZONE = datetime.strptime("+0700", "%z").tzinfo
assert ZONE is not None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def ticks(*told: str) -> list[Tick]:
    """ "sent 2026-11-23T10:05", "paused 2026-11-24T08:00 blanks" """
    parts = [line.split() for line in told]
    return [Tick(Step(one[0]), at(one[1]), Cause(one[2]) if len(one) > 2 else None) for one in parts]


def works(day: date) -> bool:
    return is_working_day(day, holidays={date(2026, 12, 24)})


def used(clock: Clock, now: str) -> int:
    return days_used(clock, now=at(now), zone=ZONE, counts=works)


def due(clock: Clock, now: str) -> date | None:
    return due_on(clock, now=at(now), zone=ZONE, counts=works)


def test_the_day_of_sending_is_the_first_of_four() -> None:
    clock = fold(ticks("sent 2026-11-23T10:05"))  # Monday

    assert used(clock, "2026-11-24T09:15") == 2
    assert due(clock, "2026-11-24T09:15") == date(2026, 11, 26)
    assert not is_late(used(clock, "2026-11-26T23:59"))
    assert is_late(used(clock, "2026-11-27T08:00"))


def test_weekends_and_days_off_do_not_count() -> None:
    clock = fold(ticks("sent 2026-12-22T08:00"))  # Tuesday; Thursday is cuti bersama, Friday Christmas

    assert due(clock, "2026-12-22T08:00") == date(2026, 12, 29)
    assert used(clock, "2026-12-28T08:00") == 3


def test_what_comes_on_a_sunday_has_used_no_day_yet() -> None:
    clock = fold(ticks("sent 2026-11-22T20:00"))

    assert used(clock, "2026-11-22T21:00") == 0
    assert due(clock, "2026-11-22T21:00") == date(2026, 11, 26)


def test_calendar_days_count_all() -> None:
    clock = fold(ticks("sent 2026-11-22T20:00"))

    assert days_used(clock, now=at("2026-11-25T08:00"), zone=ZONE, counts=lambda _day: True) == PROMISE


def test_waiting_for_the_applicant_stops_the_clock() -> None:
    clock = fold(ticks("sent 2026-11-23T10:00", "asked 2026-11-23T15:00"))

    assert clock.paused_for is Cause.APPLICANT
    assert used(clock, "2026-12-04T08:00") == 1
    assert due(clock, "2026-12-04T08:00") is None


def test_so_does_waiting_for_the_originals() -> None:
    clock = fold(
        ticks("sent 2026-11-23T10:00", "checked 2026-11-23T11:00", "approved 2026-11-24T10:00")
        + ticks("originals 2026-12-01T09:00", "ready 2026-12-01T10:00")
    )

    assert used(clock, "2027-01-01T00:00") == 3
    assert clock.stopped_at == at("2026-12-01T10:00")


def test_a_pause_of_an_hour_takes_no_day_away() -> None:
    clock = fold(ticks("sent 2026-11-23T10:00", "paused 2026-11-24T10:00 blanks", "resumed 2026-11-24T11:00"))

    assert used(clock, "2026-11-24T12:00") == 2


def test_an_officers_pause_and_the_applicants_are_apart() -> None:
    clock = fold(
        ticks("sent 2026-11-23T10:00", "paused 2026-11-23T11:00 centre", "asked 2026-11-23T12:00")
        + ticks("sent 2026-11-25T10:00")
    )

    assert clock.paused_for is Cause.CENTRE
    assert [pause.cause for pause in clock.pauses] == [Cause.APPLICANT, Cause.CENTRE]


def test_the_days_may_run_from_the_originals() -> None:
    told = ticks("sent 2026-11-23T10:00", "approved 2026-11-24T10:00", "originals 2026-11-30T09:00")

    assert used(fold(told, start=Start.ORIGINALS), "2026-12-01T09:00") == 2
    assert fold(told[:2], start=Start.ORIGINALS).started_at is None


def test_what_is_rejected_stops_and_stays_stopped() -> None:
    clock = fold(ticks("sent 2026-11-23T10:00", "rejected 2026-11-25T10:00"))

    assert not clock.is_open
    assert used(clock, "2027-11-25T10:00") == 3


def test_of_a_late_one_the_due_day_is_past() -> None:
    clock = fold(ticks("sent 2026-11-23T10:00"))

    assert due(clock, "2026-12-01T10:00") == date(2026, 11, 26)


MOMENTS = st.integers(1_790_000_000, 1_800_000_000).map(lambda told: datetime.fromtimestamp(told, UTC))
STEPS = st.sampled_from([Step.ASKED, Step.SENT, Step.APPROVED, Step.ORIGINALS, Step.PAUSED, Step.RESUMED])


@settings(max_examples=60, deadline=None)
@given(begins=MOMENTS, told=st.lists(st.tuples(STEPS, MOMENTS), max_size=12), ends=MOMENTS)
def test_runs_and_pauses_share_no_moment_and_never_exceed_the_time(
    begins: datetime, told: list[tuple[Step, datetime]], ends: datetime
) -> None:
    steps = [(Step.SENT, begins), *sorted(((s, t) for s, t in told if t > begins), key=lambda one: one[1])]
    clock = fold(Tick(step, when, Cause.BLANKS if step is Step.PAUSED else None) for step, when in steps)
    now = max([ends, *(when for _, when in steps)])
    running = sum(((run.ends or now) - run.begins for run in clock.runs), timedelta())

    assert timedelta() <= running <= now - begins
    assert (clock.runs[-1].ends is None) is (clock.paused_for is None)
    for run in clock.runs:
        for pause in clock.pauses:
            assert (run.ends or now) <= pause.begins or (pause.ends or now) <= run.begins


@pytest.mark.parametrize(
    ("values", "share", "answer"),
    [
        ([], 0.5, None),
        ([(1, False), (2, False), (9, False)], 0.5, (2, False)),
        ([(1, False), (2, True), (9, False)], 0.5, (2, True)),
        ([(1, False), (2, False), (9, True)], 0.5, (2, False)),
        ([(1, False)] * 9 + [(30, True)], 0.9, (1, False)),
        ([(1, False)] * 9 + [(30, True)], 0.95, (30, True)),
    ],
)
def test_a_percentile_over_open_ones_is_a_lower_bound(
    values: list[tuple[int, bool]], share: float, answer: tuple[int, bool] | None
) -> None:
    assert percentile(values, share=share) == answer
