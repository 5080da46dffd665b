"""What an answer does in the other rooms, and what whoever answered sees of it: one case for each."""

from datetime import timedelta

import pytest

from rekam.coverage.counters.queries import figures
from rekam.coverage.counters.services import fold
from rekam.kernel.database import scope
from rekam.outreach.callups import queries, services
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Outcome, Source, Told, another_day
from rekam.outreach.callups.seeing import Person, shown
from rekam.outreach.rounds.queries import waiting_within
from rekam.outreach.services import plan_visit
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import State
from rekam.outreach.sites.homes.services import close_request, plan_home_day
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.rules import Kind
from rekam.registry.models import Resident
from rekam.registry.services import set_ektp_status
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, NOON, OFFICE

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
SATURDAY = MONDAY + timedelta(days=12)


@pytest.fixture
def listed(people: list[Resident]) -> CallList:
    with scope(OFFICE):
        scenes.office()
        (made,) = services.make_list(recipient=For.LURAH, area_code=BENDUNG, **BY)
    return made


def answered(row: CallList, number: int, told: Told) -> None:
    services.answer(row, told={number: told}, source=Source.CODE, actor="public", at=NOON)


def seen(row: CallList, number: int) -> Person:
    return shown(list(queries.people_of(row)), today=TODAY)[number - 1]


def test_ill_at_home_becomes_a_door_of_the_plan_and_the_recipient_sees_its_day_and_its_end(
    listed: CallList,
) -> None:
    answered(listed, 3, Told(Outcome.ILL))
    with scope(OFFICE):
        person = str(queries.people_of(listed)[2].resident)
        standing = stand(on=TODAY)
        assert standing.sites[standing.split.at[person]].kind == Kind.HOMES
        (asked,) = waiting_within(BENDUNG)
        assert seen(listed, 3).became == "visit_waiting"
        plan_home_day(requests=[asked.uuid], on=SATURDAY, **BY)
        assert (seen(listed, 3).became, seen(listed, 3).on) == ("visit_planned", SATURDAY)
        close_request(request=asked.uuid, state=State.DONE, note="", **BY)
        assert seen(listed, 3).became == "visit_done"
        set_ektp_status(resident=asked.resident, status="PROCESSING", on=TODAY, **BY)  # type: ignore[arg-type]
        assert seen(listed, 3).became == "recorded"
        assert HomeVisit.objects.count() == 1


def test_who_works_on_the_day_is_shown_another_a_saturday_first(listed: CallList) -> None:
    with scope(OFFICE):
        for days in (2, 9, 12):
            plan_visit(area_code=BENDUNG, on=MONDAY + timedelta(days=days), **BY)
        answered(listed, 4, Told(Outcome.WORKS))
        found = seen(listed, 4)
        assert (found.became, found.on, found.place) == ("other_day", SATURDAY, "Bendung")
        assert str(found.called.resident) in plan_visit(area_code=BENDUNG, on=SATURDAY, **BY).people


def test_without_a_second_visit_there_is_no_other_day(listed: CallList) -> None:
    assert another_day([MONDAY]) is None
    assert another_day([MONDAY, MONDAY + timedelta(days=1)]) == MONDAY + timedelta(days=1)
    answered(listed, 4, Told(Outcome.WORKS))
    with scope(OFFICE):
        assert seen(listed, 4).became == "answered"


def test_answers_move_the_reasons_of_the_gap_and_whom_a_visit_calls(listed: CallList) -> None:
    answered(listed, 1, Told(Outcome.AWAY, SATURDAY, "Jakarta"))
    answered(listed, 2, Told(Outcome.UNKNOWN_HERE))
    answered(listed, 3, Told(Outcome.WILL_COME, SATURDAY))
    answered(listed, 4, Told(Outcome.ALREADY))
    with scope(OFFICE):
        fold(at=NOON)
        counts = figures(area_code=BENDUNG, on=TODAY)[BENDUNG].counts
        assert (counts.away, counts.probably_gone, counts.reachable) == (1, 1, 1)
        called = plan_visit(area_code=BENDUNG, on=SATURDAY, **BY)
        assert len(called.people) == 2  # the turn-out is learnt from whoever could come
        assert called.known == 4
        assert queries.expected(since=TODAY, until=SATURDAY) == {SATURDAY: 1}
