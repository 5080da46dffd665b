"""The table of keeping times, of the lines that the rooms say; makes docs/reference/retention.md."""

from collections.abc import Sequence

from rekam.abis import keeping as abis
from rekam.accounts import keeping as accounts
from rekam.applications import keeping as applications
from rekam.audit import keeping as audit
from rekam.cards import keeping as cards
from rekam.credentials import keeping as credentials
from rekam.credentials.presenting import keeping as presenting
from rekam.credentials.wallets import keeping as wallets
from rekam.devices import keeping as devices
from rekam.enrolment import keeping as enrolment
from rekam.kernel.keeping import Keeping
from rekam.messages import keeping as messages
from rekam.outreach import keeping as outreach
from rekam.outreach.results import keeping as results
from rekam.registry import keeping as registry
from rekam.verification import keeping as verification
from rekam.verification.api import keeping as verification_api

NOT_BUILT = (
    Keeping(
        what="one-time passwords",
        reason="valid for minutes",
        months=0,
        since="used or run out",
        remains="nothing",
        not_yet="room not built",
    ),
)
TABLE: tuple[Keeping, ...] = (
    *(*enrolment.LINES, *cards.LINES, *registry.LINES, *outreach.LINES, *results.LINES),
    *(*applications.LINES, *devices.LINES, *accounts.LINES, *messages.LINES, *abis.LINES, *NOT_BUILT),
    *(
        *credentials.LINES,
        *presenting.LINES,
        *wallets.LINES,
        *verification.LINES,
        *verification_api.LINES,
        *audit.LINES,
    ),
)


def applied() -> Sequence[Keeping]:
    """What goes by itself, in the order of the table."""
    return [line for line in TABLE if line.forget is not None]


def page() -> str:
    """docs/reference/retention.md: the table as Markdown."""
    head = (
        "# Keeping times\n\n"
        "What is kept how long, and what remains. A nightly job applies it; each run writes one entry of the "
        "audit for each\nkind, with how many and a hash of their ids. `rekam retention --dry-run` shows what "
        "a run would let go. Backups\nmade before still hold it: their keeping time is the office's to set. "
        "Made from `keeping.py` of each room.\n\n"
        "| what | kept | from | why | what remains | applied |\n|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_row(line) for line in TABLE), ""])


def _row(line: Keeping) -> str:
    kept = {0: "no longer", 1: "1 month"}.get(line.months or 0, f"{line.months} months")
    if line.months is None:
        kept = "until then" if line.since else "for ever"
    applied_as = f"`{line.kind}`" if line.kind else f"no: {line.not_yet}"
    cells = (line.what, kept, line.since or "–", line.reason, line.remains or "all of it", applied_as)
    return f"| {' | '.join(cells)} |"
