"""Reads of targets, in the scope of whoever asks."""

from collections.abc import Sequence
from datetime import date

from rekam.coverage.projection.rules import Measure
from rekam.coverage.targets.models import Target


def targets(*, area_code: str) -> Sequence[Target]:
    """The targets of an area that stand, the earliest first."""
    rows = Target.objects.filter(area_code=area_code, withdrawn_at=None)
    return list(rows.order_by("on", "measure"))


def next_target(*, area_code: str, measure: Measure, after: date) -> Target | None:
    """The first target of a measure after a day; None where none is set."""
    rows = Target.objects.filter(area_code=area_code, measure=measure, withdrawn_at=None, on__gt=after)
    return rows.order_by("on").first()
