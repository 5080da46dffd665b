"""Letting go of messages a while after their answer was taken."""

from collections.abc import Sequence
from datetime import datetime

from rekam.abis.mosip.models import Message


def forget_messages(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop messages whose answer MOSIP took before a moment; the records stay. Their numbers."""
    rows = Message.objects.filter(taken_at__lt=before)
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return numbers
