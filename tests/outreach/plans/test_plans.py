"""A plan from the register to the announced week: proposed by one button, made by a worker, held to."""

from contextlib import suppress
from datetime import time, timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.devices.kits import parts
from rekam.devices.kits.models import Kit
from rekam.devices.kits.repairs import ASSUMED_DAYS, ASSUMED_REPAIR
from rekam.devices.kits.rules import Act, PartKind
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.models import Visit
from rekam.outreach.plans import changing, making, queries, services
from rekam.outreach.plans.building import Asked, build
from rekam.outreach.plans.models import Plan
from rekam.outreach.plans.rules import State, Voyage
from rekam.outreach.plans.words import reason
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.services import close_places, keep_site, make_villages
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.services import note_absence
from rekam.outreach.sites.travel.services import keep_boat
from tests.contracts.papers import text_of
from tests.devices.kits import scene as kits
from tests.outreach.plans.scenes import AT, BY, MONDAY, OFFICE, VILLAGES, done, made, newest
from tests.personas import KASEMEN, SERANG, officer

pytestmark = pytest.mark.django_db


def test_one_button_makes_a_plan_with_its_proof(plan: Plan) -> None:
    assert (plan.state, plan.first, plan.to_record) == (State.READY, MONDAY, 40)
    assert 0 < plan.people <= plan.to_record
    assert plan.value <= plan.upper_bound
    assert plan.p10 <= plan.p50 <= plan.p90 <= plan.to_record
    stops = queries.stops_of(plan)
    assert sum(stop.people for stop in stops) == pytest.approx(plan.people, rel=1e-6)
    assert {stop.site.area_code for stop in stops} == set(VILLAGES)
    assert sum(of for _, _, of in plan.shares) == pytest.approx(40)


def test_the_worker_finds_a_plan_that_it_made_already_and_leaves_it(plan: Plan) -> None:
    making.make(plan.uuid, within=OFFICE, at=AT + timedelta(hours=1))
    assert queries.get_plan(plan.uuid).ready_at == plan.ready_at


@pytest.fixture
def voyage(team: Team) -> Plan:
    """A plan with a date on an island: a boat goes there on Tuesdays, and one back on Thursdays."""
    make_villages(office="36.73", **BY)
    place, home = Site.objects.get(code=KASEMEN), Site.objects.get(code="KANTOR")
    keep_site(site=place.uuid, island="Pulau Contoh", **BY)
    for start, end, day, at in ((home, place, 1, time(9)), (place, home, 3, time(13))):
        keep_boat(start=start, end=end, departs=at, minutes=60, weekdays=[day], **BY)
    services.pin(site=place.uuid, day=MONDAY + timedelta(days=2), allowed=True, **BY)
    return made()


def test_an_expedition_is_one_bar_over_its_days(voyage: Plan, client: Client) -> None:
    (stop, *_) = [stop for stop in queries.stops_of(voyage) if stop.away_from]
    tuesday = MONDAY + timedelta(days=1)
    assert stop.voyage == Voyage(tuesday, tuesday + timedelta(days=2), time(9), time(13))
    assert voyage.broken == []
    assert "kapal pergi Selasa 24 Nov 09.00, menginap 2 malam, pulang Kamis 26 Nov 13.00" in reason(stop)

    client.force_login(officer(Role.HEAD))
    page = client.get(f"/jemput-bola/pekan/?pekan={MONDAY}").content.decode()
    assert [page.count(f"r-boat--{part}") for part in ("first", "middle", "last")] == [1, 1, 1]
    assert "kapal pulang 13.00" in page
    days = queries.away_across(tuesday + timedelta(days=1), office="36.73")
    assert days == {stop.team_id: tuesday + timedelta(days=2)}
    assert queries.away_across(tuesday, office="36.73") == {}


def test_a_mended_plan_keeps_its_expedition(voyage: Plan) -> None:
    stops = queries.stops_of(voyage)
    ashore = next(stop for stop in stops if stop.voyage is None)
    mended = done(changing.call_off(stop=ashore.uuid, **BY))
    sailed = {stop.voyage for stop in stops} - {None}
    assert {stop.voyage for stop in queries.stops_of(mended)} - {None} == sailed
    assert mended.broken == []


def test_what_cannot_be_planned_says_why() -> None:
    with scope(OFFICE):
        failed = made()
        assert (failed.state, failed.code) == (State.FAILED, "no_teams")
        assert queries.find_failed("36.73") == failed


def test_two_plans_at_once_are_refused(team: Team) -> None:
    services.propose(weeks=1, **BY)
    with pytest.raises(RuleBroken) as refused:
        services.propose(weeks=1, **BY)
    assert refused.value.code == "plan_at_work"


def test_a_pinned_date_is_kept_and_a_forbidden_one_left_free(plan: Plan) -> None:
    site = Site.objects.get(code=SERANG)
    services.pin(site=site.uuid, day=MONDAY + timedelta(days=3), allowed=True, **BY)
    for ahead in (0, 1, 2, 4, 5):
        services.pin(site=site.uuid, day=MONDAY + timedelta(days=ahead), allowed=False, **BY)
    again = made()
    days = {stop.day for stop in queries.stops_of(again) if stop.site == site}
    assert days == {MONDAY + timedelta(days=3)}


