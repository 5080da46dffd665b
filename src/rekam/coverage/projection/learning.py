"""What the past of an area teaches about its next months (pure)."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from rekam.coverage.projection.hazard import (
    CARD_WEEKS,
    RECORDING_WEEKS,
    Table,
    channel_shares,
    expected,
    hazards,
    tabulate,
    tabulate_awake,
    unit_blocks,
    visited,
)
from rekam.coverage.projection.lives import WINDOW_DAYS, Clock, Floats, Ints, Register, Spells
from rekam.coverage.projection.rates import Rate, shrunken
from rekam.coverage.projection.tempo import BLOCK_DAYS, Tempo, learn_tempo, standstill_days
from rekam.coverage.projection.wobble import learn_wobble

USUAL_FLOW = 0.01 / 365.25  # one of a hundred a year, for a register in which nobody came or went yet


@dataclass(frozen=True)
class Waiting:
    """How soon a wait ends.

    hazards   per person-day by class
    channels  [class, channel] shares; mix [channel] of all recordings of the window
    visited   by class, how readily a team on a visit records one who waits; only their ratios count
    clock     stands still where nothing happened for months
    local     how much faster the area is than all the areas the hazards were learnt from
    wobble    variance of the area's own blocks beside theirs (wobble.learn_wobble)
    """

    hazards: Floats
    channels: Floats
    mix: Floats
    visited: Floats
    clock: Clock
    tempo: Tempo
    local: Rate
    wobble: float

    @property
    def flowing(self) -> "Waiting":
        """The same without standstills, for who says outright when blanks come."""
        return replace(self, tempo=replace(self.tempo, still=None))


@dataclass(frozen=True)
class Learnt:
    """Everything a simulation draws from; rates are per person-day.

    settled_*, children_*, missing_*   who leaves, and who comes per person of that kind
    marriage   of 16-year-olds
    """

    recording: Waiting
    cards: Waiting | None
    settled_leave: Rate
    settled_come: Rate
    missing_leave: Rate
    missing_come: Rate
    children_leave: Rate
    children_come: Rate
    marriage: Rate


def learn(register: Register) -> Learnt:
    """Learn hazards, tempo and rates from the window before the register's day."""
    recording, table = _waiting(register.recordings, weeks=RECORDING_WEEKS, register=register)
    cards = _waiting(register.cards, weeks=CARD_WEEKS, register=register)[0] if len(register.cards) else None
    flows, inside = register.flows, register.inside
    settled = (flows.settled + flows.settled_left / 2) * WINDOW_DAYS
    children = (flows.children + flows.children_left / 2) * WINDOW_DAYS
    waited = table.by_unit[:, 2:].sum(axis=1)
    return Learnt(
        recording=recording,
        cards=cards,
        settled_leave=_rate(flows.settled_left, exposure=settled, register=register),
        settled_come=_rate(flows.settled_came, exposure=settled, register=register),
        missing_leave=_rate(_left_unrecorded(register), exposure=waited, register=register),
        missing_come=_rate(flows.missing_came, exposure=waited, register=register),
        children_leave=_rate(flows.children_left, exposure=children, register=register),
        children_come=_rate(flows.children_came, exposure=children, register=register),
        # Whoever is 16 has been so for half a year on average.
        marriage=shrunken(
            events=flows.teens_married, exposure=flows.teens * 182, inside=inside, usual=USUAL_FLOW
        ),
    )


def months_of(days: Ints) -> Ints:
    """Month of the year, 0 to 11, of ordinals."""
    epoch = date(1970, 1, 1).toordinal()
    return (days - epoch).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


def _waiting(spells: Spells, *, weeks: tuple[int, ...], register: Register) -> tuple[Waiting, Table]:
    window = {"first": register.first, "last": register.day, "units": len(register.inside)}
    table = tabulate(spells, weeks=weeks, **window)
    observed = table.events.sum(axis=0)
    still = standstill_days(observed=observed, expected=expected(table, rates=hazards(table)))
    clock = Clock(register.first, still)
    if still.any():
        table = tabulate_awake(spells, clock=clock, weeks=weeks, **window)
    rates = hazards(table)
    own, usual = unit_blocks(spells, weeks=weeks, rates=rates, block=BLOCK_DAYS, **window)
    waiting = Waiting(
        hazards=rates,
        channels=channel_shares(table),
        mix=table.channels.sum(axis=0) / max(int(table.channels.sum()), 1),
        visited=visited(table),
        clock=clock,
        tempo=learn_tempo(
            observed=observed,
            expected=expected(table, rates=rates),
            months=months_of(np.arange(register.first, register.day + 1)),
            still=still,
            # Blanks have one supplier for the whole country; recording needs none.
            standstills=weeks is CARD_WEEKS,
        ),
        local=shrunken(
            events=table.unit_events, exposure=table.by_unit @ rates, inside=register.inside, usual=1.0
        ),
        wobble=learn_wobble(observed=own, expected=usual, inside=register.inside),
    )
    return waiting, table


def _left_unrecorded(register: Register) -> Ints:
    spells = register.recordings
    gone = (spells.left >= register.first) & (spells.left <= register.day) & (spells.event >= spells.left)
    gone &= spells.since < spells.left
    return np.bincount(spells.unit[gone], minlength=len(register.inside))


def _rate(events: Ints, *, exposure: Floats | Ints, register: Register) -> Rate:
    return shrunken(events=events, exposure=exposure, inside=register.inside, usual=USUAL_FLOW)
