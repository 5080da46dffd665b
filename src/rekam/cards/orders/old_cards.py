"""Reads about the card that a reprint replaces, and whether a card still holds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import Attempt, PrintJob, Reprint
from rekam.cards.orders.requirements import REQUIREMENTS, Cause
from rekam.cards.orders.rules import REPLACEMENTS, JobState, Reason
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.entries.queries import Change, approved_changes
from rekam.registry.rules import Status


def serial_in_hand(record: UUID) -> str:
    """The serial of the card that a recording's holder has by this office's ledger, or ""."""
    rows = Attempt.objects.filter(job__record=record, spoiled=False, blank__state=BlankState.HANDED_OVER)
    return rows.order_by("-started_at").values_list("blank__serial", flat=True).first() or ""


def approved_entries(resident: UUID, *, cause: Cause) -> Sequence[Change]:
    """The approved entries that may be the ground of a reprint, the newest first.

    Only those since the card in hand was ordered: an older one stands on it already.
    """
    last = PrintJob.objects.filter(resident=resident, state=JobState.ISSUED).order_by("-requested_at").first()
    since = last.requested_at if last is not None else None
    return approved_changes(resident, kinds=REQUIREMENTS[cause].kinds, since=since)


def find_reprint(job: PrintJob) -> Reprint | None:
    """The documents of an order for a replacement, or None."""
    return Reprint.objects.filter(job=job).first()


def check_may_print(job: PrintJob) -> None:
    """Refuse to print a replacement without its documents, or for a card that was found again.

    Raises RuleBroken("reprint_papers_missing" | "old_card_found").
    """
    if Reason(job.reason) not in REPLACEMENTS:
        return
    row = Reprint.objects.filter(job=job).first()
    if row is None:
        raise RuleBroken("reprint_papers_missing")
    if row.found_at is not None:
        raise RuleBroken("old_card_found")


def is_void(serial: str) -> bool:
    """Whether a card of this serial proves nobody any more, or not yet.

    It holds while its holder has it by the ledger, unless its loss is reported or a newer card of the same
    recording was handed over. A lost card that was found before the new one was printed, and whose order was
    refused, holds again.
    Raises RuleBroken("not_found") for a serial that this scope does not know.
    """
    blank = Blank.objects.filter(serial=serial).first()
    if blank is None:
        raise RuleBroken("not_found")
    if blank.state != BlankState.HANDED_OVER:
        return True
    reprints = Reprint.objects.filter(old_serial=serial)
    if reprints.filter(job__state=JobState.ISSUED).exists():
        return True
    lost = reprints.filter(cause=Cause.LOST)
    return lost.exists() and not lost.filter(job__state=JobState.REFUSED, found_at__isnull=False).exists()


def check_stays_with_mover(serial: str) -> None:
    """Refuse to take in the card of somebody who moved out: only the destination withdraws it.

    Raises RuleBroken("card_goes_with_mover").
    """
    attempt = Attempt.objects.filter(blank__serial=serial, spoiled=False).select_related("job").first()
    if attempt is None or attempt.job.visit is not None:
        return
    try:
        moved = registry.get_resident(attempt.job.resident).status == Status.MOVED
    except RuleBroken:  # another office has the person by now
        moved = True
    if moved:
        raise RuleBroken("card_goes_with_mover")


def take_back_card(*, serial: str, reason: str, actor: str, at: datetime) -> Blank:
    """Take back a card that its holder returns, to be destroyed; never one that goes along on a move.

    Raises RuleBroken("card_goes_with_mover") and what blanks.services.take_back_card raises.
    """
    check_stays_with_mover(serial)
    return ledger.take_back_card(serial=serial, reason=reason, actor=actor, at=at)
