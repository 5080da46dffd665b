"""A recording against the register: first when it arrives, again when an office has looked into it."""

import uuid
from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.enrolment import checks, services, waking
from rekam.enrolment.models import CorrectionCase, OptionalConsent, Record
from rekam.enrolment.particulars import Person, decode_particulars
from rekam.enrolment.rules import RECORD_AGAIN, Mover, Status, print_from
from rekam.enrolment.waiting.noting import note
from rekam.enrolment.waiting.rules import Remedy
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry import services as registry_services
from rekam.registry.outside import services as outside
from rekam.vault import services as vault


def find_registered(person: Person) -> checks.Registered | None:
    """What the register says of the person of a packet, or None when it knows nobody of that id or NIK.

    Somebody whose recordings all failed is not recorded: the next recording is wanted.
    """
    found = None
    with suppress(RuleBroken):  # a register restored from an older copy: the NIK still tells
        found = registry.get_resident(person.resident) if person.resident else None
    if found is None and person.nik:
        found = registry.find_by_nik(person.nik)
    if found is None:
        return None
    return checks.Registered(
        uuid=found.uuid,
        area_code=found.area_code,
        nik=found.nik,
        name=found.full_name,
        sex=found.sex,
        born=found.birth_date,
        ever_married=found.ever_married,
        is_active=found.status == "active",
        is_recorded=found.recorded_on is not None and not _failed_only(found.uuid),
    )


def find_registered_alone(person: Person) -> checks.Registered | None:
    """The same, held to the end of the transaction: of two packets of somebody the second sees the first."""
    found = find_registered(person)
    if found is None:
        return None
    registry_services.hold(found.uuid)
    return find_registered(person)


def place(person: Person, *, on: date, doubted: Set[str]) -> tuple[checks.Registered | None, str]:
    """Whose recording this is, held to the end of the transaction, and the code of what contradicts or "".

    Who came without the list and fits a NIK by nothing but the number is nobody yet: a person looks.
    """
    registered = find_registered_alone(person)
    question = checks.find_question(person=person, registered=registered, on=on, doubted=doubted)
    if person.resident is None and question in checks.NOT_THIS_PERSON:
        return None, question
    return registered, question


def count_away(record: Record, *, person: Person, at: datetime) -> None:
    """Count a walk-in's recording at its place of service, where the resident lives elsewhere.

    NIK, name, birth date and what may be done were checked, as at the counter's door; a guest of the list
    was counted there. Source: Perpres 96/2018 Pasal 22. In force from 2018-10-18.
    """
    if person.resident is None and record.resident and _is_away(record):
        outside.note_recorded(
            resident=record.resident,
            home_area=record.area_code,
            place=record.served_in,
            officer=record.officer,
            on=office_day(record.received_at),
            at=at,
        )


def step_back(resident: uuid.UUID) -> None:
    """Let the register's copy of the ladder follow the next recording; nobody works on the failed ones."""
    Record.objects.filter(resident=resident, leading=True).update(leading=False, set_aside=True)


def question_of(row: Record, *, nik: str | None = None) -> tuple[Person, checks.Registered | None, str]:
    """What a recording said, whom of the register it means, held, and the code of what contradicts or "".

    nik   for a walk-in: who it is, as somebody found
    Elements that the resident called wrong do not contradict. Nor do the name and the sex in the NIK: an
    officer has looked.
    """
    told = decode_particulars(vault.read(row.particulars))
    person, doubted = told.person, {"full_name", "nik", *(one.element for one in told.corrections)}
    if person.resident is None and nik:
        person = replace(person, nik=nik)
    registered = find_registered_alone(person)
    if registered is not None and row.leading:
        registered = replace(registered, is_recorded=False)  # it is this very recording that counts
    question = checks.find_question(
        person=person, registered=registered, on=office_day(row.received_at), doubted=doubted
    )
    return person, registered, question


@transaction.atomic
def check_again(
    *, record: uuid.UUID, nik: str | None, actor: str, at: datetime, counted: bool = False
) -> None:
    """Send a recording on that an office has looked into, when nothing contradicts the register any more.

    nik   for a walk-in: who it is, as somebody found; otherwise None
    counted   whether a visit at the door for residents of elsewhere counts it already
    Raises RuleBroken("not_found" | "record_state_unexpected" | "record_set_aside" | "nik_malformed"),
    "four_eyes" for the officer who made the recording, or "validation_still_open" with the code of what
    still contradicts.
    """
    row = Record.objects.select_for_update().filter(uuid=record).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.state != Status.REQUEST_VALIDATION:
        raise RuleBroken("record_state_unexpected", state=row.state)
    check_four_eyes(entered_by=row.officer, decided_by=actor)
    person, registered, question = question_of(row, nik=nik)
    if question or registered is None:
        raise RuleBroken("validation_still_open", question=question)
    _follow(row, registered=registered, actor=actor, at=at)
    if not counted:
        count_away(row, person=person, at=at)
    services.move(record=row.uuid, to=Status.PROCESSING, by=Mover.OFFICE, actor=actor, at=at)
    waking.wake("extract", row.packet.uuid)
    note(row, remedy=Remedy.CHECK_AGAIN, status=Status.REQUEST_VALIDATION, actor=actor, at=at)


def _follow(row: Record, *, registered: checks.Registered, actor: str, at: datetime) -> None:
    if (
        not row.leading and registry_services.ladder_is_ours()
    ):  # the register hears only now of a capture that it could not place before
        registry_services.set_ektp_status(
            resident=registered.uuid,
            status=Status.BIO_CAPTURED,
            on=office_day(at),
            actor=actor,
            at=at,
            recorded_on=row.captured_on,
        )
    row.resident, row.area_code, row.leading = registered.uuid, registered.area_code, True
    row.print_from = print_from(born=registered.born, ever_married=registered.ever_married)
    row.save(update_fields=["resident", "area_code", "leading", "print_from"])
    for told in (OptionalConsent, CorrectionCase):
        told.objects.filter(record=row).update(area_code=row.area_code)


def _is_away(record: Record) -> bool:
    """Whether a recording was made in another kabupaten or kota than the domicile."""
    here, home = (code.split(".")[:2] for code in (record.served_in, record.area_code))
    return bool(record.served_in) and here != home


def _failed_only(resident: uuid.UUID) -> bool:
    rows = Record.objects.filter(resident=resident)
    return rows.exists() and not rows.filter(set_aside=False).exclude(state__in=RECORD_AGAIN).exists()
