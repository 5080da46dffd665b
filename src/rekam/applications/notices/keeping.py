"""How long notices and contacts left with slips are kept (kernel.keeping)."""

from rekam.applications.notices import services
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="notices: what was told to whom, by which way and when; letters printed, by whom",
        reason="whoever says that nobody told them does so within two years (our own measure)",
        months=24,
        since="it was told",
        remains="nothing; a breach keeps its words and the number of people",
        kind="notices",
        forget=lambda before, _at, dry: services.forget_notices(before=before, dry_run=dry),
    ),
    Keeping(
        what="contacts left with a recording's slip, to hear of it",
        reason="a card is ready within months; once it is handed over the contact goes at once",
        months=12,
        since="it was left",
        remains="that there was one, and when",
        kind="wishes",
        forget=lambda before, at, dry: services.forget_wishes(before=before, at=at, dry_run=dry),
        fields=("applications.Wish.contact",),
    ),
)
