"""What the province's page asks: its parts, their kept days and targets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Substr

from rekam.coverage.bases.queries import bases
from rekam.coverage.bases.rules import counts_in
from rekam.coverage.counters.models import DayTotal
from rekam.coverage.projection.rules import Measure
from rekam.coverage.province.rules import Goal, Progress
from rekam.coverage.queries import gather
from rekam.coverage.rules import Counts
from rekam.coverage.targets.models import Target
from rekam.kernel.region import Level

SHOWN_DAYS = timedelta(days=92)
_PART_LETTERS = len("36.73")


def parts_of(villages: Mapping[str, Counts], *, province: str, today: date) -> Sequence[Progress]:
    """The kabupaten/kota of a province with counts, each with the days of the last quarter, by code.

    Days before a part's newest base are left out: they are not compared with now. A part without a target of
    its own has that of the province.
    villages   counts now, by kelurahan
    """
    days = _kept_days(province=province, since=today - SHOWN_DAYS, before=today)
    goals = _goals(province=province, after=today)
    taken = bases()
    parts = []
    for code, counts in sorted(gather(villages, parts=Level.KABUPATEN_KOTA).items()):
        renewed = max((one.on for one in taken if counts_in(one.office, area_code=code)), default=date.min)
        comparable = {day: kept for day, kept in days.get(code, {}).items() if day > renewed}
        goal = goals.get(code) or goals.get(province)
        parts.append(Progress(code=code, now=counts, days=comparable, goal=goal))
    return parts


def _goals(*, province: str, after: date) -> Mapping[str, Goal]:
    """The next target of recording of each area of a province, and its own."""
    inside = Q(area_code=province) | Q(area_code__startswith=f"{province}.")
    rows = Target.objects.filter(inside, measure=Measure.RECORDED, withdrawn_at=None, on__gt=after)
    return {row.area_code: Goal(percent=row.percent, on=row.on) for row in rows.order_by("-on")}


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
