"""Letting go of tasks a while after their answer was made."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.abis.osia.models import Task
from rekam.abis.removing import forget_addresses


def forget_tasks(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop tasks that were answered before a moment, whether their answer arrived or not. Their numbers."""
    rows = Task.objects.filter(answered_at__lt=before)
    held = [address for row in rows.exclude(given_up="") for address in row.held]
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        with transaction.atomic():
            rows.delete()
            forget_addresses(held)
    return numbers
