"""The door of the projection: from a register and a question to quantiles (pure)."""

from dataclasses import dataclass
from datetime import date

from rekam.coverage.projection.explain import Standing, standing
from rekam.coverage.projection.learning import Learnt, learn
from rekam.coverage.projection.lives import Register
from rekam.coverage.projection.outcome import Outcome, outcome
from rekam.coverage.projection.rules import HORIZON_DAYS, Question, check_question
from rekam.coverage.projection.scenarios import NOTHING_CHANGES, Scenario, check_scenario
from rekam.coverage.projection.simulate import Simulation, step_ends
from rekam.kernel.errors import RuleBroken

PATHS = 1000
SEED = 20261124


@dataclass(frozen=True)
class Forecast:
    """One answer with all that stands behind it."""

    question: Question
    scenario: Scenario
    outcome: Outcome
    standing: Standing
    learnt: Learnt


def project(
    register: Register,
    *,
    question: Question,
    scenario: Scenario = NOTHING_CHANGES,
    paths: int = PATHS,
    seed: int = SEED,
) -> Forecast:
    """Where the area will be on the day, and when it meets the target.

    paths  futures that are drawn, at least 1000 for the tails; the same seed gives the same answer
    Raises RuleBroken of check_question and check_scenario, RuleBroken("projection_nobody") where the
    register has no wajib in the area.
    """
    check_question(question, today=date.fromordinal(register.day))
    check_scenario(scenario)
    if register.is_empty:
        raise RuleBroken("projection_nobody")
    learnt = learn(register)
    ends = step_ends(today=register.day, on=question.on.toordinal(), until=register.day + HORIZON_DAYS)
    run = Simulation(register, learnt, scenario=scenario, paths=paths, ends=ends, seed=seed).run()
    return Forecast(question, scenario, outcome(run, question=question), standing(register, learnt), learnt)
