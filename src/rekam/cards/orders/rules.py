"""What may happen to a print order, and who may hold a card (pure).

The table here is the only place that says which step may follow which; pages, services, the database's
constraints and docs/reference/cards.md are derived from it.
"""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality, Status, holds_permanent_stay, may_be_printed


class JobState(StrEnum):
    """How far one print order is."""

    REQUESTED = "requested"
    APPROVED = "approved"
    PRINTING = "printing"
    PRINTED = "printed"
    ISSUED = "issued"
    REFUSED = "refused"


# A spoiled print goes back to APPROVED: the same approval, another blank.
NEXT_JOB: Mapping[JobState, frozenset[JobState]] = {
    JobState.REQUESTED: frozenset({JobState.APPROVED, JobState.REFUSED}),
    JobState.APPROVED: frozenset({JobState.PRINTING, JobState.REFUSED}),
    JobState.PRINTING: frozenset({JobState.PRINTED, JobState.APPROVED}),
    JobState.PRINTED: frozenset({JobState.ISSUED, JobState.APPROVED}),
    JobState.ISSUED: frozenset(),
    JobState.REFUSED: frozenset(),
}


CLOSED = frozenset({JobState.ISSUED, JobState.REFUSED})


class Reason(StrEnum):
    """Why a card is printed."""

    NEW = "new"
    DISASTER = "disaster"
    LOST = "lost"
    DAMAGED = "damaged"
    CHANGED = "changed"


class Priority(IntEnum):
    """The groups that are ranked when blanks are short; the order in force (allocation) says how.

    An order never keeps SUKET: who holds a letter, and how long, is read on the day (allocation.group_of).
    """

    FIRST_TIME = 1
    DISASTER = 2
    SUKET = 7
    WAITING = 3
    LOST = 4
    DAMAGED = 5
    CHANGED = 6


REPLACEMENTS = frozenset({Reason.LOST, Reason.DAMAGED, Reason.CHANGED})


def check_job_step(*, state: JobState, to: JobState) -> None:
    """Refuse a step of a print order that the table does not know.

    Raises RuleBroken("print_step_not_allowed").
    Source: Permendagri 95/2019 Pasal 46 and 47 (approval comes before printing). In force from 2019-12-03.
    """
    if to not in NEXT_JOB[state]:
        raise RuleBroken("print_step_not_allowed", state=state.value, to=to.value)


def check_printable(
    *,
    print_ready: bool,
    status: Status,
    blocked_for: str,
    born: date,
    ever_married: bool,
    nationality: Nationality,
    permit_until: date | None,
    on: date,
) -> None:
    """Refuse a card for a record that is not print-ready, or a person who may not hold one that day.

    print_ready  whether the record passed the search for doubles (PRINT_READY_RECORD)
    blocked_for  why the NIK is out of use for a time; a reviewed reactivation empties it
    Raises RuleBroken("record_not_print_ready"), RuleBroken("holder_not_active") for the dead, moved or
    inactive and for a blocked NIK, RuleBroken("holder_permit_ended"), RuleBroken("holder_too_young")
    before 17 unless married.
    Source: UU 24/2013 Pasal 63 (1) and (4); Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    if not print_ready:
        raise RuleBroken("record_not_print_ready")
    if status is not Status.ACTIVE or blocked_for:
        raise RuleBroken("holder_not_active", status=status.value)
    if not holds_permanent_stay(nationality=nationality, permit_until=permit_until, on=on):
        raise RuleBroken("holder_permit_ended")
    if not may_be_printed(born=born, ever_married=ever_married, on=on):
        raise RuleBroken("holder_too_young")


_GROUPS = {
    Reason.DISASTER: Priority.DISASTER,
    Reason.LOST: Priority.LOST,
    Reason.DAMAGED: Priority.DAMAGED,
    Reason.CHANGED: Priority.CHANGED,
}


def priority_of(*, reason: Reason, born: date, on: date) -> Priority:
    """The group that an order belongs to, by its reason; a first card at 17 or younger is a first-time one.

    on   the day on which the card was asked for: who was 17 then stays a first-time holder
    Source: the four groups of Ditjen Dukcapil, 14 January 2020 (mediaindonesia.com 283331); no regulation.
    In force from 2020-01-14.
    """
    if reason in _GROUPS:
        return _GROUPS[reason]
    return Priority.FIRST_TIME if age_on(born=born, on=on) <= 17 else Priority.WAITING
