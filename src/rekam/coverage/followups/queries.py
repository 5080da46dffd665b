"""Reads of follow-ups, in the scope of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from rekam.coverage.followups.models import Answer, FollowUp
from rekam.coverage.followups.rules import Standing, standing
from rekam.kernel.errors import RuleBroken

ORDER = (Standing.OVERDUE, Standing.WAITING, Standing.NOTE, Standing.ANSWERED, Standing.CLOSED)


@dataclass(frozen=True)
class Listed:
    """A follow-up, and how it stands."""

    row: FollowUp
    standing: Standing


def follow_ups(*, today: date, open_only: bool = False) -> Sequence[Listed]:
    """The follow-ups of the scope: overdue ones first, then by due day; closed ones last."""
    rows = _with_answers().filter(closed_at=None) if open_only else _with_answers()
    found = [Listed(row, _standing(row, today=today)) for row in rows.order_by("due_on", "pk")]
    return sorted(found, key=lambda one: ORDER.index(one.standing))


def listed(follow_up: UUID, *, today: date) -> Listed:
    """One follow-up of the scope.

    Raises RuleBroken("not_found").
    """
    row = _with_answers().filter(uuid=follow_up).first()
    if row is None:
        raise RuleBroken("not_found")
    return Listed(row, _standing(row, today=today))


def get_follow_up(follow_up: UUID, *, to_change: bool = False) -> FollowUp:
    """The follow-up of the scope with this id, locked where it is to be changed.

    Raises RuleBroken("not_found").
    """
    rows = FollowUp.objects.select_for_update() if to_change else FollowUp.objects
    row = rows.filter(uuid=follow_up).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _with_answers() -> QuerySet[FollowUp]:
    return FollowUp.objects.annotate(answered=Exists(Answer.objects.filter(follow_up=OuterRef("pk"))))


def _standing(row: FollowUp, *, today: date) -> Standing:
    answered = bool(getattr(row, "answered"))  # noqa: B009 - an annotation
    return standing(due_on=row.due_on, answered=answered, closed=row.closed_at is not None, today=today)
