"""The one way in which a complaint moves: lock, look up the table, write the step, tell the audit."""

import uuid
from datetime import datetime

from django.db.models import Max

from rekam.applications.complaints.models import Complaint, ComplaintStep
from rekam.applications.complaints.steps import State, Step, after
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken


def lock(complaint: uuid.UUID) -> Complaint:
    """The complaint, kept to this transaction. Raises RuleBroken("not_found")."""
    row = Complaint.objects.select_for_update().filter(uuid=complaint).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def take_step(row: Complaint, *, step: Step, actor: str, at: datetime, text: str = "") -> Complaint:
    """Move a locked complaint and keep it with all that was changed on it.

    Raises RuleBroken("complaint_step_not_allowed").
    """
    state = after(State(row.state), step)
    if state != row.state:
        row.state, row.state_at = state, at
    row.save()
    write(row, step=step, actor=actor, at=at, text=text)
    return row


def write(row: Complaint, *, step: Step, actor: str, at: datetime, text: str = "") -> None:
    """Write down what happened to a complaint that stands as it is kept."""
    last = row.steps.aggregate(last=Max("number"))["last"] or 0
    ComplaintStep.objects.create(
        complaint=row,
        number=last + 1,
        area_code=row.area_code,
        step=step,
        at=at,
        actor=actor,
        owner=row.owner,
        level=row.level,
        text=text.strip()[:1000],
    )
    tell(step.value, row=row, actor=actor, at=at)


def tell(what: str, *, row: Complaint, actor: str, at: datetime) -> None:
    """Write an act on a complaint into the audit."""
    audit(
        f"complaints.{what}",
        actor=actor,
        at=at,
        subjects=touched(row),
        purpose=Purpose.COMPLAINT,
        case=str(row.uuid),
        category=str(row.category),
    )


def touched(row: Complaint) -> list[str]:
    """Whom an entry of the audit about a complaint is about, by opaque ids."""
    return [str(one) for one in (row.uuid, row.resident) if one]
