"""Letting go of messages a while after their answer was taken."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.abis import services as abis
from rekam.abis.mosip.models import Compared, Message


@transaction.atomic
def forget_messages(*, before: datetime, at: datetime, dry_run: bool) -> Sequence[str]:
    """Drop messages whose answer MOSIP took before a moment; the records stay. Their numbers.

    at   now: when bodies that were lent for people's eyes leave the vault
    """
    rows = Message.objects.filter(taken_at__lt=before)
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        for subject in Compared.objects.filter(message__in=rows).values_list("subject", flat=True):
            abis.remove(subject=subject, at=at)
        rows.delete()
    return numbers
