"""What a KIA needs, and how its blanks are counted (pure)."""

from datetime import date
from enum import StrEnum

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import CHILD_PHOTO_AGE
from rekam.registry.rules import child_card_valid_until as valid_until

__all__ = ["Change", "check_change", "check_photo", "needs_photo", "valid_until"]

MOST_AT_ONCE = 20_000  # blanks in one delivery
REASON_LETTERS = 10


class Change(StrEnum):
    """Why a site holds more or fewer blanks than before."""

    RECEIVED = "received"
    PRINTED = "printed"
    SPOILED = "spoiled"
    COUNTED = "counted"


def needs_photo(*, born: date, on: date) -> bool:
    """Whether the card shows a photograph: from five years on.

    Source: Permendagri 2/2016. In force from 2016-01-19.
    """
    return age_on(born=born, on=on) >= CHILD_PHOTO_AGE


def check_change(*, change: int, kind: Change, note: str, holds: int) -> None:
    """Refuse a number of blanks that cannot be, and a change by hand that nobody explains.

    change  blanks that came (more than 0) or went; of a count, the difference to what was written down
    holds   what the site holds before
    Raises RuleBroken("child_stock_change_wrong" | "child_stock_empty" | "child_stock_note_missing").
    """
    if change == 0 or abs(change) > MOST_AT_ONCE or (kind is Change.RECEIVED and change < 0):
        raise RuleBroken("child_stock_change_wrong", most=MOST_AT_ONCE)
    if holds + change < 0:
        raise RuleBroken("child_stock_empty")
    if kind is not Change.PRINTED and sum(letter.isalnum() for letter in note) < REASON_LETTERS:
        raise RuleBroken("child_stock_note_missing")


def check_photo(*, needed: bool, there: bool) -> None:
    """Refuse to print a card of a child from five on without its photograph.

    Raises RuleBroken("child_photo_missing").
    Source: Permendagri 2/2016. In force from 2016-01-19.
    """
    if needed and not there:
        raise RuleBroken("child_photo_missing")
