"""What can be complained about, until when it is answered, and who is told when it is not (pure)."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from itertools import islice

from rekam.kernel.errors import RuleBroken
from rekam.kernel.working_days import days_after

LETTERS = 10  # of a complaint, a question, an answer: less says nothing
MOST_FILED, FILED_MINUTES = 10, 60  # from one address, and replies to one complaint
MOST_PRINTED = 20  # forms at once
MOST_ABOUT = 100  # letters of a name that a link brings
REOPEN_DAYS = 30  # calendar days after the answer; ours
SOON = 2  # working days before the last one in which owner and head are warned; ours
PATIENCE = 5  # working days that a late complaint stays with the head before the province sees it; ours

Counts = Callable[[date], bool]


class Category(StrEnum):
    """What went wrong."""

    ILLEGAL_FEE = "pungli"
    WRONG_DATA = "data-salah"
    DUPLICATE = "data-ganda"
    REFUSED = "ditolak"
    LATE = "terlambat"


class Channel(StrEnum):
    """How a complaint came."""

    ONLINE = "online"
    COUNTER = "counter"
    PAPER = "paper"


class Accused(StrEnum):
    """Whom a complaint is against, as far as the complainant can say: nobody is shown a list of officers."""

    NOBODY = "tidak-ada"
    CASE = "pengurus"  # whoever handled the application that the complaint names
    COUNTER = "petugas"  # somebody, told by place, day and words
    HEAD = "pimpinan"


class Level(StrEnum):
    """Who answers for a complaint, from below."""

    OFFICER = "officer"
    HEAD = "head"
    PROVINCE = "province"


LEVELS = tuple(Level)


class Outcome(StrEnum):
    """What the office found."""

    UPHELD = "benar"
    PARTLY = "sebagian"
    NOT = "tidak"
    ELSEWHERE = "bukan-kami"


class Mended(StrEnum):
    """What was put right, always by the room that it belongs to: a complaint changes nothing itself."""

    NOTHING = "tidak-ada"
    APPLICATION = "permohonan"
    ENTRY = "entri"
    RELOOK = "perekaman"


# In working days. Ours, shorter than the law's 60 days in all; 14 for what has to be looked into.
DAYS = {
    Category.ILLEGAL_FEE: 14,
    Category.WRONG_DATA: 10,
    Category.DUPLICATE: 14,
    Category.REFUSED: 5,
    Category.LATE: 5,
}
LAW_DAYS = 60


def due_on(category: Category, *, filed: date, counts: Counts) -> date:
    """The last day on which a complaint is answered in time; the day on which it came does not count.

    counts  whether the office works on a day
    Source: UU 25/2009 Pasal 44 (an acknowledgement within 14 days) and Pasal 50 (a decision within 60 days of
    a complete complaint), both recalled; the 60 days are Perpres 76/2013's too, by the summary of
    meridianhukum.com. In force from 2009-07-18.
    """
    working = (day for day in days_after(filed) if counts(day))
    return next(islice(working, DAYS[category] - 1, None))


def days_between(first: date, last: date, *, counts: Counts) -> int:
    """How many counted days follow one day up to another, that one included; 0 where it is not later."""
    if last <= first:
        return 0
    days = islice(days_after(first), (last - first).days)
    return sum(counts(day) for day in days)


def is_closed_to_colleagues(*, category: Category, accused: Accused, knows_case: bool) -> bool:
    """Whether it may mean any officer: then none but the head and who is handed it may read it.

    knows_case  whether the application that it names was found, so that those who acted on it are known
    A colleague does not judge a colleague's taking money either.
    """
    unnamed = accused in (Accused.COUNTER, Accused.HEAD) or (accused is Accused.CASE and not knows_case)
    return unnamed or category is Category.ILLEGAL_FEE


def first_level(*, category: Category, accused: Accused, knows_case: bool) -> Level:
    """Who answers first: never somebody whom nobody could keep from answering for himself."""
    if accused is Accused.HEAD:
        return Level.PROVINCE
    closed = is_closed_to_colleagues(category=category, accused=accused, knows_case=knows_case)
    return Level.HEAD if closed else Level.OFFICER


def higher(one: Level, other: Level) -> Level:
    """The one of two levels that stands above."""
    return max(one, other, key=LEVELS.index)


def level_on(day: date, *, level: Level, due: date, counts: Counts) -> Level:
    """Who answers for an open complaint on a day: never a lower level than it has."""
    if day <= due:
        return level
    late = days_between(due, day, counts=counts)
    wanted = Level.PROVINCE if late > PATIENCE else Level.HEAD
    return higher(level, wanted)


def is_soon(day: date, *, due: date, counts: Counts) -> bool:
    """Whether owner and head are to be warned: two working days are left, or less, and it is not late."""
    return day <= due and days_between(day, due, counts=counts) <= SOON


def check_words(text: str) -> None:
    """Ten letters or more. Raises RuleBroken("complaint_words_short")."""
    if sum(letter.isalpha() for letter in text) < LETTERS:
        raise RuleBroken("complaint_words_short", letters=LETTERS)


def check_outcome(*, outcome: Outcome, mended: Mended) -> None:
    """Nothing is mended of what was not found to be so. Raises RuleBroken("complaint_mended_unfounded")."""
    if mended is not Mended.NOTHING and outcome in (Outcome.NOT, Outcome.ELSEWHERE):
        raise RuleBroken("complaint_mended_unfounded")


def check_reopening(*, answered: date, day: date, before: bool) -> None:
    """Once, and within 30 days of the answer; after that a new complaint, or the Ombudsman.

    before  whether it was reopened once
    Raises RuleBroken("complaint_reopened_already" | "complaint_reopening_late").
    Source: UU 25/2009 Pasal 46 (2) (whoever does not want the office's answer goes to the Ombudsman), as
    pasal.id has it; once and 30 days are ours. In force from 2009-07-18.
    """
    if before:
        raise RuleBroken("complaint_reopened_already")
    if (day - answered).days > REOPEN_DAYS:
        raise RuleBroken("complaint_reopening_late", days=REOPEN_DAYS)
