"""The planner's problem: each person once, closed days forbidden, boats at their times."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.problem_file import read_problem, write_problem
from rekam.outreach.sites import services
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.problem import Prepared, problem_for
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.splitting import Share
from rekam.outreach.sites.teams.services import note_absence
from rekam.outreach.sites.travel.models import Link
from rekam.outreach.sites.travel.services import keep_boat
from rekam.registry.models import Resident
from tests.outreach.sites.scenes import (
    BENDUNG,
    BY,
    DINAS,
    KASUNYATAN,
    MONDAY,
    OFFICE,
    listed,
    people,
    site,
    team,
)
from tests.outreach.sites.scenes import office as make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Iterator[Site]:
    with scope(OFFICE):
        made = make_office()
        team(made)
        yield made


def made(*, days: int = 6, **more: object) -> Prepared:
    return problem_for(office=DINAS, start=MONDAY, days=days, **more)  # type: ignore[arg-type]


def by_name(found: Prepared) -> dict[str, float]:
    return {found.sites[place.id].name: place.not_recorded for place in found.problem.sites}


def close(kind: str, *, days: int, first: date = MONDAY) -> None:
    services.close_places(
        area_code=DINAS,
        kind=kind,
        first=first,
        last=first + timedelta(days=days - 1),
        why=Why.EXAMS,
        source="Kalender pendidikan",
        **BY,
    )


def test_a_pupil_stands_at_the_school_and_not_at_home(home: Site) -> None:
    pupils = people(4)
    listed(site(), people=pupils[:3])
    assert by_name(made()) == {"Bendung": 1, "Tempat 20600001": 3}


def test_thirty_percent_on_two_lists_are_in_the_problem_once(home: Site) -> None:
    everybody = people(10)
    listed(site(), people=everybody)
    listed(site(Kind.PESANTREN, code="PST-1"), people=everybody[:3])
    found = by_name(made())
    assert found == {"Tempat 20600001": 7, "Tempat PST-1": 3}
    assert sum(found.values()) == 10


def test_recorded_anywhere_a_name_leaves_every_list_at_once(home: Site) -> None:
    pupils = people(3)
    listed(site(), people=pupils)
    Resident.objects.filter(pk=pupils[0].pk).update(recorded_on=MONDAY)
    assert by_name(made()) == {"Tempat 20600001": 2}


def test_without_a_list_the_stated_share_is_expected_at_the_school(home: Site) -> None:
    people(40)
    site(shares=[Share(BENDUNG, 16, 17, 100)])
    people(2, born=date(1990, 1, 1), first=100)
    assert by_name(made()) == {"Tempat 20600001": 40, "Bendung": 2}


def test_a_school_closed_for_all_days_gives_its_pupils_back(home: Site) -> None:
    listed(site(), people=people(3))
    close("school", days=10)
    assert by_name(made()) == {"Bendung": 3}
    assert by_name(made(days=30)) == {"Tempat 20600001": 3}


def test_a_school_closed_for_some_days_keeps_them_and_those_days_are_forbidden(home: Site) -> None:
    listed(site(), people=people(3))
    close("school", days=2)
    found = made().problem
    assert [(lock.day, lock.allowed) for lock in found.locks] == [(0, False), (1, False)]


def test_a_day_on_which_everything_is_closed_is_no_day_of_the_plan(home: Site) -> None:
    people(1)
    close("", days=2)
    assert made(days=3).days == [MONDAY + timedelta(days=ahead) for ahead in (2, 3, 4)]


def test_prisoners_of_a_closed_prison_are_told_as_unreachable(home: Site) -> None:
    listed(site(Kind.LAPAS, code="LAPAS-1"), people=people(2))
    people(1, first=50)
    close("lapas", days=30)
    found = made()
    assert (by_name(found), found.unreachable) == ({"Bendung": 1}, 2)


def test_weights_are_the_offices_and_in_the_mean_of_a_site(home: Site) -> None:
    people(3)
    people(1, born=date(1990, 1, 1), first=50)
    row = services.propose_figures(
        office=DINAS, since=MONDAY, figures=PlanFigures(first_time=3), source="SK 1", **BY
    )
    assert made().problem.sites[0].weight == 1
    with pytest.raises(RuleBroken) as refused:
        services.decide_figures(figures=row.uuid, agree=True, **BY)
    assert refused.value.code == "figures_four_eyes"
    services.decide_figures(figures=row.uuid, agree=True, **BY | {"actor": "hj-euis"})
    assert made().problem.sites[0].weight == pytest.approx((3 * 3 + 1) / 4)


def test_teams_stay_in_when_absent_or_without_a_kit(home: Site) -> None:
    people(1)
    other = team(home, name="Tim 2", weekdays=[0])
    note_absence(team=other, first=MONDAY, last=MONDAY, why="cuti", **BY)
    found = made(without_kit={"Tim 1": {MONDAY + timedelta(days=1)}}).problem
    assert [sorted(one.absent_days) for one in found.teams] == [[1], [0, 1, 2, 3, 4, 5]]


def test_the_offices_links_win_over_the_straight_line(home: Site) -> None:
    people(1)
    village = Site.objects.get(code=BENDUNG)
    assert made().problem.travel_minutes[0, 1] > 5
    assert made().estimated == 1
    Link.objects.create(area_code=DINAS, start=home, end=village, mode="road", minutes=3, **BY)
    found = made().problem.travel_minutes
    assert (found[0, 1], found[1, 0]) == (3, 3)


def island(home: Site, *, out: list[int], back: list[int]) -> None:
    """One person ashore, one on an island: a boat there at nine and one back at one, on these weekdays."""
    people(1)
    people(1, area=KASUNYATAN, first=50)
    place = Site.objects.get(code=KASUNYATAN)
    services.keep_site(site=place.uuid, island="Pulau Contoh", **BY)
    for start, end, departs, days in ((home, place, time(9), out), (place, home, time(13), back)):
        if days:
            keep_boat(start=start, end=end, departs=departs, minutes=60, weekdays=days, **BY)


def test_an_island_is_reached_by_its_boats(home: Site) -> None:
    island(home, out=[1], back=[1])
    found = made().problem
    (there,) = found.islands
    assert [(boat.out, sorted(boat.days), boat.leaves, boat.minutes) for boat in there.boats] == [
        (True, [1], 540, 60),
        (False, [1], 780, 60),
    ]
    assert found.sites[there.sites[0]].island
    assert sorted(lock.day for lock in found.locks) == [0, 2, 3, 4, 5]


def test_an_island_is_open_while_a_team_can_sleep_there(home: Site) -> None:
    island(home, out=[1], back=[3])
    assert sorted(lock.day for lock in made().problem.locks) == [0, 4, 5]


def test_an_island_from_which_no_boat_comes_back_cannot_be_reached(home: Site) -> None:
    island(home, out=[1], back=[])
    assert made().unreachable == 1


def test_a_night_away_costs_what_the_office_says(home: Site) -> None:
    people(1)
    assert (made().problem.night_cost, made().problem.most_nights) == (5.0, 2)


def test_teams_keep_their_own_hours(home: Site) -> None:
    people(1)
    team(home, name="Tim 2")
    team(home, name="Sore", leaves=time(16), back=time(21), saturday_leaves=time(9), saturday_back=time(12))
    found = made().problem
    assert (found.shift_start, found.shift_minutes) == (480, 420)
    assert [(crew.hours, crew.saturday_hours) for crew in found.teams] == [
        ((960, 1260), (540, 720)),
        (None, None),
        (None, None),
    ]


def test_hours_of_a_place_are_told_where_a_team_could_come_too_early_or_too_late(home: Site) -> None:
    listed(site(opens=time(8), closes=time(15)), people=people(1))
    assert [place.hours for place in made().problem.sites] == [None]
    team(home, name="Sore", leaves=time(16), back=time(21))
    assert [place.hours for place in made().problem.sites] == [(480, 900)]


def test_the_problem_can_be_written_and_read(home: Site) -> None:
    people(3)
    close("school", days=2)
    site(Kind.MARKET, code="PASAR-1", weekdays=[5])
    found = made(floor=0.7).problem
    assert found.sites[0].market_weekday == 5
    assert write_problem(read_problem(write_problem(found))) == write_problem(found)


def test_the_whole_office_is_split_whoever_asks(home: Site) -> None:
    """An officer of one kecamatan does not see the school of another; its pupils are there all the same."""
    listed(site(area="36.73.05.1001"), people=people(2))
    with scope(Scope.of("36.73.02")):
        assert sorted(stand(on=MONDAY).counts.values()) == [2]


def test_an_office_without_teams_is_told_so() -> None:
    with scope(OFFICE), pytest.raises(RuleBroken) as refused:
        made()
    assert refused.value.code == "no_teams"
