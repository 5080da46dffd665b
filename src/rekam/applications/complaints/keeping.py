"""How long complaints are kept (kernel.keeping)."""

from rekam.applications.complaints import forgetting
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="answered complaints and what came with them",
        reason="whoever is punished for one, and the Ombudsman, must find it (two years are our own measure)",
        months=24,
        since="the last answer",
        remains="number, category, area, the steps with their days, the outcome, who answered",
        kind="answered_complaints",
        forget=lambda before, _at, dry: forgetting.forget(before=before, dry_run=dry),
        vault=("document",),
        fields=("applications.Complaint.said", "applications.ComplaintSheet.address"),
    ),
)
