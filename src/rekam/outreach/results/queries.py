"""Reads of what came of visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet

from rekam.enrolment.ways.queries import recorded_on_visit
from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.models import Event
from rekam.outreach.events.rules import with_registered
from rekam.outreach.models import Visit
from rekam.outreach.queries import held
from rekam.outreach.results.models import Photo, Report
from rekam.outreach.results.rules import Bucket, Counts, OnList, count
from rekam.registry.queries import residents_by_id
from rekam.registry.rules import Status, may_be_recorded


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A report as the recordings that arrived tell it; whoever was there may know more."""

    target: int
    counts: Counts
    beyond: int


def find_visit(visit: UUID) -> Visit:
    """That visit of the scope. Raises RuleBroken("visit_unknown")."""
    found = Visit.objects.filter(uuid=visit).first()
    if found is None:
        raise RuleBroken("visit_unknown")
    return found


def told_by_recordings(visit: Visit) -> Drafted:
    """What the recordings that arrived tell; the newest report where the list is forgotten."""
    if not visit.people and (last := newest_report(visit)):
        return Drafted(target=last.target, counts=last.counts, beyond=last.beyond)
    made = recorded_on_visit(visit.uuid)
    listed = {UUID(person) for person in visit.people}
    known = {row.uuid: row for row in residents_by_id(visit.people) if row.status == Status.ACTIVE}
    counts = count(
        OnList(
            known_here=person in known,
            old_enough=(row := known.get(person)) is None
            or may_be_recorded(born=row.birth_date, ever_married=row.ever_married, on=visit.on),
            before=row is not None and row.recorded_on is not None and row.recorded_on < visit.on,
            arrived=made.get(person, False),
            in_vain=person in made,
        )
        for person in listed
    )
    beyond = sum(succeeded for person, succeeded in made.items() if person not in listed)
    registered = Event.objects.filter(visit=visit).values_list("registered", flat=True).first() or 0
    counts, beyond = with_registered(counts, beyond=beyond, registered=registered)
    return Drafted(target=len(listed) + registered, counts=counts, beyond=beyond)


def reports_of(visit: Visit) -> Sequence[Report]:
    """The reports of a visit, the newest first."""
    return list(visit.reports.order_by("-number"))


def newest_report(visit: Visit) -> Report | None:
    return visit.reports.order_by("-number").first()


def photos_of(visit: Visit) -> Sequence[Photo]:
    return list(visit.photos.order_by("number"))


def find_photo(visit: UUID, number: int) -> Photo:
    """A photograph that is still kept. Raises RuleBroken("not_found")."""
    found = Photo.objects.filter(visit__uuid=visit, number=number).exclude(photo="").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def unreported(*, before: date, limit: int) -> Sequence[Visit]:
    """Visits before that day of which nobody has told what came of them, the oldest first."""
    return list(held().filter(on__lt=before, reports=None).order_by("on", "pk")[:limit])


@dataclass(frozen=True, kw_only=True)
class Result:
    """A visit and its newest report."""

    visit: Visit
    report: Report

    @property
    def left(self) -> int:
        """How many of all who were known there are still not recorded: not only of those on the list."""
        return max(0, self.report.known - self.report.recorded - self.report.already - self.report.outside)


def newest_reports() -> QuerySet[Report]:
    """The report that counts of each visit that has one: they are numbered from 1 without a gap."""
    counted = Report.objects.annotate(newest=Count("visit__reports"))
    return counted.filter(number=F("newest")).select_related("visit")


def results(*, since: date, until: date) -> Sequence[Result]:
    """The visits of a period that have a report, the newest day first."""
    rows = newest_reports().filter(visit__on__range=(since, until))
    return [Result(visit=row.visit, report=row) for row in rows.order_by("-visit__on", "-visit__pk")]


def sum_of(rows: Sequence[Result]) -> Counts:
    """All of them together."""
    return Counts(
        **{bucket.value: sum(getattr(row.report, bucket.value) for row in rows) for bucket in Bucket}
    )
