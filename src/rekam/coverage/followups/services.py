"""Writing, answering and closing follow-ups. Each is one transaction and one audit entry."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.followups.models import Answer, FollowUp
from rekam.coverage.followups.queries import get_follow_up
from rekam.coverage.followups.rules import About, check_addressed, check_due, check_text
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import get_area


@transaction.atomic
def write_follow_up(
    *, area_code: str, about: About, text: str, due_on: date | None, actor: str, at: datetime
) -> FollowUp:
    """Tell an office something, or ask it for an answer by a day.

    due_on   None for a note
    Raises RuleBroken("not_found") for an area outside the scope, "area_unknown", "follow_up_area_level",
    "due_date_past", and what rules.check_text raises.
    """
    area = get_area(area_code).code
    if not current_scope().contains(area.text):
        raise RuleBroken("not_found")
    check_addressed(area)
    check_due(due_on, today=office_day(at))
    row = FollowUp.objects.create(
        area_code=area.text,
        about=about,
        text=check_text(text),
        due_on=due_on,
        written_by=actor,
        written_at=at,
    )
    record("coverage.follow_up_written", actor=actor, at=at, **_case(row))
    return row


@transaction.atomic
def answer(*, follow_up: UUID, text: str, actor: str, at: datetime) -> Answer:
    """Answer a follow-up that is open.

    Raises RuleBroken("not_found"), RuleBroken("follow_up_closed"), and what rules.check_text raises.
    """
    row = _open(follow_up)
    written = Answer.objects.create(
        follow_up=row, area_code=row.area_code, text=check_text(text), written_by=actor, written_at=at
    )
    record("coverage.follow_up_answered", actor=actor, at=at, **_case(row))
    return written


@transaction.atomic
def close(*, follow_up: UUID, actor: str, at: datetime) -> FollowUp:
    """Close a note, or a request that was answered.

    Raises RuleBroken("not_found"), RuleBroken("follow_up_closed"), or RuleBroken("follow_up_unanswered").
    """
    row = _open(follow_up)
    if row.due_on is not None and not row.answers.exists():
        raise RuleBroken("follow_up_unanswered")
    row.closed_by, row.closed_at = actor, at
    row.save(update_fields=["closed_by", "closed_at"])
    record("coverage.follow_up_closed", actor=actor, at=at, **_case(row))
    return row


def _open(follow_up: UUID) -> FollowUp:
    row = get_follow_up(follow_up, to_change=True)
    if row.closed_at is not None:
        raise RuleBroken("follow_up_closed")
    return row


def _case(row: FollowUp) -> dict[str, str]:
    return {"case": str(row.uuid), "area": row.area_code, "about": row.about}
