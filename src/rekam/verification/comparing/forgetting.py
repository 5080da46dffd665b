"""Letting go of how many pictures were sent."""

from collections.abc import Sequence
from datetime import datetime

from rekam.verification.comparing.models import ComparisonTry


def forget_tries(*, before: datetime, dry_run: bool) -> Sequence[str]:
    """Drop the counts of older hours; the rows' ids."""
    rows = ComparisonTry.objects.filter(hour__lt=before)
    found = [str(one) for one in rows.values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return found
