"""Service outside the domicile: all three or nothing, counted, shown to the home office."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.registry.outside import queries
from rekam.registry.outside.models import OutsideService, OutsideTry
from rekam.registry.outside.rules import Service, check_service
from rekam.registry.outside.services import Told, serve
from rekam.registry.rules import Status
from tests.personas import SERANG, officer, resident

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TODAY = NOON.date()
HERE, THERE = "36.73.02", "36.73.01"
PRINTED = ("address", "rt", "rw", "birth_place", "blood_group", "religion", "marital_status", "occupation")


@pytest.fixture
def hasan(own_database: str) -> Resident:
    """Lives in Serang, stands at Kasemen's counter, was never recorded."""
    person = resident(serial=7, area_code=SERANG, name="Tubagus Moh. Hasan Djaelani")
    with scope(EVERYWHERE):
        person.save()
    return person


def told(person: Resident, **changed: object) -> Told:
    said = Told(
        nik=person.nik,
        full_name="Muhammad Hasan Jaelani",
        birth_date=person.birth_date,
        service=Service.RECORDING,
    )
    return replace(said, **changed)  # type: ignore[arg-type]


def come(said: Told, *, actor: str = "siti", place: str = HERE, on: date = TODAY) -> OutsideService | None:
    with scope(Scope.of(place)):
        return serve(told=said, places=[place], actor=actor, on=on, at=datetime.now(UTC))


def test_all_three_open_the_door_in_another_spelling(hasan: Resident) -> None:
    visit = come(told(hasan))
    assert visit is not None
    assert (visit.resident, visit.area_code, visit.home_area) == (hasan.uuid, HERE, SERANG)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nik": "3673024101909999"},
        {"full_name": "Muhammad Husin Jaelani"},
        {"full_name": "Hasan"},
        {"full_name": "%"},
        {"full_name": "."},
        {"birth_date": date(1990, 1, 2)},
    ],
)
def test_one_wrong_thing_finds_nobody(hasan: Resident, wrong: dict[str, object]) -> None:
    assert come(told(hasan, **wrong)) is None


@pytest.mark.parametrize("status", [Status.DEAD, Status.MOVED, Status.INACTIVE])
def test_who_is_not_active_is_answered_like_nobody(hasan: Resident, status: Status) -> None:
    with scope(EVERYWHERE):
        Resident.objects.update(status=status)
    assert come(told(hasan)) is None


def test_who_lives_here_is_served_by_the_register(hasan: Resident) -> None:
    with pytest.raises(RuleBroken, match="outside_lives_here"):
        come(told(hasan), place=THERE)


def test_without_a_scope_the_door_is_shut(hasan: Resident) -> None:
    assert queries.ask(nik=hasan.nik, key=hasan.name_key, birth_date=hasan.birth_date) is None


def test_a_recording_shows_nothing_of_the_card_and_no_service_shows_the_family(hasan: Resident) -> None:
    visit = come(told(hasan))
    assert visit is not None
    with scope(Scope.of(HERE)):
        (person,) = queries.served([visit.uuid])
    assert {name: getattr(person, name) for name in PRINTED} == dict.fromkeys(PRINTED)
    assert not {"kk", "mother_name", "father_name", "head_relation", "disability"} & set(vars(person))


def test_a_reprint_shows_what_the_card_shows(hasan: Resident) -> None:
    with scope(EVERYWHERE):
        Resident.objects.update(recorded_on=TODAY, handed_on=TODAY)
    visit = come(told(hasan, service=Service.LOST))
    assert visit is not None
    with scope(Scope.of(HERE)):
        (person,) = queries.served([visit.uuid])
    assert {name: getattr(person, name) for name in PRINTED} == {
        name: getattr(hasan, name) for name in PRINTED
    }


def test_another_office_learns_nothing_by_a_visits_number(hasan: Resident) -> None:
    visit = come(told(hasan))
    assert visit is not None
    with scope(Scope.of("36.72")):
        assert queries.served([visit.uuid]) == []
    with scope(Scope.of(THERE)):  # at home they have him anyway, and the visit is not theirs to go on with
        assert queries.served([visit.uuid]) == []


