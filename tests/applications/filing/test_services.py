"""Applicants begin, say who they are, fill in, send and take back; a bad line counts nothing twice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.filing.looking_up import find_by_code
from rekam.applications.filing.models import Application, ApplicationStep, ApplicationTry
from rekam.applications.filing.rules import Authority, Channel
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.applications.conftest import HOUR, MONDAY, approved, begun, person, said, scanned, sent


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(RuleBroken, match=f"^{code}")


def test_a_form_that_is_sent_twice_begins_one_application_and_shows_one_code(office: None) -> None:
    token = uuid4()
    first, second = (
        services.begin(service=Service.KIA, token=token, channel=Channel.ONLINE, at=MONDAY + n * HOUR)
        for n in range(2)
    )

    assert (first.application.pk, first.code) == (second.application.pk, second.code)
    assert Application.objects.count() == 1


def test_number_and_code_open_it_and_nothing_else_does(office: None) -> None:
    new = services.begin(service=Service.KIA, token=uuid4(), channel=Channel.ONLINE, at=MONDAY)
    number, other = new.application.number, begun().number

    assert find_by_code(number=number, code=new.code.lower(), address="a1", at=MONDAY) == new.application.uuid
    for tried, code in ((number, "00000 00000"), (other, new.code), ("0000000000", new.code)):
        with refused("application_unknown"):
            find_by_code(number=tried, code=code, address="a2", at=MONDAY)


def test_ten_questions_of_an_address_and_no_more(office: None) -> None:
    number = begun().number
    for _ in range(10):
        with refused("application_unknown"):
            find_by_code(number=number, code="x", address="a3", at=MONDAY)
    with refused("application_tries_used_up"):
        find_by_code(number=number, code="x", address="a3", at=MONDAY)
    with refused("application_unknown"):
        find_by_code(number=number, code="x", address="a3", at=MONDAY + timedelta(minutes=11))
    assert not ApplicationTry.objects.filter(sort="look_up", at__lte=MONDAY).exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "dead"},
        {"status": "inactive"},
        {"blocked_for": "double"},
        {"ektp_status": "DUPLICATE_RECORD"},
        {"handed_on": None},
        {"kk": "9" * 16},
        {"birth_date": date(1990, 1, 2)},
        None,
    ],
)
def test_strangers_get_one_answer_to_whatever_the_register_says(
    siti: Resident, changed: dict[str, object] | None
) -> None:
    typed = said(siti)
    Resident.objects.filter(pk=siti.pk).update(**(changed or {"nik": "3673024101909999"}))

    with refused("application_not_possible"):
        services.say_who(application=begun().uuid, said=typed, actor="public", at=MONDAY)


def test_at_the_counter_the_officer_reads_why(siti: Resident) -> None:
    typed = said(siti)
    Resident.objects.filter(pk=siti.pk).update(status="dead")

    with refused("resident_dead"):
        services.say_who(application=begun().uuid, said=typed, actor="rina", at=MONDAY)


def test_who_is_asked_for_is_where_the_application_belongs(siti: Resident, ahmad: Resident) -> None:
    row = services.say_who(
        application=begun(Service.KIA).uuid, said=said(siti, subject=ahmad), actor="public", at=MONDAY
    )

    assert (row.subject, row.authority, row.area_code) == (ahmad.uuid, Authority.HEAD, ahmad.area_code)


def test_a_stranger_needs_a_letter_of_authority(siti: Resident) -> None:
    neighbour = person(9, name="Udin Saputra", kk="9" * 16, handed_on=date(2020, 1, 1))
    row = begun()
    services.say_who(application=row.uuid, said=said(siti, subject=neighbour), actor="public", at=MONDAY)
    services.fill_in(application=row.uuid, facts={"note": ""}, actor="public", at=MONDAY)
    row.refresh_from_db()
    scanned(row, Document.POLICE_LETTER, Document.KK)

    with refused("application_paper_missing"):
        services.send(application=row.uuid, actor="public", at=MONDAY)
    scanned(row, Document.AUTHORITY)
    assert services.send(application=row.uuid, actor="public", at=MONDAY).state == "waiting"


def test_who_arrives_belongs_where_he_will_live(office: None) -> None:
    row = begun(Service.MOVE_IN)
    told = {"full_name": "Joko Datang", "nik": "3204010101900001", "birth_date": "1990-01-01"}
    services.say_who_from_elsewhere(
        application=row.uuid, told=told, area_code=row.area_code, actor="public", at=MONDAY
    )
    village = {"area_code": "36.73.02.1001"}

    row = services.fill_in(application=row.uuid, facts=village, actor="public", at=MONDAY)
    assert (row.area_code, row.facts["full_name"]) == ("36.73.02.1001", "Joko Datang")


def test_sending_twice_counts_once(siti: Resident) -> None:
    row = sent(siti)
    again = services.send(application=row.uuid, actor="public", at=MONDAY + HOUR)

    assert (again.sent_at, again.steps.count()) == (MONDAY, 1)


def test_what_is_sent_is_not_filled_in_again_and_nobody_else_becomes_its_applicant(siti: Resident) -> None:
    row = sent(siti)

    with refused("application_not_editable"):
        services.fill_in(application=row.uuid, facts={}, actor="public", at=MONDAY)
    services.ask_for_more(application=row.uuid, why="foto KK terpotong", actor="rina", at=MONDAY)
    with refused("application_who_fixed"):
        services.say_who(application=row.uuid, said=said(siti), actor="public", at=MONDAY)


def test_taking_back_ends_it_and_twice_is_once(siti: Resident) -> None:
    row = sent(siti)
    services.withdraw(application=row.uuid, actor="public", at=MONDAY)
    services.withdraw(application=row.uuid, actor="public", at=MONDAY)

    assert [one.step for one in row.steps.order_by("number")] == ["sent", "withdrawn"]


def test_what_nobody_comes_back_to_lapses(siti: Resident) -> None:
    draft, waits = begun(), approved(sent(siti))

    assert services.lapse(at=MONDAY + timedelta(days=20), actor="system") == 1
    assert services.lapse(at=MONDAY + timedelta(days=40), actor="system") == 1
    assert {Application.objects.get(pk=row.pk).state for row in (draft, waits)} == {"lapsed"}


def test_a_step_says_who_when_and_where(siti: Resident) -> None:
    row = sent(siti)
    step = ApplicationStep.objects.get(application=row)

    assert (step.actor, step.at, step.area_code) == ("public", MONDAY, siti.area_code)
