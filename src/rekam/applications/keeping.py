"""How long this room keeps what (kernel.keeping)."""

from rekam.applications.bookings import ending
from rekam.applications.complaints import keeping as complaints
from rekam.applications.filing import forgetting
from rekam.applications.notices import keeping as notices
from rekam.kernel.keeping import Keeping

SCAN_FIELDS = ("applications.Application.facts", "applications.Scan.address")
REMAINS = "number, service, area, whom it was for, and the steps with their days"

LINES = (
    *complaints.LINES,
    Keeping(
        what="rejected applications and their papers",
        reason="an appeal must find them; after that they are copies of identity papers without a purpose",
        months=12,
        since="the refusal",
        remains=REMAINS,
        kind="rejected_applications",
        forget=lambda before, _at, dry: forgetting.forget(
            states=forgetting.REFUSED, before=before, dry_run=dry
        ),
        vault=("document",),
        fields=SCAN_FIELDS,
    ),
    Keeping(
        what="finished applications and their papers",
        reason="the audit of the year after compares them with what was made (two years are our own measure)",
        months=24,
        since="it was collected",
        remains=f"{REMAINS}; a scan that an entry of the register has too",
        kind="finished_applications",
        forget=lambda before, _at, dry: forgetting.forget(
            states=forgetting.FINISHED, before=before, dry_run=dry
        ),
        vault=("document",),
        fields=SCAN_FIELDS,
    ),
    Keeping(
        what="applications that were taken back or not gone on with, and drafts",
        reason="nobody decided on them; somebody may still ask what became of it",
        months=1,
        since="it was taken back, or ended after 14 days as a draft and 30 days without an answer",
        remains=REMAINS,
        kind="given_up_applications",
        forget=lambda before, _at, dry: forgetting.forget(
            states=forgetting.GIVEN_UP, before=before, dry_run=dry
        ),
        vault=("document",),
        fields=SCAN_FIELDS,
    ),
    Keeping(
        what="sheets that the applicant replaced or took back",
        reason="a slip of the finger is noticed within days",
        months=1,
        since="it was replaced or taken back",
        remains="that there was one, and what was wrong with it",
        kind="dropped_scans",
        forget=lambda before, _at, dry: forgetting.forget_dropped(before=before, dry_run=dry),
        vault=("document",),
        fields=("applications.Scan.address",),
    ),
    *notices.LINES,
    Keeping(
        what="bookings at counters and events: name to call, contact, keyed digest of the NIK",
        reason="a complaint about the day comes within weeks; a name is of no use once the day is over",
        months=1,
        since="the day of the booking, or it was cancelled",
        remains="number, place, purpose, day and hour, and whether somebody came",
        kind="bookings",
        forget=lambda before, _at, dry: ending.forget(before=before, dry_run=dry),
    ),
)
