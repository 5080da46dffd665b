"""Letting go of questions and of what the watch kept of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.kernel.database import EVERYWHERE, scope
from rekam.verification.asking.models import Asked, NikUse

_TRACES = {"nik": "", "stem": "", "serial": None, "family": ""}


@transaction.atomic
def forget_traces(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Empty the digests of older questions, and drop the counts by NIK; the questions' ids."""
    with scope(EVERYWHERE):
        rows = Asked.objects.filter(at__lt=before, serial__isnull=False)
        found = [str(one) for one in rows.values_list("uuid", flat=True)]
        if not dry_run:
            rows.update(**_TRACES)
            NikUse.objects.filter(day__lt=before.date()).delete()
    return found


@transaction.atomic
def forget_questions(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop older questions; their counts stay in the reports of use, their entries in the audit."""
    with scope(EVERYWHERE):
        rows = Asked.objects.filter(at__lt=before)
        found = [str(one) for one in rows.values_list("uuid", flat=True)]
        if not dry_run:
            rows.delete()
    return found
