"""Counting and narrowing what stands at a status, whichever table says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Aggregate, Count, Min, Q, QuerySet
from django.db.models.functions import Substr

from rekam.enrolment.rules import Status
from rekam.enrolment.waiting.rules import check_age

KECAMATAN_LETTERS = len("36.73.02")


class Median(Aggregate):
    """The middle one of an ordered column; of an even number the earlier of the two."""

    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What stands at a status: how many, since when the oldest and the middle one, how many too long.

    oldest, median   moments; where SIAK's lists say it days of recording, or None where they said none
    """

    status: Status
    count: int
    oldest: date | None
    median: date | None
    late: int


def by_status(
    rows: QuerySet[Any], *, status: str, since: str, late_before: Mapping[Status, date]
) -> Sequence[Queue]:
    """Rows counted by status, in the order of the ladder.

    status, since   names of the columns
    late_before     what stands there since before that moment or day stands too long
    """
    late = Q()
    for one, moment in late_before.items():
        late |= Q(**{status: one, f"{since}__lt": moment})
    counted = rows.values(status).annotate(
        count=Count("pk"), oldest=Min(since), median=Median(since), late=Count("pk", filter=late)
    )
    found = [Queue(status=Status(row.pop(status)), **row) for row in counted]
    return sorted(found, key=lambda one: list(Status).index(one.status))


def by_kecamatan(rows: QuerySet[Any]) -> Sequence[tuple[str, int]]:
    """How many rows lie in each kecamatan, by its code."""
    found = rows.values(kecamatan=Substr("area_code", 1, KECAMATAN_LETTERS))
    counted = found.annotate(count=Count("pk")).order_by("kecamatan")
    return [(row["kecamatan"], row["count"]) for row in counted]


def of_age(rows: QuerySet[Any], *, age: str, since: str, now: date) -> QuerySet[Any]:
    """Those that have stood for so many days.

    age     a key of `rules.AGES`, or "" for all
    since   name of the column; a moment or a day as `now` is
    Raises RuleBroken("not_found") for an age that is none.
    """
    if not age:
        return rows
    least, most = check_age(age)
    younger = Q() if most is None else Q(**{f"{since}__gt": now - timedelta(days=most)})
    return rows.filter(younger, **{f"{since}__lte": now - timedelta(days=least)})
