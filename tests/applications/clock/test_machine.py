"""The four-day clock against one that is watched: whatever happens in which order, both count the same days.

More: `pytest -s tests/applications/clock/test_machine.py --runs 3000 --seed 7`.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rekam.applications.clock import rules
from rekam.applications.clock.rules import BY_OFFICER, PROMISE, STOPS, Cause, Tick, days_used, due_on, fold
from rekam.applications.filing.steps import Step
from tests.machines import drive

ZONE = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)
OWN_RUNS = 20
# What ends an application ends what can be learnt from it, but for a card that lay ready and then did not.
STEPS = [*Step, *(4 * [step for step in Step if step not in STOPS]), Step.READY]
COUNTED: Counter[str] = Counter()


def works(day: date) -> bool:
    return day.weekday() < 5


class Watched:
    """A clock that somebody stands beside: no spans, no fold, only days on which it was seen to run."""

    def __init__(self) -> None:
        self.started = self.ended = False
        self.waits: set[Cause] = set()
        self.days: set[date] = set()

    @property
    def runs(self) -> bool:
        return self.started and not self.ended and not self.waits

    def watch(self, begins: datetime, ends: datetime) -> None:
        day = begins.date()
        while self.runs and datetime(day.year, day.month, day.day, tzinfo=ZONE) < ends:
            self.days.add(day)
            day += timedelta(days=1)

    def hear(self, step: Step, cause: Cause | None, *, day: date) -> None:
        ran = self.runs
        if self.ended or not (self.started or step is Step.SENT):
            return
        self.started = True
        self.ended = step in STOPS
        if step in (Step.ASKED, Step.APPROVED):
            self.waits.add(Cause.APPLICANT)
        elif step in (Step.SENT, Step.ORIGINALS):
            self.waits.discard(Cause.APPLICANT)
        elif step is Step.PAUSED and cause:
            self.waits.add(cause)
        elif step is Step.RESUMED:
            self.waits -= set(BY_OFFICER)
        if self.runs and not ran:
            self.days.add(day)

    def copy(self) -> "Watched":
        made = Watched()
        made.started, made.ended = self.started, self.ended
        made.waits, made.days = set(self.waits), set(self.days)
        return made


class Clocks(RuleBasedStateMachine):
    """Steps and hours, in any order. `never_ready` hears of no card that lay ready: what was not, was not."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MONDAY
        self.ticks: list[Tick] = []
        self.seen, self.never_ready = Watched(), Watched()

    @initialize()
    def sent(self) -> None:
        self.step(Step.SENT, None)

    @rule(hours=st.sampled_from([0, 1, 7, 13, 24, 55, 100]), minutes=st.sampled_from([0, 55]))
    def hours_pass(self, hours: int, minutes: int) -> None:
        later = self.now + timedelta(hours=hours, minutes=minutes)
        for one in (self.seen, self.never_ready):
            one.watch(self.now, later)
        self.now = later

    @rule(step=st.sampled_from(STEPS), cause=st.sampled_from(BY_OFFICER))
    def step(self, step: Step, cause: Cause | None) -> None:
        self.ticks.append(Tick(step, self.now, cause if step is Step.PAUSED else None))
        if step is Step.REOPENED:
            self.seen = self.never_ready.copy()
        else:
            self.seen.hear(step, cause, day=self.now.date())
        if step not in (Step.READY, Step.REOPENED):
            self.never_ready.hear(step, cause, day=self.now.date())

    @invariant()
    def both_count_the_same(self) -> None:
        COUNTED["attempted"] += 1
        clock = fold(self.ticks)
        days = sorted(filter(works, self.seen.days))
        assert days_used(clock, now=self.now, zone=ZONE, counts=works) == len(days)
        assert (clock.is_open, clock.paused_for is not None) == (
            self.seen.started and not self.seen.ended,
            bool(self.seen.started and not self.seen.ended and self.seen.waits),
        )
        assert due_on(clock, now=self.now, zone=ZONE, counts=works) == self.due(days)
        COUNTED["landed"] += 1

    def due(self, days: list[date]) -> date | None:
        if len(days) >= PROMISE:
            return days[PROMISE - 1]
        if not self.seen.runs:
            return None
        day, left = self.now.date(), PROMISE - len(days)
        while left:
            day += timedelta(days=1)
            left -= works(day)
        return day


def run(request: pytest.FixtureRequest, *, usual: int = OWN_RUNS) -> None:
    drive(Clocks, name="clock", request=request, counted=COUNTED, steps=20, usual=usual)


def test_the_clock_counts_what_a_watcher_counts(request: pytest.FixtureRequest) -> None:
    run(request)


@pytest.mark.parametrize(
    ("name", "mutant"),
    [
        ("_without_false_ends", list),
        ("INSTANT", timedelta(days=-1)),
        ("CAME", frozenset({Step.SENT})),
    ],
)
def test_a_clock_without_one_of_its_rules_counts_otherwise(
    name: str, mutant: Callable[..., object], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, name, mutant)
    with pytest.raises(AssertionError):
        run(request, usual=200)
