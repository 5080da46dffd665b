"""Who of an area reaches the day on which a NIK without a recording may end."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from rekam.coverage.overdue.rules import STEPS, Ahead
from rekam.coverage.queries import missing_people
from rekam.coverage.rules import latest_birth
from rekam.kernel.database import counting
from rekam.registry.entries.rules import RECORD_BY


def count_ahead(*, area_code: str, on: date) -> list[Ahead]:
    """The counts of each kelurahan where there is anybody, by code."""
    rows = (
        missing_people(area_code=area_code, on=on)
        .filter(blocked_for="")
        .order_by()
        .values("area_code")
        .annotate(
            past=Count("pk", filter=Q(birth_date__lte=latest_birth(on=on, age=RECORD_BY))),
            **{f"within_{days}": Count("pk", filter=_reaching(on=on, days=days)) for days in STEPS},
        )
        .values_list("area_code", "past", *(f"within_{days}" for days in STEPS))
    )
    with counting():
        found = [Ahead(str(code), past, tuple(within)) for code, past, *within in rows]
    return sorted((one for one in found if one.past or any(one.within)), key=lambda one: one.area_code)


def people_ahead(*, area_code: str, on: date) -> QuerySet[Any]:
    """Who reaches the day within the longest of STEPS, the soonest first."""
    soon = missing_people(area_code=area_code, on=on).filter(_reaching(on=on, days=STEPS[-1]), blocked_for="")
    return soon.order_by("birth_date", "full_name", "pk")


def _reaching(*, on: date, days: int) -> Q:
    last = latest_birth(on=on + timedelta(days=days), age=RECORD_BY)
    return Q(birth_date__gt=latest_birth(on=on, age=RECORD_BY), birth_date__lte=last)
