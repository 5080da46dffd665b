"""How soon people are recorded, by the time since they became wajib: a piecewise-constant hazard (pure).

Source: Friedman, Annals of Statistics 10 (1982), piecewise exponential models; risk sets with left truncation
and right censoring as in Kaplan and Meier, JASA 53 (1958), extended by Lynden-Bell (1971).
"""

from dataclasses import dataclass, replace

import numpy as np

from rekam.coverage.projection.lives import NEVER, Bools, Channel, Clock, Floats, Ints, Spells

WEEK = 7
# Weeks since the person became wajib at which the hazard may change; before 0 one is 16.
RECORDING_WEEKS = (-52, -26, 0, 4, 13, 26, 52, 104, 260, 2600)
GROWN = RECORDING_WEEKS.index(0)  # the first class of the wajib
CARD_WEEKS = (0, 2, 4, 13, 52, 2600)
_FEW_VISITED = 50  # recordings on visits, spread evenly over the wajib, that are added to those seen


@dataclass(frozen=True)
class Table:
    """Events and exposure of a window, by class of waiting time and day.

    events    [class, day] recordings on the day
    exposure  [class, day] people who could have been recorded on the day (person-days)
    channels  [class, channel] events of the window
    by_unit   [unit, class] person-days; unit_events [unit]
    """

    events: Ints
    exposure: Ints
    channels: Ints
    by_unit: Ints
    unit_events: Ints


def tabulate(spells: Spells, *, weeks: tuple[int, ...], first: int, last: int, units: int) -> Table:
    """Count events and people at risk on the days from `first` to `last`, both included (ordinals).

    Somebody counts in a class while enter <= day < left and while not recorded before that day; whoever
    arrived late, or waits still, counts only for the days that were seen.
    """
    edges = np.array(weeks) * WEEK
    classes, days = len(weeks) - 1, last - first + 1
    exposure = np.zeros((classes, days), dtype=np.int64)
    by_unit = np.zeros((units, classes), dtype=np.int64)
    for number in range(classes):
        seen, begin, end = _at_risk(spells, waited=edges[number : number + 2], first=first, last=last)
        change = np.bincount(begin, minlength=days + 1) - np.bincount(end, minlength=days + 1)
        exposure[number] = np.cumsum(change)[:days]
        by_unit[:, number] = np.bincount(spells.unit[seen], weights=end - begin, minlength=units).astype(
            np.int64
        )
    events, channels, unit_events = _events(spells, edges=edges, first=first, last=last, units=units)
    return Table(events, exposure, channels, by_unit, unit_events)


def tabulate_awake(
    spells: Spells, *, clock: Clock, weeks: tuple[int, ...], first: int, last: int, units: int
) -> Table:
    """The same by a clock that stops at times: on stopped days nobody waits, and no wait grows longer."""
    awake = ~clock.stopped
    table = tabulate(
        clock.of(spells), weeks=weeks, first=first, last=first + int(awake.sum()) - 1, units=units
    )
    whole = np.zeros((2, len(weeks) - 1, last - first + 1), dtype=np.int64)
    whole[:, :, awake] = table.events, table.exposure
    return replace(table, events=whole[0], exposure=whole[1])


def hazards(table: Table) -> Floats:
    """Recordings per person-day in each class over the whole window.

    Half an event is added to each class at the mean rate, so that an empty class is rare and not never.
    """
    events, exposure = table.events.sum(axis=1), table.exposure.sum(axis=1)
    mean = max(float(events.sum()), 0.5) / max(float(exposure.sum()), 1.0)
    rates: Floats = (events + 0.5) / (exposure + 0.5 / mean)
    return rates


def expected(table: Table, *, rates: Floats) -> Floats:
    """Recordings of each day, had the rates been the same all the time."""
    by_day: Floats = rates @ table.exposure
    return by_day


