"""Letting go of what complaints hold once nobody needs it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.applications.complaints.models import Complaint, ComplaintSheet, ComplaintStep
from rekam.applications.complaints.steps import State
from rekam.registry.services import papers

AT_ONCE = 2_000
EMPTY = {"said": "", "described": "", "contact": "", "code_digest": "", "resident": None}


@transaction.atomic
def forget(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty complaints that were answered before that moment, their sheets too; their ids.

    What remains: number, category, area, days, outcome, who answered and who was barred, so that figures and
    history stay what they were. Nobody opens it by its code any more.
    """
    over = Complaint.objects.filter(state=State.ANSWERED, answered_at__lt=before).exclude(code_digest="")
    rows = list(over.order_by("pk")[:AT_ONCE])
    if not dry_run:
        keys = [row.pk for row in rows]
        Complaint.objects.filter(pk__in=keys).update(**EMPTY)
        ComplaintStep.objects.filter(complaint_id__in=keys).exclude(text="").update(text="")
        _let_go(list(ComplaintSheet.objects.filter(complaint_id__in=keys).exclude(address="")))
    return [str(row.uuid) for row in rows]


def holds_sheet(address: str) -> bool:
    """Whether a complaint still has these bytes, for rooms below that let go of theirs."""
    return ComplaintSheet.objects.filter(address=address).exists()


def _let_go(sheets: list[ComplaintSheet]) -> None:
    addresses = {sheet.address for sheet in sheets}
    ComplaintSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(address="")
    papers.forget(addresses)
