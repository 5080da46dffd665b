"""Reads of requests for a visit at home."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import OPEN
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


def ages(requests: Sequence[HomeVisit], *, on: date) -> Mapping[UUID, int]:
    """Days that each of these has waited by a day."""
    return {one.uuid: (on - one.asked_on).days for one in requests}
