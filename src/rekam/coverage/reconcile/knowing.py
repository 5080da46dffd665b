"""What the project knows besides the figures that it judges."""

from collections.abc import Sequence

from rekam.coverage.reconcile import places, reference
from rekam.coverage.reconcile.groups import Known, Official


def known(*, series: Sequence[Official]) -> Known:
    """The areas and national targets of our tables, and a series to hold figures against."""
    return Known(series=series, targets=reference.targets(), parts_of=places.parts_of, code_of=places.code_of)