def test_after_thirty_days_a_visit_opens_nothing(hasan: Resident) -> None:
    with scope(Scope.of(HERE)):
        old = datetime.now(UTC) - timedelta(days=31)
        visit = serve(told=told(hasan), places=[HERE], actor="siti", on=TODAY, at=old)
        assert visit is not None
        assert queries.served([visit.uuid]) == []


def test_the_grant_is_the_officers_and_the_days(hasan: Resident) -> None:
    come(told(hasan))
    with scope(Scope.of(HERE)):
        assert queries.granted(resident=hasan.uuid, officer="siti", on=TODAY)
        assert not queries.granted(resident=hasan.uuid, officer="rina", on=TODAY)
        assert not queries.granted(resident=hasan.uuid, officer="siti", on=TODAY + timedelta(days=1))
        assert [one.resident for one in queries.to_record(officer="siti", on=TODAY)] == [hasan.uuid]


def test_the_home_office_reads_the_visit_and_changes_nothing(hasan: Resident) -> None:
    come(told(hasan))
    with scope(Scope.of(THERE)):
        assert [one.resident for one in queries.visits_elsewhere()] == [hasan.uuid]
        assert [one.area_code for one in queries.of_resident(hasan.uuid)] == [HERE]
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            OutsideService.objects.create(
                resident=hasan.uuid,
                area_code=HERE,
                home_area=THERE,
                service="lost",
                officer="x",
                on=TODAY,
                at=NOON,
            )
    with scope(Scope.of("36.72")):
        assert queries.of_resident(hasan.uuid) == []


def test_services_are_counted_by_place(hasan: Resident) -> None:
    come(told(hasan))
    with scope(Scope.of("36.73")):
        here = queries.count_by_place(area_code=HERE, first=TODAY, last=TODAY)
        assert here == {Service.RECORDING: 1}
        assert queries.count_by_place(area_code=THERE, first=TODAY, last=TODAY) == {}


def test_every_question_counts_also_the_failed_and_the_undone(hasan: Resident, settings: object) -> None:
    settings.REKAM_OUTSIDE_TRIES = 3  # type: ignore[attr-defined]
    come(told(hasan, full_name="Siapa"))
    with scope(Scope.of(HERE)):
        come(told(hasan))
        transaction.set_rollback(True)
    with pytest.raises(RuleBroken, match="outside_without_card"):
        come(told(hasan, service=Service.LOST))
    assert OutsideTry.objects.count() == 3
    with pytest.raises(RuleBroken, match="outside_tries_used_up"):
        come(told(hasan))
    assert come(told(hasan), actor="rina") is not None
    assert come(told(hasan), on=TODAY + timedelta(days=1)) is not None


def test_each_question_is_audited_without_what_was_typed(hasan: Resident) -> None:
    come(told(hasan, full_name="Siapa"))
    visit = come(told(hasan))
    assert visit is not None
    assert Entry.objects.filter(action="registry.outside.asked", purpose="outside_domicile").count() == 2
    entry = Entry.objects.get(action="registry.outside.served")
    assert (entry.subjects, entry.case) == ([str(hasan.uuid)], str(visit.uuid))
    written = " ".join(f"{e.subjects} {e.facts} {e.case}" for e in Entry.objects.all())
    assert hasan.nik not in written
    assert "Hasan" not in written


def test_a_refusal_after_a_fit_stays_in_the_persons_history(hasan: Resident) -> None:
    with pytest.raises(RuleBroken, match="outside_without_card"):
        come(told(hasan, service=Service.LOST))
    entry = Entry.objects.get(action="registry.outside.refused")
    assert (entry.subjects, entry.facts) == ([str(hasan.uuid)], {"code": "outside_without_card"})


def test_nobody_and_a_wrong_name_take_the_same_way(hasan: Resident) -> None:
    """Both look once into the NIK's index; what is compared beside it is in the same row."""
    with scope(Scope.of(HERE)), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'outside_who'")
        body = cursor.fetchone()[0]
    assert body.count("FROM") == 1
    assert "r.nik = given_nik" in body


BORN = date(1990, 1, 1)


