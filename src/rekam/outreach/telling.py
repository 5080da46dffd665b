"""Telling a place and its kelurahan of a visit: the day before, and when it is moved or called off."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.messages import services as messages
from rekam.messages.services import Channel, Template, To
from rekam.outreach.models import Site, Visit
from rekam.outreach.queries import held
from rekam.ui.dates import short_date
from rekam.ui.numbers import Language

ACTOR = "reminders"
LANGUAGE: Language = "id"  # of offices and schools


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind the places of tomorrow's visits, each once for a day; how many messages were handed on."""
    if not messages.sends(Channel.SMS):
        return 0
    tomorrow = office_day(at) + timedelta(days=1)
    due = held().filter(on=tomorrow).filter(Q(reminded_on=None) | ~Q(reminded_on=F("on")))
    rows = list(due.select_for_update(of=("self",)).select_related("site"))
    sent = sum(tell(visit, template=Template.VISIT_TOMORROW, actor=ACTOR, at=at) for visit in rows)
    Visit.objects.filter(pk__in=[visit.pk for visit in rows]).update(reminded_on=tomorrow)
    return sent


def tell(visit: Visit, *, template: Template, actor: str, at: datetime) -> int:
    """Hand on a message for each telephone of the visit's place and kelurahan; how many.

    None where the office sends no messages.
    """
    if not messages.sends(Channel.SMS):
        return 0
    facts = _facts(visit)
    numbers = telephones_of(visit)
    for at_place, number in enumerate(numbers):
        messages.send(
            to=number,
            template=template,
            facts=facts,
            key=f"{visit.uuid.hex}-{visit.on:%Y%m%d}-{template}-{at_place}",
            area_code=visit.area_code,
            at=at,
            language=LANGUAGE,
        )
    if numbers:
        record("outreach.place.told", actor=actor, at=at, case=str(visit.uuid), message=str(template))
    return len(numbers)


def telephones_of(visit: Visit) -> Sequence[To]:
    """The numbers of the visit's place and of its kelurahan, each once."""
    village = Site.objects.filter(code=visit.area_code).values_list("phone", flat=True).first()
    found: dict[To, None] = {}
    for told in (visit.site.phone if visit.site else "", village or ""):
        with suppress(RuleBroken):
            found[messages.to(Channel.SMS, told)] = None
    return list(found)


def _facts(visit: Visit) -> dict[str, str]:
    office = area_name(AreaCode.parse(visit.area_code).at(Level.KABUPATEN_KOTA).text)
    return {
        "office": f"Disdukcapil {office}"[:30],
        "place": visit.place[:30],
        "day": short_date(visit.on, language=LANGUAGE),
        "people": str(len(visit.people)),
        "why": visit.why_off,
    }
