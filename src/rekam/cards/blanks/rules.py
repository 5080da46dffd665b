"""What may happen to a blank (pure).

The table here is the only place that says which step may follow which; pages, services, the database's
constraints and docs/reference/cards.md are derived from it.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


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


def check_minutes(minutes: str) -> None:
    """Refuse to destroy cards without numbered minutes. Raises RuleBroken("minutes_missing").

    Source: SE Mendagri 470.13/11176/SJ (spoiled and void cards are burned, with a berita acara).
    In force from 2018-12-13.
    """
    if not minutes.strip():
        raise RuleBroken("minutes_missing")
