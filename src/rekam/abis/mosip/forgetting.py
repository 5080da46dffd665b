"""Letting go of MOSIP's messages once they are answered and old."""

from collections.abc import Sequence
from datetime import datetime

from rekam.abis.mosip.models import Message


def forget_messages(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop messages that were answered before a moment; the records stay. Their numbers."""
    rows = Message.objects.filter(answered_at__lt=before)
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return numbers
