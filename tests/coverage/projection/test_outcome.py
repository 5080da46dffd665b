"""Quantiles of the coverage and of the day, what cannot be asked, and why not 100 %."""

from datetime import date, timedelta

import numpy as np
import pytest

from rekam.coverage.projection.explain import standing
from rekam.coverage.projection.forecast import project
from rekam.coverage.projection.hazard import RECORDING_WEEKS
from rekam.coverage.projection.learning import learn
from rekam.coverage.projection.lives import NEVER
from rekam.coverage.projection.outcome import outcome
from rekam.coverage.projection.rules import Measure, Question, check_question
from rekam.coverage.projection.scenarios import Scenario, check_scenario
from rekam.coverage.projection.simulate import Paths
from rekam.kernel.errors import RuleBroken
from tests.coverage.projection.cities import TODAY, city, hamlet, spells

START = date.fromordinal(TODAY)
IN_A_YEAR = START + timedelta(days=364)


def paths(*recorded: list[int]) -> Paths:
    """Futures of a hundred wajib, a week apart."""
    counts = np.array(recorded)
    nobody = np.zeros_like(counts)
    days = TODAY + 7 * np.arange(counts.shape[1])
    return Paths(days, counts, 100 - counts, nobody, nobody, nobody)


def ask(target: float, *, weeks: int = 3) -> Question:
    return Question(Measure.RECORDED, target, START + timedelta(days=7 * weeks))


def test_quantiles_of_coverage_and_of_the_day_the_target_is_met() -> None:
    found = outcome(paths([90, 92, 94, 96], [90, 91, 92, 95], [90, 90, 91, 93]), question=ask(94))
    assert found.coverage.p50 == 95
    assert found.met_on.p50 == START + timedelta(days=21)
    assert found.met_on.p10 == START + timedelta(days=14)
    assert found.met_on.p90 is None
    assert found.chance == pytest.approx(2 / 3)
    assert found.days[0] == START
    assert found.band[0].p10 == found.band[0].p90 == 90


def test_a_target_that_is_met_today_is_met_today() -> None:
    assert outcome(paths([95, 94, 94, 94]), question=ask(95)).met_on.p50 == START


def test_quantiles_are_in_order_and_a_higher_target_comes_later() -> None:
    met = []
    for target in (95.0, 97.0, 99.9):
        found = project(city(), question=Question(Measure.RECORDED, target, IN_A_YEAR), paths=200).outcome
        assert found.coverage.p10 <= found.coverage.p50 <= found.coverage.p90
        days = [day or date.max for day in (found.met_on.p10, found.met_on.p50, found.met_on.p90)]
        assert days == sorted(days)
        met.append(days[1])
    assert met == sorted(met)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question(Measure.RECORDED, 0, IN_A_YEAR), "projection_target_range"),
        (Question(Measure.RECORDED, 100.1, IN_A_YEAR), "projection_target_range"),
        (Question(Measure.RECORDED, 99, START), "projection_date_range"),
        (Question(Measure.RECORDED, 99, START + timedelta(days=3653)), "projection_date_range"),
        (Question(Measure.IKD, 30, IN_A_YEAR), "projection_no_history"),
    ],
)
def test_what_cannot_be_asked_is_refused(question: Question, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_question(question, today=START)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(kits=-1),
        Scenario(blanks=(5, 4)),
        Scenario(ahead=1.0),
        Scenario(outage_days=23),
        Scenario(dry_months=-1),
        Scenario(stock=-1),
        Scenario(replaced=1.0),
    ],
)
def test_a_scenario_out_of_range_is_refused(scenario: Scenario) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_scenario(scenario)
    assert refused.value.code == "scenario_out_of_range"


def test_an_area_without_wajib_is_refused() -> None:
    nobody = hamlet(day=TODAY, recordings=spells(since=[TODAY + 30], event=[NEVER]), settled=0)
    with pytest.raises(RuleBroken) as refused:
        project(nobody, question=Question(Measure.RECORDED, 99, IN_A_YEAR))
    assert refused.value.code == "projection_nobody"


def test_the_backlog_is_inflow_times_wait() -> None:
    """Little's law holds for the figures of the sentence, and the ceiling is what it leaves."""
    told = standing(city(), learn(city()))
    assert told.backlog == round(told.inflow * told.wait)
    assert 0 < told.ceiling < 100
    assert told.inflow <= told.turning * 1.5
    assert told.missing > 0


def test_in_a_steady_hamlet_the_backlog_is_the_one_that_is_there() -> None:
    """One person turns 17 every day, everybody is recorded 100 days later: 100 people wait, always."""
    since = list(range(TODAY - 2500, TODAY + 366))
    event = [day + 100 if day + 100 <= TODAY else NEVER for day in since]
    register = hamlet(day=TODAY, recordings=spells(since=since, event=event), settled=5000)
    told = standing(register, learn(register))
    assert told.missing == 100
    assert told.turning == pytest.approx(1, abs=0.01)
    assert told.backlog == pytest.approx(100, rel=0.1)
    assert len(RECORDING_WEEKS) == len(learn(register).recording.hazards) + 1
