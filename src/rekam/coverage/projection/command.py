"""`rekam coverage project`: where an area will be on a day, and when it meets a target."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from rekam.coverage.asked import add_area
from rekam.coverage.projection.rules import PROJECTED, Measure, Question
from rekam.coverage.projection.scenarios import Scenario
from rekam.kernel.commands import set_up

if TYPE_CHECKING:
    from rekam.coverage.projection.telling import Json


def main(arguments: list[str]) -> int:
    """Print sentences, or JSON with --json (docs/reference/coverage-project.md)."""
    chosen = _words().parse_args(arguments)
    set_up()
    answer = project_area(
        area_code=chosen.area,
        question=Question(Measure(chosen.measure), chosen.target, chosen.on),
        scenario=_scenario(chosen),
    )
    print(json.dumps(answer, ensure_ascii=False, indent=1) if chosen.json else as_lines(answer))
    return 0


def project_area(*, area_code: str, question: Question, scenario: Scenario) -> "Json":
    """The answer of `coverage project`, of today.

    Raises RuleBroken as forecast.project does, and "area_code_malformed".
    """
    from datetime import UTC, datetime

    from rekam.coverage.projection.forecast import project
    from rekam.coverage.projection.outages import with_logged
    from rekam.coverage.projection.queries import neighbourhood, read_register
    from rekam.coverage.projection.rules import check_question
    from rekam.coverage.projection.safes import filled
    from rekam.coverage.projection.telling import as_json
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day
    from rekam.kernel.region import AreaCode

    place, now = AreaCode.parse(area_code), datetime.now(UTC)
    today = office_day(now)
    check_question(question, today=today)
    with scope(Scope.of(neighbourhood(place).text)):
        scenario = filled(scenario, place=place, measure=question.measure, at=now)
        scenario = with_logged(scenario, place=place, at=now)
        register = read_register(place=place, measure=question.measure, today=today)
    forecast = project(register, question=question, scenario=scenario)
    return as_json(forecast, area=place.text, today=today, arrivals_known=register.arrivals_known)


def as_lines(answer: "Json") -> str:
    """The same for a terminal."""
    coverage, met = answer["coverage"], answer["met_on"]
    assert isinstance(coverage, dict)
    assert isinstance(met, dict)
    later = "not within 10 years"
    days = {name: day or later for name, day in met.items()}
    return "\n".join(
        [
            f"{answer['area']}, {answer['measure']}, on {answer['on']}:",
            f"  coverage  {coverage['p50']} % ({coverage['p10']} to {coverage['p90']} in 8 of 10 futures)",
            f"  {answer['target']} % met  {days['p50']} ({days['p10']} to {days['p90']})",
        ]
    )


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam coverage project", description=__doc__)
    add_area(words)
    words.add_argument("--measure", choices=sorted(PROJECTED), default=Measure.RECORDED.value)
    words.add_argument("--target", type=float, required=True, help="percent of wajib, such as 99.4")
    words.add_argument(
        "--on", type=date.fromisoformat, required=True, help="YYYY-MM-DD, at most ten years on"
    )
    words.add_argument("--kits", type=int, help="kits at work: an upper limit")
    words.add_argument("--team-days", type=float, help="days of outreach a month, besides the usual")
    words.add_argument("--blanks", type=int, nargs=2, metavar=("LOW", "HIGH"), help="blanks a month")
    words.add_argument("--dry-months", type=float, default=0, help="months from today without blanks")
    words.add_argument("--printers", type=int, help="printers at work: an upper limit")
    words.add_argument(
        "--stock", type=int, help="blanks and uncollected cards in the safes; else the ledger's"
    )
    words.add_argument(
        "--replaced", type=float, help="share of cards that are no first ones; else the ledger's"
    )
    words.add_argument("--outage-days", type=float, default=0, help="working days lost a month")
    words.add_argument("--outage-times", type=float, help="outages so often as the log has them; 0 = never")
    words.add_argument("--ahead", type=float, help="share of the 16-year-olds recorded ahead, 0 to 1")
    words.add_argument("--json", action="store_true")
    return words


def _scenario(chosen: argparse.Namespace) -> Scenario:
    return Scenario(
        kits=chosen.kits,
        team_days=chosen.team_days,
        blanks=tuple(chosen.blanks) if chosen.blanks else None,
        dry_months=chosen.dry_months,
        printers=chosen.printers,
        stock=chosen.stock,
        replaced=chosen.replaced,
        outage_days=chosen.outage_days,
        outage_times=chosen.outage_times,
        ahead=chosen.ahead,
    )