def unit_blocks(
    spells: Spells, *, weeks: tuple[int, ...], rates: Floats, first: int, last: int, units: int, block: int
) -> tuple[Ints, Floats]:
    """[unit, block] recordings, and how many there had been with the same rates everywhere and all the time.

    block  days of each block; the window is a whole number of them
    """
    days = last - first + 1
    change = np.zeros(units * (days + 1))
    for number, rate in enumerate(rates):
        waited = np.array(weeks[number : number + 2]) * WEEK
        seen, begin, end = _at_risk(spells, waited=waited, first=first, last=last)
        row = spells.unit[seen] * (days + 1)
        for day, sign in ((begin, rate), (end, -rate)):
            change += sign * np.bincount(row + day, minlength=len(change))
    expected = np.cumsum(change.reshape(units, days + 1), axis=1)[:, :days]
    seen, _ = _recorded(spells, edges=np.array(weeks) * WEEK, first=first, last=last)
    blocks = days // block
    where = spells.unit[seen] * blocks + (spells.event[seen] - first) // block
    observed = np.bincount(where, minlength=units * blocks).reshape(units, blocks)
    return observed, expected.reshape(units, blocks, block).sum(axis=2)


def channel_shares(table: Table) -> Floats:
    """[class, channel] by which way the recordings of a class came; the window's mix where it had none."""
    mix = table.channels.sum(axis=0) + (np.arange(len(Channel)) == Channel.UNKNOWN) * 1e-9
    counts = table.channels + 1.0 * mix / mix.sum()
    shares: Floats = counts / counts.sum(axis=1, keepdims=True)
    return shares


def visited(table: Table) -> Floats:
    """By class, recordings on visits per person-day; where few are known, the same for all wajib.

    So where visits were to schools, the 16- and 17-year-olds are the ones whom further visits meet.
    """
    grown = table.exposure.sum(axis=1) * (np.arange(len(table.exposure)) >= GROWN)
    even = _FEW_VISITED * grown / max(int(grown.sum()), 1)
    rates: Floats = (table.channels[:, Channel.OUTREACH] + even) / np.maximum(table.exposure.sum(axis=1), 1)
    return rates


def mean_wait(rates: Floats, *, weeks: tuple[int, ...], leaving: float) -> tuple[float, float]:
    """Of those who become wajib unrecorded: the mean days until they are recorded or gone, and its share.

    rates    per person-day by class, from RECORDING_WEEKS
    leaving  deaths and departures per person-day, above 0
    returns  (mean days from day 0 on, share of a cohort that is unrecorded on day 0)
    The integral of the survival exp(-hazard x time), piece by piece.
    """
    edges = np.array(weeks, dtype=float) * WEEK
    alive, share, mean = 1.0, 1.0, 0.0
    for number, rate in enumerate(rates):
        width = edges[number + 1] - edges[number]
        if edges[number] < 0:
            share *= float(np.exp(-rate * width))
            continue
        total = float(rate) + leaving
        mean += alive * -float(np.expm1(-total * width)) / total
        alive *= float(np.exp(-total * width))
    return mean, share


def _at_risk(spells: Spells, *, waited: Ints, first: int, last: int) -> tuple[Bools, Ints, Ints]:
    """Who could have been recorded while waiting from `waited[0]` to before `waited[1]` days.

    Also the days of each of them, counted from `first`: the first one, and the first one no more.
    """
    until = np.minimum(np.minimum(spells.left, spells.event + 1), last + 1)
    begin = np.maximum(np.maximum(spells.enter, spells.since + waited[0]), first)
    end = np.minimum(until, spells.since + waited[1])
    seen = end > begin
    return seen, begin[seen] - first, end[seen] - first


def _events(spells: Spells, *, edges: Ints, first: int, last: int, units: int) -> tuple[Ints, Ints, Ints]:
    """Events by class and day, by class and channel, by unit."""
    classes, days = len(edges) - 1, last - first + 1
    seen, number = _recorded(spells, edges=edges, first=first, last=last)
    rows, columns = number[seen], spells.event[seen] - first
    events = np.bincount(rows * days + columns, minlength=classes * days).reshape(classes, days)
    ways = rows * len(Channel) + spells.channel[seen]
    channels = np.bincount(ways, minlength=classes * len(Channel)).reshape(classes, len(Channel))
    return events, channels, np.bincount(spells.unit[seen], minlength=units)


def _recorded(spells: Spells, *, edges: Ints, first: int, last: int) -> tuple[Bools, Ints]:
    """Whose wait ended in the window, and the class of everybody's wait by then."""
    number = np.searchsorted(edges, spells.event - spells.since, side="right") - 1
    seen = (spells.event >= np.maximum(first, spells.enter)) & (spells.event <= last)
    seen &= (number >= 0) & (number < len(edges) - 1) & (spells.event < np.minimum(spells.left, NEVER))
    return seen, number
