"""Whom a list is for, how it is answered, which weeks are drawn (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rekam.coverage.counters.rules import Reason
from rekam.kernel.errors import RuleBroken
from rekam.kernel.letters import read_code

OPEN_DAYS = 14
AWAY_FROM_DEADLINES = timedelta(days=60)
CODE_LETTERS = 10  # 50 bits, and each network address may try 20 in ten minutes
CHECKS, CHECK_MINUTES = 20, 10
MOST_ON_A_LIST = 500
MOST_WEEKS = 26
LONGEST_PLACE = 60
SATURDAY = 5
DAYS_AHEAD = 92  # a day on which somebody will come lies within three months


class For(StrEnum):
    """Whom a list goes to; each gets only those of the own area."""

    LURAH = "lurah"
    CAMAT = "camat"
    RW = "rw"
    RT = "rt"
    SCHOOL = "school"
    HOUSEHOLD = "household"


class Outcome(StrEnum):
    """What is known of somebody who was called; one a person."""

    WILL_COME = "will_come"
    AWAY = "away"
    BOARDING = "boarding"
    ABROAD = "abroad"
    SAID_DEAD = "said_dead"
    SAID_MOVED = "said_moved"
    UNKNOWN_HERE = "unknown_here"
    ALREADY = "already"
    ILL = "ill"
    REFUSES = "refuses"
    WORKS = "works"


class Source(StrEnum):
    """How an answer came."""

    CODE = "code"  # by whoever has the list's code
    PAPER = "paper"  # keyed in from paper by an officer
    ACCOUNT = "account"  # by a lurah or the head of a school, signed in


class CaseState(StrEnum):
    """Where a case stands: open, entered as an event of the register, or ended because it is not so."""

    OPEN = "open"
    ENTERED = "entered"
    ENDED = "ended"


# On paper the columns bear these signs, and so do the keys of a number pad.
KEYS: Mapping[str, Outcome] = dict(zip("1234567890-", Outcome, strict=True))
KEY_OF: Mapping[Outcome, str] = {outcome: key for key, outcome in KEYS.items()}
# What goes into the reasons of coverage. Whoever works on the day would come on another; who is said to be
# recorded contradicts the register, which is no reason.
REASON_OF: Mapping[Outcome, Reason] = {
    Outcome.WILL_COME: Reason.WILLING,
    Outcome.WORKS: Reason.WILLING,
    Outcome.AWAY: Reason.WORKS_ELSEWHERE,
    Outcome.BOARDING: Reason.BOARDING,
    Outcome.ABROAD: Reason.ABROAD,
    Outcome.SAID_DEAD: Reason.SAID_DEAD,
    Outcome.SAID_MOVED: Reason.SAID_MOVED,
    Outcome.UNKNOWN_HERE: Reason.NOT_KNOWN_THERE,
    Outcome.ILL: Reason.UNABLE_TO_COME,
    Outcome.REFUSES: Reason.REFUSES,
}
OPENS_CASE = frozenset({Outcome.SAID_DEAD, Outcome.SAID_MOVED})


@dataclass(frozen=True)
class Told:
    """One answer.

    on     the day somebody will come, or until when somebody is away
    place  where somebody is
    """

    outcome: Outcome
    on: date | None = None
    place: str = ""


def check_told(told: Told, *, today: date) -> None:
    """Whether an answer is whole: a day for who will come, a place for who is away, no day gone by.

    Raises RuleBroken("call_day_missing" | "call_day_wrong" | "call_place_missing").
    """
    if told.outcome is Outcome.WILL_COME and told.on is None:
        raise RuleBroken("call_day_missing")
    if told.on is not None and told.on < today:
        raise RuleBroken("call_day_wrong")
    if told.outcome is Outcome.WILL_COME and told.on and (told.on - today).days > DAYS_AHEAD:
        raise RuleBroken("call_day_wrong")
    if told.outcome is Outcome.AWAY and not told.place.strip():
        raise RuleBroken("call_place_missing")


def another_day(days: Sequence[date]) -> date | None:
    """Which day is proposed to somebody who works on the first of these; None where there is no other.

    The first Saturday or Sunday after it, else the next day at all.

    days  of visits to come, in order
    """
    later = days[1:]
    return next((day for day in later if day.weekday() >= SATURDAY), later[0] if later else None)


def read_keys(text: str, *, today: date) -> Told | None:
    """An answer as it is keyed in: the outcome's key, then day and month in four digits, then a place.

    "1 0212" will come on 2 December, "2 3112 Jakarta" is in Jakarta until 31 December, "8" is said to be
    recorded; None for an empty line. The day is the next one of that date.
    Raises RuleBroken("call_keys_wrong") and those of check_told.
    """
    text = " ".join(text.split())
    if not text:
        return None
    outcome = KEYS.get(text[0])
    if outcome is None:
        raise RuleBroken("call_keys_wrong")
    rest, on = text[1:].strip(), None
    if rest[:4].isascii() and rest[:4].isdigit() and len(rest[:4]) == 4:
        on, rest = _next_day(rest[:4], today=today), rest[4:].strip()
    told = Told(outcome, on, rest[:LONGEST_PLACE])
    check_told(told, today=today)
    return told


def _next_day(text: str, *, today: date) -> date:
    day, month = int(text[:2]), int(text[2:])
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise RuleBroken("call_keys_wrong")


def expires_on(made: date) -> date:
    """The last day on which a list's code opens it."""
    return made + timedelta(days=OPEN_DAYS)


def clean_code(text: str) -> str:
    """A list's code from what somebody typed; O, I and L are taken for digits."""
    return read_code(text, letters=CODE_LETTERS)


def check_asked(asked: int) -> None:
    """Refuse one code more of an address of the network. Raises RuleBroken("call_codes_used_up")."""
    if asked >= CHECKS:
        raise RuleBroken("call_codes_used_up", minutes=CHECK_MINUTES)


def call_weeks(*, first: date, weeks: int, deadlines: Collection[date]) -> Sequence[date]:
    """The Mondays of a round: so many weeks from a day on, none with a day within 60 days of a deadline.

    deadlines  polling days, and days on which NIKs are taken out of use: nobody's call waits for a lot then
    Raises RuleBroken("call_round_weeks") outside 2 to 26 weeks, or where two years have no room for them.
    """
    if not 2 <= weeks <= MOST_WEEKS:
        raise RuleBroken("call_round_weeks", most=MOST_WEEKS)
    monday = first + timedelta(days=-first.weekday() % 7)
    found: list[date] = []
    for week in range(104):
        day = monday + timedelta(weeks=week)
        if not is_near(day, deadlines=deadlines):
            found.append(day)
        if len(found) == weeks:
            return found
    raise RuleBroken("call_round_weeks", most=MOST_WEEKS)


def is_urgent(*, ends_on: date, weeks: Sequence[date]) -> bool:
    """Whether somebody is called at once, outside the lot: the NIK may be taken out of use near the round.

    ends_on  the day from which it may (22nd birthday without a recording)
    """
    return weeks[0] - AWAY_FROM_DEADLINES <= ends_on <= weeks[-1] + timedelta(days=6) + AWAY_FROM_DEADLINES


def is_near(monday: date, *, deadlines: Collection[date]) -> bool:
    """Whether a day of the week that begins there lies within 60 days of a deadline."""
    first, last = monday - AWAY_FROM_DEADLINES, monday + timedelta(days=6) + AWAY_FROM_DEADLINES
    return any(first <= deadline <= last for deadline in deadlines)
