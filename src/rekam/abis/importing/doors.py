"""Writing a person down as one door knows it: what identifies and verifies there finds them from then on."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from rekam.abis import services as abis
from rekam.abis.importing.why import Refused
from rekam.abis.models import Encounter, Reference
from rekam.abis.mosip import services as mosip
from rekam.abis.osia import services as osia
from rekam.abis.osia.rules import Refused as NotOsia
from rekam.abis.osia.rules import Status
from rekam.abis.reading import Body

ENCOUNTER: Final = "IMPORT"
"""OSIA's encounterId, and encounterType in small letters, of everybody who came by an import."""

ACTOR: Final = "import"


class Door(StrEnum):
    """Whose people they become."""

    OSIA = "osia"
    MOSIP = "mosip"


class Known(StrEnum):
    """What the rows say of a person before anything is done."""

    NEW = "new"
    THERE = "there"
    DELETED = "deleted"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A person to be written down, body and all.

    samples  addresses in the vault by position
    """

    reference: str
    subject: uuid.UUID
    samples: Mapping[str, str]
    body: Body
    galleries: tuple[str, ...]


def look_up(door: Door, *, reference: str, subject: uuid.UUID) -> Known:
    """Whether that body was taken in under that reference, taken in and deleted, or another body was."""
    rows, mine = _rows(door, reference=reference)
    same = rows.filter(subject=subject).values_list("deleted_at", flat=True)
    if same:
        return Known.THERE if same[0] is None else Known.DELETED
    return Known.OTHERWISE if rows.filter(mine, deleted_at=None).exists() else Known.NEW


def write_down(door: Door, *, newcomer: Newcomer, at: datetime) -> None:
    """The person, samples and template in one transaction. Raises Refused("reference_differs")."""
    if door is Door.OSIA:
        _as_encounter(newcomer, at=at)
    else:
        _as_reference(newcomer, at=at)


def _rows(door: Door, *, reference: str) -> tuple[QuerySet[Encounter] | QuerySet[Reference], Q]:
    if door is Door.OSIA:
        return Encounter.objects.all(), Q(person=reference, encounter=ENCOUNTER)
    return Reference.objects.all(), Q(reference=reference)


def _as_encounter(newcomer: Newcomer, *, at: datetime) -> None:
    visit = osia.Visit(
        person=newcomer.reference,
        encounter=ENCOUNTER,
        kind=ENCOUNTER.lower(),
        status=Status.ACTIVE,
        galleries=newcomer.galleries,
        samples=newcomer.samples,
        missing={},
        captured_on=None,
    )
    try:
        osia.create(visit, body=newcomer.body, at=at, subject=newcomer.subject)
    except NotOsia as conflict:
        raise Refused("reference_differs") from conflict


def _as_reference(newcomer: Newcomer, *, at: datetime) -> None:
    subject = newcomer.subject
    try:
        with transaction.atomic():
            abis.admit(subject=subject, samples=newcomer.samples, missing={}, captured_on=None, at=at)
            mosip.keep_record(newcomer.reference, subject=subject, body=newcomer.body, actor=ACTOR, at=at)
    except IntegrityError as conflict:
        raise Refused("reference_differs") from conflict
