"""How long this room keeps what (kernel.keeping)."""

from rekam.credentials.wallets import services
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="phones with a wallet: the office's half of each key",
        reason="copies count for 90 days; a phone that nobody opened for a year holds nothing that counts",
        months=12,
        since="it was opened last",
        remains="in the audit, that a phone got a card, was locked or removed",
        kind="wallets",
        forget=lambda before, _at, dry: services.forget_unused(before=before, dry_run=dry),
    ),
)
