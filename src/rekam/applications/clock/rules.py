"""How the four days are counted (pure): a fold over the steps of an application.

A day counts when the clock ran at any moment of it: a pause of an hour takes no day away, and neither does
one that begins and ends each afternoon.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import islice

from rekam.applications.filing.steps import Step
from rekam.kernel.working_days import days_from

# Sekretaris Disdukcapil Kota Serang, kabar5.com 2017-09-20: "kita pastikan empat hari selesai".
PROMISE = 4
INSTANT = timedelta(microseconds=1)


class Cause(StrEnum):
    """For what the clock stands still: nothing else stops it."""

    APPLICANT = "applicant"
    CENTRE = "centre"
    BLANKS = "blanks"


# What an officer may pause for; waiting for the applicant follows from the steps themselves.
BY_OFFICER = (Cause.CENTRE, Cause.BLANKS)


class Start(StrEnum):
    """From when the days run (setting REKAM_CLOCK_STARTS): the sources do not say which was promised."""

    SENT = "sent"
    ORIGINALS = "originals"


class Days(StrEnum):
    """Which days count (setting REKAM_CLOCK_DAYS)."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Tick:
    """What the clock hears of one step: what, when, and for which cause a pause is."""

    step: Step
    at: datetime
    cause: Cause | None = None


@dataclass(frozen=True)
class Span:
    """From a moment to another, or until now."""

    begins: datetime
    ends: datetime | None = None
    cause: Cause | None = None


@dataclass(frozen=True)
class Clock:
    """How the clock of one application ran.

    started_at  None before it did
    runs        while it ran
    pauses      while it stood still, each with its cause
    stopped_at  None while somebody still waits
    """

    started_at: datetime | None = None
    runs: tuple[Span, ...] = ()
    pauses: tuple[Span, ...] = ()
    stopped_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has started and not stopped."""
        return self.started_at is not None and self.stopped_at is None

    @property
    def paused_for(self) -> Cause | None:
        """For what it stands still now; None while it runs, and before and after."""
        now = [pause.cause for pause in self.pauses if pause.ends is None]
        return now[-1] if now and self.is_open else None


STOPS = frozenset({Step.READY, Step.REJECTED, Step.WITHDRAWN, Step.LAPSED})
# Steps after which the office waits for the applicant, and those that end it.
WAITS = frozenset({Step.ASKED, Step.APPROVED})
CAME = frozenset({Step.SENT, Step.ORIGINALS})


def fold(ticks: Iterable[Tick], *, start: Start = Start.SENT) -> Clock:
    """The clock of an application after these steps, in their order.

    What lay ready and then did not was never ready: the days between count as well.
    """
    running: datetime | None = None
    waiting: dict[Cause, datetime] = {}
    started = stopped = None
    runs: list[Span] = []
    pauses: list[Span] = []
    for tick in _without_false_ends(ticks):
        if started is None:
            if tick.step.value != start.value:
                continue
            started = tick.at
        before = dict(waiting)
        _hear(tick, waiting)
        ended = tick.step in STOPS
        if ended:
            waiting.clear()
        pauses += [Span(since, tick.at, cause) for cause, since in before.items() if cause not in waiting]
        runs_now = not waiting and not ended
        if running is None and runs_now:
            running = tick.at
        if running is not None and not runs_now:
            runs.append(Span(running, tick.at))
            running = None
        if ended:
            stopped = tick.at
            break
    runs += [Span(running)] if running is not None else []
    pauses += [Span(since, None, cause) for cause, since in waiting.items()]
    return Clock(started, tuple(runs), tuple(pauses), stopped)


def _without_false_ends(ticks: Iterable[Tick]) -> list[Tick]:
    heard: list[Tick] = []
    for tick in ticks:
        if tick.step is Step.REOPENED:
            heard = [one for one in heard if one.step is not Step.READY]
        else:
            heard.append(tick)
    return heard


def _hear(tick: Tick, waiting: dict[Cause, datetime]) -> None:
    """Which causes stand after a step."""
    if tick.step in WAITS:
        waiting[Cause.APPLICANT] = tick.at
    elif tick.step in CAME:
        waiting.pop(Cause.APPLICANT, None)
    elif tick.step is Step.PAUSED and tick.cause is not None:
        waiting.setdefault(tick.cause, tick.at)
    elif tick.step is Step.RESUMED:
        for cause in BY_OFFICER:
            waiting.pop(cause, None)


def days_used(clock: Clock, *, now: datetime, zone: tzinfo, counts: Callable[[date], bool]) -> int:
    """How many days of the promise an application has taken so far, 0 or more.

    counts  whether a day counts at all
    Raises ValueError for a moment without a zone.
    """
    return len(_days(clock, now=now, zone=zone, counts=counts))


def _days(clock: Clock, *, now: datetime, zone: tzinfo, counts: Callable[[date], bool]) -> list[date]:
    """The counted days on which the clock ran, in their order."""
    if now.tzinfo is None:
        raise ValueError("a moment needs its zone")
    found: set[date] = set()
    for run in clock.runs:
        ends = run.ends or now
        last = (ends - INSTANT if ends > run.begins else ends).astimezone(zone).date()
        for day in days_from(run.begins.astimezone(zone).date()):
            if day > last:
                break
            if counts(day):
                found.add(day)
    return sorted(found)


def due_on(clock: Clock, *, now: datetime, zone: tzinfo, counts: Callable[[date], bool]) -> date | None:
    """The last day of the promise; None before the clock starts, and while it stands still in time.

    Of one that is late, the day on which the promise ran out.
    """
    used = _days(clock, now=now, zone=zone, counts=counts)
    if len(used) >= PROMISE:
        return used[PROMISE - 1]
    if not clock.is_open or clock.paused_for is not None:
        return None
    today = now.astimezone(zone).date()
    ahead = (day for day in days_from(today + timedelta(days=1)) if counts(day))
    return next(islice(ahead, PROMISE - len(used) - 1, None))


def is_late(used: int) -> bool:
    """Whether more days were used than were promised."""
    return used > PROMISE


def percentile(values: Sequence[tuple[int, bool]], *, share: float) -> tuple[int, bool] | None:
    """The nearest-rank percentile of days, each with whether its application is still open; None of nothing.

    share   0 to 1, exclusive of 0
    returns the days, and whether they are a lower bound: whoever still waits will have waited longer
    Raises ValueError outside the range.
    """
    if not 0 < share <= 1:
        raise ValueError(f"share must lie in (0, 1], not {share}")
    if not values:
        return None
    ordered = sorted(values)
    rank = -(-len(ordered) * share // 1)
    days, _ = ordered[int(rank) - 1]
    return days, any(is_open and other <= days for other, is_open in ordered)
