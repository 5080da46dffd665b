"""Lists, answers and cases: who stands on what, and what follows from an answer."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from rekam.coverage.counters.models import Note
from rekam.coverage.counters.rules import Reason
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups import queries, services
from rekam.outreach.callups.letters import letters_of
from rekam.outreach.callups.models import CallAnswer, CallCase, CallList
from rekam.outreach.callups.rules import For, Outcome, Source, Told
from rekam.outreach.callups.seeing import shown
from rekam.outreach.models import HomeVisit
from rekam.outreach.services import plan_visit
from rekam.registry.entries.effects import Kind
from rekam.registry.models import Entry, Resident
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, KASUNYATAN, NOON, OFFICE

pytestmark = pytest.mark.django_db
TOMORROW = NOON.date() + timedelta(days=1)


def listed(recipient: For = For.RT, *, rt: str = "001", area: str = BENDUNG) -> CallList:
    rw = "001" if recipient in {For.RT, For.RW} else ""
    with scope(OFFICE):
        (made,) = services.make_list(
            recipient=recipient, area_code=area, rw=rw, rt=rt if recipient is For.RT else "", **BY
        )
    return made


def told(made: CallList, *, actor: str = "public", at: datetime = NOON, **answers: Told) -> list[CallAnswer]:
    by_line = {int(line[1:]): one for line, one in answers.items()}
    source = Source.CODE if actor == "public" else Source.PAPER
    return list(services.answer(made, told=by_line, source=source, actor=actor, at=at))


def names(made: CallList, *, seen_from: Scope = OFFICE) -> list[str]:
    with scope(seen_from):
        return [one.name for one in shown(list(queries.people_of(made)), today=NOON.date())]


def test_each_recipient_gets_only_the_own_people(people: list[Resident]) -> None:
    assert names(listed(rt="001")) == ["Murid 1", "Murid 2"]
    assert names(listed(rt="002")) == ["Murid 3", "Murid 4"]
    assert len(names(listed(For.RW))) == len(names(listed(For.LURAH))) == 4
    assert len(names(listed(For.CAMAT, area="36.73.02"))) == 4
    with scope(OFFICE):
        assert services.make_list(recipient=For.LURAH, area_code=KASUNYATAN, **BY) == []


@pytest.mark.parametrize(
    ("recipient", "area"),
    [(For.RT, BENDUNG), (For.CAMAT, BENDUNG), (For.LURAH, "36.73.02"), (For.SCHOOL, BENDUNG)],
)
def test_a_list_without_its_place_is_refused(people: list[Resident], recipient: For, area: str) -> None:
    with scope(OFFICE), pytest.raises(RuleBroken, match="call_place_unknown"):
        services.make_list(recipient=recipient, area_code=area, **BY)


def test_a_lurah_makes_no_list_of_another_kelurahan(people: list[Resident]) -> None:
    with scope(Scope.of(KASUNYATAN)), pytest.raises(RuleBroken, match="not_found"):
        services.make_list(recipient=For.LURAH, area_code=BENDUNG, **BY)


def test_a_school_calls_its_pupils_wherever_they_live_and_a_lurah_sees_only_the_own(
    people: list[Resident],
) -> None:
    with scope(OFFICE):
        far = scenes.people(1, area=KASUNYATAN, first=50)
        school = scenes.site()
        scenes.listed(school, people=[people[0], *far])
        (made,) = services.make_list(recipient=For.SCHOOL, area_code=school.area_code, site=school, **BY)
        assert {one.group for one in queries.people_of(made)} == {"XII-1"}
    assert names(made) == ["Murid 1", "Murid 50"]
    assert names(made, seen_from=Scope.of(BENDUNG)) == ["Murid 1"]


def test_a_code_opens_its_list_for_fourteen_days_and_says_nothing_else(people: list[Resident]) -> None:
    made = listed()
    code = services.code_of(made.uuid)
    assert code not in str(vars(made))

    def opened(code: str, *, days: int = 0) -> CallList:
        return services.open_by_code(code, asker="10.0.0.1", at=NOON + timedelta(days=days))

    assert opened(f" {code[:5].lower()} {code[5:]}") == made
    assert opened(code, days=14) == made
    refusals = []
    for wrong in (lambda: opened(code, days=15), lambda: opened("0000000000"), lambda: opened("")):
        with pytest.raises(RuleBroken) as refused:
            wrong()
        refusals.append((refused.value.code, refused.value.facts))
    assert refusals == [("call_code_unknown", {})] * 3


def test_codes_cannot_be_tried_without_end() -> None:
    for _try in range(20):
        with pytest.raises(RuleBroken, match="call_code_unknown"):
            services.open_by_code("0000000000", asker="10.0.0.2", at=NOON)
    with pytest.raises(RuleBroken, match="call_codes_used_up"):
        services.open_by_code("0000000000", asker="10.0.0.2", at=NOON)


def test_an_answer_is_a_reason_and_changes_nothing_of_the_register(people: list[Resident]) -> None:
    made = listed()
    with scope(OFFICE):
        before = list(Resident.objects.order_by("pk").values())
    told(made, _1=Told(Outcome.WILL_COME, TOMORROW), _2=Told(Outcome.SAID_DEAD))
    assert told(made, _1=Told(Outcome.WILL_COME, TOMORROW)) == []  # the same again is none
    told(made, _1=Told(Outcome.BOARDING))
    with scope(OFFICE):
        assert list(Resident.objects.order_by("pk").values()) == before
        reasons = list(Note.objects.order_by("pk").values_list("resident", "reason"))
        assert reasons == [
            (people[0].uuid, Reason.WILLING),
            (people[1].uuid, Reason.SAID_DEAD),
            (people[0].uuid, Reason.BOARDING),
        ]
        assert [one.became for one in shown(list(queries.people_of(made)), today=NOON.date())] == [
            "answered",
            "case_open",
        ]


def test_who_is_away_is_on_no_visits_list_until_the_day_and_who_comes_is_expected(
    people: list[Resident],
) -> None:
    made = listed()
    told(made, _1=Told(Outcome.AWAY, TOMORROW, "Jakarta"), _2=Told(Outcome.WILL_COME, TOMORROW))
    with scope(OFFICE):
        for on, comes in ((TOMORROW, 3), (TOMORROW + timedelta(days=1), 4)):
            assert len(plan_visit(area_code=BENDUNG, on=on, **BY).people) == comes
        assert queries.expected(since=NOON.date(), until=TOMORROW) == {TOMORROW: 1}


def test_who_is_ill_gets_a_visit_at_home_once_and_sees_its_day(people: list[Resident]) -> None:
    made = listed()
    told(made, _1=Told(Outcome.ILL))
    told(made, _1=Told(Outcome.REFUSES))
    told(made, _1=Told(Outcome.ILL))  # the request of before still waits
    with scope(OFFICE):
        visit = HomeVisit.objects.get()
        assert (visit.resident, visit.reason, visit.place) == (
            people[0].uuid,
            "sakit",
            "Kp. Baru, RT 001/RW 001",
        )
        HomeVisit.objects.update(state="planned", planned_on=TOMORROW)
        first = shown(list(queries.people_of(made)), today=NOON.date())[0]
    assert (first.became, first.on) == ("visit_planned", TOMORROW)


def test_an_answer_to_a_line_that_is_not_there_is_refused(people: list[Resident]) -> None:
    with pytest.raises(RuleBroken, match="not_found"):
        told(listed(), _9=Told(Outcome.ILL))


def test_a_case_is_ended_with_a_reason_by_somebody_who_did_not_key_it_in(people: list[Resident]) -> None:
    told(listed(), actor="bakri", _2=Told(Outcome.SAID_MOVED))
    with scope(OFFICE):
        case = CallCase.objects.get()
        for actor, why, code in (
            ("bakri", "ditanyakan kepada tetangga", "four_eyes"),
            ("yayan", "salah", "call_case_reason"),
        ):
            with pytest.raises(RuleBroken, match=code):
                services.end_case(case=case.uuid, why=why, actor=actor, at=NOON)
        services.end_case(case=case.uuid, why="ditanyakan kepada tetangga", actor="yayan", at=NOON)
        with pytest.raises(RuleBroken, match="call_case_decided"):
            services.end_case(case=case.uuid, why="ditanyakan sekali lagi", actor="yayan", at=NOON)


def test_a_death_that_was_said_waits_for_an_entry_of_the_registry(people: list[Resident]) -> None:
    made = listed()
    told(made, _2=Told(Outcome.SAID_DEAD))
    with scope(OFFICE):
        case = CallCase.objects.get()
        with pytest.raises(RuleBroken, match="call_case_no_entry"):
            services.link_entry(case=case.uuid, actor="yayan", at=NOON)
        entry = Entry.objects.create(
            kind=Kind.DEATH,
            area_code=BENDUNG,
            office_area="36.73",
            resident=people[1].uuid,
            facts={},
            before={},
            digest=uuid4().hex,
            entered_by="yayan",
            entered_at=NOON,
            risk="normal",
        )
        services.link_entry(case=case.uuid, actor="yayan", at=NOON)
        case.refresh_from_db()
        assert (case.state, case.entry) == ("entered", entry.uuid)
        assert shown(list(queries.people_of(made)), today=NOON.date())[1].became == "case_entered"
        assert Resident.objects.get(pk=people[1].pk).status == "active"


def test_a_household_gets_one_letter_to_its_head_where_a_child_is_called(people: list[Resident]) -> None:
    with scope(OFFICE):
        Resident.objects.filter(pk=people[1].pk).update(head_relation="KEPALA KELUARGA")
    made = listed(For.RW)
    letters = services.make_letters(made, **BY)
    assert services.make_letters(made, **BY) == letters
    drawn = letters_of(made, letters, on=date(2026, 5, 1))
    assert [(one.to, list(one.people), one.is_child) for one in drawn] == [
        ("Murid 2", ["Murid 2", "Murid 1"], True),
        ("Murid 3", ["Murid 3"], False),
        ("Murid 4", ["Murid 4"], False),
    ]
    assert services.open_by_code(drawn[0].code, asker="10.0.0.3", at=NOON).recipient == For.HOUSEHOLD


def test_what_was_said_of_a_place_is_let_go(people: list[Resident]) -> None:
    told(listed(), _1=Told(Outcome.AWAY, TOMORROW, "Jakarta"))
    with scope(OFFICE):
        later = NOON + timedelta(days=1)
        assert len(services.forget_answers(before=later, dry_run=True)) == 1
        assert len(services.forget_answers(before=later)) == 1
        assert list(CallAnswer.objects.values_list("outcome", "place")) == [("away", "")]
