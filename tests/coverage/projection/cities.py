"""A small invented city for the tests, and a register of a few people by hand."""

from functools import cache

import numpy as np

from rekam.coverage.projection.lives import NEVER, Channel, Flows, Ints, Register, Spells
from rekam.simulation.history import START, History, simulate_history
from rekam.simulation.history_register import register_on

TODAY = START + 5 * 365


@cache
def history() -> History:
    """A city of 6,000 wajib."""
    return simulate_history(3, wajib=6000)


@cache
def city() -> Register:
    """Its register after five years."""
    return register_on(history(), day=TODAY)


def spells(
    *, since: list[int], event: list[int], enter: list[int] | None = None, left: list[int] | None = None
) -> Spells:
    """Waits in one kelurahan; entered long ago and still here unless said otherwise."""
    people = len(since)

    def column(days: list[int]) -> Ints:
        return np.array(days, dtype=np.int64)

    return Spells(
        since=column(since),
        enter=column(enter or [since_one - 365 for since_one in since]),
        event=column(event),
        left=column(left or [NEVER] * people),
        unit=np.zeros(people, dtype=np.int64),
        channel=np.full(people, Channel.UNKNOWN),
    )


def hamlet(*, day: int, recordings: Spells, settled: int) -> Register:
    """One kelurahan where nobody comes, goes, or is a child."""
    none, some = np.zeros(1, dtype=np.int64), np.array([settled])
    return Register(
        day=day,
        inside=np.array([True]),
        recordings=recordings,
        cards=recordings.only(np.zeros(len(recordings), dtype=bool)),
        children_due=np.zeros(0, dtype=np.int64),
        held=0,
        flows=Flows(some, none, none, none, none, none, none, none, none),
        arrivals_known=True,
    )
