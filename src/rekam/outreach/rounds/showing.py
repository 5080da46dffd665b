"""What the page and the paper of a home-visit day show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator

from rekam.accounts.queries import named
from rekam.kernel.region import area_name
from rekam.outreach.drawing import LINES
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.drawing import day_map
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route
from rekam.outreach.rounds.rules import GONE, Outcome, Word, half_of
from rekam.outreach.rounds.telling import arrived
from rekam.outreach.rounds.words import HALVES, OUTCOMES, bring, why_left
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason
from rekam.outreach.sites.words import ASKERS, HALF_DAYS, REASONS

LEFT_SHOWN = 20


@dataclass(frozen=True)
class Shown:
    """A home of a day, in words.

    asks  the half-day that the family asked for; "" where any will do
    why   why it is left; "" where it is visited
    """

    home: HomeStop
    area: str
    reason: str
    asker: str
    half: str
    asks: str
    bring: Sequence[str]
    age: int
    why: str
    outcome: str

    @property
    def locked(self) -> bool:
        return self.home.word == Word.LOCKED


@dataclass(frozen=True)
class Line:
    """A team's route."""

    route: Route
    letter: str
    line: str
    homes: Sequence[Shown]
    elsewhere: Sequence[PlanStop]

    @property
    def changed(self) -> bool:
        """Whether its visit was called off or moved to another day since it was announced."""
        visit, day = self.route.visit, self.route.home_day.on
        return visit is not None and (visit.called_off_at is not None or visit.on != day)


@dataclass(frozen=True)
class DayPage:
    """A day's page, and the residents whom it shows."""

    context: Mapping[str, object]
    people: Sequence[str]


def day_page(home_day: HomeDay, *, page: str | None) -> DayPage:
    """What a day's page shows; `page` of the homes that are left."""
    routes, on_route = queries.routes_of(home_day), queries.homes_of(home_day)
    left = Paginator(queries.left_of(home_day), LEFT_SHOWN).get_page(page)
    by_route: dict[int, list[HomeStop]] = {}
    for home in on_route:
        by_route.setdefault(home.route_id or 0, []).append(home)
    planned = queries.planned_stops(on=home_day.on) if home_day.announced_at is None else []
    lines = [
        _line(route, by_route.get(route.pk, ()), at=at, home_day=home_day, planned=planned)
        for at, route in enumerate(routes)
    ]
    context = {
        "home_day": home_day,
        "lines": lines,
        "visited": len(on_route),
        "estimated": sum(home.estimated for home in on_route),
        "health": sum(home.request.health for home in on_route),
        "left": [shown(home, home_day=home_day) for home in left],
        "left_page": left,
        "map": day_map(home_day, routes=routes, homes=by_route) if on_route else None,
        "arrived": len(arrived(home_day)) if home_day.announced_at else 0,
        "outcomes": OUTCOMES.items(),
        "names": named([home_day.asked_by]),
    }
    people = [home.request.resident for home in [*on_route, *left]]
    return DayPage(context, [str(person) for person in people if person is not None])


def _line(
    route: Route, homes: Sequence[HomeStop], *, at: int, home_day: HomeDay, planned: Sequence[PlanStop]
) -> Line:
    """With the places elsewhere to which the plan sends the team that day."""
    elsewhere = [stop for stop in planned if stop.team_id == route.team_id and stop.site.kind != "homes"]
    told = [shown(home, home_day=home_day) for home in homes]
    return Line(route, chr(ord("A") + at % 26), LINES[at % len(LINES)], told, elsewhere)


def shown(home: HomeStop, *, home_day: HomeDay) -> Shown:
    """A home of a day in words."""
    request = home.request
    asks = HalfDay(request.half_day)
    return Shown(
        home=home,
        area=area_name(home.area_code),
        reason=str(REASONS[Reason(request.reason)]),
        asker=str(ASKERS[Asker(request.asker)]),
        half=str(HALVES[half_of(home.begins)]) if home.begins else "",
        asks="" if asks is HalfDay.ANY else str(HALF_DAYS[asks]),
        bring=bring(request),
        age=(home_day.on - request.asked_on).days,
        why="" if home.route_id else why_left(home),
        outcome=str(OUTCOMES[Outcome(home.outcome)]) if home.outcome else "",
    )


def gone_page() -> Sequence[tuple[HomeStop, str]]:
    """Who was found to have died or moved and waits for the back office, in words."""
    return [(home, str(OUTCOMES[Outcome(home.outcome)])) for home in queries.gone() if home.outcome in GONE]
