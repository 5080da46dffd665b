"""Who applies, and for whom, by the register: strangers get one answer to whatever does not fit."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from rekam.applications.catalogue.rules import OF_NEWCOMERS, Service
from rekam.applications.filing.rules import (
    Authority,
    ForWhom,
    Person,
    authority_of,
    check_applicant,
    check_subject,
)
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik
from rekam.registry import queries as registry
from rekam.registry.rules import Status

# Refusals that tell something of a person in the register.
TELLING = frozenset(
    {
        *("resident_dead", "resident_moved", "nik_inactive", "nik_blocked", "application_nik_double"),
        *("application_too_young", "application_has_card", "application_no_card"),
        *("application_not_a_child", "application_applicant_young", "application_person_unknown"),
    }
)


class Row(Protocol):
    """What is asked of a row of the register."""

    uuid: UUID
    kk: str
    birth_date: date
    ever_married: bool
    head_relation: str
    status: str
    blocked_for: str
    ektp_status: str
    recorded_on: date | None
    handed_on: date | None
    area_code: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says of himself and of whom he applies for, as typed.

    subject_nik  empty for oneself, and of a newcomer
    """

    nik: str
    kk: str
    born: date
    for_whom: ForWhom = ForWhom.SELF
    subject_nik: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Who that is in the register."""

    applicant: UUID
    subject: UUID | None
    authority: Authority
    area_code: str


def find_people(said: Said, *, service: Service, on: date, is_stranger: bool) -> Found:
    """Who applies for whom, if the register knows both and the law lets them.

    is_stranger  nobody who signed in asks: every reason of the register is the same refusal
    Raises RuleBroken("nik_malformed"), and what `rules.check_applicant`, `rules.check_subject` and
    RuleBroken("application_person_unknown") say; to a stranger RuleBroken("application_not_possible").
    """
    try:
        return _find(said, service=service, on=on)
    except RuleBroken as broken:
        if is_stranger and broken.code in TELLING:
            raise RuleBroken("application_not_possible") from None
        raise


def _find(said: Said, *, service: Service, on: date) -> Found:
    applicant = _known(said.nik)
    if applicant.kk != said.kk or applicant.birth_date != said.born:
        raise RuleBroken("application_person_unknown")
    is_self = said.for_whom is ForWhom.SELF and service not in OF_NEWCOMERS | {Service.DEATH}
    asker = as_person(applicant)
    if not is_self or service is not Service.KTP_NEW:
        check_applicant(asker, service=service, on=on)
    subject = None
    if service not in OF_NEWCOMERS:
        subject = applicant if is_self else _known(said.subject_nik)
        check_subject(as_person(subject), service=service, on=on)
    return Found(
        applicant=applicant.uuid,
        subject=subject.uuid if subject else None,
        authority=authority_of(
            applicant=asker,
            subject=as_person(subject) if subject else None,
            is_self=is_self,
            service=service,
            on=on,
        ),
        area_code=(subject or applicant).area_code,
    )


def _known(nik: str) -> Row:
    found = registry.find_by_nik(Nik.parse(nik).digits)
    if found is None:
        raise RuleBroken("application_person_unknown")
    return found


def as_person(row: Row) -> Person:
    """A row of the register as the rules read it."""
    return Person(
        kk=row.kk,
        born=row.birth_date,
        ever_married=row.ever_married,
        head_relation=row.head_relation,
        status=Status(row.status),
        blocked_for=row.blocked_for,
        ektp_status=row.ektp_status,
        recorded=row.recorded_on is not None,
        had_card=row.handed_on is not None,
    )
