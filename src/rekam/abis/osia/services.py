"""What is answered at once: encounters read, moved, merged, listed and deleted.

What reads images or searches is a task (`tasks`): the worker does it with `doing`.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from rekam.abis import queries as bodies
from rekam.abis import services as abis
from rekam.abis.osia import queries
from rekam.abis.osia.models import Encounter, Listing
from rekam.abis.osia.rules import Fault, Refused, Status, kind_of
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit

if TYPE_CHECKING:
    from rekam.abis.osia.images import Item
    from rekam.abis.reading import Body

ACTOR: Final = "osia"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An encounter to be taken in.

    samples      addresses in the vault by position
    captured_on  the earliest day that is told of an image
    """

    person: str
    encounter: str
    kind: str
    status: Status
    galleries: tuple[str, ...]
    samples: Mapping[str, str]
    missing: Mapping[str, str]
    captured_on: date | None


def create(visit: Visit, *, body: "Body", at: datetime) -> None:
    """Take in an encounter whose images were read as `body`.

    Raises Refused(CONFLICT) where the person has that encounter.
    """
    try:
        with transaction.atomic():
            subject = uuid.uuid4()
            row = Encounter.objects.create(
                person=visit.person,
                encounter=visit.encounter,
                subject=subject,
                kind=visit.kind,
                status=visit.status,
                at=at,
            )
            _list_in(row, visit.galleries)
            abis.admit(
                subject=subject,
                samples=visit.samples,
                missing=visit.missing,
                captured_on=visit.captured_on,
                at=at,
            )
            abis.enrol(subject=subject, at=at, template=body.template, qualities=body.qualities)
            _told("abis.osia.inserted", [subject], at=at)
    except IntegrityError as error:
        raise Refused(Fault.CONFLICT) from error


@transaction.atomic
def replace(visit: Visit, *, body: "Body", at: datetime) -> None:
    """Take in another reading of an encounter in place of the one there is. Raises Refused(UNKNOWN)."""
    _leave(_locked(visit.person, visit.encounter), at=at)
    create(visit, body=body, at=at)


@transaction.atomic
def delete_encounter(*, person: str, encounter: str, at: datetime) -> None:
    """No candidate and no record any more; its images leave the vault. Raises Refused(UNKNOWN)."""
    _leave(_locked(person, encounter), at=at)


@transaction.atomic
def delete_person(*, person: str, at: datetime) -> None:
    """Delete all encounters of a person. Raises Refused(UNKNOWN)."""
    for row in _locked_all(person):
        _leave(row, at=at)


@transaction.atomic
def set_status(*, person: str, encounter: str, status: Status, at: datetime) -> None:
    """Let an encounter be searched and compared, or not. Raises Refused(UNKNOWN)."""
    row = _locked(person, encounter)
    row.status = status
    row.save(update_fields=["status"])
    _told("abis.osia.changed", [row.subject], at=at)


@transaction.atomic
def set_galleries(*, person: str, encounter: str, galleries: Iterable[str], at: datetime) -> None:
    """Put an encounter into these galleries and no others. Raises Refused(UNKNOWN)."""
    row = _locked(person, encounter)
    row.listings.all().delete()
    _list_in(row, galleries)
    _told("abis.osia.changed", [row.subject], at=at)


def merge(*, target: str, source: str, at: datetime) -> None:
    """Give all encounters of one person to another.

    Raises Refused(UNKNOWN) where either is, Refused(CONFLICT) where both have an encounter of one id, or are
    one: then nothing changed.
    """
    _give(target=target, source=source, at=at, chosen=lambda: _locked_all(source))


def move(*, target: str, source: str, encounter: str, at: datetime) -> None:
    """Give one encounter of one person to another. Raises as `merge`."""
    _give(target=target, source=source, at=at, chosen=lambda: [_locked(source, encounter)])


