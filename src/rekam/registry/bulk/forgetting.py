"""Letting go what lists from SIAK leave: their file, sample, rejected lines and staging."""

import shutil
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from rekam.kernel.database import loading
from rekam.registry.bulk import rules, staging
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import State
from rekam.registry.bulk.steps import folder_of


def forget_imports(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Remove what is left of the lines of imports that came before that moment; the imports' ids.

    One that nobody decided on is closed. What stays: who sent and decided, when, counts, hash and code.
    Staging of closed imports goes too, whenever they came. After the transaction it raises
    RuleBroken("import_running") or OSError; what was kept then goes with the next run.
    """
    rows = Import.objects.select_for_update().filter(sent_at__lt=before).order_by("pk")
    left = [row for row in rows if rules.NEXT[State(row.state)] or row.sample or folder_of(row.uuid).exists()]
    if dry_run:
        return [str(row.uuid) for row in left]
    for row in left:
        if rules.NEXT[State(row.state)]:
            row.state, row.code = State.REFUSED, "import_undecided"
        row.sample = {}
        row.save(update_fields=["state", "code", "sample"])
    transaction.on_commit(partial(_remove, [row.uuid for row in left]))
    return [str(row.uuid) for row in left]


def forget_staging() -> None:
    """Drop the staging of imports that are over; as rekam_load, while no other import runs.

    A check that another one finds unfinished was killed, so its staging goes too.
    """
    needed = Import.objects.filter(state__in=rules.STAGED).exclude(state=State.CHECKING)
    staging.forget_all_but(list(needed.values_list("uuid", flat=True)))


def _remove(ones: Sequence[uuid.UUID]) -> None:
    with loading():
        staging.alone()
        forget_staging()
    for one in ones:
        if folder_of(one).exists():
            shutil.rmtree(folder_of(one))
