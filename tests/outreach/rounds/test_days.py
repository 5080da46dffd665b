"""A home-visit day from its asking to what came of it."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.models import Plan, PlanStop, Site, Visit
from rekam.outreach.plans.rules import State
from rekam.outreach.results.models import Report
from rekam.outreach.rounds import queries, services, telling
from rekam.outreach.rounds.models import HomeDay, HomeStop
from rekam.outreach.rounds.rules import Outcome, Word, half_of, worth
from rekam.outreach.services import call_off as call_off_visit
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import HalfDay, Wishes
from rekam.outreach.sites.homes.services import plan_home_day
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.services import note_absence
from tests.outreach.rounds.scenes import TUESDAY, ask, asked, crew, done
from tests.outreach.sites.scenes import BY, DINAS, KASUNYATAN, MONDAY, OFFICE, people


@pytest.fixture(autouse=True)
def office(db: None) -> Iterator[None]:
    with scope(OFFICE):
        yield


def refused(call: object, **told: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        call(**told, **BY)  # type: ignore[operator]
    return broken.value.code


def left(day: HomeDay) -> dict[str, str]:
    return {stop.request.full_name: stop.why for stop in queries.left_of(day)}


def test_worth_grows_with_waiting_and_stops_growing() -> None:
    plain = {"urgent": False, "asked_for": False, "planned_here": False}
    assert [worth(waited=days, **plain) for days in (0, 30, 90, 400)] == [1, 2, 4, 4]
    assert worth(waited=30, urgent=True, asked_for=True, planned_here=True) == 36
    assert (half_of(time(11, 59)), half_of(time(12))) == (HalfDay.MORNING, HalfDay.AFTERNOON)


def test_a_day_puts_homes_in_order_within_the_shift_and_says_why_others_wait() -> None:
    for number in range(14):
        ask(number, waited=number)
    ask(20, wishes=Wishes(health=True))
    ask(21, wanted_on=TUESDAY + timedelta(days=2))
    day = asked(crew())
    homes = queries.homes_of(day)
    assert day.state == State.READY
    assert [stop.order for stop in homes] == list(range(len(homes)))
    assert all(one.ends < two.begins for one, two in pairwise(homes))
    (route,) = queries.routes_of(day)
    assert route.home_at is not None
    assert homes[-1].ends < route.home_at <= time(15)
    why = left(day)
    assert len(homes) + len(why) == 16
    assert (why.pop("Mbah 20"), why.pop("Mbah 21")) == ("health", "later")
    assert set(why.values()) == {"full"}
    assert "Mbah 13" not in why  # who waited longest goes first


def test_half_days_places_and_health_workers_are_kept() -> None:
    afternoon = ask(1, wishes=Wishes(half_day=HalfDay.AFTERNOON, latitude=-6.05, longitude=106.15))
    ill = ask(2, area_code=KASUNYATAN, wishes=Wishes(health=True))
    with_nurse = crew(name="Tim 2")
    day = asked(crew(), with_nurse, health=[with_nurse.uuid])
    stops = {stop.request_id: stop for stop in queries.homes_of(day)}
    assert stops[afternoon.pk].begins >= time(12)
    assert not stops[afternoon.pk].estimated
    assert stops[ill.pk].estimated
    assert stops[ill.pk].route.team == with_nurse


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"on": MONDAY - timedelta(days=1)}, "round_in_the_past"),
        ({"teams": []}, "round_without_team"),
        ({"seconds": 0}, "round_seconds_wrong"),
        ({"area_code": "36.72"}, "not_found"),
        ({"on": date(2026, 11, 29)}, "round_team_absent"),
    ],
)
def test_what_cannot_be_asked_is_refused(told: dict[str, object], code: str) -> None:
    usual = {"area_code": "36.73", "on": TUESDAY, "teams": [crew().uuid]}
    assert refused(services.propose, **usual | told) == code


def test_a_team_that_is_away_does_not_go() -> None:
    team = crew()
    note_absence(team=team.uuid, first=TUESDAY, last=TUESDAY, why="pelatihan", **BY)
    assert refused(services.propose, area_code="36.73", on=TUESDAY, teams=[team.uuid]) == "round_team_absent"


def test_a_day_for_which_nobody_waits_says_so_and_can_be_asked_again() -> None:
    team = crew()
    day = asked(team)
    assert (day.state, day.code) == (State.FAILED, "round_nobody_waits")
    ask()
    assert asked(team).state == State.READY
    assert HomeDay.objects.count() == 1


def test_a_home_is_locked_left_out_and_taken_in_again() -> None:
    ask(1)
    far = ask(2, area_code=KASUNYATAN)
    day = asked(crew())
    stop = next(one for one in queries.homes_of(day) if one.request == far)
    assert services.say(home=stop.uuid, word=Word.LOCKED, **BY).state == State.READY
    assert done(services.say(home=stop.uuid, word=Word.OUT, **BY)).state == State.READY
    assert left(day) == {"Mbah 2": "out"}
    again = queries.left_of(day)[0]
    waiting = services.say(home=again.uuid, word=Word.LOCKED, **BY)
    assert refused(services.say, home=again.uuid, word=Word.OUT) == "round_at_work"
    assert refused(services.announce, home_day=day.uuid) == "round_not_ready"
    done(waiting)
    assert {stop.request_id: stop.word for stop in queries.homes_of(day)}[far.pk] == Word.LOCKED


def announced() -> tuple[HomeDay, dict[str, HomeStop]]:
    """Today's day with two whom the register knows and two whom it does not."""
    for number, person in enumerate(people(2, born=date(1940, 1, 1))):
        ask(number, nik=person.nik)
    ask(2)
    ask(3)
    day = asked(crew(), on=MONDAY)
    services.announce(home_day=day.uuid, **BY)
    return day, {stop.request.full_name: stop for stop in queries.homes_of(day)}


