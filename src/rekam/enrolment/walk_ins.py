"""Who came without NIK, or with one that does not fit: candidates out of the register, chosen by a person."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rekam.enrolment import validation
from rekam.enrolment.models import Record
from rekam.enrolment.particulars import Person, decode_particulars
from rekam.enrolment.queries import get_record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry.outside import services as outside
from rekam.registry.outside.rules import Service
from rekam.vault import services as vault

AT_MOST = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody of the register who may be the person of a recording."""

    uuid: uuid.UUID
    nik: str
    name: str
    birth_date: date
    mother: str
    address: str
    area_code: str


def told_by(record: Record) -> Person:
    """What the person said at the station."""
    return decode_particulars(vault.read(record.particulars)).person


def candidates(person: Person) -> Sequence[Candidate]:
    """Up to 10 residents of the scope who may be meant, the most alike first; none is taken by itself."""
    found = registry.find_residents(f"{person.name} {person.birth_date:%d-%m-%Y}")
    return [
        Candidate(
            uuid=one.uuid,
            nik=one.nik,
            name=one.full_name,
            birth_date=one.birth_date,
            mother=one.mother_name,
            address=one.address,
            area_code=one.area_code,
        )
        for one in found[:AT_MOST]
    ]


def place_away(*, record: uuid.UUID, nik: str, actor: str, at: datetime) -> None:
    """Send on the recording of somebody who lives in another office's area, by that door's rules.

    NIK, and the name and birth date of the packet, must fit together; the recording then belongs to the home
    office and is counted at its place of service.
    Raises RuleBroken("not_found" | "walk_in_fits_nobody"), the codes of `outside.serve` and of
    `validation.check_again`. Source: Perpres 96/2018 Pasal 22. In force from 2018-10-18.
    """
    row = get_record(record)
    person = told_by(row)
    told = outside.Told(
        nik=nik, full_name=person.name, birth_date=person.birth_date, service=Service.RECORDING
    )
    visit = outside.serve(told=told, places=[row.served_in], actor=actor, on=office_day(at), at=at)
    if visit is None:
        raise RuleBroken("walk_in_fits_nobody")
    with scope(EVERYWHERE):  # the door let this one resident through
        validation.check_again(record=record, nik=nik, actor=actor, at=at, counted=True)
