"""What the province's page asks: its parts with their kept days, its kinds of areas."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import Substr

from rekam.coverage.counters.models import DayTotal
from rekam.coverage.province.models import AreaAttribute
from rekam.coverage.province.rules import AreaKind, Progress
from rekam.coverage.queries import gather
from rekam.coverage.rules import Counts
from rekam.kernel.region import Level

SHOWN_DAYS = timedelta(days=92)
_PART_LETTERS = len("36.73")


def parts_of(villages: Mapping[str, Counts], *, province: str, today: date) -> Sequence[Progress]:
    """The kabupaten/kota of a province with counts, each with the days of the last quarter, by code.

    villages   counts now, by kelurahan
    """
    days = _kept_days(province=province, since=today - SHOWN_DAYS, before=today)
    return [
        Progress(code=code, now=counts, days=days.get(code, {}))
        for code, counts in sorted(gather(villages, parts=Level.KABUPATEN_KOTA).items())
    ]


def find_kinds(*, within: str) -> Mapping[str, frozenset[AreaKind]]:
    """The kinds that stand for the areas of an area, by code."""
    found: defaultdict[str, set[AreaKind]] = defaultdict(set)
    for row in kind_rows(within=within):
        found[row.area_code].add(AreaKind(row.kind))
    return {code: frozenset(kinds) for code, kinds in found.items()}


def kind_rows(*, within: str) -> Sequence[AreaAttribute]:
    """The rows of the kinds that stand inside an area, by code."""
    rows = AreaAttribute.objects.filter(area_code__startswith=f"{within}.", withdrawn_at=None)
    return list(rows.order_by("area_code", "kind"))


def _kept_days(*, province: str, since: date, before: date) -> Mapping[str, Mapping[date, Counts]]:
    """Wajib and recorded of each part at the end of each kept day."""
    rows = (
        DayTotal.objects.filter(area_code__startswith=f"{province}.", on__gte=since, on__lt=before)
        .annotate(part=Substr("area_code", 1, _PART_LETTERS))
        .values("part", "on")
        .annotate(all_wajib=Sum("wajib"), all_recorded=Sum("recorded"))
        .order_by("part", "on")
    )
    found: defaultdict[str, dict[date, Counts]] = defaultdict(dict)
    for row in rows:
        found[row["part"]][row["on"]] = Counts(wajib=row["all_wajib"], recorded=row["all_recorded"])
    return found
