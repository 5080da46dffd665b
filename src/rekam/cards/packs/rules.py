"""What a hand-over pack may hold, and when its counts add up (pure)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

MOST_CARDS = 200
FINGERS = 2


class Proof(StrEnum):
    """What an officer away from the counter gave a card out on."""

    MATCH = "match"
    EXCEPTION = "exception"


class Answer(StrEnum):
    """What the back office says to a hand-over that could not be written down as it was told.

    ISSUE      it holds after all: write it down now
    NOT_GIVEN  it was a mistake: the card has to come back, or is missing
    NOTED      the card is with its holder or gone, and what is to do is done elsewhere
    """

    ISSUE = "issue"
    NOT_GIVEN = "not_given"
    NOTED = "noted"


# The card is in the safe, gone, another one or given: there is nothing left to issue.
SETTLED = frozenset({"card_came_back", "card_was_missing", "card_given_twice", "card_withdrawn"})


def answers_to(code: str) -> tuple[Answer, ...]:
    """What may be said to a case of this code; "" = all."""
    return tuple(answer for answer in Answer if answer is not Answer.ISSUE or code not in SETTLED)


@dataclass(frozen=True, kw_only=True)
class Count:
    """The cards of one pack.

    given    in their holders' hands, by the ledger
    waiting  given without a match, and a verifikator has not said yet whether that holds
    out      with the officer, as far as anybody knows
    back     in the safe again; missing: neither given nor brought back
    spoiled  found faulty on the way, and taken out of use as any print
    """

    given: int = 0
    waiting: int = 0
    out: int = 0
    back: int = 0
    missing: int = 0
    spoiled: int = 0

    @property
    def taken(self) -> int:
        """All that went along."""
        return self.given + self.waiting + self.out + self.back + self.missing + self.spoiled


def check_size(cards: int) -> None:
    """Refuse a pack of none, or of more than 200: no more templates than a day needs leave the office.

    Raises RuleBroken("pack_empty" | "pack_too_large").
    Source: UU 27/2022 Pasal 16 (2) c (no more data than the purpose needs; recalled).
    In force from 2022-10-17.
    """
    if cards < 1:
        raise RuleBroken("pack_empty")
    if cards > MOST_CARDS:
        raise RuleBroken("pack_too_large", most=MOST_CARDS)


def days_overdue(*, visit: date, today: date) -> int:
    """For how many days a pack should have been counted: the day after its visit is the first; 0 = not yet.

    Source: the office's own rule; blanks stay away from the office for the visit only (batampos.co.id,
    7 Dec 2018).
    """
    return max(0, (today - visit).days)


def check_closable(count: Count) -> None:
    """Refuse to close a pack whose cards are not each given, back or missing.

    Raises RuleBroken("pack_exceptions_wait" | "pack_not_counted").
    Source: blanks leave the office for jemput bola only (batampos.co.id, 7 Dec 2018).
    In force from 2013-12-24 (UU 24/2013 Pasal 96, as the ledger).
    """
    if count.waiting:
        raise RuleBroken("pack_exceptions_wait", number=count.waiting)
    if count.out:
        raise RuleBroken("pack_not_counted", number=count.out)
