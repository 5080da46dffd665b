"""Images that leave the vault when another system deletes its record; templates stay, shut out of answers."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from rekam.abis.models import Encounter, Reference, Sample, Task
from rekam.vault import services as vault


def forget_images(subject: uuid.UUID) -> None:
    """Take the images of a deleted record off the vault when the transaction stands."""
    forget_addresses(Sample.objects.filter(subject__uuid=subject).values_list("address", flat=True))


def forget_addresses(addresses: Iterable[str]) -> None:
    """Take images that nobody needs any more off the vault when the transaction stands."""
    vault.forget_unless_held(addresses, held=_is_held)


def forget_left_behind(*, since: datetime) -> int:
    """Take off what a kill between a delete and its images left behind; how many images those were."""
    left: set[str] = set()
    of_mosip = Reference.objects.filter(deleted_at__gte=since).values_list("subject", flat=True)
    of_osia = Encounter.objects.filter(deleted_at__gte=since).values_list("subject", flat=True)
    for gone in (of_mosip, of_osia):
        left |= set(Sample.objects.filter(subject__uuid__in=gone).values_list("address", flat=True))
    found = [address for address in left if vault.has(address) and not _is_held(address)]
    for address in found:
        vault.forget(address)
    return len(found)


def _is_held(address: str) -> bool:
    """Whether an image belongs to a body that was not deleted, too, or to a task that waits.

    The same bytes have one address.
    """
    of_mosip = Reference.objects.filter(deleted_at__isnull=False).values("subject")
    of_osia = Encounter.objects.filter(deleted_at__isnull=False).values("subject")
    rows = Sample.objects.filter(address=address)
    if rows.exclude(subject__uuid__in=of_mosip).exclude(subject__uuid__in=of_osia).exists():
        return True
    return Task.objects.filter(answered_at=None, held__contains=[address]).exists()
