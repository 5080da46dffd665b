"""Who is at risk when, and the hazard of it, against the people counted one by one and Kaplan-Meier."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.projection.hazard import RECORDING_WEEKS, hazards, mean_wait, tabulate
from rekam.coverage.projection.lives import NEVER
from tests.coverage.projection.cities import spells

FIRST, LAST = 1000, 1055
wait = st.tuples(
    st.integers(200, 1300),
    st.integers(0, 900),
    st.integers(0, 900) | st.none(),
    st.integers(0, 900) | st.none(),
)


@given(st.lists(wait, min_size=1, max_size=12))
def test_exposure_and_events_are_the_days_of_each_person(
    people: list[tuple[int, int, int | None, int | None]],
) -> None:
    since = [one[0] for one in people]
    enter = [one[0] - 365 + one[1] for one in people]
    event = [NEVER if one[2] is None else one[0] - 365 + one[1] + one[2] for one in people]
    left = [NEVER if one[3] is None else one[0] - 365 + one[1] + one[3] for one in people]
    waits = spells(since=since, event=event, enter=enter, left=left)

    table = tabulate(waits, weeks=RECORDING_WEEKS, first=FIRST, last=LAST, units=1)

    exposure, events = np.zeros_like(table.exposure), np.zeros_like(table.events)
    for row in range(len(people)):
        for day in range(max(FIRST, enter[row]), LAST + 1):
            kind = np.searchsorted(np.array(RECORDING_WEEKS) * 7, day - since[row], side="right") - 1
            if day >= left[row] or day > event[row] or not 0 <= kind < len(RECORDING_WEEKS) - 1:
                continue
            exposure[kind, day - FIRST] += 1
            events[kind, day - FIRST] += day == event[row]
    assert np.array_equal(table.exposure, exposure)
    assert np.array_equal(table.events, events)
    assert table.by_unit.sum() == exposure.sum()
    assert table.channels.sum() == table.unit_events.sum() == events.sum()


def test_the_hazard_gives_the_survival_that_kaplan_meier_gives() -> None:
    rng = np.random.default_rng(1)
    since = rng.integers(0, 4000, 6000)
    waited = rng.exponential(400, 6000).astype(int)
    censored = 3000 + rng.integers(0, 2000, 6000)
    seen = since + waited < censored
    waits = spells(
        since=since.tolist(),
        event=np.where(seen, since + waited, NEVER).tolist(),
        enter=since.tolist(),
        left=censored.tolist(),
    )
    table = tabulate(waits, weeks=RECORDING_WEEKS, first=0, last=6000, units=1)

    survival = np.exp(-np.cumsum(hazards(table)[2:] * np.diff(np.array(RECORDING_WEEKS[2:]) * 7)))

    spans = np.minimum(waited, censored - since)
    product, told = 1.0, []
    for day in range(728):
        at_risk = ((spans >= day) & (since < censored)).sum()
        product *= 1 - ((spans == day) & seen).sum() / at_risk
        told.append(product)
    edges = [week * 7 for week in RECORDING_WEEKS[3:] if week <= 104]
    assert survival[: len(edges)] == pytest.approx([told[edge - 1] for edge in edges], abs=0.015)


def test_whoever_came_late_is_not_counted_for_the_days_before() -> None:
    late = spells(since=[990], event=[NEVER], enter=[1020])
    table = tabulate(late, weeks=RECORDING_WEEKS, first=FIRST, last=LAST, units=1)
    assert table.exposure.sum() == LAST + 1 - 1020


@given(rate=st.floats(1e-4, 0.05), leaving=st.floats(1e-6, 1e-3))
def test_with_one_hazard_the_mean_wait_is_its_inverse(rate: float, leaving: float) -> None:
    rates = np.array([0.0, 0.0] + [rate] * (len(RECORDING_WEEKS) - 3))
    days, share = mean_wait(rates, weeks=RECORDING_WEEKS, leaving=leaving)
    lasting = 1 - np.exp(-(rate + leaving) * RECORDING_WEEKS[-1] * 7)
    assert days == pytest.approx(lasting / (rate + leaving), rel=1e-6)
    assert share == 1


@given(rates=st.lists(st.floats(1e-5, 0.05), min_size=9, max_size=9), more=st.integers(0, 8))
def test_a_higher_hazard_never_makes_the_backlog_longer(rates: list[float], more: int) -> None:
    slow, quick = np.array(rates), np.array(rates)
    quick[more] *= 2
    backlog = [
        days * share
        for days, share in (mean_wait(r, weeks=RECORDING_WEEKS, leaving=1e-5) for r in (slow, quick))
    ]
    assert backlog[1] <= backlog[0] * (1 + 1e-9)
