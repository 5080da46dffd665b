"""What a KIA needs, and how its blanks are counted (pure)."""

from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.dates import age_on, birthday
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import CARD_AGE

PHOTO_AGE = 5
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
    return age_on(born=born, on=on) >= PHOTO_AGE


def valid_until(*, born: date, on: date) -> date:
    """The last day of a card that is made on a day: the one before the fifth birthday, or the seventeenth.

    Source: Permendagri 2/2016 (until five; from five to seventeen less a day). In force from 2016-01-19.
    """
    age = CARD_AGE if needs_photo(born=born, on=on) else PHOTO_AGE
    return birthday(born=born, age=age) - timedelta(days=1)


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
