"""Who may apply for what, and for whom (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.applications.catalogue.rules import CARDS, Service
from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.rules import Block
from rekam.registry.rules import CARD_AGE, HEAD, Status, may_be_recorded

DUPLICATE = "DUPLICATE_RECORD"  # on the ladder: no card is made of it
MOST_TRIES, TRY_MINUTES = 10, 10  # of look-ups, and of statements who one is, from one address
MOST_BEGUN, BEGUN_MINUTES = 20, 60  # applications from one address: a warnet or an office has one
MOST_WRONG = 5  # statements who one is, of one application
MOST_OF_A_NIK = 30  # statements of strangers with one NIK, a day, from anywhere
MOST_ASSISTED, ASSISTED_MINUTES = 60, 60  # the same by an officer who files for people


class Channel(StrEnum):
    """How an application came."""

    ONLINE = "online"
    COUNTER = "counter"
    VILLAGE = "village"


class ForWhom(StrEnum):
    """For whom somebody applies."""

    SELF = "self"
    FAMILY = "family"
    OTHER = "other"


class Authority(StrEnum):
    """By what somebody may apply."""

    OWN = "own"
    HEAD = "head"
    PARENT = "parent"
    SPOUSE = "spouse"
    FAMILY_CARD = "family_card"
    LETTER = "letter"


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the rules need of a row of the register."""

    kk: str
    born: date
    ever_married: bool
    head_relation: str
    status: Status
    blocked_for: str
    ektp_status: str
    recorded: bool
    had_card: bool

    @property
    def is_head(self) -> bool:
        """Whether the person heads a family card."""
        return self.head_relation.casefold() == HEAD.casefold()

    def is_grown(self, on: date) -> bool:
        """17, or married before."""
        return self.ever_married or age_on(born=self.born, on=on) >= CARD_AGE


def check_usable(person: Person, *, service: Service) -> None:
    """A dead, moved, inactive, blocked or double NIK may not apply, nor be applied for.

    Who is blocked only because nobody has recorded him may ask for his first card: recording is the remedy.
    Raises RuleBroken("resident_dead" | "resident_moved" | "nik_inactive" | "nik_blocked" |
    "application_nik_double").
    Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    refused = {
        Status.DEAD: "resident_dead",
        Status.MOVED: "resident_moved",
        Status.INACTIVE: "nik_inactive",
    }
    if person.status is not Status.ACTIVE:
        raise RuleBroken(refused[person.status])
    remedy = service is Service.KTP_NEW and person.blocked_for == Block.NOT_RECORDED
    if person.blocked_for and not remedy and service is not Service.DEATH:
        raise RuleBroken("nik_blocked", reason=person.blocked_for)
    if person.ektp_status == DUPLICATE and service in CARDS:
        raise RuleBroken("application_nik_double")


def check_subject(person: Person, *, service: Service, on: date) -> None:
    """Whether the service fits whom it is asked for.

    Raises what `check_usable` raises, RuleBroken("application_too_young" | "application_has_card" |
    "application_no_card" | "application_not_a_child").
    Source: UU 24/2013 Pasal 63 (1); Permendagri 2/2016 (KIA: under 17 and unmarried).
    In force from 2016-01-19.
    """
    check_usable(person, service=service)
    if service is Service.KTP_NEW:
        if not may_be_recorded(born=person.born, ever_married=person.ever_married, on=on):
            raise RuleBroken("application_too_young")
        if person.had_card:
            raise RuleBroken("application_has_card")
    if service in CARDS - {Service.KTP_NEW} and not person.had_card:
        raise RuleBroken("application_no_card")
    if service is Service.KIA and person.is_grown(on):
        raise RuleBroken("application_not_a_child")


def check_applicant(person: Person, *, service: Service, on: date) -> None:
    """Whether somebody may sign an application: in use, and grown up but for his own first card.

    Raises what `check_usable` raises, RuleBroken("application_applicant_young").
    """
    check_usable(person, service=service)
    if not person.is_grown(on) and service is not Service.KTP_NEW:
        raise RuleBroken("application_applicant_young")


def authority_of(
    *, applicant: Person, subject: Person | None, is_self: bool, service: Service, on: date
) -> Authority:
    """By what somebody applies for somebody else; LETTER where no family card says it.

    subject  None of a newcomer, whom an adult of the card announces himself
    Source: Permendagri 108/2019 (recall: the head or a grown member of the card reports events of the card).
    In force from 2019-12-03.
    """
    if is_self:
        return Authority.OWN
    if subject is None:
        return Authority.FAMILY_CARD
    if subject.kk != applicant.kk or not applicant.is_grown(on):
        return Authority.LETTER
    if applicant.is_head:
        return Authority.HEAD
    if service is Service.DEATH:
        return Authority.FAMILY_CARD
    if applicant.head_relation.casefold() not in {"suami", "istri"}:
        return Authority.LETTER
    if subject.is_head:
        return Authority.SPOUSE
    return Authority.LETTER if subject.is_grown(on) else Authority.PARENT


def check_tries(made: int, *, most: int, minutes: int) -> None:
    """Refuse one more of an address. Raises RuleBroken("application_tries_used_up")."""
    if made >= most:
        raise RuleBroken("application_tries_used_up", minutes=minutes)


def check_consent(*, filed_by: str, consented: bool) -> None:
    """An officer files for nobody who did not agree to it. Raises RuleBroken("application_consent_missing").

    Source: UU 27/2022 Pasal 20 (2) (consent; recall). In force from 2022-10-17.
    """
    if filed_by and not consented:
        raise RuleBroken("application_consent_missing")


def check_complete(*, missing: Collection[str], filled: bool, says_who: bool) -> None:
    """Whether an application may be sent.

    Raises RuleBroken("application_who_missing" | "application_form_missing" | "application_paper_missing").
    """
    if not says_who:
        raise RuleBroken("application_who_missing")
    if not filled:
        raise RuleBroken("application_form_missing")
    if missing:
        raise RuleBroken("application_paper_missing", paper=sorted(missing)[0])
