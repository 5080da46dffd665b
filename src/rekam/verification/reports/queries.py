"""Reads of reports of use."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_zone
from rekam.verification.asking.models import Asked
from rekam.verification.partners.models import Partner
from rekam.verification.reports.models import UseReport
from rekam.verification.reports.rules import Figures, Line, Semester, figures, is_overdue

_COUNTED = ("matches", "confirmed", "code", "rupiah")


def counted(partner: Partner, semester: Semester) -> Figures:
    """What an institution of the scope asked in a semester, in the office's days."""
    zone = office_zone()
    first = datetime.combine(semester.first, time.min, zone)
    end = datetime.combine(semester.last, time.max, zone)
    rows = Asked.objects.filter(partner=partner, at__gte=first, at__lte=end).values_list(*_COUNTED)
    lines = (Line(**dict(zip(_COUNTED, row, strict=True))) for row in rows.iterator())
    return figures(lines, purpose=partner.purpose)


def reports_of(partner: Partner) -> Sequence[UseReport]:
    """The reports of an institution of the scope, the newest first."""
    return list(UseReport.objects.filter(partner=partner).order_by("-semester"))


def get_report(report: UUID) -> UseReport:
    """A report of the scope with its institution. Raises RuleBroken("not_found")."""
    found = UseReport.objects.select_related("partner").filter(uuid=report).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def overdue(*, on: date) -> Sequence[UseReport]:
    """The reports of the scope that should have been confirmed by a day, with their institutions."""
    rows = UseReport.objects.select_related("partner").filter(confirmed_at=None).order_by("pk")
    zone = office_zone()
    return [
        row for row in rows if is_overdue(made_on=row.made_at.astimezone(zone).date(), confirmed=False, on=on)
    ]
