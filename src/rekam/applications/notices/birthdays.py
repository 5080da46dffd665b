"""The night's round: who turns 16 or 17, or married before, is told once, mostly by letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from rekam.applications.notices.models import Night, Notice
from rekam.applications.notices.places import office_name
from rekam.applications.notices.recording import contacts_of
from rekam.applications.notices.rules import (
    Birthday,
    State,
    Topic,
    births_on,
    nights,
    of_birthday,
    of_wedding,
)
from rekam.applications.notices.telling import About, tell
from rekam.enrolment import queries as enrolment
from rekam.enrolment.slip import slip_number
from rekam.kernel.dates import OfficeZone
from rekam.kernel.installation import office_day
from rekam.messages.services import Template
from rekam.registry import queries as registry
from rekam.registry.rules import CARD_AGE, RECORDING_AGE, Nationality, Status


@dataclass(frozen=True)
class Grown:
    """Somebody of the register, and what the day begins."""

    resident: UUID
    area_code: str
    event: Birthday
    age: int


def go_through(*, at: datetime) -> int:
    """Go through the days since the last night, at most two weeks of them; how many notices were made.

    Call it in the office's scope, as often as one likes: each day is gone through once, in one transaction.
    """
    last = Night.objects.aggregate(last=Max("day"))["last"]
    todo = nights(last=last, today=office_day(at))
    return sum(
        _night(day, left_out=0 if place else todo.left_out, at=at) for place, day in enumerate(todo.days)
    )


@transaction.atomic
def _night(day: date, *, left_out: int, at: datetime) -> int:
    if Night.objects.filter(day=day).exists():
        return 0
    told = sum(_told(one, day=day, at=at) for one in grown_on(day))
    Night.objects.create(day=day, at=at, told=told, left_out=left_out)
    return told


def grown_on(day: date) -> Iterator[Grown]:
    """Those of the office for whom something begins on a day: by birthday, or by a wedding entered before.

    Whom the card law reaches: citizens, and foreigners whose permit runs.
    """
    reached = Q(nationality=Nationality.WNI) | Q(permit_until__gte=day)
    people = registry.residents(area_code=settings.REKAM_OFFICE_AREA).filter(reached, status=Status.ACTIVE)
    people = people.order_by("pk")
    for age in (RECORDING_AGE, CARD_AGE):
        for row in people.filter(birth_date__in=births_on(day, age=age)):
            begins = of_birthday(
                age,
                ever_married=row.ever_married,
                recorded=row.recorded_on is not None,
                has_card=row.handed_on is not None,
            )
            if begins is not None:
                yield Grown(row.uuid, row.area_code, begins, age)
    for row in people.filter(uuid__in=_married_before(day)):
        begins = of_wedding(
            born=row.birth_date,
            on=day,
            recorded=row.recorded_on is not None,
            has_card=row.handed_on is not None,
        )
        if begins is not None:
            yield Grown(row.uuid, row.area_code, begins, 0)


def _married_before(day: date) -> Sequence[UUID]:
    """The weddings that were entered on the day before, at the office."""
    zone = OfficeZone(settings.REKAM_OFFICE_ZONE).zone
    ends = datetime.combine(day, time(), zone)
    return registry.married_between(since=ends - timedelta(days=1), until=ends, born_after=_young(day))


def _young(day: date) -> date:
    return day - timedelta(days=CARD_AGE * 366)


def _told(one: Grown, *, day: date, at: datetime) -> bool:
    """By message to whoever left a contact with the slip; a letter to the family is due otherwise."""
    about = About(
        topic=Topic.BIRTHDAY,
        key=f"age{one.age}-{one.resident.hex}",
        area_code=one.area_code,
        resident=one.resident,
    )
    if Notice.objects.filter(key=about.key).exists():
        return False
    record = enrolment.find_record_of(one.resident) if one.event is Birthday.CARD_NOW else None
    contact, language = next(iter(contacts_of(record.uuid)), ("", "")) if record else ("", "")
    if record is not None and contact:
        facts = {"office": office_name(), "number": slip_number(record.packet.uuid)}
        notice = tell(
            about, contact=contact, template=Template.CARD_AT_17, facts=facts, at=at, language=language
        )
        notice.event, notice.day = one.event, day
        notice.save(update_fields=["event", "day"])
        return True
    Notice.objects.create(**vars(about), event=one.event, day=day, state=State.TO_PRINT, at=at)
    return True
