"""Telling people of their recording: where they left a contact with the slip, or agreed at the recording."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.notices.models import Wish
from rekam.applications.notices.places import office_name, where_to_look
from rekam.applications.notices.rules import MOVES, OF_THE_CARD, Topic, address_of, check_wishes, move_of
from rekam.applications.notices.telling import About, tell
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards import queries as cards
from rekam.enrolment import queries as enrolment
from rekam.enrolment.rules import Status
from rekam.enrolment.services import MOVED, ForResident, record_behind, standing_for
from rekam.enrolment.slip import slip_number
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.installation import office_day
from rekam.messages.services import Template

PUBLIC = "public"


def connect() -> None:
    """Listen to the moves of recordings; once a process."""
    MOVED.connect(_moved, dispatch_uid="rekam.applications.notices")


def follow(*, slip: str, nik: str, contact: str, language: str, asker: str, at: datetime) -> ForResident:
    """From now on news of a recording go to this contact, for who has slip and NIK; where it stands now.

    asker  the network address, by which questions are counted
    Raises RuleBroken("wish_too_many") and what `standing_for` and `rules.address_of` raise.
    """
    contact = address_of(contact).address
    told = standing_for(slip=slip, nik=nik, address=asker, at=at).told
    _follow(slip=slip, nik=nik, contact=contact, language=language, at=at)
    return told


def _follow(*, slip: str, nik: str, contact: str, language: str, at: datetime) -> None:
    """The same contact again changes nothing; it hears at once that it will hear more."""
    with scope(EVERYWHERE):
        found = record_behind(slip=slip, nik=nik)
        others = Wish.objects.filter(record=found.uuid, ended_at=None).exclude(contact=contact)
        check_wishes(others.count())
        wish, is_new = Wish.objects.get_or_create(
            record=found.uuid,
            contact=contact,
            defaults={"area_code": found.area_code, "language": language, "at": at},
        )
        if not is_new:
            return
        audit("applications.wished", actor=PUBLIC, at=at, **enrolment.about(found, purpose=Purpose.SERVICE))
        about = About(
            topic=Topic.RECORDING, key=f"wish-{wish.uuid.hex}", area_code=wish.area_code, record=found.uuid
        )
        facts = {"office": office_name(), "number": slip_number(found.packet.uuid)}
        first = Template.RECORDING_FOLLOWED
        tell(about, contact=contact, template=first, facts=facts, at=at, language=language)


@transaction.atomic
def tell_move(*, record: UUID, to: Status, at: datetime) -> int:
    """Tell of a recording's last move whoever wanted to hear of it; how many contacts.

    Once the card is handed over its wishes are emptied.
    """
    if to is Status.CARD_ISSUED:
        return end_wishes(record=record, at=at)
    if to not in MOVES:
        return 0
    row = enrolment.get_record(record)
    steps = list(row.events.order_by("-number").values_list("number", "status")[:2])
    template = move_of(Status(steps[1][1]) if len(steps) > 1 else None, to)
    if template is None:
        return 0
    told = 0
    for place, (contact, language) in enumerate(_contacts(record, template=template, on=office_day(at))):
        about = About(
            topic=Topic.RECORDING,
            key=f"rec-{record.hex}-{steps[0][0]}-{place}",
            area_code=row.area_code,
            record=record,
        )
        facts = _facts(record, slip=slip_number(row.packet.uuid), template=template)
        tell(about, contact=contact, template=template, facts=facts, at=at, language=language)
        told += 1
    if to is Status.DUPLICATE_RECORD:
        told += _tell_others(record, number=steps[0][0], at=at)
    return told


def _tell_others(record: UUID, *, number: int, at: datetime) -> int:
    """Tell whoever's recording a double resembles, wherever they live, and where to object.

    They are told nothing of the double; theirs counts as before until an office decides otherwise.
    """
    told, template = 0, Template.RECORDING_RESEMBLED
    with scope(EVERYWHERE):
        for rank, other in enumerate(enrolment.found_alike(record)):
            contacts = _contacts(other.uuid, template=template, on=office_day(at))
            for place, (contact, language) in enumerate(contacts):
                about = About(
                    topic=Topic.RECORDING,
                    key=f"alike-{record.hex}-{number}-{rank}-{place}",
                    area_code=other.area_code,
                    record=other.uuid,
                )
                facts = {
                    "office": office_name(),
                    "number": slip_number(other.packet.uuid),
                    "where": where_to_look("complaints:complain", language=language),
                }
                tell(about, contact=contact, template=template, facts=facts, at=at, language=language)
                told += 1
    return told


def end_wishes(*, record: UUID, at: datetime) -> int:
    """Empty the contacts left for a recording; how many."""
    return Wish.objects.filter(record=record, ended_at=None).update(contact="", ended_at=at)


def contacts_of(record: UUID) -> list[tuple[str, str]]:
    """Contacts left with the slip of a recording, and their languages."""
    rows = Wish.objects.filter(record=record, ended_at=None).order_by("pk")
    return list(rows.values_list("contact", "language"))


def _contacts(record: UUID, *, template: Template, on: date) -> Iterator[tuple[str, str]]:
    seen = set()
    agreed = enrolment.find_contact(record, on=on) if template in OF_THE_CARD else None
    for contact, language in (*contacts_of(record), *((agreed,) if agreed else ())):
        if contact not in seen:
            seen.add(contact)
            yield contact, language


def _facts(record: UUID, *, slip: str, template: Template) -> Mapping[str, str]:
    told = {"office": office_name(), "number": slip}
    if template is Template.CARD_READY:
        told |= {"place": office_name(), **(cards.find_collection(record) or {})}
    return told


def _moved(*, record: UUID, to: Status, at: datetime, **_told: object) -> None:
    tell_move(record=record, to=to, at=at)