def test_an_announced_day_calls_up_whom_the_register_knows_and_stands_still() -> None:
    day, stops = announced()
    visit = Visit.objects.get()
    known = [stop.request.resident for stop in stops.values() if stop.request.resident]
    assert sorted(visit.people) == sorted(str(one) for one in known)
    assert set(HomeVisit.objects.values_list("state", "planned_on")) == {("planned", MONDAY)}
    assert refused(services.announce, home_day=day.uuid) == "round_announced"
    assert refused(services.say, home=stops["Mbah 2"].uuid, word=Word.OUT) == "round_announced"
    teams = [route.team.uuid for route in queries.routes_of(day)]
    assert refused(services.propose, area_code="36.73", on=MONDAY, teams=teams) == "round_announced"


def test_the_homes_of_a_visit_that_is_called_off_wait_again() -> None:
    announced()
    call_off_visit(visit=Visit.objects.get().uuid, why="hujan", **BY)
    told = HomeVisit.objects.values_list("state", "note", "planned_on")
    assert set(told) == {("waiting", "hujan", None)}


def test_a_request_that_was_taken_meanwhile_is_not_announced_twice() -> None:
    row = ask()
    team = crew()
    day, other = asked(team), asked(team, on=TUESDAY + timedelta(days=1))
    services.announce(home_day=day.uuid, **BY)
    assert refused(services.announce, home_day=other.uuid) == "round_home_taken"
    assert HomeVisit.objects.get(pk=row.pk).planned_on == TUESDAY


def test_a_home_called_off_waits_again_and_the_others_stay() -> None:
    _day, stops = announced()
    assert refused(services.call_off, home=stops["Mbah 0"].uuid, note=" ") == "home_note_missing"
    services.call_off(home=stops["Mbah 0"].uuid, note="masuk rumah sakit", **BY)
    assert HomeVisit.objects.get(full_name="Mbah 0").state == "waiting"
    assert len(Visit.objects.get().people) == 1
    assert refused(services.call_off, home=stops["Mbah 0"].uuid, note="lagi") == "round_not_announced"


def test_each_outcome_falls_into_its_bucket_and_decides_about_the_request() -> None:
    _day, stops = announced()
    told = [Outcome.RECORDED, Outcome.DIED, Outcome.RECORDED, Outcome.ABSENT]
    for number, outcome in enumerate(told):
        telling.tell(home=stops[f"Mbah {number}"].uuid, outcome=outcome, note="", **BY)
    states = dict(HomeVisit.objects.values_list("full_name", "state"))
    assert states == {"Mbah 0": "done", "Mbah 1": "ended", "Mbah 2": "done", "Mbah 3": "waiting"}
    report = Report.objects.get()
    assert (report.recorded, report.outside, report.beyond, report.target) == (1, 1, 1, 2)
    assert refused(telling.tell, home=stops["Mbah 3"].uuid, outcome=Outcome.FAILED, note="") == "round_told"
    (gone,) = queries.gone()
    telling.follow_up(home=gone.uuid, **BY)
    assert not queries.gone()
    assert not queries.open_rounds(before=TUESDAY)
    assert telling.forget_notes(before=BY["at"] + timedelta(days=1)) == []