def read_encounter(row: Encounter) -> "Mapping[str, object]":
    """An encounter as OSIA reads it, its images as they were sent."""
    listed = queries.galleries_of(row)
    told: dict[str, object] = {
        "encounterId": row.encounter,
        "status": row.status,
        "encounterType": row.kind,
        "biometricData": [*_items(row), *_missing(row)],
    }
    return told | ({"galleries": listed} if listed else {})


def read_one(*, person: str, encounter: str, at: datetime) -> "Mapping[str, object]":
    """One encounter. Raises Refused(UNKNOWN)."""
    row = queries.get_encounter(person, encounter)
    _told("abis.osia.read", [row.subject], at=at)
    return read_encounter(row)


def read_all(*, person: str, at: datetime) -> "list[Mapping[str, object]]":
    """All encounters of a person. Raises Refused(UNKNOWN)."""
    rows = queries.encounters_of(person)
    _told("abis.osia.read", [row.subject for row in rows], at=at)
    return [read_encounter(row) for row in rows]


def read_templates(*, person: str, encounter: str, at: datetime) -> "list[Item]":
    """What was computed of an encounter: minutiae of its fingers (ISO/IEC 19794-2:2011) with their quality.

    Irises and faces are compared by codes of our own, of which no standard knows; they are not given out.
    Raises Refused(UNKNOWN).
    """
    from rekam.abis.osia.minutiae import computed_of

    row = queries.get_encounter(person, encounter)
    _told("abis.osia.read", [row.subject], at=at)
    return computed_of(abis.template_of(row.subject))


def _items(row: Encounter) -> "list[Item]":
    from rekam.abis.engine.positions import Position
    from rekam.abis.osia.images import item_of

    return [
        item_of(
            Position(position),
            bodies.sample_record(subject=row.subject, position=position),
            encounter=row.encounter,
        )
        for position in sorted(bodies.positions(row.subject))
    ]


def _missing(row: Encounter) -> "list[Item]":
    from rekam.abis.engine.positions import Position
    from rekam.abis.osia.rules import SUB_TYPE_OF

    subject = bodies.find_subject(row.subject)
    told = subject.missing if subject is not None else {}
    return [
        {
            "biometricType": str(kind_of(Position(name))),
            "encounterId": row.encounter,
            "missing": [{"biometricSubType": SUB_TYPE_OF[Position(name)], "presence": why.upper()}],
        }
        for name, why in sorted(told.items())
    ]


def _give(*, target: str, source: str, at: datetime, chosen: Callable[[], list[Encounter]]) -> None:
    try:
        with transaction.atomic():
            _locked_all(target)
            rows = chosen()
            if target == source:
                raise Refused(Fault.CONFLICT)
            for row in rows:
                row.person = target
                row.save(update_fields=["person"])
            _told("abis.osia.changed", [row.subject for row in rows], at=at)
    except IntegrityError as error:
        raise Refused(Fault.CONFLICT) from error


def _locked(person: str, encounter: str) -> Encounter:
    rows = Encounter.objects.select_for_update().filter(deleted_at=None)
    row = rows.filter(person=person, encounter=encounter).first()
    if row is None:
        raise Refused(Fault.UNKNOWN)
    return row


def _locked_all(person: str) -> list[Encounter]:
    rows = list(Encounter.objects.select_for_update().filter(deleted_at=None, person=person).order_by("pk"))
    if not rows:
        raise Refused(Fault.UNKNOWN)
    return rows


def _leave(row: Encounter, *, at: datetime) -> None:
    row.deleted_at = at
    row.save(update_fields=["deleted_at"])
    abis.remove(subject=row.subject, at=at)
    _told("abis.osia.deleted", [row.subject], at=at)


def _list_in(row: Encounter, galleries: Iterable[str]) -> None:
    Listing.objects.bulk_create(Listing(encounter=row, gallery=gallery) for gallery in galleries)


def _told(action: str, subjects: Iterable[uuid.UUID], *, at: datetime) -> None:
    audit(action, actor=ACTOR, at=at, subjects=[str(one) for one in subjects], purpose=Purpose.SYSTEM)
