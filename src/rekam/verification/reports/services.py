"""Making a semester's reports, taking their confirmations, warning whose are late."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import State
from rekam.verification.partners.services import warn_late
from rekam.verification.reports.models import UseReport
from rekam.verification.reports.queries import counted, overdue
from rekam.verification.reports.rules import Semester, semester_of


@transaction.atomic
def make_report(*, partner: Partner, semester: Semester, actor: str, at: datetime) -> UseReport:
    """Count a semester that is over, once; made again it is the same report.

    Raises RuleBroken("semester_running").
    """
    if semester.last >= office_day(at):
        raise RuleBroken("semester_running")
    row, is_new = UseReport.objects.get_or_create(
        partner=partner,
        semester=semester.text,
        defaults={
            "area_code": partner.area_code,
            "figures": counted(partner, semester),
            "made_by": actor,
            "made_at": at,
        },
    )
    if is_new:
        record("verification.report_made", actor=actor, at=at, case=str(partner.uuid), semester=semester.text)
    return row


@transaction.atomic
def confirm_report(*, report: UUID, letter: str, actor: str, at: datetime) -> UseReport:
    """Note the institution's letter that confirms a report.

    Raises RuleBroken("not_found" | "report_confirmed" | "letter_missing").
    """
    row = UseReport.objects.select_for_update().filter(uuid=report).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.confirmed_at is not None:
        raise RuleBroken("report_confirmed")
    if not letter.strip():
        raise RuleBroken("letter_missing")
    row.letter, row.confirmed_by, row.confirmed_at = letter.strip(), actor, at
    row.save(update_fields=["letter", "confirmed_by", "confirmed_at"])
    record(
        "verification.report_confirmed", actor=actor, at=at, case=str(row.partner.uuid), report=str(row.uuid)
    )
    return row


def close_semester(*, actor: str, at: datetime) -> None:
    """Make the reports of the last semester for whom the scope let ask in it, and warn whose are late."""
    last = semester_of(office_day(at)).before
    granted = Partner.objects.exclude(state=State.DRAFT).filter(
        grant_from__lte=last.last, contract_until__gte=last.first, sandbox=False
    )
    for partner in granted.order_by("pk"):
        make_report(partner=partner, semester=last, actor=actor, at=at)
    for report in overdue(on=office_day(at)):
        warn_late(partner=report.partner.uuid, at=at)
