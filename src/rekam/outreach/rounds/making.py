"""A worker's part of a home-visit day: build it, search its tours, keep them with the reasons."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans.rules import State
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.building import Built, build
from rekam.outreach.rounds.models import HomeDay, HomeStop
from rekam.outreach.rounds.routing.day import Tour
from rekam.outreach.rounds.routing.evaluate import Evaluation, Stop, evaluate
from rekam.outreach.rounds.routing.explaining import why_left
from rekam.outreach.rounds.routing.nearest import nearest_first
from rekam.outreach.rounds.routing.searching import best_tours
from rekam.outreach.rounds.rules import Word, clock


def make(home_day: UUID, *, within: Scope) -> None:
    """Find the day that was asked for and keep it; what cannot be made says why.

    within  the office; no transaction stays open while the search runs
    A day that is not waiting or at work any more is left alone, so that a job may come twice.
    """
    try:
        with scope(within):
            begun = _begin(home_day)
    except RuleBroken as refused:
        with scope(within):
            HomeDay.objects.filter(uuid=home_day).update(state=State.FAILED, code=refused.code)
        return
    if begun is None:
        return
    row, built = begun
    tours = best_tours(
        built.day,
        seconds=row.seconds,
        on_progress=lambda done: _say(row, done=done, within=within),
    )
    with scope(within):
        _keep(row, built=built, tours=tours, at=timezone.now())


def _begin(home_day: UUID) -> tuple[HomeDay, Built] | None:
    row = queries.get_day(home_day, lock=True)
    if not row.at_work:
        return None
    row.state, row.done = State.WORKING, 0.0
    row.save(update_fields=["state", "done"])
    built = build(row)
    if not built.requests and not built.set_aside:
        raise RuleBroken("round_nobody_waits")
    return row, built


def _say(row: HomeDay, *, done: float, within: Scope) -> None:
    with scope(within):
        HomeDay.objects.filter(pk=row.pk).update(done=done)


def _keep(row: HomeDay, *, built: Built, tours: Sequence[Tour], at: datetime) -> None:
    """Put a searched day in the place of what stood there before; what the planner said of a home stays."""
    found = evaluate(built.day, tours)
    by_hand = evaluate(built.day, nearest_first(built.day))
    HomeStop.objects.filter(home_day=row).delete()
    HomeStop.objects.bulk_create([*_visited(row, built, found), *_left(row, built, tours)])
    for tour in found.tours:
        route = built.routes[tour.crew]
        route.home_at = clock(tour.back) if tour.stops else None
        route.save(update_fields=["home_at"])
    row.state, row.ready_at, row.done, row.code = State.READY, at, 1.0, ""
    row.worth, row.by_hand, row.by_hand_worth = found.worth, by_hand.homes, by_hand.worth
    row.beyond = built.beyond
    row.save()


def _visited(row: HomeDay, built: Built, found: Evaluation) -> list[HomeStop]:
    return [
        _on_route(row, built, crew=tour.crew, order=order, stop=stop)
        for tour in found.tours
        for order, stop in enumerate(tour.stops)
    ]


def _on_route(row: HomeDay, built: Built, *, crew: int, order: int, stop: Stop) -> HomeStop:
    home = _blank(row, built, number=stop.home)
    home.route, home.order, home.way = built.routes[crew], order, stop.way
    home.begins, home.ends = clock(stop.begins), clock(stop.ends)
    return home


def _left(row: HomeDay, built: Built, tours: Sequence[Tour]) -> list[HomeStop]:
    made = []
    for number, left in why_left(built.day, tours).items():
        home = _blank(row, built, number=number)
        home.why, home.why_minutes = left.why, left.minutes
        made.append(home)
    for request, why in built.set_aside:
        word = built.words.get(request.pk, Word.NONE)
        made.append(
            HomeStop(
                home_day=row,
                area_code=request.area_code,
                request=request,
                worth=built.worth[request.pk],
                word=word,
                why=why,
            )
        )
    return made


def _blank(row: HomeDay, built: Built, *, number: int) -> HomeStop:
    request = built.requests[number]
    return HomeStop(
        home_day=row,
        area_code=request.area_code,
        request=request,
        estimated=request.latitude is None,
        worth=built.worth[request.pk],
        word=built.words.get(request.pk, Word.NONE),
    )
