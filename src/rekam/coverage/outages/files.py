"""The published figures of outages as a file."""

import csv
import io
from collections.abc import Sequence

from rekam.coverage.outages.rules import Line
from rekam.kernel.region import area_name

HEADS = ("year", "area_code", "area", "cause", "hours_lost", "people_turned_away")


def as_csv(lines: Sequence[Line], *, year: int) -> bytes:
    """Commas, a line feed a line; areas, our words and counts: nothing in it can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for line in lines:
        known = ("" if one is None else one for one in (line.hours, line.people))
        writer.writerow((year, line.area_code, area_name(line.area_code), line.cause.value, *known))
    return out.getvalue().encode()
