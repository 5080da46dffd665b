"""Typing in one indicator of a fortnight."""

from datetime import datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.indicators.models import IndicatorFigure
from rekam.coverage.indicators.rules import Indicator, Line, Period
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@transaction.atomic
def note_indicator(line: Line, *, area_code: str, period: Period, actor: str, at: datetime) -> None:
    """Write down what an indicator stands at, and against which target; what stood there before stays.

    Of recording only the target is kept: its value is computed.
    Raises RuleBroken("indicator_period_ahead") before the fortnight begins, and
    RuleBroken("indicator_unnamed") for the tenth without a name.
    """
    if line.target is None or line.source_on is None:
        raise ValueError("a line that is typed in has a target and the day of its source")
    if period.first > office_day(at):
        raise RuleBroken("indicator_period_ahead")
    if line.indicator == Indicator.TENTH and not line.name:
        raise RuleBroken("indicator_unnamed")
    IndicatorFigure.objects.create(
        area_code=area_code,
        period=period.first,
        indicator=line.indicator,
        name=line.name,
        value=None if line.indicator == Indicator.RECORDING else line.value,
        target=line.target,
        source=line.source,
        source_on=line.source_on,
        actor=actor,
        at=at,
    )
    record(
        "coverage.indicator_noted",
        actor=actor,
        at=at,
        area=area_code,
        period=period.first.isoformat(),
        indicator=line.indicator,
        value=str(line.value),
        target=str(line.target),
    )
