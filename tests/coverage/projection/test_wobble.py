"""What a kelurahan has of its own is found, and the clock that stops in months without blanks."""

import numpy as np
import pytest

from rekam.coverage.projection.hazard import CARD_WEEKS, hazards, tabulate, tabulate_awake, unit_blocks
from rekam.coverage.projection.lives import NEVER, Clock
from rekam.coverage.projection.wobble import learn_wobble
from tests.coverage.projection.cities import city, spells

UNITS, BLOCKS, OF_ITS_OWN = 12, 39, 0.5
ONE = np.arange(UNITS) == 0
ALL = np.full(UNITS, True)
EXPECTED = np.full((UNITS, BLOCKS), 30.0)


def recordings(*, own: float) -> np.ndarray:
    """Good and bad months of the office, times what each kelurahan has of its own."""
    rng = np.random.default_rng(4)
    factor = rng.gamma(1 / own, own, (UNITS, BLOCKS)) if own else np.ones((UNITS, BLOCKS))
    return rng.poisson(EXPECTED * rng.gamma(10, 0.1, BLOCKS) * rng.gamma(10, 0.1, UNITS)[:, None] * factor)


def test_campaigns_of_single_kelurahan_widen_their_own_band_and_not_the_office_s() -> None:
    observed = recordings(own=OF_ITS_OWN)
    one = learn_wobble(observed=observed, expected=EXPECTED, inside=ONE)
    assert one == pytest.approx(OF_ITS_OWN * (1 - 1 / UNITS), rel=0.25)
    assert learn_wobble(observed=observed, expected=EXPECTED, inside=ALL) == 0


def test_kelurahan_that_go_with_their_office_have_nothing_of_their_own() -> None:
    assert learn_wobble(observed=recordings(own=0), expected=EXPECTED, inside=ONE) < 0.02
    alone = np.array([True])
    assert learn_wobble(observed=recordings(own=0)[:1], expected=EXPECTED[:1], inside=alone) == 0


def test_recordings_by_kelurahan_and_block_add_up_to_those_of_the_office() -> None:
    register = city()
    window = {"first": register.first, "last": register.day, "units": len(register.inside)}
    table = tabulate(register.cards, weeks=CARD_WEEKS, **window)
    rates = hazards(table)
    observed, expected = unit_blocks(register.cards, weeks=CARD_WEEKS, rates=rates, block=28, **window)
    assert observed.sum(axis=1).tolist() == table.unit_events.tolist()
    assert expected.sum(axis=0) == pytest.approx((rates @ table.exposure).reshape(-1, 28).sum(axis=1))


def test_who_waited_through_a_standstill_has_waited_as_long_as_before_it() -> None:
    stopped = np.zeros(56, dtype=bool)
    stopped[14:42] = True
    clock = Clock(1000, stopped)
    assert clock.read(np.array([990, 1000, 1013, 1014, 1041, 1042, 1055, NEVER])).tolist() == [
        *(990, 1000, 1013, 1013, 1013, 1014, 1027),
        NEVER,
    ]
    waits = spells(since=[1010, 1010], event=[1045, NEVER], enter=[900, 900])
    table = tabulate_awake(waits, clock=clock, weeks=CARD_WEEKS, first=1000, last=1055, units=1)
    assert table.exposure.sum(axis=0).tolist() == [0] * 10 + [2] * 4 + [0] * 28 + [2] * 4 + [1] * 10
    assert table.events[0, 45] == 1
    assert table.exposure[1:].sum() == 4
