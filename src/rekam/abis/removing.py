"""Taking a body out: its template and images leave the vault, its row the gallery; that it was there stays.

What stands in the database is the truth: the gallery is told before the next search, and a kill between the
transaction and the vault leaves files that `forget_left_behind` finds.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from rekam.abis.models import Sample, Subject, Task, Template
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

NUMBER_LOCK = 0x52656B616D02


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
    vault.forget_unless_held(addresses, held=is_held)


def forget_left_behind(*, since: datetime) -> int:
    """See `abis.services.forget_left_behind`."""
    gone = Subject.objects.filter(removed_at__gte=since).values_list("pk", flat=True)
    left = [one for one in set(_addresses(list(gone))) if vault.has(one) and not is_held(one)]
    for address in left:
        vault.forget(address)
    return len(left)


def is_held(address: str) -> bool:
    """Whether a body that was not taken out has these bytes, or a task that waits: they have one address."""
    living = {"address": address, "subject__removal": None}
    if Template.objects.filter(**living).exists() or Sample.objects.filter(**living).exists():
        return True
    return Task.objects.filter(answered_at=None, held__contains=[address]).exists()


def _addresses(subjects: Sequence[int]) -> list[str]:
    return [
        address
        for rows in (Sample.objects.all(), Template.objects.all())
        for address in rows.filter(subject__in=subjects).values_list("address", flat=True)
    ]
