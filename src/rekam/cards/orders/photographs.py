"""The new photograph that an order waits with: decided when the order is."""

from datetime import datetime

from rekam.cards.counter.rules import Excuse
from rekam.cards.counter.words import EXCUSES
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.cards.orders.rules import JobState
from rekam.cards.orders.words import GROUNDS, LIKENESS
from rekam.enrolment.photo_rules import Finding, Reason
from rekam.enrolment.portraits import queries as portraits
from rekam.enrolment.portraits import services
from rekam.enrolment.portraits.queries import PortraitChange
from rekam.enrolment.portraits.rules import Ground, Standing, likeness_of
from rekam.enrolment.portraits.words import FINDINGS, REASONS


def photograph_of(job: PrintJob) -> PortraitChange | None:
    """The photograph that an order was made for, or None."""
    row = Reprint.objects.filter(job=job, photograph__isnull=False).first()
    return portraits.get_change(row.photograph) if row is not None and row.photograph else None


def told_of(change: PortraitChange) -> dict[str, object]:
    """What pages say of a new photograph: what was found in it, why it has to do, how alike the faces are."""
    cosine = None if change.likeness is None else change.likeness / 100
    return {
        "change": change,
        "ground": GROUNDS[Ground(change.ground)],
        "findings": [FINDINGS[Finding(one)] for one in change.findings],
        "kept_for": REASONS[Reason(change.kept_for)] if change.kept_for else "",
        "likeness": LIKENESS[likeness_of(cosine)],
        "excuse": EXCUSES[Excuse(change.excuse)] if change.excuse else "",
    }


def settle(job: PrintJob, *, actor: str, at: datetime) -> None:
    """Put an order's new photograph in force when the order was approved, or refuse it with the order.

    An approved order that is refused later takes its photograph along: the one before is in force again.
    Raises RuleBroken("four_eyes") for whoever took the photograph.
    """
    change, approved = photograph_of(job), job.state == JobState.APPROVED
    if change is None:
        return
    if change.standing == Standing.ASKED or (change.standing == Standing.IN_FORCE and not approved):
        services.decide(change=change.uuid, approved=approved, actor=actor, at=at)
