"""Why 100 % on one day cannot be reached, in numbers (pure).

Source: Little, Operations Research 9 (1961): people in a queue = arrivals a day x mean days in it.
"""

from dataclasses import dataclass

import numpy as np

from rekam.coverage.projection.hazard import RECORDING_WEEKS, mean_wait
from rekam.coverage.projection.learning import Learnt
from rekam.coverage.projection.lives import Register

YEAR = 365


@dataclass(frozen=True)
class Standing:
    """The backlog that never goes away while people turn 17 and are recorded as they were.

    turning   people who turn 17 a day, mean of the coming year
    inflow    of them, those who do so unrecorded, with unrecorded arrivals: people a day
    wait      mean days from then until the recording (or death or departure)
    backlog   inflow x wait: people not recorded in the long run
    ceiling   the highest coverage that lasts, percent of wajib
    missing   people not recorded today
    """

    turning: float
    inflow: float
    wait: float
    backlog: int
    ceiling: float
    missing: int


def standing(register: Register, learnt: Learnt) -> Standing:
    """Little's law with the numbers of this area."""
    here = register.recordings.only(register.inside[register.recordings.unit])
    coming = (here.since > register.day) & (here.since <= register.day + YEAR) & (here.left > register.day)
    next_children = int(np.sum(register.children_due <= register.day + YEAR))
    turning = (int(coming.sum()) + next_children) / YEAR
    leaving = max(learnt.missing_leave.mean, 1e-7)
    rates = learnt.recording.hazards * learnt.recording.local.mean
    wait, share = mean_wait(rates, weeks=RECORDING_WEEKS, leaving=leaving)
    missing = int((here.waiting_on(register.day) & (here.since <= register.day)).sum())
    inflow = turning * share + missing * learnt.missing_come.mean
    backlog = round(inflow * wait)
    wajib = missing + int(register.flows.settled[register.inside].sum())
    ceiling = 100 * (1 - min(backlog, wajib) / wajib) if wajib else 0.0
    return Standing(turning, inflow, wait, backlog, ceiling, missing)
