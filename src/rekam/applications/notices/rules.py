"""Which event is written about, by what, when again, and how long the law gives for a breach (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rekam.applications.filing.steps import Step
from rekam.enrolment.rules import Status
from rekam.kernel.dates import birthday
from rekam.kernel.errors import RuleBroken
from rekam.messages.rules import Channel, To, to
from rekam.messages.texts import Template
from rekam.registry.rules import CARD_AGE, RECORDING_AGE

COLLECT_AFTER = (7, 30)  # days that a finished application lies; then no more. Ours
WARN_BEFORE = 7  # days before an unanswered question ends an application. Ours
CATCH_UP = 14  # nights that are made up for; whoever's birthday lies further back gets no letter. Ours
BREACH_HOURS = 72
MOST_WISHES = 3  # contacts for one slip: a child's, and both parents'
MOST_LETTERS = 300  # of one batch
MOST_TOUCHED = 20_000  # people of one breach who are written to one by one


class Topic(StrEnum):
    """What a notice is about."""

    APPLICATION = "application"
    RECORDING = "recording"
    BIRTHDAY = "birthday"
    BREACH = "breach"


class State(StrEnum):
    """What the office did with a notice; what became of a message says the message itself."""

    HANDED = "handed"
    NO_CONTACT = "no_contact"
    BAD_CONTACT = "bad_contact"
    TO_PRINT = "to_print"
    PRINTED = "printed"
    NOT_NEEDED = "not_needed"  # recorded, moved or died before the letter was printed


# What is written about when an application moves, once each time it does.
STEPS: Mapping[Step, Template] = {
    Step.SENT: Template.APPLICATION_RECEIVED,
    Step.ASKED: Template.APPLICATION_ASKED,
    Step.APPROVED: Template.APPLICATION_APPROVED,
    Step.REJECTED: Template.APPLICATION_REJECTED,
    Step.READY: Template.APPLICATION_READY,
    Step.REOPENED: Template.APPLICATION_NOT_READY,
    Step.WITHDRAWN: Template.APPLICATION_WITHDRAWN,
    Step.LAPSED: Template.APPLICATION_LAPSED,
}
# What is written about when a recording moves; a double is asked to come and told nothing more.
MOVES: Mapping[Status, Template] = {
    Status.PRINT_READY_RECORD: Template.RECORDING_CHECKED,
    Status.CARD_PRINTED: Template.CARD_READY,
    Status.DUPLICATE_RECORD: Template.COME_TO_OFFICE,
    Status.ENROLL_FAILURE_AT_CENTRAL: Template.COME_AGAIN,
    Status.ENROLL_FAILURE_AT_REGIONAL: Template.COME_AGAIN,
}
# Whoever agreed at the recording to hear of the card hears that it is there, or will not be without them.
OF_THE_CARD = frozenset(
    {Template.CARD_READY, Template.COME_TO_OFFICE, Template.COME_AGAIN, Template.RECORDING_RESEMBLED}
)


class Birthday(StrEnum):
    """What somebody who grew up is told."""

    MAY_BE_RECORDED = "sixteen"
    CARD_NOW = "card_now"
    RECORD_NOW = "record_now"


def move_of(before: Status | None, to: Status) -> Template | None:
    """What is written about a recording's move; None for most, and when a printer only gives an order back.

    before  where it stood; None for its first step
    """
    if to is Status.PRINT_READY_RECORD and before is Status.SENT_FOR_CARD_PRINTING:
        return None
    return MOVES.get(to)


def address_of(contact: str) -> To:
    """The address in what somebody typed: an e-mail where it has the sign of one, else a telephone.

    Raises RuleBroken("message_phone_malformed" | "message_email_malformed").
    """
    return to(Channel.EMAIL if "@" in contact else Channel.SMS, contact)


def births_on(day: date, *, age: int) -> Sequence[date]:
    """The birth dates of those who turn so old on a day; 1 March has 29 February too in other years."""
    year = day.year - age
    likely = (_day(year, day.month, day.day), _day(year, 2, 29))
    return [born for born in dict.fromkeys(likely) if born and birthday(born=born, age=age) == day]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_birthday(age: int, *, ever_married: bool, recorded: bool, has_card: bool) -> Birthday | None:
    """What somebody is told on the 16th or 17th birthday; None where nothing begins on it.

    Whoever married before is wajib since then, and was told then.
    Source: UU 24/2013 Pasal 63 (1); that recording opens at 16 is the offices' practice, no article of it
    was found. In force from 2013-12-24.
    """
    if has_card or ever_married:
        return None
    if age == RECORDING_AGE:
        return None if recorded else Birthday.MAY_BE_RECORDED
    if age == CARD_AGE:
        return Birthday.CARD_NOW if recorded else Birthday.RECORD_NOW
    return None


def of_wedding(*, born: date, on: date, recorded: bool, has_card: bool) -> Birthday | None:
    """What somebody is told who married before 17, and so must hold a card; None for everybody else.

    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    if has_card or birthday(born=born, age=CARD_AGE) <= on:
        return None
    return Birthday.CARD_NOW if recorded else Birthday.RECORD_NOW


@dataclass(frozen=True)
class Nights:
    """The days to be gone through tonight, and how many before them nobody makes up for."""

    days: Sequence[date]
    left_out: int = 0


def nights(*, last: date | None, today: date) -> Nights:
    """The days since the last one that was gone through, at most CATCH_UP of them; at first today alone."""
    if last is None:
        return Nights([today])
    missed = (today - last).days
    taken = max(0, min(missed, CATCH_UP))
    return Nights([today - timedelta(days=back) for back in range(taken - 1, -1, -1)], max(0, missed - taken))


def collect_due(*, ready: date, on: date, sent: Sequence[int]) -> int | None:
    """Which reminder a finished application that nobody collected is due: the day it is for, or None.

    sent  the days for which one went out; days that were missed are not made up for
    """
    due = max((day for day in COLLECT_AFTER if day <= (on - ready).days), default=0)
    return due if due > max(sent, default=0) else None


def check_wishes(known: int) -> None:
    """Refuse one contact more for a slip. Raises RuleBroken("wish_too_many")."""
    if known >= MOST_WISHES:
        raise RuleBroken("wish_too_many", most=MOST_WISHES)


def breach_due(known_at: datetime) -> datetime:
    """Until when whose data leaked must be told in writing.

    Source: UU 27/2022 Pasal 46 (1) (recall): at the latest 3 x 24 hours after it. In force from 2022-10-17.
    """
    return known_at + timedelta(hours=BREACH_HOURS)


def is_one_by_one(people: int | None) -> bool:
    """Whether everybody whom a breach touched is written to; None before they were gathered."""
    return people is None or people <= MOST_TOUCHED


def check_known(known_at: datetime, *, at: datetime) -> None:
    """A breach is known before it is written about. Raises RuleBroken("breach_in_future")."""
    if known_at > at:
        raise RuleBroken("breach_in_future")


def check_reach(*, officer: str, since: date | None, until: date | None, area: str) -> None:
    """Whom a breach touched: either by an account, with its days (at most 366), or all of an area.

    Raises RuleBroken("breach_reach" | "breach_window").
    """
    if bool(officer) == bool(area):
        raise RuleBroken("breach_reach")
    if not officer:
        return
    if since is None or until is None or not timedelta(0) <= until - since <= timedelta(days=366):
        raise RuleBroken("breach_window")
