"""Running the projection where nobody waits for it, and keeping what it says."""

from dataclasses import astuple
from datetime import date
from decimal import Decimal

from rekam.coverage.counters.queries import figures
from rekam.coverage.outlook.models import Outlook
from rekam.coverage.outlook.queries import newest
from rekam.coverage.projection.forecast import project
from rekam.coverage.projection.forms import USUAL_TARGET
from rekam.coverage.projection.past import thinned
from rekam.coverage.projection.queries import read_register
from rekam.coverage.projection.rules import Measure, Question
from rekam.coverage.targets.models import Target
from rekam.coverage.targets.queries import next_target
from rekam.kernel.region import AreaCode, Level

COURSE_STEPS = 30


def foretell_next(*, office: str, today: date) -> str | None:
    """Foretell one area of an office that has no forecast of today, or whose target has changed since.

    The office comes first, then its kecamatan. Returns the area; None when all have theirs, or nobody lives
    there. Call it in the office's scope.
    """
    villages = figures(area_code=office, on=today)
    areas = (
        [office, *sorted({AreaCode(code).at(Level.KECAMATAN).text for code in villages})] if villages else []
    )
    known = newest(areas)
    for area in areas:
        target = _target(area, office=office, today=today)
        told = known.get(area)
        if (
            told is None
            or told.told_on != today
            or (told.target, told.until) != _question(target, today=today)
        ):
            _foretell(area, target=target, today=today)
            return area
    return None


def _foretell(area: str, *, target: Target | None, today: date) -> Outlook:
    percent, until = _question(target, today=today)
    register = read_register(place=AreaCode.parse(area), measure=Measure.RECORDED, today=today)
    asked = Question(measure=Measure.RECORDED, target=float(percent or USUAL_TARGET), on=until)
    found = project(register, question=asked).outcome
    p10, p50, p90 = (Decimal(str(value)) for value in astuple(found.coverage.cut()))
    return Outlook.objects.create(
        area_code=area,
        told_on=today,
        until=until,
        target=percent,
        p10=p10,
        p50=p50,
        p90=p90,
        chance=found.chance if percent is not None else 0.0,
        course=[
            [found.days[at].isoformat(), *astuple(found.band[at].cut())]
            for at in thinned(found.days, rows=COURSE_STEPS)
        ],
    )


def _target(area: str, *, office: str, today: date) -> Target | None:
    """The next target of an area, else that of its office."""
    own = next_target(area_code=area, measure=Measure.RECORDED, after=today)
    return own or next_target(area_code=office, measure=Measure.RECORDED, after=today)


def _question(target: Target | None, *, today: date) -> tuple[Decimal | None, date]:
    """The share and the day that are asked for; without a target the end of next year."""
    return (target.percent, target.on) if target else (None, date(today.year + 1, 12, 31))
