"""Telling a place and its kelurahan of a visit: the day before, and when it is moved or called off."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from rekam.audit.services import record
from rekam.enrolment.consents import clean_contact
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.messages import services as messages
from rekam.messages.templates import Template, text_of
from rekam.outreach.models import Site, Visit
from rekam.outreach.queries import held
from rekam.ui.dates import short_date
from rekam.ui.numbers import Language

ACTOR = "reminders"
LANGUAGE: Language = "id"  # of offices and schools


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind the places of tomorrow's visits, each once for a day; how many messages went into the folder.

    A visit whose place has no telephone stands on the list of visits with that said.
    """
    if messages.outbox() is None:
        return 0
    tomorrow = office_day(at) + timedelta(days=1)
    due = held().filter(on=tomorrow).filter(Q(reminded_on=None) | ~Q(reminded_on=F("on")))
    rows = list(due.select_for_update(of=("self",)).select_related("site", "event"))
    sent = sum(tell(visit, template=Template.VISIT_TOMORROW, actor=ACTOR, at=at) for visit in rows)
    Visit.objects.filter(pk__in=[visit.pk for visit in rows]).update(reminded_on=tomorrow)
    return sent


def tell(visit: Visit, *, template: Template, actor: str, at: datetime) -> int:
    """Put a message for each telephone of the visit's place and kelurahan into the office's folder; how many.

    None where the office sends no messages.
    """
    if messages.outbox() is None:
        return 0
    text = _text(visit, template=template)
    numbers = telephones_of(visit)
    for at_place, number in enumerate(numbers):
        key = f"{visit.uuid.hex}-{visit.on:%Y%m%d}-{template}-{at_place}"
        messages.deliver(key=key, to=number, text=text)
    if numbers:
        record("outreach.place.told", actor=actor, at=at, case=str(visit.uuid), message=str(template))
    return len(numbers)


def telephones_of(visit: Visit) -> Sequence[str]:
    """The numbers of the visit's place and of its kelurahan, each once."""
    village = Site.objects.filter(code=visit.area_code).values_list("phone", flat=True).first()
    found: dict[str, None] = {}
    for told in (visit.site.phone if visit.site else "", village or ""):
        with suppress(RuleBroken):
            found[clean_contact(told)] = None
    return list(found)


def _text(visit: Visit, *, template: Template) -> str:
    office = area_name(AreaCode.parse(visit.area_code).at(Level.KABUPATEN_KOTA).text)
    return text_of(
        template,
        language=LANGUAGE,
        office=f"Disdukcapil {office}"[:30],
        place=visit.place[:30],
        day=short_date(visit.on, language=LANGUAGE),
        people=str(len(visit.people)),
        why=visit.why_off,
    )
