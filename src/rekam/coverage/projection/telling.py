"""A forecast as the stable JSON of `coverage project`, and its assumptions by name (pure)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from rekam.coverage.projection.forecast import PATHS, Forecast
from rekam.coverage.projection.hazard import WEEK
from rekam.coverage.projection.lives import WINDOW_DAYS, Channel
from rekam.coverage.projection.outcome import MetOn
from rekam.coverage.projection.rules import HORIZON_YEARS

Json = Mapping[str, object]


def as_json(forecast: Forecast, *, area: str, today: date, arrivals_known: bool) -> Json:
    """The answer under its stable names (docs/reference/coverage-project.md); coverage in percent of wajib.

    `met_on` is null where the target is not met within ten years.
    """
    question, found = forecast.question, forecast.outcome
    return {
        "area": area,
        "measure": question.measure.value,
        "target": question.target,
        "on": question.on.isoformat(),
        "coverage": asdict(found.coverage.cut()),
        "met_on": _days(found.met_on),
        "chance": round(found.chance, 3),
        "assumptions": {
            "as_of": today.isoformat(),
            "learnt_from_days": WINDOW_DAYS,
            "paths": PATHS,
            "horizon_years": HORIZON_YEARS,
            "arrivals_known": arrivals_known,
            "scenario": {
                name: value for name, value in asdict(forecast.scenario).items() if value is not None
            },
            "rates_a_year": _rates(forecast),
            "channels": _channels(forecast),
            "standing": {name: round(value, 3) for name, value in asdict(forecast.standing).items()},
        },
    }


def _days(met: MetOn) -> Json:
    return {name: day.isoformat() if day else None for name, day in asdict(met).items()}


def _rates(forecast: Forecast) -> Json:
    """People of a hundred who come or go in a year, and who of a hundred not recorded in a week are."""
    learnt = forecast.learnt
    names = ("settled_leave", "settled_come", "missing_leave", "missing_come", "children_leave", "marriage")
    rates = {name: round(100 * 365.25 * getattr(learnt, name).mean, 2) for name in names}
    weekly = [round(100 * WEEK * float(rate), 2) for rate in learnt.recording.hazards]
    return {**rates, "recorded_a_week_by_wait": weekly}


def _channels(forecast: Forecast) -> Json:
    """Shares of the recordings learnt from, by channel."""
    shares = forecast.learnt.recording.mix
    return {channel.name.lower(): round(float(shares[channel]), 3) for channel in Channel}
