"""Letting go of what stood in the place of a match, once nobody disputes the hand-over any more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rekam.cards.counter.models import Waiver
from rekam.cards.orders.forgetting import AT_ONCE, closed_before
from rekam.cards.orders.models import PrintJob
from rekam.vault import services as vault


@transaction.atomic
def forget_waivers(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget photograph, words and witnesses of exceptions whose order was closed before that moment.

    What remains: the coded cause, who asked, who confirmed, when. Answers with the waivers' ids.
    """
    return _forget(Waiver.objects.filter(collector=None), before=before, dry_run=dry_run)


@transaction.atomic
def forget_letters(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget the letters by which relatives collected cards before that moment; the waivers' ids.

    What remains: the coded reason, which relative, the officer, when.
    """
    return _forget(Waiver.objects.exclude(collector=None), before=before, dry_run=dry_run)


def _forget(waivers: QuerySet[Waiver], *, before: datetime, dry_run: bool) -> Sequence[str]:
    over = waivers.filter(closed_before(before, of="job__")).exclude(photo="")
    rows = list(over.order_by("pk")[:AT_ONCE])
    if not dry_run:
        Waiver.objects.filter(pk__in=[row.pk for row in rows]).update(photo="", reason="", witnesses=[])
        PrintJob.objects.filter(pk__in=[row.job_id for row in rows]).update(exception_reason="")
        vault.forget_unless_held((row.photo for row in rows), held=_has_photo)
    return [str(row.uuid) for row in rows]


def _has_photo(address: str) -> bool:
    return Waiver.objects.filter(photo=address).exists()