@pytest.mark.parametrize(
    ("service", "is_recorded", "has_card", "born", "code"),
    [
        (Service.RECORDING, False, False, BORN, ""),
        (Service.RECORDING, True, False, BORN, "outside_already_recorded"),
        (Service.RECORDING, False, False, date(2012, 1, 1), "outside_too_young"),
        (Service.LOST, True, True, BORN, ""),
        (Service.DAMAGED, True, True, BORN, ""),
        (Service.LOST, True, False, BORN, "outside_without_card"),
    ],
)
def test_what_may_be_done_away_from_home(
    service: Service, is_recorded: bool, has_card: bool, born: date, code: str
) -> None:
    def check() -> None:
        check_service(
            service=service,
            is_recorded=is_recorded,
            has_card=has_card,
            born=born,
            ever_married=False,
            on=TODAY,
        )

    if not code:
        check()
        return
    with pytest.raises(RuleBroken, match=code):
        check()


# The counter's page.


@pytest.fixture
def siti(hasan: Resident, client: Client) -> Client:
    client.force_login(officer(Role.OPERATOR, username="siti", areas=(HERE,)))
    return client


def typed(person: Resident, **changed: str) -> dict[str, str]:
    born = person.birth_date
    fields = {
        "birth_date_day": str(born.day),
        "birth_date_month": str(born.month),
        "birth_date_year": str(born.year),
    }
    return {
        "nik": person.nik,
        "full_name": person.full_name,
        **fields,
        "service": "recording",
        "present": "on",
        **changed,
    }


def test_the_counter_serves_and_the_address_names_nobody(siti: Client, hasan: Resident) -> None:
    answer = siti.post("/register/luar-domisili/", typed(hasan))
    assert answer.status_code == 302
    assert hasan.nik not in answer["Location"]
    page = siti.get(answer["Location"]).content.decode()
    assert "Djaelani" in page
    assert hasan.address not in page
    assert hasan.kk not in page
    assert Entry.objects.get(action="registry.outside.seen").subjects == [str(hasan.uuid)]


def test_wrong_and_none_look_the_same(siti: Client, hasan: Resident) -> None:
    def body(**changed: str) -> str:
        answer = siti.post("/register/luar-domisili/", typed(hasan, **changed))
        assert answer.status_code == 400
        return answer.content.decode().split("govuk-error-summary")[1].split("<form")[0]

    assert body(full_name="Orang Lain") == body(nik="3673024101909999") == body(birth_date_day="2")


def test_the_visit_is_nobody_elses(siti: Client, hasan: Resident) -> None:
    where = siti.post("/register/luar-domisili/", typed(hasan))["Location"]
    other = Client()
    other.force_login(officer(Role.OPERATOR, username="rina", areas=(HERE,)))
    assert other.get(where).status_code == 404


def test_the_home_office_sees_it_in_its_list(siti: Client, hasan: Resident) -> None:
    siti.post("/register/luar-domisili/", typed(hasan))
    home = Client()
    home.force_login(officer(Role.VERIFIKATOR, username="vera", areas=(THERE,)))
    assert f"/register/{hasan.uuid}/" in home.get("/register/luar-domisili/penduduk-kami/").content.decode()
    assert str(hasan.uuid) not in siti.get("/register/luar-domisili/penduduk-kami/").content.decode()


def test_used_up_tries_are_told_with_their_code(siti: Client, hasan: Resident, settings: object) -> None:
    settings.REKAM_OUTSIDE_TRIES = 0  # type: ignore[attr-defined]
    answer = siti.post("/register/luar-domisili/", typed(hasan))
    assert (answer.status_code, answer.context["code"]) == (429, "outside_tries_used_up")


def test_somebody_absent_is_not_served(siti: Client, hasan: Resident) -> None:
    assert siti.post("/register/luar-domisili/", typed(hasan, present="")).status_code == 400
    assert not OutsideTry.objects.exists()


def test_only_an_operator_asks(hasan: Resident, client: Client) -> None:
    client.force_login(officer(Role.VERIFIKATOR, areas=(HERE,)))
    assert client.get("/register/luar-domisili/").status_code == 403
