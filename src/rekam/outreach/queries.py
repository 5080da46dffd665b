"""Reads of visits."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rekam.coverage.community.queries import newest_notes, people_elsewhere
from rekam.coverage.counters.rules import Reach
from rekam.kernel.errors import RuleBroken
from rekam.outreach.models import Pull, Visit
from rekam.outreach.rules import TRIES, TRIES_WITHIN
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import places
from rekam.ui.dates import long_date, weekday

COUNTER = "kantor kecamatan atau dinas, pada jam pelayanan"


def held() -> QuerySet[Visit]:
    """The scope's visits that took place or are to: those called off are left out."""
    return Visit.objects.filter(called_off_at=None)


def visits(*, since: date) -> Sequence[Visit]:
    """The scope's visits from that day on, the next first, with those called off."""
    rows = Visit.objects.filter(on__gte=since)
    return list(rows.order_by("on", "pk")[:100])


def get_visit(visit: UUID | None, *, on: date) -> Visit:
    """That visit of the scope, or, for None, the next one from that day on.

    Raises RuleBroken("visit_unknown").
    """
    wanted = Q(on__gte=on) if visit is None else Q(uuid=visit)
    found = held().filter(wanted).order_by("on", "pk").first()
    if found is None:
        raise RuleBroken("visit_unknown")
    return found


def find_next_visit(*, area_code: str, site: Site | None = None, after: date) -> Visit | None:
    """The next visit or service day in a kelurahan after a day, at one of its places or at any; or None."""
    rows = held().filter(on__gt=after, area_code=area_code).order_by("on", "pk")
    return (rows.filter(site=site) if site else rows).first()


def where_to_come(visit: Visit | None) -> str:
    """That visit as letters name it; where none is planned, the counters."""
    if visit is None:
        return COUNTER
    return f"{visit.place}, {weekday(visit.on)}, {long_date(visit.on)}"


def elsewhere_since(visit: Visit) -> frozenset[UUID]:
    """Whom of a visit's list somebody found after the call-up to be away on its day, or gone.

    Who is away from home for a place stays on that place's list: a boarder on the pesantren's.
    """
    called = {UUID(one) for one in visit.people}
    reaches = {who: reach for who, reach in people_elsewhere(on=visit.on).items() if who in called}
    since = {who for who, note in newest_notes(reaches).items() if note.at > visit.planned_at}
    found = places({str(visit.site.uuid): visit.site}) if visit.site else []
    named = frozenset[str]().union(*(place.named for place in found))
    return frozenset(who for who in since if reaches[who] is not Reach.AWAY or str(who) not in named)


def check_tries(*, station: str, at: datetime) -> None:
    """Raises RuleBroken("too_many_attempts") after ten refused logins in ten minutes from one station."""
    refused = Pull.objects.filter(station=station, at__gt=at - TRIES_WITHIN, granted=False)
    if refused.count() >= TRIES:
        raise RuleBroken("too_many_attempts")