def test_what_was_told_of_a_home_can_be_corrected_until_somebody_acted_on_it() -> None:
    _day, stops = announced()
    told = [Outcome.RECORDED, Outcome.DIED, Outcome.RECORDED, Outcome.ABSENT]
    for number, outcome in enumerate(told):
        telling.tell(home=stops[f"Mbah {number}"].uuid, outcome=outcome, note="", **BY)

    def corrected(number: int, outcome: Outcome) -> HomeStop:
        return telling.correct(home=stops[f"Mbah {number}"].uuid, outcome=outcome, note="salah tekan", **BY)

    corrected(0, Outcome.ABSENT)
    corrected(1, Outcome.ABSENT)
    corrected(3, Outcome.RECORDED)
    states = dict(HomeVisit.objects.values_list("full_name", "state"))
    assert states == {"Mbah 0": "waiting", "Mbah 1": "waiting", "Mbah 2": "done", "Mbah 3": "done"}
    assert not queries.gone()  # nobody died after all
    report = Report.objects.order_by("-number").first()
    assert report is not None
    assert (report.recorded, report.absent, report.outside, report.beyond) == (0, 2, 0, 2)
    entry = Entry.objects.filter(action="outreach.home_visit.corrected").first()
    assert entry is not None
    assert (entry.facts["before"], entry.facts["after"]) == ("recorded", "absent")

    plan_home_day(requests=[stops["Mbah 0"].request.uuid], on=TUESDAY, **BY)
    again = {"home": stops["Mbah 0"].uuid, "outcome": Outcome.RECORDED, "note": ""}
    assert refused(telling.correct, **again) == "round_planned_again"
    corrected(1, Outcome.DIED)
    telling.follow_up(home=stops["Mbah 1"].uuid, **BY)
    dead = {"home": stops["Mbah 1"].uuid, "outcome": Outcome.ABSENT, "note": ""}
    assert refused(telling.correct, **dead) == "round_followed"


def test_results_wait_for_the_day_and_for_the_announcement() -> None:
    ask()
    day = asked(crew())
    (stop,) = queries.homes_of(day)
    told = {"home": stop.uuid, "outcome": Outcome.RECORDED, "note": ""}
    assert refused(telling.tell, **told) == "round_not_announced"
    services.announce(home_day=day.uuid, **BY)
    assert refused(telling.tell, **told) == "round_not_yet"


def test_recordings_that_arrived_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    day, stops = announced()
    known = [stops[f"Mbah {number}"].request.resident for number in range(2)]
    made = {known[0]: True, known[1]: False, None: True}
    monkeypatch.setattr(telling, "recorded_on_visit", lambda _visit: made)
    assert [stop.pk for stop in telling.tell_arrived(home_day=day.uuid, **BY)] == [stops["Mbah 0"].pk]
    assert not telling.arrived(day)


def test_where_the_plan_sends_the_team_to_home_visits_the_visit_is_that_stops() -> None:
    (person,) = people(1, born=date(1940, 1, 1))
    ask(nik=person.nik)
    team = crew()
    plan = Plan.objects.create(
        area_code=DINAS,
        number=1,
        state="ready",
        first=MONDAY,
        last=TUESDAY,
        seconds=2,
        proposed_by="rina",
        proposed_at=BY["at"],
        ready_at=BY["at"],
    )
    cluster = Site.objects.get(kind=Kind.HOMES)
    told = {"order": 0, "minutes": 60, "called": 1, "people": 1}
    stop = PlanStop.objects.create(
        plan=plan, area_code=cluster.area_code, day=TUESDAY, team=team, site=cluster, **told
    )
    day = asked(team)
    services.announce(home_day=day.uuid, **BY)
    stop.refresh_from_db()
    (route,) = queries.routes_of(day)
    assert stop.visit == route.visit == Visit.objects.get()
