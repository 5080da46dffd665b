"""What the page reads beside the counts: the evidence behind the split of the gap."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Max, Q

from rekam.coverage.counters.models import Note
from rekam.coverage.counters.rules import Reach


def newest_evidence(*, area_code: str) -> Mapping[Reach, date]:
    """For each reach the last day on which somebody brought word of it."""
    rows = Note.objects.filter(Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}."))
    return {Reach(reach): last for reach, last in rows.values_list("reach").annotate(last=Max("evidence_on"))}
