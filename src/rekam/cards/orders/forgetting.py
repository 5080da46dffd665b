"""Letting go of the scans at orders that were closed long ago."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rekam.cards.orders.models import Reprint
from rekam.cards.orders.rules import JobState
from rekam.registry.services import papers

AT_ONCE = 5_000


def closed_before(before: datetime, *, of: str) -> Q:
    """Orders whose card was handed over, or that were refused, before that moment.

    of   the way to the order, such as "job__"
    """
    issued = Q(**{f"{of}state": JobState.ISSUED, f"{of}issued_at__lt": before})
    return issued | Q(**{f"{of}state": JobState.REFUSED, f"{of}decided_at__lt": before})


@transaction.atomic
def forget_scans(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the scans of replacements out of the vault whose order was closed before that moment.

    A scan that somebody else has too stays there. What remains: number, day and office of the police's
    letter, cause and old card. Answers with the orders' ids.
    """
    over = Reprint.objects.filter(closed_before(before, of="job__")).exclude(papers=[])
    rows = list(over.select_related("job").order_by("pk")[:AT_ONCE])
    if not dry_run:
        Reprint.objects.filter(pk__in=[row.pk for row in rows]).update(papers=[])
        papers.forget({paper["address"] for row in rows for paper in row.papers})
    return [str(row.job.uuid) for row in rows]


def holds_scan(address: str) -> bool:
    """Whether an order has this scan, for rooms below that let go of theirs."""
    return Reprint.objects.filter(papers__contains=[{"address": address}]).exists()
