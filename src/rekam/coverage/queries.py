"""The counts, straight from the register; counters that fold events come beside them (DESIGN: C)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q

from rekam.coverage.rules import Counts, latest_birth
from rekam.kernel.region import find_area
from rekam.registry.queries import residents
from rekam.registry.rules import CARD_AGE, Status


def count_villages(*, area_code: str, on: date) -> Mapping[str, Counts]:
    """The counts of each kelurahan of an area, as of a day, by the register as it is now.

    A day in the past or the future moves ages, permits and the dates of the ladder; residents who came
    or went since are not undone (snapshots of a base do that).
    """
    active = Q(status=Status.ACTIVE)
    lawful = Q(nationality="WNI") | Q(permit_until__gte=on)
    wajib = active & lawful & (Q(birth_date__lte=latest_birth(on=on)) | Q(ever_married=True))
    recorded = wajib & Q(recorded_on__lte=on)
    missing = wajib & (Q(recorded_on=None) | Q(recorded_on__gt=on))
    youngest = Q(birth_date__gt=latest_birth(on=on, age=CARD_AGE + 1))
    rows = (
        residents(area_code=area_code)
        .values("area_code")
        .annotate(
            population=Count("pk", filter=active),
            wajib=Count("pk", filter=wajib),
            recorded=Count("pk", filter=recorded),
            print_ready=Count("pk", filter=recorded & Q(print_ready_on__lte=on)),
            printed=Count("pk", filter=recorded & Q(printed_on__lte=on)),
            handed_over=Count("pk", filter=recorded & Q(handed_on__lte=on)),
            youngest=Count("pk", filter=missing & youngest),
        )
        .order_by("area_code")
    )
    return {row.pop("area_code"): Counts(**row, held=row["handed_over"]) for row in rows}


def gather(villages: Mapping[str, Counts], *, parts: int) -> Mapping[str, Counts]:
    """The same counts by the first `parts` parts of the code: 2 = kabupaten/kota, 3 = kecamatan."""
    gathered: defaultdict[str, Counts] = defaultdict(Counts)
    for code, counts in villages.items():
        gathered[".".join(code.split(".")[:parts])] += counts
    return dict(gathered)


def area_name(code: str) -> str:
    """The name of an area, or its code where the table does not know it."""
    area = find_area(code)
    return area.name if area else code
