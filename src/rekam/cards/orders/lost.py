"""Orders whose card was stolen or lost before its holder had it. Enter through cards.services and queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.cards.blanks.losses.queries import find_loss_of
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.orders.services import lock_job, lock_live_blank, spoil_print
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class LostCard:
    """A card that is gone while its order still stands on it; the police report under which it was shut."""

    job: UUID
    serial: str
    police_number: str


def lost_cards(*, limit: int = 50) -> list[LostCard]:
    """The lost cards of the scope that nobody has sent back to print, the longest waiting first."""
    gone = Attempt.objects.filter(spoiled=False, blank__state=BlankState.LOST)
    rows = gone.select_related("job", "blank").order_by("started_at", "pk")[:limit]
    found = [(row, find_loss_of(row.blank)) for row in rows]
    return [
        LostCard(row.job.uuid, row.blank.serial, loss.police_number if loss else "") for row, loss in found
    ]


@transaction.atomic
def print_anew(*, job: UUID, actor: str, at: datetime) -> PrintJob:
    """Send the order of a lost card back to print: its approval holds, the lost card stays shut.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "card_elsewhere" | "blank_not_lost").
    """
    _, blank = lock_live_blank(lock_job(job))
    if blank.state != BlankState.LOST:
        raise RuleBroken("blank_not_lost", state=blank.state)
    loss = find_loss_of(blank)
    reason = f"laporan polisi {loss.police_number}" if loss else "hilang dari paket"
    return spoil_print(job=job, reason=reason, actor=actor, at=at)
