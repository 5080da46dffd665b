"""How many people an outage of the log turned away, as queue numbers tell."""

from datetime import datetime, timedelta

from django.db.models import Q

from rekam.applications.bookings.models import Ticket
from rekam.applications.bookings.places import office_now
from rekam.applications.bookings.rules import Line
from rekam.applications.bookings.waiting import Stage
from rekam.devices.outages.queries import Outage, uncounted
from rekam.devices.outages.rules import OF_CARDS
from rekam.devices.outages.services import count_people

LATELY = timedelta(days=7)


def count_turned_away(*, at: datetime) -> int:
    """Count for outages that ended lately; how many have a count. Call it in the office's scope.

    Somebody was turned away who had a number of its sites' recording line while it lasted and was not served
    that day; so it is counted when its last day is over. Where no numbers were given nothing is known, and
    nothing is written.
    """
    counted = 0
    today = office_now(at).replace(hour=0, minute=0, second=0, microsecond=0)
    for outage in uncounted(at=today, since=at - LATELY):
        if outage.cause in OF_CARDS:
            continue
        given = list(_numbers(outage))
        if given:
            people = sum(stage != Stage.SERVED for stage in given)
            count_people(outage=outage.uuid, people=people, at=at)
            counted += 1
    return counted


def _numbers(outage: Outage) -> list[str]:
    """The stages of the numbers that were in line at the outage's sites while it lasted."""
    waited = Q(called_at=None) | Q(called_at__gte=outage.began_at)
    rows = Ticket.objects.filter(waited, line=Line.RECORDING, area_code__in=outage.sites)
    first = office_now(outage.began_at).date()
    return list(
        rows.filter(on__gte=first, taken_at__lt=outage.ended_at)
        .order_by("pk")
        .values_list("stage", flat=True)
    )
