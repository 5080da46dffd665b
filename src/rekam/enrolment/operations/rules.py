"""When a stage is given up and why, whether a queue grows, why a recording stands still. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken

MOST_TRIES: Final = 8
"""Tries of a stage that count; with the worker's waits between them the last comes after about an hour."""


class Reason(StrEnum):
    """Why a stage failed, as far as an operator does something about it. Stable, as codes are."""

    MEDIUM_AWAY = "medium_away"
    KEYS_MISSING = "keys_missing"
    GALLERY_REFUSES = "gallery_refuses"
    WEIGHTS_MISSING = "weights_missing"
    DATABASE_AWAY = "database_away"
    CONTENT_LOST = "content_lost"
    BODY_UNKNOWN = "body_unknown"
    STEP_REFUSED = "step_refused"
    MACHINE_FULL = "machine_full"
    WORKER_KILLED = "worker_killed"
    UNEXPECTED = "unexpected"


# What is about this machine and not about one packet: never counted against the packet, so that what comes
# back by itself goes on by itself.
OF_MACHINE: Final = frozenset(
    {
        Reason.MEDIUM_AWAY,
        Reason.KEYS_MISSING,
        Reason.GALLERY_REFUSES,
        Reason.WEIGHTS_MISSING,
        Reason.DATABASE_AWAY,
    }
)
_BY_CODE: Final[Mapping[str, Reason]] = {
    "vault_medium_away": Reason.MEDIUM_AWAY,
    "keys_missing": Reason.KEYS_MISSING,
    "vault_key_unknown": Reason.KEYS_MISSING,
    "vault_content_missing": Reason.CONTENT_LOST,
    "vault_content_altered": Reason.CONTENT_LOST,
    "vault_copy_wrong": Reason.CONTENT_LOST,
    "template_invalid": Reason.CONTENT_LOST,
    "subject_unknown": Reason.BODY_UNKNOWN,
    "move_not_allowed": Reason.STEP_REFUSED,
    "record_state_unexpected": Reason.STEP_REFUSED,
    "record_set_aside": Reason.STEP_REFUSED,
}
_BY_BEGINNING: Final[Mapping[str, Reason]] = {
    "gallery_": Reason.GALLERY_REFUSES,
    "weights_": Reason.WEIGHTS_MISSING,
}
# Names, so that this module needs no database driver: of an exception or of what it is a kind of.
_BY_KIND: Final[Mapping[str, Reason]] = {
    "InterfaceError": Reason.DATABASE_AWAY,
    "OperationalError": Reason.DATABASE_AWAY,
    "MemoryError": Reason.MACHINE_FULL,
    "OSError": Reason.MACHINE_FULL,
}
LONGEST_KIND: Final = 60


def reason_of(broken: BaseException) -> Reason:
    """Why a stage failed, by the code of what refused it or by the exception's kind; never by its words."""
    if isinstance(broken, RuleBroken):
        begun = (found for start, found in _BY_BEGINNING.items() if broken.code.startswith(start))
        return _BY_CODE.get(broken.code) or next(begun, Reason.UNEXPECTED)
    kinds = (one.__name__ for one in type(broken).__mro__)
    return next((_BY_KIND[kind] for kind in kinds if kind in _BY_KIND), Reason.UNEXPECTED)


def kind_of(broken: BaseException) -> str:
    """What is kept of a failure beside its reason: a code or the name of a type; neither is about anybody."""
    return (broken.code if isinstance(broken, RuleBroken) else type(broken).__name__)[:LONGEST_KIND]


class Cause(StrEnum):
    """Why a recording stands where the worker should have taken it on. Stable."""

    NIK_AT_CENTRE = "nik_at_centre"
    SAMPLES_LOST = "samples_lost"
    STAGE_FAILS = "stage_fails"
    GALLERY_REFUSES = "gallery_refuses"
    MACHINE_AWAY = "machine_away"
    TASK_LOST = "task_lost"
    SEARCH_NEVER_RAN = "search_never_ran"
    RESULT_NOT_TAKEN = "result_not_taken"
    BODY_NOT_READ = "body_not_read"
    WORKER_BEHIND = "worker_behind"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A recording that stands still, as far as its cause depends on it.

    status         one that the worker takes on
    nik_at_centre  another recording of the same NIK has reached the gallery
    has_samples    whether images were taken in;  has_template, has_search: whether it was read, searched
    failing        why its stage failed last; None where none did
    dead           whether its stage is given up
    has_job        whether a job waits or runs that a living worker can take
    """

    status: Status
    nik_at_centre: bool = False
    has_samples: bool = True
    has_template: bool = False
    has_search: bool = False
    failing: Reason | None = None
    dead: bool = False
    has_job: bool = False


# One transaction goes through these: a recording that stands there was brought back, or cut off.
BETWEEN: Final = (Status.BIO_CAPTURED, Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL)
# Whoever stands here is on the way to the search or waits for its result.
WATCHED: Final = (*BETWEEN, Status.PROCESSING, Status.SENT_FOR_DEDUP)


def cause_of(one: Facts) -> Cause:
    """Why it stands there: what hinders it for good first, then what a repeat mends."""
    if one.nik_at_centre and one.status in BETWEEN:
        return Cause.NIK_AT_CENTRE
    if one.failing is Reason.GALLERY_REFUSES:
        return Cause.GALLERY_REFUSES
    if one.failing in OF_MACHINE:
        return Cause.MACHINE_AWAY
    if one.dead:
        return Cause.STAGE_FAILS
    if not one.has_samples:
        return Cause.SAMPLES_LOST
    if one.status not in BETWEEN:
        return _of_waiting(one)
    return Cause.SEARCH_NEVER_RAN if one.has_template else Cause.BODY_NOT_READ


def _of_waiting(one: Facts) -> Cause:
    if one.status is Status.SENT_FOR_DEDUP and one.has_search:
        return Cause.RESULT_NOT_TAKEN
    return Cause.WORKER_BEHIND if one.has_job else Cause.TASK_LOST


# A repeat changes nothing that was done, and decides nothing about anybody: sent again without asking.
SENT_AGAIN: Final = frozenset(
    {
        Cause.TASK_LOST,
        Cause.SEARCH_NEVER_RAN,
        Cause.RESULT_NOT_TAKEN,
        Cause.BODY_NOT_READ,
    }
)
# An office has to look; the check puts it into the queue where an office does.
SHOWN_TO_OFFICE: Final = frozenset({Cause.NIK_AT_CENTRE, Cause.SAMPLES_LOST})
