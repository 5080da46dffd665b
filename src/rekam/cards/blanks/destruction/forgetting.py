"""Letting go of papers under which nothing was burned."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

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
        for address in {row.paper for row in rows}:
            if not Destruction.objects.filter(paper=address).exists():
                transaction.on_commit(partial(vault.forget, address))
    return [str(row.uuid) for row in rows]
