"""Writing down what was asked for a recording, and what came of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from rekam.enrolment.models import Record
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import FOUR_EYES, Remedy


@dataclass(frozen=True, kw_only=True)
class Owners:
    """Of a recording under one NIK with parts of several people: the register's ids, None where not known.

    body   whose fingers and irises they are; face, who is on the photograph
    """

    body: uuid.UUID | None = None
    face: uuid.UUID | None = None

    @property
    def known(self) -> list[str]:
        """Those that are known, as the audit names them."""
        return sorted({str(one) for one in (self.body, self.face) if one is not None})


NOBODY = Owners()


def note(
    record: Record,
    *,
    remedy: Remedy,
    status: str,
    actor: str,
    at: datetime,
    why: str = "",
    reason: str = "",
    owners: Owners = NOBODY,
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
        of_body=owners.body,
        of_face=owners.face,
        status=status,
        why=why,
        asked_by=actor,
        asked_at=at,
        agreed=None if waits else True,
        decided_by="" if waits else actor,
        decided_at=None if waits else at,
    )
