"""What applicants are reminded of: a question that waits for them, and something that lies ready."""

from datetime import datetime, timedelta

from rekam.applications.filing.models import Application
from rekam.applications.filing.services import ANSWER_DAYS
from rekam.applications.filing.steps import State
from rekam.applications.notices.models import Notice
from rekam.applications.notices.rules import COLLECT_AFTER, WARN_BEFORE, collect_due
from rekam.applications.notices.stepping import tell_applicant
from rekam.kernel.installation import office_day
from rekam.messages.services import Template
from rekam.ui.dates import long_date


def remind_applicants(*, at: datetime, limit: int = 2_000) -> int:
    """Send today's reminders, each once; how many notices were made. Call it in the office's scope."""
    return _ending(at=at, limit=limit) + _waiting(at=at, limit=limit)


def _ending(*, at: datetime, limit: int) -> int:
    """Whoever left no contact is not reminded: nothing tells of a reminder that could not be."""
    begins = at - timedelta(days=ANSWER_DAYS - WARN_BEFORE)
    rows = Application.objects.filter(
        state__in=(State.INCOMPLETE, State.APPROVED), state_at__lt=begins, sent_at__isnull=False
    ).exclude(contact="")
    made = 0
    for row in rows.order_by("state_at", "pk")[:limit]:
        last = office_day(row.state_at + timedelta(days=ANSWER_DAYS))
        key = f"app-{row.uuid.hex}-end-{row.state_at:%Y%m%d}"
        made += not Notice.objects.filter(key=key).exists()
        tell_applicant(row, template=Template.APPLICATION_ENDING, key=key, at=at, day=long_date(last))
    return made


def _waiting(*, at: datetime, limit: int) -> int:
    """Whoever has heard the last reminder long ago makes no room short for the others."""
    since, until = (at - timedelta(days=days) for days in (2 * COLLECT_AFTER[-1], COLLECT_AFTER[0]))
    rows = Application.objects.filter(state=State.READY, state_at__range=(since, until)).exclude(contact="")
    made = 0
    for row in rows.order_by("state_at", "pk")[:limit]:
        begins = f"app-{row.uuid.hex}-wait-"
        told = Notice.objects.filter(key__startswith=begins).values_list("key", flat=True)
        sent = [int(key.removeprefix(begins)) for key in told]
        ready = office_day(row.state_at)
        due = collect_due(ready=ready, on=office_day(at), sent=sent)
        if due is not None:
            tell_applicant(
                row,
                template=Template.APPLICATION_WAITS,
                key=f"{begins}{due}",
                at=at,
                day=long_date(ready),
            )
            made += 1
    return made