def test_a_moved_stop_is_where_the_planner_put_it(plan: Plan) -> None:
    stop = queries.stops_of(plan)[0]
    to = stop.day + timedelta(days=1)
    services.pin(site=stop.site.uuid, day=to, allowed=False, **BY)
    assert not any(one.day == to for one in queries.stops_of(made()) if one.site == stop.site)
    stop = next(one for one in queries.stops_of(newest()) if one.site == stop.site)
    moved = done(changing.move(stop=stop.uuid, to=to, **BY))
    days = {one.day for one in queries.stops_of(moved) if one.site == stop.site}
    assert to in days
    assert stop.day not in days


def test_an_announced_week_calls_people_and_its_dates_stay(plan: Plan) -> None:
    visits = services.announce(plan=plan.uuid, week=MONDAY, **BY)
    stops = queries.stops_of(plan)
    assert len(visits) == len(stops)
    assert sum(len(visit.people) for visit in Visit.objects.all()) >= 40
    with pytest.raises(RuleBroken) as refused:
        services.announce(plan=plan.uuid, week=MONDAY, **BY)
    assert refused.value.code == "week_announced"
    again = made()
    assert (again.announced, again.moved) == (len(stops), 0)
    with suppress(RuleBroken):  # but where the search found a further date
        services.announce(plan=again.uuid, week=MONDAY, **BY)
    dates = list(Visit.objects.values_list("site", "on"))
    assert len(set(dates)) == len(dates), "nobody is called twice"

    stop = queries.stops_of(again)[0]
    changing.call_off(stop=stop.uuid, **BY)
    assert Visit.objects.get(pk=stop.visit_id).called_off_at == AT


def test_an_older_plan_is_not_announced(plan: Plan) -> None:
    made()
    with pytest.raises(RuleBroken) as refused:
        services.announce(plan=plan.uuid, week=MONDAY, **BY)
    assert refused.value.code == "plan_outdated"


def test_a_team_without_a_kit_and_one_on_leave_stay_at_home(team: Team) -> None:
    make_villages(office="36.73", **BY)
    note_absence(team=team.uuid, first=MONDAY, last=MONDAY, why="cuti", **BY)
    asked = Asked(office="36.73", start=MONDAY, last=MONDAY + timedelta(days=5))
    assert build(asked, today=AT.date()).problem.teams[0].absent_days == {0}
    Kit.objects.create(area_code="36.73", name="Alat 1", team=team.name, since=AT.date())
    without = build(asked, today=AT.date()).problem.teams[0].absent_days
    assert without == set(range(6)), "a kit without its parts records nobody"


def test_kits_break_in_the_range_as_those_of_the_office_did(team: Team) -> None:
    make_villages(office="36.73", **BY)
    asked = Asked(office="36.73", start=MONDAY, last=MONDAY + timedelta(days=4))
    assumed = build(asked, today=kits.TODAY).luck
    worn = kits.kit("Alat 1")
    camera = kits.part_of(worn, PartKind.CAMERA)
    for days in (300, 200, 100):
        for act, on in ((Act.REPORTED, days), (Act.LOCAL, days - 1), (Act.MENDED, days - 50)):
            parts.step_part(part=camera.uuid, act=act, said=kits.said(kits.ago(on)))
    seen = build(asked, today=kits.TODAY).luck

    assert (assumed.fault_share, assumed.repair_days) == pytest.approx((1 / ASSUMED_DAYS, ASSUMED_REPAIR))
    assert seen.repair_days == pytest.approx((3 * 50 + ASSUMED_REPAIR) / 4)
    assert seen.fault_share < assumed.fault_share, "three failures in nearly three years are less"


def test_a_closed_kelurahan_is_left_out_of_the_days_it_is_closed(team: Team) -> None:
    make_villages(office="36.73", **BY)
    close_places(
        area_code=KASEMEN,
        kind="",
        first=MONDAY,
        last=MONDAY + timedelta(days=4),
        why="flood",
        source="BPBD",
        **BY,
    )
    asked = Asked(office="36.73", start=MONDAY, last=MONDAY + timedelta(days=5))
    problem = build(asked, today=AT.date()).problem
    closed = [lock.day for lock in problem.locks if not lock.allowed]
    assert closed == [0, 1, 2, 3, 4]


def test_the_page_shows_the_week_and_what_a_planner_can_do(plan: Plan) -> None:
    browser = Client()
    browser.force_login(officer(Role.HEAD))
    stop = queries.stops_of(plan)[0]
    page = browser.get(f"/jemput-bola/pekan/?pekan={MONDAY}&kunjungan={stop.uuid}").content.decode()
    assert "Tim 1" in page
    assert stop.site.name in page
    assert "Paling jauh" in page
    assert "<svg" in page
    sheet = text_of(browser.get(f"/jemput-bola/pekan/{plan.uuid}/cetak.pdf"))
    assert f"Rencana {plan.number} · Tim 1" in sheet, "the foot says whose sheet it is"
    assert browser.get(f"/jemput-bola/pekan/{plan.uuid}/pekan.xlsx").content.startswith(b"PK")
    watcher = Client()
    watcher.force_login(officer(Role.OPERATOR))
    assert "Umumkan" not in watcher.get("/jemput-bola/pekan/").content.decode()
    assert watcher.post(f"/jemput-bola/singgah/{stop.uuid}/kunci/").status_code == 403
