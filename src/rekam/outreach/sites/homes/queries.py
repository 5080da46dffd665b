"""Reads of requests for a visit at home."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import OPEN, Asked, HomeDay, Reason, State, home_days
from rekam.registry.queries import residents


def get_request(request: UUID, *, lock: bool = False) -> HomeVisit:
    """The request of the scope with that id. Raises RuleBroken("not_found")."""
    rows = HomeVisit.objects.select_for_update() if lock else HomeVisit.objects.all()
    found = rows.filter(uuid=request).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def queue() -> QuerySet[HomeVisit]:
    """The open requests of the scope, whoever waits longest first."""
    return HomeVisit.objects.filter(state__in=OPEN).order_by("asked_on", "pk")


def recorded_since(requests: Sequence[HomeVisit]) -> frozenset[UUID]:
    """Whom of these the register says were recorded meanwhile, wherever that was: their residents' ids."""
    wanted = [one.resident for one in requests if one.resident]
    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid__in=wanted, recorded_on__isnull=False)
    return frozenset(rows.values_list("uuid", flat=True))


def days_waiting() -> Sequence[HomeDay]:
    """Days of visits that the waiting requests of the scope make, one kelurahan each."""
    waiting = [one for one in queue() if one.state == State.WAITING]
    done = recorded_since(waiting)
    return home_days(as_asked(one) for one in waiting if one.resident not in done)


def as_asked(row: HomeVisit) -> Asked:
    """A request as the rules see it."""
    return Asked(row.uuid, row.area_code, Reason(row.reason), row.asked_on, row.wanted_on)


def ages(requests: Sequence[HomeVisit], *, on: date) -> Mapping[UUID, int]:
    """Days that each of these has waited by a day."""
    return {one.uuid: (on - one.asked_on).days for one in requests}
