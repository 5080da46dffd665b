"""What the register of an invented city would say on a day: the future cut off."""

import numpy as np

from rekam.coverage.projection.lives import NEVER, WINDOW_DAYS, Bools, Channel, Flows, Ints, Register, Spells
from rekam.simulation.history import START, UNITS, History, settled_on

_SIXTEEN = 365


def register_on(history: History, *, day: int, inside: Bools | None = None) -> Register:
    """The register at the end of that day, at least three years after the start; all units unless told."""
    inside = np.ones(UNITS, dtype=bool) if inside is None else inside
    own = inside[history.unit]
    first = day + 1 - WINDOW_DAYS
    recorded, left = _known(history.recorded, day=day), _known(history.left, day=day)
    known = (history.came <= day) & (left >= first)
    teen = history.due - _SIXTEEN <= day
    matters = known & teen & ((recorded >= first) | (history.due >= first))
    grown = (history.due <= day) & known
    cards = grown & (recorded <= day) & (_known(history.handed, day=day) >= first)
    here = known & (left == NEVER)
    return Register(
        day=day,
        inside=inside,
        recordings=_spells(history, rows=matters, since=history.due, event=recorded, left=left),
        cards=_spells(
            history,
            rows=cards,
            since=np.maximum(recorded, history.due),
            event=_known(history.handed, day=day),
            left=left,
        ),
        children_due=history.due[here & own & ~teen],
        held=int(
            settled_on(history, day=day)[inside].sum() + (grown & here & own & (history.handed <= day)).sum()
        ),
        flows=_flows(history, day=day, first=first, recorded=recorded, left=left),
        arrivals_known=True,
    )


def _flows(history: History, *, day: int, first: int, recorded: Ints, left: Ints) -> Flows:
    span = slice(first - START, day - START + 1)
    here = (history.came <= day) & (left == NEVER)
    gone = (left >= first) & (left <= day)
    came = (history.came >= first) & (history.came <= day)
    grown, child = history.due <= day, history.due - _SIXTEEN > day
    settled = grown & (recorded <= day)

    def by_unit(rows: Bools) -> Ints:
        return np.bincount(history.unit[rows], minlength=UNITS)

    return Flows(
        settled=settled_on(history, day=day) + by_unit(here & settled),
        settled_left=history.settled_left[span].sum(axis=0) + by_unit(gone & settled & (recorded < left)),
        settled_came=history.settled_came[span].sum(axis=0),
        children=by_unit(here & child),
        children_left=by_unit(gone & child),
        children_came=by_unit(came & child),
        missing_came=by_unit(came & grown & (recorded > history.came)),
        teens=by_unit(here & ~grown & ~child),
        teens_married=np.zeros(UNITS, dtype=np.int64),
    )


def _spells(history: History, *, rows: Bools, since: Ints, event: Ints, left: Ints) -> Spells:
    return Spells(
        since=since[rows],
        enter=np.maximum(history.came, history.due - _SIXTEEN)[rows],
        event=event[rows],
        left=left[rows],
        unit=history.unit[rows],
        channel=np.full(int(rows.sum()), Channel.UNKNOWN),
    )


def _known(days: Ints, *, day: int) -> Ints:
    return np.where(days <= day, days, NEVER)
