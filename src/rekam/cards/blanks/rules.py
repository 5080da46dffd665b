"""What may happen to a blank (pure).

The table here is the only place that says which step may follow which; pages, services, the database's
constraints and docs/reference/cards.md are derived from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class BlankState(StrEnum):
    """Where one blank is. RECEIVED lies in the safe, CARRIED is with a mobile team; only these may be used.

    PRINTING is written before the printer starts, since that step cannot be undone.
    """

    RECEIVED = "received"
    CARRIED = "carried"
    PRINTING = "printing"
    PRINTED = "printed"
    CARRIED_CARD = "carried_card"
    HANDED_OVER = "handed_over"
    SPOILED = "spoiled"
    RETURNED = "returned"
    ROAD = "road"
    LOST = "lost"
    DESTROYED = "destroyed"


_S = BlankState
# What lies in a site's safe, and may be sent on: unused blanks, cards to where they are collected, and what
# waits for the fire to where it is burned.
KEPT = frozenset({_S.RECEIVED, _S.PRINTED, _S.SPOILED, _S.RETURNED})
AWAY = frozenset({_S.ROAD, _S.LOST})
# A blank is used once: from PRINTING on nothing leads back to RECEIVED. What was on the road or lost comes
# back as what it was before (`returns_as`).
NEXT: Mapping[BlankState, frozenset[BlankState]] = {
    _S.RECEIVED: frozenset({_S.PRINTING, _S.CARRIED, _S.SPOILED, *AWAY}),
    _S.CARRIED: frozenset({_S.RECEIVED, _S.PRINTING, _S.SPOILED, _S.LOST}),
    _S.PRINTING: frozenset({_S.PRINTED, _S.CARRIED_CARD, _S.SPOILED, _S.LOST}),
    _S.PRINTED: frozenset({_S.HANDED_OVER, _S.CARRIED_CARD, _S.SPOILED, *AWAY}),
    _S.CARRIED_CARD: frozenset({_S.PRINTED, _S.HANDED_OVER, _S.SPOILED, _S.LOST}),
    _S.HANDED_OVER: frozenset({_S.RETURNED}),
    _S.SPOILED: frozenset({_S.DESTROYED, *AWAY}),
    _S.RETURNED: frozenset({_S.DESTROYED, *AWAY}),
    _S.ROAD: frozenset({*KEPT, _S.LOST}),
    _S.LOST: KEPT,
    _S.DESTROYED: frozenset(),
}

# What a mobile team takes along, and what that is while the team has it.
CHECKED_OUT: Mapping[BlankState, BlankState] = {
    _S.RECEIVED: _S.CARRIED,
    _S.PRINTED: _S.CARRIED_CARD,
}
CHECKED_IN: Mapping[BlankState, BlankState] = {carried: held for held, carried in CHECKED_OUT.items()}
# While it is in a team's own printer too, a blank stays with the team.
WITH_A_TEAM = frozenset({*CHECKED_IN, _S.PRINTING})


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


def returns_as(state: BlankState, *, before: str) -> BlankState:
    """What a blank is once it is back in a safe, from the road or found again.

    before   what it was kept as when it left, where it is on the road already; "" elsewhere
    """
    if before:
        return BlankState(before)
    if state is BlankState.PRINTING:
        return BlankState.SPOILED
    return CHECKED_IN.get(state, state)


def check_custody(*, carrier: str, used_by: str, to: BlankState) -> None:
    """Refuse to print or hand over, here or with another team, what a team took along.

    carrier   who has the blank, "" for the safe
    used_by   who prints it or gives it out, "" for the counter
    Raises RuleBroken("blank_carried").
    Source: the ledger's own rule: what a jemput bola carries is checked out and in.
    """
    if to in {BlankState.PRINTING, BlankState.HANDED_OVER} and carrier != used_by:
        raise RuleBroken("blank_carried", carrier=carrier)


def check_carrier(carrier: str) -> None:
    """Refuse to give blanks to a team that is not named. Raises RuleBroken("carrier_missing").

    Source: the ledger's own rule: a blank kept away from the office needs a jemput bola to be for.
    """
    if not carrier.strip():
        raise RuleBroken("carrier_missing")


def check_minutes(minutes: str) -> None:
    """Refuse to destroy cards without numbered minutes. Raises RuleBroken("minutes_missing").

    Source: SE Mendagri 470.13/11176/SJ (spoiled and void cards are burned, with a berita acara).
    In force from 2018-12-13.
    """
    if not minutes.strip():
        raise RuleBroken("minutes_missing")


MOST_IN_A_BOX = 10_000


@dataclass(frozen=True, kw_only=True)
class BoxPaper:
    """What the paper of a closed box says: its number, how many blanks, and from which number to which."""

    number: str
    count: int
    span: str = ""


def check_box(paper: BoxPaper) -> None:
    """Refuse a box without a number, or of fewer than 1 or more than 10,000 blanks.

    Raises RuleBroken("box_empty" | "box_number_missing").
    Source: the ledger's own rule.
    """
    if not paper.number.strip():
        raise RuleBroken("box_number_missing")
    if not 1 <= paper.count <= MOST_IN_A_BOX:
        raise RuleBroken("box_empty", count=paper.count)
