"""The compiled loops of the bound: the dearest day of a team, and the dearest series of visits to a site.

Both are exact for the widened problem or err upwards, never downwards: the proof of the bound rests on them
(docs/explanation/the-bound.md).
"""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

from rekam.outreach.planning.region import Real, Whole

NEVER = -1e18
ROUNDING = 1e-9

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def _compiled(kernel: Kernel) -> Kernel:
    """Maxima may be taken in any order: no number here is NaN, and a zero has no sign that matters."""
    made = njit(cache=True, nogil=True, error_model="numpy", fastmath={"nnan", "nsz"})(kernel)
    return cast(Kernel, made)


@_compiled
def sweep_days(
    worth: Real,
    longest: Whole,
    between: Whole,
    near: Whole,
    reach: Whole,
    out: Whole,
    back: Whole,
    shift: int,
    setup: int,
    arrive: Real,
    leave: Real,
    peak: Real,
) -> None:
    """Fill in what a day earns at most when it arrives at, and leaves, each site at each minute.

    worth[site, minutes]   price of a session; 0 for no minutes, never falling
    longest[site]          minutes of a session at most; 0 = closed
    near, reach            by site the others in the order of travel to them and home, and that travel
    arrive[minute, site]   filled in; below 0 = cannot be
    leave[site, minute]    filled in
    peak                   room to work, one for each site

    A day may come back to a site: that allows more than a plan may do, so it errs upwards.
    """
    arrive[:] = NEVER
    leave[:] = NEVER
    peak[:] = 0.0
    for i in range(len(out)):
        if longest[i] > 0 and out[i] <= shift:
            arrive[out[i], i] = 0.0
    for minute in range(shift + 1):
        for i in range(len(out)):
            # Whoever could have left earlier with as much need not be followed.
            if leave[i, minute] > peak[i]:
                peak[i] = leave[i, minute]
                left = shift - minute - setup
                _travel_on(longest, between[i], near[i], reach[i], left, arrive[minute:], peak[i])
        for i in range(len(out)):
            most = min(longest[i], shift - minute - setup - back[i])
            if arrive[minute, i] >= 0.0 and most > 0:
                _record(worth[i], arrive[minute, i], leave[i, minute + setup : minute + setup + most + 1])


@_compiled
def _travel_on(
    longest: Whole, way: Whole, near: Whole, reach: Whole, left: int, arrive: Real, earned: float
) -> None:
    for q in range(len(near)):
        if reach[q] >= left:
            return
        j = near[q]
        if longest[j] > 0:
            arrive[way[j], j] = max(arrive[way[j], j], earned)


@_compiled
def _record(worth: Real, earned: float, leave: Real) -> None:
    for minutes in range(1, len(leave)):
        leave[minutes] = max(leave[minutes], earned + worth[minutes])


@_compiled
def collect_days(
    worth: Real,
    between: Whole,
    out: Whole,
    back: Whole,
    shift: int,
    setup: int,
    arrive: Real,
    leave: Real,
    value: Real,
    stops: Whole,
    minutes: Whole,
    size: Whole,
) -> None:
    """For each site the dearest day that ends there within `shift`, after `sweep_days` with at least that.

    value, stops, minutes, size   filled in, by last site; stops from the last to the first
    """
    sites = len(out)
    for last in range(sites):
        value[last], size[last], now = 0.0, 0, -1
        for minute in range(shift + 1 - back[last]):
            if leave[last, minute] > value[last]:
                value[last], now = leave[last, minute], minute
        i = last
        while now >= 0 and size[last] < stops.shape[1]:
            m = 1
            while now - setup - m < 0 or arrive[now - setup - m, i] + worth[i, m] != leave[i, now]:
                m += 1
            stops[last, size[last]], minutes[last, size[last]] = i, m
            size[last] += 1
            now -= m + setup
            if now == out[i] and arrive[now, i] == 0.0:
                break
            earned = arrive[now, i]
            for j in range(sites):
                if j != i and now >= between[j, i] and leave[j, now - between[j, i]] == earned:
                    now, i = now - between[j, i], j
                    break


@_compiled
def best_series(
    gain: Real,
    first: float,
    longest: Whole,
    turnout: Real,
    people: float,
    weight: float,
    rate: float,
    worth: Real,
    kinds: Whole,
    minutes: Whole,
) -> tuple[float, int]:
    """What a site is worth at most when each of its visits is paid for; with a series worth about that.

    gain[kind, m]    people of m minutes (weight x rate x m) less the price of m minutes
    first            the least price of a session that records anybody
    longest[kind]    minutes of a session at most; 0 = no such day
    people, weight   not recorded, and what one of them counts
    worth            room to work: what is to be had from so many minutes' people left
    kinds, minutes   filled in: the visits, of which the returned number are to be read

    Between two whole minutes of people left, the lesser of two upper bounds is taken: what more people are
    worth, and what fewer are worth with the difference recorded for nothing.
    """
    top = int(people / rate)
    odd = people - rate * top
    for s in range(top + 1):
        best = worth[s - 1] if s else 0.0
        for k in range(2):
            turn = turnout[k] * (odd + s * rate) / rate
            full = min(longest[k], int(turn))
            if longest[k] > 0 and full == 0:
                best = max(best, weight * (odd + s * rate) - first)
            if full > 0:
                best = max(best, _most(gain[k, 1 : full + 1], worth[s - full : s][::-1]))
                if full < longest[k]:
                    best = max(
                        best, _with_part(gain[k, full + 1], weight * rate, turn - full, worth, s - full)
                    )
        worth[s] = best
    return worth[top], _trace(gain, longest, turnout, odd, weight, rate, worth, top, kinds, minutes)


@_compiled
def _most(gain: Real, then: Real) -> float:
    """The best of sessions of 1, 2, ... minutes, with what is worth having after each."""
    best = NEVER
    for m in range(len(gain)):
        best = max(best, gain[m] + then[m])
    return best


@_compiled
def _with_part(gain: float, minute: float, part: float, worth: Real, left: int) -> float:
    """At most what a session is worth whose last minute is used in part only."""
    then: float = worth[left] - minute * (1.0 - part)
    return gain + (min(then, worth[left - 1]) if left > 0 else then)


@_compiled
def _trace(
    gain: Real,
    longest: Whole,
    turnout: Real,
    odd: float,
    weight: float,
    rate: float,
    worth: Real,
    top: int,
    kinds: Whole,
    minutes: Whole,
) -> int:
    visits = 0
    s = top
    while s >= 0 and visits < len(kinds):
        if worth[s] == (worth[s - 1] if s else 0.0):
            s -= 1
            continue
        kinds[visits], minutes[visits], used = int(longest[0] == 0), 1, s + 1
        for k in range(2):
            turn = turnout[k] * (odd + s * rate) / rate
            full = min(longest[k], int(turn))
            for m in range(1, full + 1):
                if abs(gain[k, m] + worth[s - m] - worth[s]) < ROUNDING:
                    kinds[visits], minutes[visits], used = k, m, m
            if 0 < full < longest[k]:
                reached = _with_part(gain[k, full + 1], weight * rate, turn - full, worth, s - full)
                if abs(reached - worth[s]) < ROUNDING:
                    kinds[visits], minutes[visits], used = k, full + 1, full
        visits += 1
        s -= used
    return visits
