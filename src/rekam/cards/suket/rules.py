"""When a suket may be given, how long it holds, and when it ends (pure)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rekam.enrolment.rules import Status, SuketCode, suket_code
from rekam.kernel.errors import RuleBroken
from rekam.kernel.letters import read_code

MONTHS = 6
LAST_DAYS = 30  # before its end a letter may be extended: ours, so that nobody is a day without
KEY_LENGTH = 16  # 80 bits
CHECKS, CHECK_MINUTES = 20, 10  # questions of one address to the public page: ours


class Standing(StrEnum):
    """What a letter is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Withdrawal(StrEnum):
    """Why a letter holds no more."""

    CARD = "card"
    DOUBLE = "double"
    EXTENDED = "extended"
    LOST = "lost"
    MISTAKE = "mistake"


class Choice(StrEnum):
    """What the office has settled for itself about giving letters, and about extending them."""

    BY_RULE = "by_rule"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


# Why the letter before gives way to a new one.
REPLACED_FOR = (Withdrawal.EXTENDED, Withdrawal.LOST)

# What a move of the recording does to its letter by itself.
ENDS_AT = {Status.CARD_ISSUED: Withdrawal.CARD, Status.DUPLICATE_RECORD: Withdrawal.DOUBLE}


@dataclass(frozen=True)
class Practice:
    """What the centre said of letters from a day on.

    extension      whether a letter may be extended
    only_shortage  whether who could have a card printed today gets no letter
    """

    since: date
    extension: bool
    only_shortage: bool
    source: str


PRACTICES: Sequence[Practice] = (
    Practice(date(2017, 1, 18), True, False, "infoberitabola.info 2017/01: recorded people, six months"),
    Practice(date(2018, 5, 7), False, False, "radarbanten.co.id 2018-05-07: a circular forbids extending"),
    Practice(date(2019, 9, 1), True, False, "mandalika.antaranews.com 1045110: advised again, no blanks"),
    Practice(
        date(2022, 11, 4), True, True, "disdukcapil.patikab.go.id 2022-11-15: none while there are blanks"
    ),
)


def practice_on(on: date) -> Practice:
    """What held on a day; before the first known day as on it.

    The days are those of the reports: the circulars themselves were not found.
    Source: PRACTICES, each with its own. In force from 2017-01-18.
    """
    return max((one for one in PRACTICES if one.since <= on), key=lambda one: one.since, default=PRACTICES[0])


def valid_until(issued_on: date) -> date:
    """The last day of a letter: six months on, the same day of the month or the month's last.

    Source: the offices (kabarsurabaya.org 2020/02; Kabupaten Pekalongan, 2017-01-18); no article was found.
    In force from 2017-01-18.
    """
    month = issued_on.month - 1 + MONTHS
    year, month = issued_on.year + month // 12, month % 12 + 1
    return date(year, month, min(issued_on.day, monthrange(year, month)[1]))


def standing(*, until: date, withdrawn: bool, on: date) -> Standing:
    """What a letter is worth on a day; withdrawn stays withdrawn."""
    if withdrawn:
        return Standing.WITHDRAWN
    return Standing.VALID if on <= until else Standing.EXPIRED


def code_of(status: Status, *, reprint_waits: bool) -> SuketCode | None:
    """The code of a letter given at this status; None where no letter is given.

    reprint_waits  whether somebody whose card was lost, damaged or changed has an order that is not done:
                   that person is unique and waits for a blank alone
    Source: the codes as Dinas Rembang explains them (mataairradio.com, 2018-01-25); for reprints ours.
    In force from 2018-01-25.
    """
    if status is Status.CARD_ISSUED:
        return SuketCode.PRR if reprint_waits else None
    return suket_code(status)


def check_issue(
    *, code: SuketCode | None, must_hold_card: bool, blanks: bool, on: date, office: Choice
) -> None:
    """Refuse a letter to who waits for no card, or could have the card instead.

    code            of the recording's status
    must_hold_card  whether the holder is wajib KTP that day
    blanks          whether usable blanks lie in a safe here
    office          ALLOWED gives letters also while there are blanks, FORBIDDEN gives none
    Raises RuleBroken("suket_forbidden" | "suket_not_recorded" | "suket_double" | "holder_too_young" |
    "suket_print_instead").
    Source: the letter is for who is recorded (Kabupaten Pekalongan, 2017-01-18); none while there are blanks
    (Ditjen Dukcapil, 2022-11-04). That a double gets none is ours: the person would hold papers of two NIKs.
    In force from 2017-01-18.
    """
    if office is Choice.FORBIDDEN:
        raise RuleBroken("suket_forbidden")
    if code is None:
        raise RuleBroken("suket_not_recorded")
    if code is SuketCode.DUP:
        raise RuleBroken("suket_double")
    if not must_hold_card:
        raise RuleBroken("holder_too_young")
    could_print = code is SuketCode.PRR and blanks
    if could_print and office is Choice.BY_RULE and practice_on(on).only_shortage:
        raise RuleBroken("suket_print_instead")


def check_extension(*, until: date, on: date, office: Choice) -> None:
    """Refuse to extend where the centre or the office forbids it, or long before the end.

    Raises RuleBroken("suket_extension_forbidden" | "suket_still_valid").
    Source: PRACTICES. In force from 2017-01-18.
    """
    allowed = practice_on(on).extension if office is Choice.BY_RULE else office is Choice.ALLOWED
    if not allowed:
        raise RuleBroken("suket_extension_forbidden")
    if on < until - timedelta(days=LAST_DAYS):
        raise RuleBroken("suket_still_valid", until=until.isoformat())


def clean_key(text: str) -> str:
    """A key from what somebody typed: capitals without blanks and hyphens, O, I and L taken for digits."""
    return read_code(text, letters=KEY_LENGTH)


def check_asked(asked: int) -> None:
    """Refuse one question more of an address. Raises RuleBroken("suket_checks_used_up")."""
    if asked >= CHECKS:
        raise RuleBroken("suket_checks_used_up", minutes=CHECK_MINUTES)
