"""How long codes, phones and copies are kept (kernel.keeping)."""

from rekam.credentials.issuing import forgetting
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="codes for a digital KTP that no phone took",
        reason="they count for five minutes; who gave one stands in the audit",
        months=1,
        since="the code was given",
        remains="the audit's entry",
        kind="digital_id_offers",
        forget=lambda before, _at, dry: forgetting.forget_offers(before=before, dry_run=dry),
        fields=("credentials.Offer.configurations",),
    ),
    Keeping(
        what="copies of digital documents: whose, until when, their place in the status list",
        reason="who disputes that a credential counted must find what the list said (a year is our measure)",
        months=12,
        since="the copy ran out",
        remains="the audit's entries of issuing and revoking",
        kind="digital_id_copies",
        forget=lambda before, _at, dry: forgetting.forget_copies(before=before, dry_run=dry),
        fields=("credentials.Answer.keys",),
    ),
    Keeping(
        what="what an officer saw by video before a remote code, or a face comparison said",
        reason="who disputes a remote activation must find it (two years are our own measure)",
        months=24,
        since="the step was written down",
        remains="the audit's entry",
        kind="digital_id_remote",
        forget=lambda before, _at, dry: forgetting.forget_remote(before=before, dry_run=dry),
    ),
)
