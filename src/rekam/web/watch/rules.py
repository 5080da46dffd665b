"""What is checked, from which number on somebody looks or acts, and why from there. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import inf
from typing import Final

MINUTE, HOUR, DAY = (timedelta(**{unit: 1}).total_seconds() for unit in ("minutes", "hours", "days"))
GUIDE: Final = "docs/how-to/watch-the-server.md"


class State(StrEnum):
    """How a check stands."""

    WELL = "well"
    LOOK = "look"
    ACT = "act"


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    SECONDS = "seconds"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One number with its bounds.

    name        stable; also the heading in the how-to
    series      the metric that holds the number, with its labels: `rekam_dead_letters`
    look, act   from this number on somebody looks, acts; None: it never comes to that
    below       the bounds are lower ones: less than them is bad
    why         where the bounds come from
    """

    name: str
    series: str
    unit: Unit = Unit.COUNT
    look: float | None = None
    act: float | None = None
    below: bool = False
    why: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A check, its number (infinite: it never was), and how it stands."""

    check: Check
    number: float
    state: State


def _queue(name: str, stage: str) -> Check:
    return Check(
        name=name,
        series=f'rekam_queue_oldest_seconds{{stage="{stage}"}}',
        unit=Unit.SECONDS,
        look=6 * HOUR,
        act=DAY,
        why="the usual limit of a rung that the worker takes on is a day, for a night's queue after a day of "
        "mass recording (docs/reference/ladder.md); a quarter of it is time to look",
    )


def _disk(name: str, place: str) -> Check:
    return Check(
        name=name,
        series=f'rekam_disk_free_share{{place="{place}"}}',
        unit=Unit.SHARE,
        look=0.15,
        act=0.05,
        below=True,
        why="our own measure: a vault only grows, and PostgreSQL stops where it cannot write",
    )


CHECKS: Final[Sequence[Check]] = (
    Check(
        name="workers",
        series="rekam_workers",
        act=1,
        below=True,
        why="a worker says every ten seconds that it lives, and counts as gone after two minutes",
    ),
    _queue("queue_open", "open"),
    _queue("queue_extract", "extract"),
    _queue("queue_search", "search"),
    Check(
        name="queue_people",
        series='rekam_queue_oldest_seconds{stage="people"}',
        unit=Unit.SECONDS,
        look=7 * DAY,
        why="the usual limit of a rung that an office looks into (docs/reference/ladder.md)",
    ),
    Check(
        name="dead_letters",
        series="rekam_dead_letters",
        act=1,
        why="a stage is given up after eight tries, and nothing but a person sends it again",
    ),
    Check(
        name="stuck",
        series="rekam_stuck_records",
        act=1,
        why="beyond REKAM_STUCK_AFTER at a rung that the worker should have taken on",
    ),
    Check(
        name="late",
        series="rekam_late_records",
        look=1,
        why="beyond REKAM_STUCK_AFTER at a rung where an office decides",
    ),
    Check(
        name="jobs_failed",
        series="rekam_jobs_failed",
        look=1,
        why="tasks of the worker that failed for good in the last day; what waits is found again by itself",
    ),
    Check(
        name="messages",
        series="rekam_messages_overdue_seconds",
        unit=Unit.SECONDS,
        look=HOUR,
        act=DAY,
        why="the worker sends every minute what is due; our own measure",
    ),
    Check(
        name="stations",
        series="rekam_stations_not_seen",
        look=1,
        why="active stations without a heartbeat for 14 days; our own measure: teams stay away for days "
        "without a network, and packets wait on a laptop that nobody connects",
    ),
    Check(
        name="backup_base",
        series="rekam_backup_base_age_seconds",
        unit=Unit.SECONDS,
        look=26 * HOUR,
        act=2 * DAY,
        why="a base backup a day (docs/how-to/back-up-and-restore.md), with two hours to make it",
    ),
    Check(
        name="backup_log",
        series="rekam_backup_wal_age_seconds",
        unit=Unit.SECONDS,
        look=15 * MINUTE,
        act=HOUR,
        why="what lies between two backups of the log is lost with the machine; our own measure",
    ),
    Check(
        name="standby",
        series="rekam_standby_behind_seconds",
        unit=Unit.SECONDS,
        look=MINUTE,
        act=10 * MINUTE,
        why="the second machine has all within a second; while it has not, packets get no second receipt and "
        "a write may be lost with this machine; our own measure",
    ),
    Check(
        name="audit_alarm",
        series="rekam_audit_alarm",
        act=1,
        why="the log did not go on from what was signed, or could not be kept outside",
    ),
    Check(
        name="checkpoint",
        series="rekam_audit_checkpoint_age_seconds",
        unit=Unit.SECONDS,
        look=2 * HOUR,
        act=DAY,
        why="one is signed every hour (docs/explanation/audit.md)",
    ),
    Check(
        name="audit_waiting",
        series="rekam_audit_waiting_seconds",
        unit=Unit.SECONDS,
        look=5 * MINUTE,
        act=HOUR,
        why="entries get their number every second, after a minute at most",
    ),
    Check(
        name="medium_away",
        series="rekam_vault_media_away",
        act=1,
        why="without the second medium no packet gets its second receipt, and laptops keep all they have",
    ),
    _disk("disk_data", "data"),
    _disk("disk_vault", "vault"),
    _disk("disk_copy", "vault_copy"),
)
BY_NAME: Final[Mapping[str, Check]] = {check.name: check for check in CHECKS}
_WORST_FIRST: Final = (State.ACT, State.LOOK, State.WELL)


def state_of(check: Check, number: float) -> State:
    """How a check stands at a number."""
    for bound, state in ((check.act, State.ACT), (check.look, State.LOOK)):
        if bound is not None and (number < bound if check.below else number >= bound):
            return state
    return State.WELL


def read(numbers: Mapping[str, float]) -> Sequence[Reading]:
    """The checks whose series have a number, the worst first, else in the order of the table."""
    found = [
        Reading(check=check, number=number, state=state_of(check, number))
        for check in CHECKS
        if (number := numbers.get(check.series)) is not None
    ]
    return sorted(found, key=lambda one: _WORST_FIRST.index(one.state))


def worst(readings: Sequence[Reading]) -> State:
    """The state of the worst."""
    return min((one.state for one in readings), key=_WORST_FIRST.index, default=State.WELL)


def age(seconds: float | None) -> float:
    """An age in seconds, infinite for what never was; never negative, whatever a clock says."""
    return inf if seconds is None else max(0.0, seconds)
