"""How long requests for consent are kept."""

from rekam.kernel.keeping import Keeping
from rekam.verification.consent import services

LINES = (
    Keeping(
        what="requests of institutions for a resident's own yes",
        reason="they hold for minutes; a complaint about one comes within weeks",
        months=1,
        since="it was asked",
        remains="the resident's word, in the audit",
        kind="consent_requests",
        forget=lambda before, _at, dry: services.forget_requests(before=before, dry_run=dry),
        fields=("verification.ConsentRequest.fields",),
    ),
)
