"""What may be done about a recording that stands still, and how long is long. Pure.

Source: Ditjen Dukcapil 2015, "Verifikasi biometrik perekaman dan penghapusan rekaman duplikat"
(slideplayer.info/12163767): EFAC and EFAR are deleted at the centre by NIK, set back to BIO_CAPTURED and sent
again, or recorded again; an AR is recorded again; of a DR one NIK is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rekam.enrolment.rules import ATTENTION, IN_WORK, MOVES, Mover, Status
from rekam.kernel.errors import RuleBroken

LEAST_WHY = 10
MOST_WHY = 200
# The same samples give the same answer: after so many tries only a new recording helps.
MOST_SENDS = 3


class Remedy(StrEnum):
    """What an office does about a recording, or asks for."""

    RESEND = "resend"
    CHECK_AGAIN = "check_again"
    SEARCH_AGAIN = "search_again"
    KEEP = "keep"
    SET_ASIDE = "set_aside"
    AT_CENTRE = "at_centre"


class Reason(StrEnum):
    """Why a recording is set aside; offices keep a register of their own for some of them."""

    RECORD_AGAIN = "record_again"
    FIRST_COUNTS = "first_counts"
    OTHER_NIK = "other_nik"
    WRONG_PERSON = "wrong_person"  # salah rekam: face and fingers of different people under one NIK
    OPERATORS_BODY = "operators_body"  # duplicate_operator


# The body is not the resident's: found again, it makes no double of whoever it belongs to.
UNDER_A_WRONG_NIK = frozenset({Reason.WRONG_PERSON, Reason.OPERATORS_BODY})

# Which move of the table each button makes.
MAKES: Mapping[Remedy, Status] = {
    Remedy.RESEND: Status.BIO_CAPTURED,
    Remedy.CHECK_AGAIN: Status.PROCESSING,
    Remedy.SEARCH_AGAIN: Status.SENT_FOR_DEDUP,
    Remedy.KEEP: Status.PRINT_READY_RECORD,
}
# Whose recording counts is a matter of who somebody is: a second person decides.
FOUR_EYES = frozenset({Remedy.KEEP, Remedy.SET_ASIDE})
# Two people are judging it already, or a card of it is on its way.
NOT_SET_ASIDE = frozenset({Status.ADJUDICATE_RECORD})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A recording as far as its buttons depend on it.

    sends      how often it was sent, the first time counted
    has_open   whether something waits for a second person
    """

    status: Status
    sends: int = 1
    set_aside: bool = False
    has_open: bool = False


def remedies(one: Standing) -> tuple[Remedy, ...]:
    """The buttons of a recording: the office's moves of the table, and setting it aside.

    None while a submission waits for its second person, or once it is set aside.
    """
    if one.set_aside or one.has_open:
        return ()
    moves, in_vain = MOVES[one.status], {Remedy.RESEND} if one.sends >= MOST_SENDS else set()
    by_table = [remedy for remedy, to in MAKES.items() if moves.get(to) is Mover.OFFICE]
    helping = [remedy for remedy in by_table if remedy not in in_vain]
    return (*helping, *([Remedy.SET_ASIDE] if may_be_set_aside(one.status) else []))


def may_be_set_aside(status: Status) -> bool:
    """Whether another recording may be let count instead: where an office works, and before a card."""
    return status is Status.PRINT_READY_RECORD or (status in ATTENTION and status not in NOT_SET_ASIDE)


def check_remedy(remedy: Remedy, *, of: Standing) -> None:
    """Refuse what the page would not offer.

    Raises RuleBroken("record_set_aside" | "submission_open" | "sent_too_often" | "remedy_not_offered").
    """
    if of.set_aside:
        raise RuleBroken("record_set_aside")
    if of.has_open:
        raise RuleBroken("submission_open")
    if remedy is Remedy.RESEND and of.sends >= MOST_SENDS:
        raise RuleBroken("sent_too_often", sends=of.sends)
    if remedy not in remedies(of):
        raise RuleBroken("remedy_not_offered", status=str(of.status), remedy=str(remedy))


def check_why(why: str) -> str:
    """The words of a submission, without the blanks around. Raises RuleBroken("submission_why_missing")."""
    told = why.strip()
    if not LEAST_WHY <= len(told) <= MOST_WHY:
        raise RuleBroken("submission_why_missing", least=LEAST_WHY, most=MOST_WHY)
    return told


def check_reason(reason: str, *, remedy: Remedy) -> str:
    """The reason of setting aside; other remedies have none.

    Raises RuleBroken("submission_reason_missing").
    """
    if remedy is not Remedy.SET_ASIDE:
        return ""
    if reason not in set(Reason):
        raise RuleBroken("submission_reason_missing")
    return reason


# What our worker does takes minutes.
WORKERS_DAY = timedelta(days=1)
# Our own measure; no rule sets one.
OFFICES_WEEK = timedelta(days=7)
# "1, 3, 20 days or more": mankendal.sch.id, 2021; Dinas Muara Enim, koransinarpagijuara.com, 11 April 2018.
WAY_TO_CENTRE = timedelta(days=20)


def patience(status: Status) -> timedelta | None:
    """How long a recording here may stand at a status before it counts as late; None where that is no fault.

    A card waits for blanks and for its holder: the room of cards tells of that.
    """
    if status in IN_WORK:
        return WORKERS_DAY
    return OFFICES_WEEK if status in ATTENTION else None


def patience_in_siak(status: Status) -> timedelta:
    """The same of a status that SIAK's list says, of those that an office watches."""
    return WAY_TO_CENTRE if status in IN_WORK else OFFICES_WEEK


AGES: Mapping[str, tuple[int, int | None]] = {"7": (0, 7), "30": (7, 30), "90": (30, 90), "lama": (90, None)}


def check_age(age: str) -> tuple[int, int | None]:
    """The days from and below which a choice of age means. Raises RuleBroken("not_found")."""
    if age not in AGES:
        raise RuleBroken("not_found")
    return AGES[age]
