"""Asking for a home-visit day, saying which homes, announcing it; what came of it is in `telling`."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from rekam.audit.services import record
from rekam.devices.kits.queries import days_without_kit
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.models import Visit
from rekam.outreach.plans.rules import State
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route
from rekam.outreach.rounds.rules import SECONDS, Word, check_asked
from rekam.outreach.services import call_up
from rekam.outreach.sites.homes.rules import State as Request
from rekam.outreach.sites.homes.services import close_request, plan_home_day
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, get_team


@transaction.atomic
def propose(
    *,
    area_code: str,
    on: date,
    teams: Collection[UUID],
    health: Collection[UUID] = (),
    village: str = "",
    seconds: int = SECONDS,
    actor: str,
    at: datetime,
) -> HomeDay:
    """Ask a worker for the tours of some teams on a day; asked again, the day is searched anew.

    area_code  whose requests: the office's, or a kecamatan's
    health     the teams that take a health worker along
    village    the kelurahan that comes first, where the plan sends a team there
    seconds    of search at most
    Raises RuleBroken("not_found" | "round_in_the_past" | "round_without_team" | "round_seconds_wrong" |
    "round_team_absent" | "round_team_without_kit" | "round_at_work" | "round_announced").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    check_asked(on=on, today=office_day(at), teams=teams, seconds=seconds)
    row, _ = HomeDay.objects.select_for_update().get_or_create(
        area_code=area_code,
        on=on,
        defaults={"seconds": seconds, "state": State.FAILED, "asked_by": actor, "asked_at": at},
    )
    if row.announced_at is not None:
        raise RuleBroken("round_announced")
    if row.at_work:
        raise RuleBroken("round_at_work")
    row.village, row.seconds = village, seconds
    _send_out(row, teams=[_ready(team, on=on, at=at) for team in teams], health=health)
    return _search(row, actor=actor, at=at)


def _ready(team: UUID, *, on: date, at: datetime) -> Team:
    found = get_team(team)
    if absent_days(found, days=[on]):
        raise RuleBroken("round_team_absent", team=found.name)
    broken = days_without_kit(office=found.area_code, days=[on], today=office_day(at))
    if on in broken.get(found.name, ()):
        raise RuleBroken("round_team_without_kit", team=found.name)
    return found


def _send_out(row: HomeDay, *, teams: Collection[Team], health: Collection[UUID]) -> None:
    HomeStop.objects.filter(home_day=row, route__isnull=False).update(route=None, order=None, begins=None)
    Route.objects.filter(home_day=row).delete()
    Route.objects.bulk_create(
        Route(
            home_day=row,
            area_code=row.area_code,
            team=team,
            leaves=team.leaves,
            back=team.back,
            health=team.uuid in health,
        )
        for team in teams
    )


def _search(row: HomeDay, *, actor: str, at: datetime) -> HomeDay:
    row.state, row.code, row.done = State.WAITING, "", 0.0
    row.asked_by, row.asked_at = actor, at
    row.save()
    record("outreach.home_day.asked", actor=actor, at=at, case=str(row.uuid), day=row.on.isoformat())
    app.configure_task("outreach.home_day", queue="outreach").defer(home_day=str(row.uuid))
    return row


@transaction.atomic
def say(*, home: UUID, word: Word, actor: str, at: datetime) -> HomeDay:
    """Lock a home on its day, leave it out, or take the word back; what this changes is searched at once.

    Raises RuleBroken("not_found" | "round_at_work" | "round_announced").
    """
    row = queries.get_home(home)
    day = queries.get_day(row.home_day.uuid, lock=True)
    if day.at_work:
        raise RuleBroken("round_at_work")
    if day.announced_at is not None:
        raise RuleBroken("round_announced")
    row.word = word
    row.save(update_fields=["word"])
    stays = row.route_id is not None and word != Word.OUT
    return day if stays else _search(day, actor=actor, at=at)


@transaction.atomic
def announce(*, home_day: UUID, actor: str, at: datetime) -> HomeDay:
    """Approve a day: its requests are planned, and each team has a visit that its recordings belong to.

    From then on each family may be told its half-day.
    Raises RuleBroken("not_found" | "round_not_ready" | "round_announced" | "round_in_the_past" |
    "round_empty" | "round_home_taken").
    """
    row = queries.get_day(home_day, lock=True)
    if row.announced_at is not None:
        raise RuleBroken("round_announced")
    if row.state != State.READY:
        raise RuleBroken("round_not_ready")
    if row.on < office_day(at):
        raise RuleBroken("round_in_the_past")
    homes = queries.homes_of(row)
    if not homes:
        raise RuleBroken("round_empty")
    if any(home.request.state != Request.WAITING for home in homes):
        raise RuleBroken("round_home_taken")
    plan_home_day(requests=[home.request.uuid for home in homes], on=row.on, actor=actor, at=at)
    for route in queries.routes_of(row):
        own = [home for home in homes if home.route_id == route.pk]
        if own:
            _call(route, homes=own, on=row.on, actor=actor, at=at)
    row.announced_by, row.announced_at = actor, at
    row.save(update_fields=["announced_by", "announced_at"])
    record("outreach.home_day.announced", actor=actor, at=at, case=str(row.uuid), homes=len(homes))
    return row


def _call(route: Route, *, homes: Collection[HomeStop], on: date, actor: str, at: datetime) -> None:
    """A visit of the team with those of its homes whom the register knows; where the plan sends the team to
    home visits that day, the visit is that stop's, so that nobody is called up twice.
    """
    stop = queries.cluster_stop(route, on=on)
    people = [str(home.request.resident) for home in homes if home.request.resident]
    if stop is not None and stop.visit is not None:
        route.visit = _replaced(stop.visit, people=people)
    else:
        where = _cluster(homes)
        route.visit = call_up(where, on=on, people=people, known=len(people), actor=actor, at=at)
        if stop is not None:
            stop.visit = route.visit
            stop.save(update_fields=["visit"])
    route.save(update_fields=["visit"])


def _cluster(homes: Collection[HomeStop]) -> Site:
    """The home visits of the kelurahan where most of these homes are."""
    areas = Counter(home.area_code for home in homes)
    return Site.objects.get(kind=Kind.HOMES, area_code=areas.most_common(1)[0][0])


def _replaced(visit: Visit, *, people: list[str]) -> Visit:
    """The visit with the homes of the day as its list, and nobody else."""
    visit.people, visit.known = people, len(people)
    visit.save(update_fields=["people", "known"])
    return visit


@transaction.atomic
def call_off(*, home: UUID, note: str, actor: str, at: datetime) -> HomeStop:
    """Take one home off an announced day; its request waits again, and the others keep their half-days.

    note  why, for whoever tells the family
    Raises RuleBroken("not_found" | "round_not_announced" | "round_told" | "home_note_missing").
    """
    row = queries.get_home(home)
    if row.home_day.announced_at is None or row.route is None:
        raise RuleBroken("round_not_announced")
    if row.outcome:
        raise RuleBroken("round_told")
    close_request(request=row.request.uuid, state=Request.WAITING, note=note, actor=actor, at=at)
    visit = row.route.visit
    if visit is not None:
        _replaced(visit, people=[one for one in visit.people if one != str(row.request.resident)])
    row.route = row.order = row.begins = row.ends = None
    row.word, row.why = Word.OUT, Word.OUT
    row.save(update_fields=["route", "order", "begins", "ends", "word", "why"])
    return row
