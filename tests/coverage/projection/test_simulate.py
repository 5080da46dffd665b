"""People are conserved on every path; what helps never hurts."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.coverage.projection.learning import learn
from rekam.coverage.projection.outcome import coverage_of
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.scenarios import MONTH_DAYS, NOTHING_CHANGES, Scenario
from rekam.coverage.projection.simulate import Paths, Simulation, step_ends
from tests.coverage.projection.cities import TODAY, city

YEAR = 364


def run(scenario: Scenario = NOTHING_CHANGES, *, days: int = YEAR, paths: int = 200, seed: int = 1) -> Paths:
    ends = step_ends(today=TODAY, on=TODAY + days, until=TODAY + days)
    return Simulation(city(), learn(city()), scenario=scenario, paths=paths, ends=ends, seed=seed).run()


def mean_coverage(scenario: Scenario, *, measure: Measure = Measure.RECORDED) -> float:
    return float(coverage_of(run(scenario), measure=measure)[:, -1].mean())


scenarios = st.builds(
    Scenario,
    kits=st.none() | st.integers(0, 3),
    team_days=st.none() | st.floats(0, 20),
    blanks=st.none() | st.just((50, 90)),
    dry_months=st.floats(0, 8),
    printers=st.none() | st.integers(0, 2),
    outage_days=st.floats(0, 22),
    ahead=st.none() | st.floats(0, 0.99),
)


@settings(max_examples=15, deadline=None)
@given(scenario=scenarios, seed=st.integers(0, 1000))
def test_people_are_conserved_on_every_path(scenario: Scenario, seed: int) -> None:
    paths = run(scenario, days=200, paths=20, seed=seed)
    start = paths.wajib[:, :1]
    assert np.array_equal(paths.wajib, start + paths.came - paths.left)
    assert (paths.recorded >= 0).all()
    assert (paths.missing >= 0).all()
    assert (paths.held >= 0).all()
    assert (paths.held <= paths.recorded).all()
    assert (np.diff(paths.came, axis=1) >= 0).all()


def test_the_first_step_is_today_as_the_register_has_it() -> None:
    paths, register = run(), city()
    waiting = register.recordings
    here = waiting.waiting_on(TODAY) & (waiting.since <= TODAY)
    assert set(paths.missing[:, 0]) == {int(here.sum())}
    assert set(paths.recorded[:, 0]) == {int(register.flows.settled.sum())}
    assert set(paths.held[:, 0]) == {register.held}


def test_the_same_seed_gives_the_same_future_and_another_one_another() -> None:
    assert np.array_equal(run(seed=5).recorded, run(seed=5).recorded)
    assert not np.array_equal(run(seed=5).recorded, run(seed=6).recorded)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Scenario(ahead=0.9), Scenario(ahead=0.2)),
        (Scenario(team_days=10), NOTHING_CHANGES),
        (NOTHING_CHANGES, Scenario(outage_days=11)),
        (NOTHING_CHANGES, Scenario(kits=0)),
    ],
)
def test_what_helps_raises_the_coverage(better: Scenario, worse: Scenario) -> None:
    assert mean_coverage(better) > mean_coverage(worse)


def test_kits_are_an_upper_limit() -> None:
    few = Scenario(kits=0)
    paths = run(few)
    assert (np.diff(paths.recorded, axis=1) <= np.diff(paths.came, axis=1)).all()


def test_no_card_is_handed_over_without_a_blank() -> None:
    dry = dataclasses.replace(NOTHING_CHANGES, dry_months=7, blanks=(10, 20))
    paths = run(dry)
    months = int(7 * MONTH_DAYS / 7)
    gained = paths.held - paths.held[:, :1]
    arrivals = paths.came
    assert (gained[:, :months] <= arrivals[:, :months]).all()
    blanks_at_most = 20 * (YEAR / MONTH_DAYS - 7) + 20
    assert (gained[:, -1] <= blanks_at_most + arrivals[:, -1]).all()
    assert mean_coverage(dry, measure=Measure.HELD) < mean_coverage(NOTHING_CHANGES, measure=Measure.HELD)


def test_who_waited_through_dry_months_comes_for_the_card_as_everybody_does() -> None:
    """A quarter after the drought nearly as few wait as without one, where blanks are plenty by then."""
    quarter = (int(7 * MONTH_DAYS / 7) + 13) * 7
    plenty = Scenario(blanks=(10**6, 10**6))
    usual, dry = (
        (paths.recorded - paths.held)[:, -1].mean()
        for paths in (
            run(scenario, days=quarter) for scenario in (plenty, dataclasses.replace(plenty, dry_months=7))
        )
    )
    assert usual < dry < 1.6 * usual


def test_recording_needs_no_blank() -> None:
    dry = run(Scenario(dry_months=7))
    assert np.array_equal(dry.recorded, run().recorded)


@given(today=st.integers(700_000, 740_000), ahead=st.integers(1, 3652))
def test_a_step_ends_on_the_day_that_is_asked_for(today: int, ahead: int) -> None:
    ends = step_ends(today=today, on=today + ahead, until=today + 3652)
    assert ahead in ends
    assert ends[0] >= 1
    assert set(np.diff(ends[ends <= ahead])) <= {7}
    assert set(np.diff(ends[ends >= ahead])) <= {28}
    assert ends[-1] >= 3652


def test_steps_of_four_weeks_lead_where_weeks_do() -> None:
    weekly, long = (
        Simulation(
            city(),
            learn(city()),
            scenario=NOTHING_CHANGES,
            paths=400,
            ends=step_ends(today=TODAY, on=TODAY + asked, until=TODAY + 1400),
            seed=1,
        ).run()
        for asked in (1400, 28)
    )
    for measure in (Measure.RECORDED, Measure.HELD):
        one, other = (coverage_of(paths, measure=measure)[:, -1] for paths in (weekly, long))
        assert np.median(one) == pytest.approx(np.median(other), abs=0.1)
        assert one.std() == pytest.approx(other.std(), rel=0.25)


def test_blanks_in_the_safe_are_handed_out_before_any_arrives() -> None:
    dry = Scenario(dry_months=7)
    stocked = dataclasses.replace(dry, stock=40)
    half = dataclasses.replace(stocked, replaced=0.5)
    gained = [
        (paths.held - paths.held[:, :1] + paths.left)[:, 26].mean()
        for paths in (run(scenario, days=182) for scenario in (dry, half, stocked))
    ]
    assert gained[0] < gained[1] < gained[2] <= gained[0] + 40


def test_team_days_meet_whom_visits_met() -> None:
    """Where all visits were to schools, more of them bring 16-year-olds and hardly anybody else."""
    learnt, far = learn(city()), Scenario(team_days=4)
    young = np.where(np.arange(len(learnt.recording.visited)) < 2, 1.0, 0.0)
    schools = dataclasses.replace(learnt, recording=dataclasses.replace(learnt.recording, visited=young))
    ends = step_ends(today=TODAY, on=TODAY + 28, until=TODAY + 28)
    usual, anywhere, at_schools = (
        Simulation(city(), known, scenario=scenario, paths=200, ends=ends, seed=1).run().missing[:, -1].mean()
        for known, scenario in ((learnt, NOTHING_CHANGES), (learnt, far), (schools, far))
    )
    assert anywhere < at_schools < usual
