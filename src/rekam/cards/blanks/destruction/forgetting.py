"""Letting go of papers under which nothing was burned."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.cards.blanks.destruction.models import Destruction
from rekam.vault import services as vault


@transaction.atomic
def forget_dropped(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the papers of minutes out of the vault that were put aside before that moment; the minutes' ids.

    What remains: number, day, count and serials, who made it and who put it aside.
    """
    rows = list(Destruction.objects.filter(dropped_at__lt=before).exclude(paper="").order_by("pk"))
    if not dry_run:
        Destruction.objects.filter(pk__in=[row.pk for row in rows]).update(paper="")
        vault.forget_unless_held((row.paper for row in rows), held=_has_paper)
    return [str(row.uuid) for row in rows]


def _has_paper(address: str) -> bool:
    return Destruction.objects.filter(paper=address).exists()
