"""Images that leave the vault when another system deletes its record; templates stay, shut out of answers.

The same bytes have one address, so an image that one lets go another may be sending just now: between its
bytes in the vault and the row that names them stands `taking_in`, and none is let go meanwhile.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from rekam.abis.models import Encounter, Reference, Sample, Task
from rekam.vault import services as vault

IMAGES_LOCK = 0x52656B616D12


@contextmanager
def taking_in() -> Iterator[None]:
    """While images go into the vault and a row comes to name them: nobody lets go of any.

    Outside a transaction, or the row is not there for the others when the lock ends. Many may at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [IMAGES_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [IMAGES_LOCK])


def forget_images(subject: uuid.UUID) -> None:
    """Take the images of a deleted record off the vault when the transaction stands."""
    forget_addresses(Sample.objects.filter(subject__uuid=subject).values_list("address", flat=True))


def forget_addresses(addresses: Iterable[str]) -> None:
    """Take images that nobody needs any more off the vault when the transaction stands."""
    for address in set(addresses):
        transaction.on_commit(partial(_forget, address))


def _forget(address: str) -> None:
    """Asked only now, and alone: another may have come to hold it since this transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [IMAGES_LOCK])
    try:
        if not _is_held(address):
            vault.forget(address)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMAGES_LOCK])


def forget_left_behind(*, since: datetime) -> int:
    """Take off what a kill between a delete and its images left behind; how many images those were."""
    left: set[str] = set()
    of_mosip = Reference.objects.filter(deleted_at__gte=since).values_list("subject", flat=True)
    of_osia = Encounter.objects.filter(deleted_at__gte=since).values_list("subject", flat=True)
    for gone in (of_mosip, of_osia):
        left |= set(Sample.objects.filter(subject__uuid__in=gone).values_list("address", flat=True))
    found = [address for address in left if vault.has(address) and not _is_held(address)]
    for address in found:
        _forget(address)
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
