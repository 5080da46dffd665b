"""Reads of visits."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from rekam.kernel.errors import RuleBroken
from rekam.outreach.models import Pull, Visit
from rekam.outreach.rules import TRIES, TRIES_WITHIN


def visits(*, since: date) -> Sequence[Visit]:
    """The scope's visits from that day on, the next first."""
    return list(Visit.objects.filter(on__gte=since).order_by("on", "pk")[:100])


def get_visit(visit: UUID | None, *, on: date) -> Visit:
    """That visit of the scope, or, for None, the next one from that day on.

    Raises RuleBroken("visit_unknown").
    """
    wanted = Q(on__gte=on) if visit is None else Q(uuid=visit)
    found = Visit.objects.filter(wanted).order_by("on", "pk").first()
    if found is None:
        raise RuleBroken("visit_unknown")
    return found


def check_tries(*, station: str, at: datetime) -> None:
    """Raises RuleBroken("too_many_attempts") after ten refused logins in ten minutes from one station."""
    refused = Pull.objects.filter(station=station, at__gt=at - TRIES_WITHIN, granted=False)
    if refused.count() >= TRIES:
        raise RuleBroken("too_many_attempts")
