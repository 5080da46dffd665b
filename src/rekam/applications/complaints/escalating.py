"""Each night: what is due soon is warned of; what is late goes to the head, then to the province."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.applications.complaints.filing import give
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.rules import Level, higher, is_soon, level_on
from rekam.applications.complaints.settings import counts_day
from rekam.applications.complaints.steps import WAITING, Step
from rekam.applications.complaints.writing import take_step
from rekam.kernel.installation import office_day

AT_ONCE = 1_000


@transaction.atomic
def escalate(*, at: datetime, actor: str) -> Sequence[str]:
    """Warn and raise what waits too long; the ids of those that moved. The same night again moves none."""
    waiting = Complaint.objects.select_for_update().filter(state__in=WAITING).order_by("due_on", "pk")
    return [str(row.uuid) for row in waiting[:AT_ONCE] if _moved(row, at=at, actor=actor)]


def _moved(row: Complaint, *, at: datetime, actor: str) -> bool:
    today, counts = office_day(at), counts_day()
    level = level_on(today, level=Level(row.level), due=row.due_on, counts=counts)
    if level != row.level:
        _raise(row, to=level)
        take_step(row, step=Step.RAISED, actor=actor, at=at)
        return True
    if is_soon(today, due=row.due_on, counts=counts) and not _is_warned(row):
        take_step(row, step=Step.WARNED, actor=actor, at=at)
        return True
    return False


def _raise(row: Complaint, *, to: Level) -> None:
    """The head takes over an officer's; the province looks on while the head still owes the answer."""
    if row.level == Level.OFFICER or not row.owner:
        give(row, level=higher(Level(row.level), Level.HEAD))
    row.level = higher(Level(row.level), to)


def _is_warned(row: Complaint) -> bool:
    """Of this round: a complaint that was reopened is warned of anew."""
    warned = row.steps.filter(step=Step.WARNED)
    return (warned.filter(at__gt=row.reopened_at) if row.reopened_at else warned).exists()
