"""Figures as the CSV that `reading` takes back, for a person to confirm or keep."""

import csv
from collections.abc import Iterable
from io import StringIO

from rekam.coverage.reconcile.figures import Figure
from rekam.kernel.sheet import defused

COLUMNS = ("case", "source", "as_of", "area_code", "area", "measure", "published", "due", "sentence")


def as_csv(figures: Iterable[Figure]) -> str:
    """One line a figure under COLUMNS; `published` as it was printed."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in figures:
        rows.writerow(
            [
                one.case,
                defused(one.source),
                one.as_of.text,
                one.area_code,
                defused(one.area),
                one.measure,
                " ".join(one.numeral.printed.split()),
                one.due.text,
                defused(one.sentence),
            ]
        )
    return out.getvalue()
