"""What a plan may be asked for, and how its week is read (pure)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

LEAST_SECONDS, MOST_SECONDS = 2, 300
SECONDS = 20
# Percent from the best possible plan below which nobody waits for a better one.
CLOSE_ENOUGH = 0.05
# Mending a plan, and proving how good the mended one is.
MEND_SECONDS, PROOF_SECONDS = 2.5, 4.0
WEEKS, MOST_WEEKS = 8, 26
DAYS_A_WEEK = 6
# Nobody travels for less than one person in four trips.
LEAST_PEOPLE = 0.25
# What moving an announced date costs a plan, in weighted people: more than one session usually brings.
ANNOUNCED_WORTH = 100.0


class State(StrEnum):
    """Where a plan stands."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


AT_WORK = (State.WAITING, State.WORKING)
# So long after it was asked for, a plan that is still at work has lost its worker.
LOST_AFTER = timedelta(minutes=20)


def check_asked(*, first: date, today: date, weeks: int, seconds: int, floor: int | None) -> None:
    """Raises RuleBroken("plan_in_the_past" | "plan_weeks_wrong" | "plan_seconds_wrong" |
    "plan_floor_wrong").
    """
    if first <= today:
        raise RuleBroken("plan_in_the_past")
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("plan_weeks_wrong", most=MOST_WEEKS)
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise RuleBroken("plan_seconds_wrong", least=LEAST_SECONDS, most=MOST_SECONDS)
    if floor is not None and not 1 <= floor <= 100:
        raise RuleBroken("plan_floor_wrong")


def check_new_day(*, to: date, first: date, last: date, today: date) -> None:
    """Whether a stop may go to a day of a plan. Raises RuleBroken("move_outside" | "pin_in_the_past")."""
    if not first <= to <= last or to.weekday() >= DAYS_A_WEEK:
        raise RuleBroken("move_outside")
    if to <= today:
        raise RuleBroken("pin_in_the_past")


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> list[date]:
    """Monday to Saturday of a day's week."""
    return [monday_of(day) + timedelta(days=ahead) for ahead in range(DAYS_A_WEEK)]


def next_week(today: date) -> date:
    """The Monday after a day."""
    return monday_of(today) + timedelta(days=7)


def moved(announced: Iterable[tuple[str, date]], planned: Iterable[tuple[str, date]]) -> int:
    """How many announced dates, as (site, day), are not in a plan."""
    return len(set(announced) - set(planned))
