"""Letting go of tasks a while after their answer was made."""

from collections.abc import Sequence
from datetime import datetime

from rekam.abis.osia.models import Task


def forget_tasks(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop tasks that were answered before a moment, whether their answer arrived or not. Their numbers."""
    rows = Task.objects.filter(answered_at__lt=before)
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return numbers
