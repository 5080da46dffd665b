"""What a plan says of itself: the worth of a kit that is mended, and the trips that it leaves out."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from rekam.devices.kits.models import Kit
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.solving import plan_of
from rekam.outreach.plans.building import Asked, build
from rekam.outreach.plans.comparing import prices_of
from rekam.outreach.plans.making import without_empty_trips
from rekam.outreach.plans.models import Plan
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.services import keep_team
from tests.outreach.plans.scenes import AT, BY, MONDAY, made

pytestmark = pytest.mark.django_db


def test_a_team_that_waits_for_its_kit_shows_what_one_that_works_is_worth(plan: Plan, team: Team) -> None:
    hours = {"leaves": time(8), "back": time(15)}
    second = keep_team(
        team=None, name="Tim 2", office=team.office.uuid, members=[], weekdays=range(6), **hours, **BY
    )
    Kit.objects.create(area_code="36.73", name="Alat 2", team=second.name, since=AT.date())
    (price,) = prices_of(made())
    assert price.mended == pytest.approx(price.kit), "it waits on every day"
    assert price.mended > 0


def test_trips_for_hardly_anybody_are_left_out_but_not_below_a_floor(plan: Plan) -> None:
    built = build(Asked(office="36.73", start=MONDAY, last=MONDAY + timedelta(days=5)), today=AT.date())
    empty, *others = built.problem.sites
    problem = replace(built.problem, sites=(replace(empty, not_recorded=0.2), *others))
    visits = [Visit(0, 0, (Stop(empty.id, 60),)), Visit(1, 0, (Stop(others[0].id, 60),))]
    found = plan_of(problem, visits, upper_bound=100.0, seconds=0.0)
    useful = without_empty_trips(problem, found, kept={})
    assert useful.visits == (visits[1],)
    assert useful.upper_bound == found.upper_bound
    assert without_empty_trips(replace(problem, floor=1.0), found, kept={}).visits == found.visits
