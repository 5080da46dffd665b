"""Writing down what was asked for a recording, and what came of it."""

from datetime import datetime

from rekam.enrolment.models import Record
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import FOUR_EYES, Remedy


def note(
    record: Record,
    *,
    remedy: Remedy,
    status: str,
    actor: str,
    at: datetime,
    why: str = "",
    reason: str = "",
) -> Submission:
    """Add a line to the office's submissions: decided at once, unless a second person has to.

    status   where the recording stood before
    """
    waits = remedy in FOUR_EYES
    return Submission.objects.create(
        record=record,
        resident=record.resident,
        area_code=record.area_code,
        remedy=remedy,
        reason=reason,
        status=status,
        why=why,
        asked_by=actor,
        asked_at=at,
        agreed=None if waits else True,
        decided_by="" if waits else actor,
        decided_at=None if waits else at,
    )
