"""Printed cards that nobody has collected yet. Enter through queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.queries import site_name
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import rules
from rekam.cards.counter.rules import Age
from rekam.cards.orders.entries import Entry, entries_of
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name

KECAMATAN_LETTERS = len("36.73.02")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A kecamatan's cards that wait, by age; `name` is empty where our table does not know the code."""

    code: str
    name: str
    by_age: Mapping[Age, int]

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.by_age.values())


def uncollected(*, kecamatan: str = "", age: Age | None = None, on: date) -> QuerySet[PrintJob]:
    """Orders whose card lies printed and waits for its holder, the longest waiting first.

    kecamatan   code of the holder's; "" = all of the scope
    age         only this band
    """
    rows = PrintJob.objects.filter(state=JobState.PRINTED, printed_at__isnull=False)
    if kecamatan:
        rows = rows.filter(area_code__startswith=kecamatan)
    if age is not None:
        rows = rows.filter(_within(age, on=on))
    return rows.order_by("printed_at", "pk")


def waiting_by_kecamatan(*, on: date) -> Sequence[Waiting]:
    """How many cards wait in each kecamatan of the scope, by how long, the most first."""
    bands = {age.name: Count("pk", filter=_within(age, on=on)) for age in Age}
    rows = uncollected(on=on).order_by().annotate(code=Left("area_code", KECAMATAN_LETTERS))
    found = [
        Waiting(code=code, name=area_name(code), by_age=dict(zip(Age, numbers, strict=True)))
        for code, *numbers in rows.values_list("code").annotate(**bands)
    ]
    return sorted(found, key=lambda one: (-one.whole, one.code))


def _within(age: Age, *, on: date) -> Q:
    """Printed so long ago; what a printer's clock put into the future is new."""
    later = next((one for one in Age if one > age), None)
    held = Q() if age is Age.NEW else Q(printed_at__date__lte=on - timedelta(days=age))
    return held if later is None else held & Q(printed_at__date__gt=on - timedelta(days=later))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A card that waits, where it lies, and for how many days; overdue = it should go back to the Dinas."""

    entry: Entry
    serial: str
    site: str
    days: int
    overdue: bool


def lines_of(jobs: Sequence[PrintJob], *, at: datetime) -> list[Line]:
    """What a page of the list shows of these orders."""
    on = office_day(at)
    live = Blank.objects.filter(attempt__job__in=jobs, attempt__spoiled=False).select_related("attempt")
    places = {blank.attempt.job_id: blank for blank in live}
    return [
        _line(entry, blank=places.get(entry.job.pk), on=on)
        for entry in entries_of(jobs)
        if entry.job is not None
    ]


def _line(entry: Entry, *, blank: Blank | None, on: date) -> Line:
    assert entry.job is not None
    assert entry.job.printed_at is not None
    printed = min(office_day(entry.job.printed_at), on)
    late = rules.is_overdue(printed=printed, on=on, days=settings.REKAM_UNCOLLECTED_DAYS)
    days = (on - printed).days
    if blank is None:
        return Line(entry=entry, serial="", site="", days=days, overdue=False)
    elsewhere = blank.state == BlankState.PRINTED and blank.area_code != settings.REKAM_OFFICE_AREA
    return Line(
        entry=entry,
        serial=blank.serial,
        site=site_name(blank.area_code),
        days=days,
        overdue=late and elsewhere,
    )
