"""What the page of a week shows, out of a plan."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rekam.accounts.queries import named
from rekam.kernel.database import Scope
from rekam.outreach.drawing import LINES
from rekam.outreach.planning.plan import gap_percent
from rekam.outreach.plans import queries
from rekam.outreach.plans.comparing import WORTH_A_MOVE, broken_of, compare, dead_kits_of, prices_of, worst_of
from rekam.outreach.plans.drawing import week_map
from rekam.outreach.plans.forms import MoveForm, days_between
from rekam.outreach.plans.hindrances import hindrances
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.plans.rules import Voyage, week_of
from rekam.outreach.plans.words import day_by_boat, heads, reason
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import Visited, visits_of
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.ui.dates import short_date, weekday
from rekam.ui.language import page_language

REASONS = 5


@dataclass(frozen=True)
class Cell:
    """A team's day: its stops; away where it does not go out.

    boat    a word or two of the expedition that the day is part of: its boat, or that the team sleeps there
    bar     where in it: "first", "middle", "last", "only"; "" = in none
    """

    day: date
    stops: Sequence["Shown"]
    away: bool
    boat: str = ""
    bar: str = ""


@dataclass(frozen=True)
class Shown:
    """A stop in the table or in the list of reasons.

    held   the planner's word on this date, if there is one
    heads  whom it is expected to record, of so many called
    why    its reason in one sentence
    """

    stop: PlanStop
    held: Pin | None
    heads: str
    called: str
    why: str
    letter: str
    chosen: bool = False


@dataclass(frozen=True)
class Line:
    """A team's row of the table."""

    team: Team
    letter: str
    line: str
    cells: Sequence[Cell]
    people: float


@dataclass(frozen=True)
class Progress:
    """A search at work: weighted people so far, what no plan can exceed, how far apart they are in percent.

    begun  whether there is anything to tell yet
    """

    plan: Plan
    begun: bool
    gap: float


def progress_of(plan: Plan) -> Progress:
    """Where a search stands, as the worker last told."""
    begun = plan.upper_bound > 0
    return Progress(plan, begun, gap_percent(value=plan.value, upper_bound=plan.upper_bound))


def area_page(*, within: Scope, week: date) -> Mapping[str, object]:
    """The context of the page for an officer of a part of the office: who comes there in a week."""
    stops = queries.stops_within(within, week=week)
    monday = week_of(week)[0]
    return {
        "days": week_of(week),
        "stops": [_shown(stop, elsewhere=False) for stop in stops],
        "people": sum(stop.people for stop in stops),
        "earlier": monday - timedelta(days=7),
        "later": monday + timedelta(days=7),
    }


def week_page(plan: Plan, *, week: date, chosen: str, today: date, all_reasons: bool) -> Mapping[str, object]:
    """The context of the page: a plan's week, with the stop that was chosen."""
    crews = teams(on=today)
    rows = queries.table_of(plan, week=week, teams=crews)
    letters = {row.team.pk: chr(ord("A") + at % 26) for at, row in enumerate(rows)}
    lines = [_line(row, letters=letters, number=at, chosen=chosen) for at, row in enumerate(rows)]
    stops = [shown for line in lines for cell in line.cells for shown in cell.stops]
    picked = next((shown for shown in stops if shown.chosen), stops[0] if stops else None)
    rest = sorted(stops, key=lambda shown: (shown.stop.day, -shown.stop.people))
    return {
        "plan": plan,
        "days": week_of(week),
        "lines": lines,
        "stops": stops,
        "reasons": rest if all_reasons else rest[:REASONS],
        "people": sum(line.people for line in lines),
        "gap": gap_percent(value=plan.value + plan.left_out, upper_bound=plan.upper_bound),
        "hindrances": hindrances(plan, today=today),
        "worst": worst_of(plan),
        "broken": broken_of(plan),
        "compared": compare(plan, before=queries.find_before(plan)),
        "prices": prices_of(plan),
        "dead_kits": dead_kits_of(plan),
        "worth_more": any(kit >= WORTH_A_MOVE for _, _, kit in plan.prices),
        "estimated": math.ceil(100 * plan.estimated),
        "picked": picked,
        "last_visit": last_visit(picked.stop.site, on=today) if picked else None,
        "move_form": MoveForm(days=move_days(plan)) if picked else None,
        "map": week_map([shown.stop for shown in stops], office=plan.area_code, letters=letters),
        "letters": letters,
        "weeks": list(queries.weeks_of(plan).items()),
        "open_stops": sum(shown.stop.visit_id is None and shown.stop.day > today for shown in stops),
        "names": named([plan.proposed_by]),
    }


def _line(row: queries.Row, *, letters: Mapping[int, str], number: int, chosen: str) -> Line:
    away = absent_days(row.team, days=row.week)
    letter = letters[row.team.pk]
    voyages = [stop.voyage for stops in row.days for stop in stops if stop.voyage]
    cells = [
        Cell(
            day,
            [_shown(stop, letter=letter, chosen=chosen) for stop in stops],
            at in away,
            *_on_island(day, voyages=voyages),
        )
        for at, (day, stops) in enumerate(zip(row.week, row.days, strict=True))
    ]
    return Line(row.team, letter, LINES[number % len(LINES)], cells, row.people)


def _on_island(day: date, *, voyages: Sequence[Voyage]) -> tuple[str, str]:
    """What the bar of an expedition says on a day, and which part of the bar that is."""
    for voyage in voyages:
        if voyage.holds(day):
            return day_by_boat(voyage, day=day), _part(day, first=voyage.first, last=voyage.last)
    return "", ""


def _part(day: date, *, first: date, last: date) -> str:
    if first == last:
        return "only"
    return "first" if day == first else "last" if day == last else "middle"


def _shown(stop: PlanStop, *, letter: str = "", chosen: str = "", elsewhere: bool = True) -> Shown:
    held = next((pin for pin in stop.site.pins.all() if pin.day == stop.day and pin.allowed), None)
    why = reason(stop, held=held is not None, elsewhere=elsewhere)
    return Shown(
        stop, held, heads(stop.people), heads(stop.called), why, letter, chosen=str(stop.uuid) == chosen
    )


def last_visit(site: Site, *, on: date) -> Visited:
    """When a site was visited and will be."""
    return visits_of([site], on=on)[str(site.uuid)]


def move_days(plan: Plan) -> list[tuple[date, str]]:
    """The days of a plan to move a stop to."""
    language = page_language()
    return [
        (day, f"{weekday(day, language=language)}, {short_date(day, language=language)}")
        for day in days_between(plan.first, plan.last)
    ]
