"""What may happen to a blank, a print order and a card (pure).

The tables here are the only place that says which step may follow which; pages, services, the database's
constraints and docs/reference/cards.md are derived from them.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality, Status, holds_permanent_stay, may_be_printed


class BlankState(StrEnum):
    """Where one blank is. Only RECEIVED lies in the safe and may be used.

    PRINTING is written before the printer starts, since that step cannot be undone.
    """

    RECEIVED = "received"
    PRINTING = "printing"
    PRINTED = "printed"
    HANDED_OVER = "handed_over"
    SPOILED = "spoiled"
    RETURNED = "returned"
    DESTROYED = "destroyed"


# A blank is used once: nothing leads back to RECEIVED.
NEXT: Mapping[BlankState, frozenset[BlankState]] = {
    BlankState.RECEIVED: frozenset({BlankState.PRINTING, BlankState.SPOILED}),
    BlankState.PRINTING: frozenset({BlankState.PRINTED, BlankState.SPOILED}),
    BlankState.PRINTED: frozenset({BlankState.HANDED_OVER, BlankState.SPOILED}),
    BlankState.HANDED_OVER: frozenset({BlankState.RETURNED}),
    BlankState.SPOILED: frozenset({BlankState.DESTROYED}),
    BlankState.RETURNED: frozenset({BlankState.DESTROYED}),
    BlankState.DESTROYED: frozenset(),
}


# What may be sent from site to site: unused blanks, and printed cards to where they are collected.
SENDABLE = frozenset({BlankState.RECEIVED, BlankState.PRINTED})


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
    """Who comes first when blanks are short; the smaller number first."""

    FIRST_TIME = 1
    DISASTER = 2
    WAITING = 3
    REPLACEMENT = 4


REASON_LETTERS = 10
REPLACEMENTS = frozenset({Reason.LOST, Reason.DAMAGED, Reason.CHANGED})

_SERIAL = re.compile(r"(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})")


def parse_serial(text: str) -> str:
    """The chip UID as the ledger keeps it: 8, 14 or 20 hexadecimal digits in capitals.

    Spaces, colons and hyphens between the bytes are taken away.
    Raises RuleBroken("serial_malformed").
    Source: ISO/IEC 14443-3:2018 6.5.4 (UIDs of 4, 7 or 10 bytes). In force from 2018-07-01.
    """
    serial = re.sub(r"[\s:\-]", "", text).upper()
    if not _SERIAL.fullmatch(serial):
        raise RuleBroken("serial_malformed", given=text.strip()[:40])
    return serial


def check_blank_step(*, state: BlankState, to: BlankState) -> None:
    """Refuse a step of a blank that the table does not know.

    Raises RuleBroken("blank_step_not_allowed").
    Source: UU 24/2013 Pasal 96 (printing without right) asks that each blank is accounted for; the states
    are the office's own ledger columns, no article lists them. In force from 2013-12-24.
    """
    if to not in NEXT[state]:
        raise RuleBroken("blank_step_not_allowed", state=state.value, to=to.value)


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


def check_hand_over(*, matched: bool, exception_by: str) -> None:
    """Refuse to give a card out without a 1:1 match, or the word of two officers in its place.

    matched       whether a finger or an iris taken at the counter is the record's
    exception_by  the first officer, who gave a reason why nothing can be compared; "" = nobody did
    Raises RuleBroken("holder_not_matched").
    Source: the 1:1 finger match before hand-over is the published procedure of the offices (Bengkalis,
    sippn.menpan.go.id 7981629); that people without readable fingers are not turned away is our reading
    of UU 24/2013 Pasal 63 (1), no article words the exception. In force from 2013-12-24.
    """
    if not matched and not exception_by:
        raise RuleBroken("holder_not_matched")


def check_reason(reason: str) -> None:
    """Refuse an exception, a spoiled blank or a refusal that says nothing: at least 10 letters.

    Raises RuleBroken("reason_missing").
    Source: the ledger's own rule; SE Mendagri 470.13/11176/SJ asks for the reason in the minutes.
    In force from 2018-12-13.
    """
    if len(reason.strip()) < REASON_LETTERS:
        raise RuleBroken("reason_missing", least=REASON_LETTERS)


def check_minutes(minutes: str) -> None:
    """Refuse to destroy cards without numbered minutes. Raises RuleBroken("minutes_missing").

    Source: SE Mendagri 470.13/11176/SJ (spoiled and void cards are burned, with a berita acara).
    In force from 2018-12-13.
    """
    if not minutes.strip():
        raise RuleBroken("minutes_missing")


def priority_of(*, reason: Reason, born: date, on: date) -> Priority:
    """The place in the queue while blanks are short: first-time 17, disaster, waiting, replacements.

    A first card at 17 or younger (a married minor) counts as first-time.
    Source: Ditjen Dukcapil's order under shortage, 2020 (mediaindonesia.com 283331); no regulation.
    In force from 2020-01-01.
    """
    if reason is Reason.DISASTER:
        return Priority.DISASTER
    if reason is not Reason.NEW:
        return Priority.REPLACEMENT
    return Priority.FIRST_TIME if age_on(born=born, on=on) <= 17 else Priority.WAITING
