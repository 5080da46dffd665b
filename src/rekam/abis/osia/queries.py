"""Reads of OSIA's encounters and tasks."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from rekam.abis.osia.models import Encounter, Listing, Task
from rekam.abis.osia.rules import ALL, Fault, Refused, Status


def encounters_of(person: str) -> Sequence[Encounter]:
    """The encounters of a person, the oldest first. Raises Refused(UNKNOWN) where there is none."""
    rows = list(_living().filter(person=person).order_by("pk").prefetch_related("listings"))
    if not rows:
        raise Refused(Fault.UNKNOWN)
    return rows


def find_encounter(person: str, encounter: str) -> Encounter | None:
    """The encounter, or None where there is none (any more)."""
    return _living().filter(person=person, encounter=encounter).first()


def get_encounter(person: str, encounter: str) -> Encounter:
    """The encounter. Raises Refused(UNKNOWN)."""
    row = find_encounter(person, encounter)
    if row is None:
        raise Refused(Fault.UNKNOWN)
    return row


def galleries_of(encounter: Encounter) -> list[str]:
    """The galleries that an encounter is in, by name; sorted here, since they may be fetched already."""
    return sorted(listing.gallery for listing in encounter.listings.all())


def galleries() -> list[str]:
    """The names of all galleries that anybody is in."""
    rows = Listing.objects.filter(encounter__deleted_at=None)
    return sorted(rows.values_list("gallery", flat=True).distinct())


def check_gallery(gallery: str) -> None:
    """Raises Refused(UNKNOWN) for a gallery that nobody is in; ALL is always there."""
    there = Listing.objects.filter(encounter__deleted_at=None, gallery=gallery)
    if gallery != ALL and not there.exists():
        raise Refused(Fault.UNKNOWN)


def in_gallery(gallery: str) -> QuerySet[Encounter]:
    """The encounters in a gallery; in ALL, every one."""
    return _living() if gallery == ALL else _living().filter(listings__gallery=gallery)


def searched_in(gallery: str) -> QuerySet[Encounter]:
    """Those in a gallery that are active."""
    return in_gallery(gallery).filter(status=Status.ACTIVE)


def named(subjects: Collection[uuid.UUID], *, gallery: str) -> dict[uuid.UUID, Encounter]:
    """The active encounters of a gallery among subjects of the abis."""
    return {row.subject: row for row in searched_in(gallery).filter(subject__in=subjects)}


def find_task(task: uuid.UUID) -> Task | None:
    """The task of a callback, or None."""
    return Task.objects.filter(uuid=task).exclude(callback="").first()


def count_waiting() -> int:
    """How many tasks wait for the worker."""
    return Task.objects.filter(answered_at=None).count()


def oldest_waiting() -> datetime | None:
    """Since when the oldest task waits; None where none does."""
    return Task.objects.filter(answered_at=None).order_by("at").values_list("at", flat=True).first()


def count_encounters() -> int:
    """How many encounters there are."""
    return _living().count()


def count_to_send() -> int:
    """How many answers did not arrive yet and are sent again by themselves."""
    return Task.objects.filter(send_at__isnull=False).count()


def given_up() -> QuerySet[Task]:
    """Tasks that failed here, and not for what was sent; they wait for somebody to send them again."""
    return Task.objects.exclude(given_up="").order_by("pk")


def to_send(*, at: datetime, most: int) -> Sequence[Task]:
    """Answers whose time to be sent has come, the longest due first."""
    return list(Task.objects.filter(send_at__lte=at).order_by("send_at", "pk")[:most])


def _living() -> QuerySet[Encounter]:
    return Encounter.objects.filter(deleted_at=None)


def ids_in(gallery: str, *, offset: int, limit: int) -> list[dict[str, str]]:
    """Persons and encounters in a gallery in the order in which they came."""
    rows = in_gallery(gallery).order_by("pk").values_list("person", "encounter")[offset : offset + limit]
    return [{"personId": person, "encounterId": encounter} for person, encounter in rows]
