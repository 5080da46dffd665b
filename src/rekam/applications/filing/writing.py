"""The one way in which an application moves: lock, look up the table, write the step, tell of it."""

import uuid
from datetime import datetime

from django.db.models import Max

from rekam.applications.clock.rules import Cause
from rekam.applications.filing.models import Application, ApplicationStep
from rekam.applications.filing.steps import State, Step, after
from rekam.applications.notices.stepping import tell_step
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken

PUBLIC = "public"


def lock(application: uuid.UUID) -> Application:
    """The application, kept to this transaction. Raises RuleBroken("not_found")."""
    row = Application.objects.select_for_update().filter(uuid=application).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def take_step(
    row: Application, *, step: Step, actor: str, at: datetime, why: str = "", cause: Cause | None = None
) -> Application:
    """Move a locked application. Raises RuleBroken("application_step_not_allowed")."""
    row.state, row.state_at = after(State(row.state), step), at
    if step is Step.SENT and row.sent_at is None:
        row.sent_at = at
    row.save()
    last = row.steps.aggregate(last=Max("number"))["last"] or 0
    ApplicationStep.objects.create(
        application=row,
        number=last + 1,
        area_code=row.area_code,
        step=step,
        at=at,
        actor=actor,
        cause=cause or "",
        why=why.strip()[:300],
    )
    tell(step.value, row=row, actor=actor, at=at)
    tell_step(row, step=step, number=last + 1, at=at)
    return row


def tell(what: str, *, row: Application, actor: str, at: datetime) -> None:
    """Write an act on an application into the audit."""
    people = {str(one) for one in (row.applicant, row.subject) if one}
    audit(
        f"applications.{what}",
        actor=actor,
        at=at,
        subjects=[str(row.uuid), *sorted(people)],
        purpose=Purpose.SERVICE,
        case=str(row.uuid),
        service=str(row.service),
    )
