"""Figures that cannot hide who still waits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications.clock.performance import SMALL, Case, Left, by_service, chance_of_lateness, line_of

CASES = st.lists(
    st.builds(
        Case,
        service=st.sampled_from(["kk", "kia", "ktp-baru", "akta-kelahiran"]),
        used=st.integers(0, 30),
        lived=st.integers(0, 60),
        ended=st.booleans(),
        paused_for=st.none(),
    ),
    max_size=60,
)


@settings(max_examples=50, deadline=None)
@given(cases=CASES)
def test_the_four_parts_add_up_to_what_was_sent(cases: list[Case]) -> None:
    line = line_of(cases)

    assert line.in_time + line.late + line.open_in_time + line.open_late == line.sent == len(cases)


@settings(max_examples=50, deadline=None)
@given(cases=CASES)
def test_no_cell_is_small_and_none_can_be_reckoned_from_the_total(cases: list[Case]) -> None:
    lines, others = by_service(cases)
    shown = sum(line.sent for line in lines) + (others.sent if others else 0)

    assert all(line.sent >= SMALL for line in (*lines, *([others] if others else [])))
    assert shown in (len(cases), 0) or len(cases) - shown == 0


def test_an_old_open_one_raises_the_median_that_the_finished_alone_would_show() -> None:
    done = [Case(service="kk", used=1, lived=1, ended=True)] * 3
    waits = [Case(service="kk", used=20, lived=30, ended=False)] * 4

    assert line_of(done).median == 1
    assert (line_of(done + waits).median, line_of(done + waits).median_at_least) == (20, True)


def test_lateness_is_foretold_from_what_was_and_not_from_too_little() -> None:
    past = [Left("waiting", 2)] * 15 + [Left("waiting", 5)] * 5

    assert chance_of_lateness(state="waiting", used=0, past=past) == 0.25
    assert chance_of_lateness(state="waiting", used=3, past=past) == 1.0
    assert chance_of_lateness(state="checked", used=0, past=past) is None
    assert chance_of_lateness(state="checked", used=5, past=[]) == 1.0
