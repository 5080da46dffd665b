"""What a follow-up is about, what may stand in it, and how it stands on a day (pure)."""

import re
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level

LONGEST_TEXT = 1000
# Sixteen digits, also as people part them: a NIK or the number of a KK.
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)", re.ASCII)


class About(StrEnum):
    """Which measure a follow-up is about."""

    NOT_RECORDED = "not_recorded"
    REMOTE = "remote"  # the gap of remote, border, coastal and island areas
    HELD = "held"
    QUALITY = "quality"
    OTHER = "other"


class Standing(StrEnum):
    """How a follow-up stands on a day; OVERDUE is an unanswered request after its day."""

    NOTE = "note"
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


def check_text(text: str) -> str:
    """The text without blanks around it; a follow-up speaks of areas and counts, never of a person.

    Raises RuleBroken("text_missing"), RuleBroken("text_too_long") beyond 1,000 letters, or
    RuleBroken("personal_number_in_text") where sixteen digits stand in it.
    """
    told = text.strip()
    if not told:
        raise RuleBroken("text_missing")
    if len(told) > LONGEST_TEXT:
        raise RuleBroken("text_too_long", most=LONGEST_TEXT)
    if _PERSONAL_NUMBER.search(told):
        raise RuleBroken("personal_number_in_text")
    return told


def check_addressed(area: AreaCode) -> None:
    """A follow-up goes to the office of a kabupaten/kota, which answers for all of its area.

    Raises RuleBroken("follow_up_area_level").
    """
    if area.level is not Level.KABUPATEN_KOTA:
        raise RuleBroken("follow_up_area_level")


def check_due(due_on: date | None, *, today: date) -> None:
    """A request leaves the office at least until tomorrow.

    due_on   the day by which to answer; None for a note
    Raises RuleBroken("due_date_past").
    """
    if due_on is not None and due_on <= today:
        raise RuleBroken("due_date_past")


def standing(*, due_on: date | None, answered: bool, closed: bool, today: date) -> Standing:
    """How a follow-up stands on a day; the due day itself is not overdue yet."""
    if closed:
        return Standing.CLOSED
    if answered:
        return Standing.ANSWERED
    if due_on is None:
        return Standing.NOTE
    return Standing.OVERDUE if today > due_on else Standing.WAITING
