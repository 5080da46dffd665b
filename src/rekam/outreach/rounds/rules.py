"""What a home-visit day may be asked for, what a visit is worth, and what may come of it (pure)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.outreach.results.rules import Bucket, Counts
from rekam.outreach.sites.homes.rules import HalfDay
from rekam.outreach.sites.homes.rules import State as Request

LEAST_SECONDS, MOST_SECONDS, SECONDS = 1, 60, 8
# A request waits for the next day sooner or later; two hundred doors are ten full days of a team.
MOST_HOMES = 200
NOON = 12 * 60
# Doors that stand side by side still take this long from one to the next: an assumption.
LEAST_WAY = 3
# Somebody who waited a month is worth two of today's, and after three months no more than four.
DAYS_FOR_ONE, MOST_DAYS = 30, 90
# What something urgent, the day that was asked for, and the kelurahan of the planned stop are worth.
URGENT, ASKED_FOR, PLANNED_HERE = 2.0, 3.0, 3.0


class Word(StrEnum):
    """What the planner has said of a home on that day."""

    NONE = ""
    LOCKED = "locked"
    OUT = "out"


class Outcome(StrEnum):
    """What came of one visit."""

    RECORDED = "recorded"
    FAILED = "failed"  # was there, and the recording did not succeed
    ABSENT = "absent"
    ALREADY = "already"
    UNDER_16 = "under_16"
    DIED = "died"
    MOVED = "moved"


# The office's buckets have none for the dead: like those who moved they are not in its register any more.
BUCKETS: Mapping[Outcome, Bucket] = {
    Outcome.RECORDED: Bucket.RECORDED,
    Outcome.FAILED: Bucket.FAILED,
    Outcome.ABSENT: Bucket.ABSENT,
    Outcome.ALREADY: Bucket.ALREADY,
    Outcome.UNDER_16: Bucket.UNDER_16,
    Outcome.DIED: Bucket.OUTSIDE,
    Outcome.MOVED: Bucket.OUTSIDE,
}
# What becomes of the request: who was not met is asked for again.
BECOMES: Mapping[Outcome, Request] = {
    Outcome.RECORDED: Request.DONE,
    Outcome.ALREADY: Request.DONE,
    Outcome.FAILED: Request.WAITING,
    Outcome.ABSENT: Request.WAITING,
    Outcome.UNDER_16: Request.ENDED,
    Outcome.DIED: Request.ENDED,
    Outcome.MOVED: Request.ENDED,
}
# The register has to hear of these: the back office enters the event.
GONE = (Outcome.DIED, Outcome.MOVED)


def check_asked(*, on: date, today: date, teams: Collection[object], seconds: int) -> None:
    """Raises RuleBroken("round_in_the_past" | "round_without_team" | "round_seconds_wrong")."""
    if on < today:
        raise RuleBroken("round_in_the_past")
    if not teams:
        raise RuleBroken("round_without_team")
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise RuleBroken("round_seconds_wrong", least=LEAST_SECONDS, most=MOST_SECONDS)


def worth(*, waited: int, urgent: bool, asked_for: bool, planned_here: bool) -> float:
    """What visiting a home on a day is worth; 1 for somebody who asked today.

    waited        days since it was asked for, 0 or more
    asked_for     whether the family asked for this very day
    planned_here  whether the plan sends the team to its kelurahan that day
    """
    found = 1 + min(waited, MOST_DAYS) / DAYS_FOR_ONE
    for factor, holds in ((URGENT, urgent), (ASKED_FOR, asked_for), (PLANNED_HERE, planned_here)):
        found *= factor if holds else 1
    return found


def hours(half: HalfDay) -> tuple[int, int]:
    """Between which minutes after midnight a visit may begin."""
    return {HalfDay.MORNING: (0, NOON - 1), HalfDay.AFTERNOON: (NOON, 24 * 60)}.get(half, (0, 24 * 60))


def half_of(at: time) -> HalfDay:
    """What the family is told of an hour: a half-day is kept, a minute is not."""
    return HalfDay.MORNING if minutes_of(at) < NOON else HalfDay.AFTERNOON


def minutes_of(at: time) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute


def clock(minutes: int) -> time:
    """The hour so many minutes after midnight; the last minute of the day for anything beyond."""
    return time(*divmod(min(minutes, 24 * 60 - 1), 60))


def buckets(outcomes: Iterable[Outcome]) -> Counts:
    """The office's buckets of some visits; each is in exactly one."""
    found = [BUCKETS[outcome] for outcome in outcomes]
    return Counts(**{bucket.value: found.count(bucket) for bucket in Bucket})
