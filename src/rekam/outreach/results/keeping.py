"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping
from rekam.outreach.results import services

LINES = (
    Keeping(
        what="photographs of visits, at most two each",
        reason="they prove to the audit of the year after that the visit took place (our own measure)",
        months=24,
        since="the photograph was kept",
        remains="that there was one, who kept it, when; the report of the visit",
        kind="visit_photos",
        forget=lambda before, _at, dry: services.forget_photos(before=before, dry_run=dry),
        vault=("visit",),
        fields=("outreach.Photo.photo",),
    ),
)
