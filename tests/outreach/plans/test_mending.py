"""A plan whose team, kit or place fell out: what stands against it, and the mended plan."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.devices.kits.models import Kit
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.solving import Progress
from rekam.outreach.plans import queries, services
from rekam.outreach.plans.comparing import compare, dead_kits_of
from rekam.outreach.plans.hindrances import Cause, hindrances
from rekam.outreach.plans.models import Plan
from rekam.outreach.plans.rules import LOST_AFTER, State
from rekam.outreach.plans.searching import Watch, worth_a_trip
from rekam.outreach.sites.models import Closure, Site
from rekam.outreach.sites.services import close_places
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.services import note_absence
from tests.outreach.planning.made_up import problem
from tests.outreach.plans.scenes import AT, BY, MONDAY, OFFICE, done
from tests.personas import officer

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def test_nothing_stands_against_a_plan_that_was_just_made(plan: Plan) -> None:
    assert hindrances(plan, today=TODAY) == []


def test_an_absence_a_closure_and_a_kit_that_broke_stand_against_it(plan: Plan, team: Team) -> None:
    stops = queries.stops_of(plan)
    first, last = stops[0].day, stops[-1].day
    note_absence(team=team.uuid, first=first, last=first, why="cuti", **BY)
    days = {"first": last, "last": last}
    close_places(area_code="36.73", kind="village", why="flood", source="BPBD", **days, **BY)
    told = {one.cause: one for one in hindrances(plan, today=TODAY)}
    assert told.keys() == {Cause.AWAY, Cause.CLOSED}
    assert told[Cause.AWAY].stops == sum(stop.day == first for stop in stops)
    Kit.objects.create(area_code="36.73", name="Alat 1", team=team.name, since=TODAY)
    found = {one.cause: one.stops for one in hindrances(plan, today=TODAY)}
    assert found == {Cause.AWAY: told[Cause.AWAY].stops, Cause.NO_KIT: len(stops) - told[Cause.AWAY].stops}


def test_a_mended_plan_keeps_to_the_announced_dates_that_can_be_kept(plan: Plan, team: Team) -> None:
    services.announce(plan=plan.uuid, week=MONDAY, **BY)
    stops = queries.stops_of(plan)
    gone = stops[0].day
    note_absence(team=team.uuid, first=gone, last=gone, why="sakit", **BY)
    after = done(services.mend(plan=plan.uuid, why="sakit", **BY))
    assert (after.state, after.mends, after.last) == (State.READY, plan, plan.last)
    kept = {(stop.site_id, stop.day) for stop in stops if stop.day != gone}
    assert kept <= {(stop.site_id, stop.day) for stop in queries.stops_of(after)}
    assert after.moved == len(stops) - len(kept)
    assert after.unmended <= after.people <= after.had == pytest.approx(plan.people)
    assert [row.people for row in compare(after, before=plan)][:3] == [
        after.people,
        after.had,
        after.unmended,
    ]


def test_a_plan_that_is_over_or_has_a_follower_is_not_mended(plan: Plan) -> None:
    with pytest.raises(RuleBroken) as over:
        services.mend(plan=plan.uuid, why="x", actor="bakri", at=AT + timedelta(days=30))
    done(services.propose(weeks=1, **BY))
    with pytest.raises(RuleBroken) as outdated:
        services.mend(plan=plan.uuid, why="x", **BY)
    assert (over.value.code, outdated.value.code) == ("plan_over", "plan_outdated")


def test_a_kit_that_broke_is_named_with_what_it_costs_at_most(plan: Plan, team: Team) -> None:
    Kit.objects.create(area_code="36.73", name="Alat 1", team=team.name, since=TODAY)
    after = done(services.propose(weeks=1, **BY))
    (price,) = after.prices
    ((name, kits, days, people),) = after.dead_kits
    assert (name, kits, days, people) == (team.name, "Alat 1", 6, pytest.approx(6 * price[1]))
    assert not plan.dead_kits
    after.dead_kits = [[name, kits, days, 12.3], ["Tim 2", "", 1, 0.1]]
    assert [(one.team, one.people) for one in dead_kits_of(after)] == [(team.name, "12")]


def test_a_search_that_the_planner_stops_hears_of_it_and_one_proven_best_stops_by_itself(team: Team) -> None:
    row = services.propose(weeks=1, **BY)
    watch = Watch(row, within=OFFICE)
    watch.tell(Progress(1, value=10, upper_bound=20))
    assert not watch.enough
    services.stop_search(plan=row.uuid, **BY)
    watch.tell(Progress(2, value=11, upper_bound=20))
    assert watch.enough
    proven = Watch(row, within=OFFICE)
    Plan.objects.update(stopped=False)
    proven.tell(Progress(3, value=20, upper_bound=20))
    assert proven.enough
    assert done(row).state == State.READY


def test_a_plan_whose_worker_is_gone_does_not_keep_the_office_from_planning(team: Team) -> None:
    lost = services.propose(weeks=1, **BY)
    later = AT + LOST_AFTER
    with pytest.raises(RuleBroken) as refused:
        services.propose(weeks=1, actor="bakri", at=later)
    assert refused.value.code == "plan_at_work"
    services.propose(weeks=1, actor="bakri", at=later + timedelta(seconds=1))
    lost.refresh_from_db()
    assert (lost.state, lost.code) == (State.FAILED, "plan_interrupted")


def test_closing_and_mending_is_one_step_on_the_page_of_closures(plan: Plan) -> None:
    browser = Client()
    browser.force_login(officer(Role.HEAD))
    assert "Tutup dan perbaiki rencana" in browser.get("/jemput-bola/penutupan/").content.decode()
    day = {"day": MONDAY.day, "month": MONDAY.month, "year": MONDAY.year + 100}
    told = {"kind": "village", "area_code": "36.73", "why": "flood", "source": "BPBD"}
    days = {f"{end}_{part}": number for end in ("first", "last") for part, number in day.items()}
    Plan.objects.filter(pk=plan.pk).update(last=plan.last + timedelta(weeks=5_300))
    wrong = browser.post("/jemput-bola/tutup-dan-perbaiki/", told)
    assert (wrong.status_code, Closure.objects.count()) == (400, 0)
    assert browser.post("/jemput-bola/tutup-dan-perbaiki/", told | days).status_code == 302
    mending = queries.find_at_work("36.73")
    assert mending is not None
    assert mending.mends == plan
    shown = browser.get(f"/jemput-bola/pekan/{mending.uuid}/keadaan/").content.decode()
    assert "sedang diperbaiki" in shown
    browser.post(f"/jemput-bola/pekan/{mending.uuid}/cukup/")
    mending.refresh_from_db()
    assert mending.stopped


def test_a_plan_leaves_with_each_place_how_many_stand_there(plan: Plan) -> None:
    told = dict(Site.objects.filter(kind="village").values_list("area_code", "people"))
    assert sum(told.values()) == plan.to_record
    assert set(Site.objects.values_list("counted_on", flat=True)) == {MONDAY}


def test_a_trip_for_hardly_anybody_is_left_out_unless_its_kecamatan_would_miss_the_floor() -> None:
    few = replace(problem(sites=2, days=1, teams=1).sites[0], not_recorded=0.4, turnout=0.5, kecamatan="A")
    many = replace(few, id=1, not_recorded=100.0, kecamatan="B")
    open_ = replace(problem(sites=2, days=1, teams=1), sites=(few, many))
    visits = [Visit(0, 0, (Stop(0, 10), Stop(1, 100)))]
    assert worth_a_trip(open_, visits, kept={}) == [Visit(0, 0, (Stop(1, 100),))]
    assert worth_a_trip(replace(open_, floor=0.1), visits, kept={}) == visits
    assert worth_a_trip(open_, visits, kept={(0, 0): 1.0}) == visits
