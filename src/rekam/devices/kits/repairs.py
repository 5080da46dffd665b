"""What past repairs say about those that are under way, and how long parts last (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from rekam.devices.kits.rules import BROKEN, NEEDED, Act, PartKind, State, after

# Below so many failures a mean time between them is told as a rough figure.
FEW_FAILURES = 5
# What is assumed of a kit before any history: broken once in twelve weeks, eight days until it works again.
# It counts as much as one failure and one repair that were seen (assumptions of ours, no published figure).
ASSUMED_DAYS, ASSUMED_REPAIR = 84, 8
# Days from each stage of a repair to "ready", shortest first.
Stays = Mapping[State, Sequence[int]]


@dataclass(frozen=True)
class Done:
    """One act of a part's history, on a day."""

    act: Act
    on: date


@dataclass(frozen=True)
class Expected:
    """When a part is expected to be ready: the day, and on how many past repairs that rests."""

    on: date
    repairs: int


@dataclass(frozen=True)
class Lasting:
    """How long parts of one kind and model last.

    days       in which they were in service and not broken, of all together
    failures   how often one of them broke in these days
    """

    parts: int
    days: int
    failures: int

    @property
    def mean_days(self) -> int | None:
        """Mean time between failures, in days of service; None as long as nothing broke."""
        return round(self.days / self.failures) if self.failures else None

    @property
    def is_rough(self) -> bool:
        """Whether so few failures stand behind it that the next one changes it much."""
        return self.failures < FEW_FAILURES


@dataclass(frozen=True)
class Breaking:
    """How often a whole kit stops working and how long it then stays so, in calendar days (both above 0)."""

    mean_days: float
    repair_days: float


def stays(history: Sequence[Done]) -> list[tuple[State, int]]:
    """Of each stage of each repair that ended well: the stage and the days from its beginning to "ready".

    history   of one part, oldest first, as `rules.folded` takes it
    """
    found: list[tuple[State, int]] = []
    entered: list[tuple[State, date]] = []
    state = State.READY
    for done in history[1:]:
        now = after(state, act=done.act)
        if now is not state and now in BROKEN:
            entered.append((now, done.on))
        if now is State.READY and state is not State.READY and done.act is Act.MENDED:
            found += [(stage, (done.on - began).days) for stage, began in entered]
        if now is State.READY:
            entered = []
        state = now
    return found


def stays_of_all(histories: Iterable[Sequence[Done]]) -> Stays:
    """Days from each stage to "ready" in the past repairs of many parts, shortest first."""
    by_stage: dict[State, list[int]] = {}
    for history in histories:
        for stage, days in stays(history):
            by_stage.setdefault(stage, []).append(days)
    return {stage: sorted(days) for stage, days in by_stage.items()}


def expected(state: State, *, since: date, today: date, past: Stays) -> Expected | None:
    """When a part in this stage is about to be ready: the median of past repairs that took longer than this
    one has taken so far; None where there was none.

    past   as `stays_of_all` gives it
    """
    so_far = (today - since).days
    longer = [days for days in past.get(state, ()) if days > so_far]
    if not longer:
        return None
    return Expected(on=since + timedelta(days=ceil(median(longer))), repairs=len(longer))


def usual_days(state: State, *, past: Stays) -> int | None:
    """Days that a part usually takes from this stage to "ready": the median; None without a past repair."""
    known = past.get(state, ())
    return round(median(known)) if known else None


def lasting(histories: Iterable[Sequence[Done]], *, today: date) -> Lasting:
    """How long parts lasted, each history from its registration to today or to its writing off.

    A report that turned out to be none ("sound") is no failure; days in repair are no days of service.
    """
    parts = days = failures = 0
    for history in histories:
        parts += 1
        state, since = State.READY, history[0].on
        for done in history[1:]:
            now = after(state, act=done.act)
            if state is State.READY and now is not State.READY:
                days += (done.on - since).days
                failures += now is State.FAULTY
            if now is State.READY and state is not State.READY:
                since = done.on
                failures -= done.act is Act.SOUND
            state = now
        if state is State.READY:
            days += (today - since).days
    return Lasting(parts=parts, days=days, failures=failures)


def breaking(parts: Mapping[PartKind, Lasting], *, past: Stays) -> Breaking:
    """How kits break whose parts last like these: a kit stops with the first of its needed parts.

    parts   of each kind, how long those seen so far lasted; a kind that is missing was never seen to break
    past    as `stays_of_all` gives it
    What was seen is drawn to the assumption, which weighs one failure. A spare on the shelf is not counted
    on, and of a broken kit nothing but the repair brings it back: rather too dark than too bright.
    """
    needed = [parts[kind] for kind in NEEDED if kind in parts]
    failures = sum(one.failures for one in needed)
    days = sum(one.days for one in needed) / max(1, len(needed))
    repairs = past.get(State.FAULTY, ())
    return Breaking(
        mean_days=(days + ASSUMED_DAYS) / (failures + 1),
        repair_days=(sum(repairs) + ASSUMED_REPAIR) / (len(repairs) + 1),
    )
