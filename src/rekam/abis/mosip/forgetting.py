"""Letting go: of messages a while after their answer was taken, of images of records that MOSIP deleted."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from rekam.abis.models import Sample
from rekam.abis.mosip.models import Message, Reference
from rekam.vault import services as vault


def forget_messages(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop messages whose answer MOSIP took before a moment; the records stay. Their numbers."""
    rows = Message.objects.filter(taken_at__lt=before)
    numbers = [str(number) for number in rows.order_by("pk").values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return numbers


def forget_images(subject: uuid.UUID) -> None:
    """Take the images of a deleted record off the vault when the transaction stands; templates stay."""
    images = Sample.objects.filter(subject__uuid=subject).values_list("address", flat=True)
    vault.forget_unless_held(images, held=_is_held)


def forget_left_behind(*, since: datetime) -> int:
    """Take off what a kill between a delete and its images left behind; how many images those were."""
    deleted = Reference.objects.filter(deleted_at__gte=since).values("subject")
    rows = Sample.objects.filter(subject__uuid__in=deleted).values_list("address", flat=True)
    left = [address for address in set(rows) if vault.has(address) and not _is_held(address)]
    for address in left:
        vault.forget(address)
    return len(left)


def _is_held(address: str) -> bool:
    """Whether an image belongs to a body that was not deleted, too: the same bytes have one address."""
    deleted = Reference.objects.filter(deleted_at__isnull=False).values("subject")
    return Sample.objects.filter(address=address).exclude(subject__uuid__in=deleted).exists()
