"""The sheet of a fortnight, and the fortnights that were kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.coverage import queries as coverage
from rekam.coverage.counters.queries import trend
from rekam.coverage.ikd.rules import percent_of
from rekam.coverage.indicators import rules
from rekam.coverage.indicators.models import IndicatorFigure
from rekam.coverage.indicators.rules import (
    RECORDING_TARGET,
    RECORDING_TARGET_SOURCE,
    Indicator,
    Line,
    Period,
    period_of,
)
from rekam.coverage.rules import Counts, total


@dataclass(frozen=True)
class Sheet:
    """The ten lines of an office for a fortnight; `counted_on` is the day of what is computed."""

    period: Period
    counted_on: date
    lines: Sequence[Line]

    @property
    def met(self) -> int:
        """How many of the ten are met; what nobody said is not."""
        return sum(line.is_met for line in self.lines)

    @property
    def unknown(self) -> int:
        """How many lack a value or a target."""
        return sum(not line.is_known for line in self.lines)

    @property
    def level(self) -> int | None:
        """See rules.level."""
        return rules.level(self.met)


def sheet(*, area_code: str, period: Period, today: date) -> Sheet:
    """The ten indicators of an office: recording from the counts, the others as they were typed in."""
    day = min(period.last, today)
    typed = _typed(area_code=area_code, period=period)
    lines = [
        _recording(counts_on(area_code=area_code, on=day, today=today), typed=typed.get(one))
        if one == Indicator.RECORDING
        else _line(one, typed=typed.get(one))
        for one in Indicator
    ]
    return Sheet(period=period, counted_on=day, lines=lines)


def history(*, area_code: str, today: date, most: int) -> Sequence[Sheet]:
    """The sheets of the fortnights for which something was typed in, the newest first, at most so many."""
    found = IndicatorFigure.objects.filter(area_code=area_code, period__lte=period_of(today).first)
    firsts = found.order_by("-period").values_list("period", flat=True).distinct()[:most]
    return [sheet(area_code=area_code, period=Period(first), today=today) for first in firsts]


def counts_on(*, area_code: str, on: date, today: date) -> Counts:
    """The counts at the end of a day as they were kept then; live for today, counted anew where none were."""
    kept = trend(area_code=area_code, since=on).get(on) if on < today else None
    return kept or total(coverage.count_villages(area_code=area_code, on=on).values())


def _typed(*, area_code: str, period: Period) -> Mapping[Indicator, IndicatorFigure]:
    rows = IndicatorFigure.objects.filter(area_code=area_code, period=period.first)
    return {Indicator(row.indicator): row for row in rows.order_by("indicator", "-pk").distinct("indicator")}


def _recording(counts: Counts, *, typed: IndicatorFigure | None) -> Line:
    """The value is ours; the target the office's own, or the national one."""
    return Line(
        Indicator.RECORDING,
        value=percent_of(counts.recorded, counts.wajib),
        target=typed.target if typed else RECORDING_TARGET,
        source=typed.source if typed else RECORDING_TARGET_SOURCE,
        source_on=typed.source_on if typed else None,
        counts=counts,
    )


def _line(indicator: Indicator, *, typed: IndicatorFigure | None) -> Line:
    if typed is None:
        return Line(indicator)
    return Line(indicator, typed.name, typed.value, typed.target, typed.source, typed.source_on)
