"""Taking a body out: its template and images leave the vault, its row the gallery; that it was there stays.

What stands in the database is the truth: the gallery is told before the next search, and a kill between the
transaction and the vault leaves files that `forget_left_behind` finds. The same bytes have one address, so
what one lets go another may be sending just now: between its bytes in the vault and the row that names them
stands `taking_in`, and nothing is let go meanwhile.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Max, Q

from rekam.abis.models import Sample, Subject, Task, Template
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

NUMBER_LOCK = 0x52656B616D14
BYTES_LOCK = 0x52656B616D12


def take_number_lock() -> None:
    """Until the end of the transaction nobody else numbers bodies: who sees a number sees all lower ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER_LOCK])


@transaction.atomic
def remove(*, subject: uuid.UUID, at: datetime) -> None:
    """See `abis.services.remove`."""
    take_number_lock()
    row = Subject.objects.filter(uuid=subject).first()
    if row is None:
        raise RuleBroken("subject_unknown")
    if row.removal is not None:
        return
    row.removal = (Subject.objects.aggregate(last=Max("removal"))["last"] or 0) + 1
    row.removed_at, row.captured_on, row.missing = at, None, {}
    row.save(update_fields=["removal", "removed_at", "captured_on", "missing"])
    Template.objects.filter(subject=row).update(qualities={})
    forget_addresses(_addresses([row.pk]))


def forget_addresses(addresses: Iterable[str]) -> None:
    """Take what nobody needs any more off the vault when the transaction stands."""
    for address in set(addresses):
        transaction.on_commit(partial(_forget, address))


@contextmanager
def taking_in() -> Iterator[None]:
    """While bytes go into the vault and a row comes to name them: nobody lets go of any.

    Outside a transaction, or the row is not there for the others when the lock ends. Many may at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [BYTES_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [BYTES_LOCK])


def _forget(address: str) -> bool:
    """Whether nobody held it: asked only now, and alone, since another may have come to hold it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BYTES_LOCK])
    try:
        gone = not is_held(address)
        if gone:
            vault.forget(address)
        return gone
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [BYTES_LOCK])


def forget_left_behind(*, since: datetime) -> int:
    """See `abis.services.forget_left_behind`."""
    gone = Subject.objects.filter(removed_at__gte=since).values_list("pk", flat=True)
    return sum(_forget(one) for one in set(_addresses(list(gone))) if vault.has(one))


def is_held(address: str) -> bool:
    """Whether a body that was not taken out has these bytes, or a task that waits: they have one address."""
    living = {"address": address, "subject__removal": None}
    if Template.objects.filter(**living).exists() or Sample.objects.filter(**living).exists():
        return True
    waits = Q(answered_at=None) | ~Q(given_up="")  # or waits to be sent again
    return Task.objects.filter(waits, held__contains=[address]).exists()


def _addresses(subjects: Sequence[int]) -> list[str]:
    return [
        address
        for rows in (Sample.objects.all(), Template.objects.all())
        for address in rows.filter(subject__in=subjects).values_list("address", flat=True)
    ]
