"""How long presentations are kept."""

from rekam.kernel.keeping import Keeping
from rekam.verification.presence import services

LINES = (
    Keeping(
        what="presentations of the KTP digital that institutions asked for",
        reason="they hold for minutes; a complaint about one comes within weeks",
        months=1,
        since="it was asked",
        remains="that it was shown and used, in the audit",
        kind="presentations",
        forget=lambda before, _at, dry: services.forget_presences(before=before, dry_run=dry),
        fields=("verification.Presence.fields",),
    ),
)
