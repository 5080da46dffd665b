"""What an account of a resident proves, and what it opens (pure). Decision: residents' accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from rekam.kernel.errors import RuleBroken

OFFICE_CODE_DAYS = 7
OFFICE_CODE_LETTERS = 12  # 60 bits
SENT_CODE_DIGITS, SENT_CODE_MINUTES = 6, 10
MOST_WRONG = 3  # birth dates beside an office's code, and tries at a code that was sent


@dataclass(frozen=True, kw_only=True)
class Address:
    """A telephone number or e-mail address, as accounts keep it.

    digest   keyed, of the clean address: what is compared
    sealed   the address, for whoever writes to it
    """

    digest: str
    sealed: bytes


class Level(StrEnum):
    """How sure we are of who uses an account.

    CONTACT     somebody reads an address; nothing more is known of them
    IDENTIFIED  an officer saw the person and the papers, and handed over the code that opened it
    """

    CONTACT = "contact"
    IDENTIFIED = "identified"


class Right(StrEnum):
    """What an account may open."""

    KEPT_APPLICATIONS = "kept_applications"  # those added by number and code, or begun while signed in
    OWN_APPLICATIONS = "own_applications"  # all that were filed by the person or for the person
    STANDING = "standing"  # where the own recording stands
    HISTORY = "history"  # who looked at the own data


RIGHTS: Mapping[Level, frozenset[Right]] = {
    Level.CONTACT: frozenset({Right.KEPT_APPLICATIONS}),
    Level.IDENTIFIED: frozenset(Right),
}


class Sort(StrEnum):
    """What strangers' questions are counted by: how many, in how many minutes. Ours."""

    OPEN = "open"  # accounts asked for from one network address
    SEND = "send"  # codes sent for one account, or for strangers to one telephone or mailbox
    OFFICE_CODE = "office_code"  # office's codes typed at one network address
    SLIP = "slip"  # numbers of recordings typed at one network address
    SLIP_NIK = "slip_nik"  # numbers of recordings typed beside one NIK, from anywhere


LIMITS: Mapping[Sort, tuple[int, int]] = {
    Sort.OPEN: (10, 60),
    Sort.SEND: (10, 24 * 60),
    Sort.OFFICE_CODE: (10, 10),
    Sort.SLIP: (10, 10),
    Sort.SLIP_NIK: (30, 24 * 60),
}


class Seen(StrEnum):
    """By what the officer knew who stood at the counter."""

    KTP = "ktp"
    KK_AND_PHOTO = "kk_photo"  # the family card, and another paper with a photograph


def level_of(resident: UUID | None) -> Level:
    """How much an account proves: whom it is linked with was seen at the counter."""
    return Level.CONTACT if resident is None else Level.IDENTIFIED


def check_tries(asked: int, *, sort: Sort) -> None:
    """Refuse one question more of a sort. Raises RuleBroken("resident_tries_used_up", minutes=)."""
    most, minutes = LIMITS[sort]
    if asked >= most:
        raise RuleBroken("resident_tries_used_up", minutes=minutes)


def office_code_holds(*, made_at: datetime, used: bool, wrong: int, at: datetime) -> bool:
    """Whether an office's code still opens an account: not used, not guessed at, not over seven days old."""
    return not used and wrong < MOST_WRONG and at < made_at + timedelta(days=OFFICE_CODE_DAYS)


def sent_code_holds(*, made_at: datetime, used: bool, wrong: int, at: datetime) -> bool:
    """Whether a code that was sent still counts: not used, guessed at, or over ten minutes old."""
    return not used and wrong < MOST_WRONG and at < made_at + timedelta(minutes=SENT_CODE_MINUTES)
