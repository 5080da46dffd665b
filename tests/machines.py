"""Driving a room in any order against a plain model: runs, seed, and what is printed of it."""

from collections import Counter
from time import perf_counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

TOLD = ("attempted", "landed", "refused", "lost", "doubled", "stuck")


def drive(
    machine: type[RuleBasedStateMachine],
    *,
    name: str,
    request: pytest.FixtureRequest,
    counted: Counter[str],
    steps: int,
    usual: int,
) -> None:
    """Take steps of a machine as the seed draws them, and print what it counted, also where it breaks.

    counted   what the machine counts into; emptied first
    usual     runs, unless --runs says otherwise
    """
    first, runs = request.config.getoption("--seed"), request.config.getoption("--runs") or usual
    seed(first)(machine)
    how = settings(
        max_examples=runs,
        stateful_step_count=steps,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    began = perf_counter()
    counted.clear()
    try:
        run_state_machine_as_test(machine, settings=how)
    finally:
        told = " ".join(f"{one} {counted[one]}" for one in TOLD)
        print(f"\n{name}: {told} seed {first} seconds {perf_counter() - began:.1f}")
