"""A stolen blank is shut at once, an alarm tells who offers it anywhere, and two officers take it back."""

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.cards import queries, services
from rekam.cards.blanks import custody
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.losses.models import BlankAlarm, Loss
from rekam.cards.blanks.losses.queries import blank_alarms, count_open_blank_alarms
from rekam.cards.blanks.losses.rules import LossKind
from rekam.cards.blanks.losses.watch import known_as_stolen
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.rules import JobState
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, KASEMEN, NOON, OFFICE, approved, blanks, printed
from tests.personas import officer

HOW = "lemari besi dibongkar malam hari"
CILEGON = Scope.of("36.72")


def lose(*serials: str, kind: LossKind = LossKind.STOLEN, **named: object) -> Loss:
    told: dict[str, object] = {"police_number": "LP/B/12/III/2026", "police_on": NOON.date(), "told": HOW}
    return services.report_loss(kind=kind, serials=serials, actor="rina", at=NOON, **(told | named))


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


@pytest.mark.usefixtures("office")
def test_a_loss_needs_the_police_number_and_shuts_at_once() -> None:
    (serial,) = blanks(1)
    assert refusal(lose, serial, police_number=" ") == "police_number_missing"
    assert refusal(lose, serial, told="dicuri") == "reason_missing"
    assert lose(serial).count == 1
    assert Blank.objects.get().state == BlankState.LOST
    assert known_as_stolen([serial, "04FFFFFFFFFFFF"]) == [serial]


def test_wherever_it_is_offered_the_alarm_outlives_the_refusal(own_database: str) -> None:
    with scope(OFFICE):
        officer(Role.BACK_OFFICE, username="rina", areas=(DINAS,))
        officer(Role.BACK_OFFICE, username="dewi", areas=("36.72",))
        (serial,) = blanks(1)
        job = approved().uuid
        lose(serial)
    sent = {"serials": [serial], "to_site": KASEMEN, "due_on": NOON.date()}
    given = {"site": "36.72", "letter": "x", "serials": [serial]}
    for where, act, named in (
        (OFFICE, services.start_print, {"job": job, "serial": serial, "actor": "rina"}),
        (OFFICE, services.send_blanks, {**sent, "actor": "rina"}),
        (OFFICE, custody.check_out, {"serials": [serial], "carrier": "t", "taken_by": "s", "actor": "rina"}),
        (CILEGON, services.send_blanks, {**sent, "actor": "dewi"}),
        (CILEGON, services.receive_delivery, {**given, "actor": "dewi"}),
        (CILEGON, ledger.lock_blank, {"serial": serial, "actor": "dewi"}),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="blank_known_as_stolen"), scope(where):
            act(**named, at=NOON)  # type: ignore[operator]
    with scope(OFFICE):
        assert count_open_blank_alarms() == 6
        assert {row.area_code for row in blank_alarms()} == {DINAS}
    with scope(CILEGON):
        assert {row.offered_in for row in blank_alarms()} == {"36.72"}
        assert len(blank_alarms()) == 3
        alarm = blank_alarms()[0]
        told = {"alarm": alarm.uuid, "answer": "keping disita dan dikembalikan", "at": NOON}
        assert refusal(services.answer_alarm, actor="dewi", **told) == "site_not_yours"
    with scope(OFFICE):
        mine = BlankAlarm.objects.filter(actor="rina").earliest("pk")
        assert refusal(services.answer_alarm, actor="rina", **(told | {"alarm": mine.uuid})) == (
            "blank_alarm_yours"
        )
        services.answer_alarm(actor="hj-euis", **told)
        assert refusal(services.answer_alarm, actor="hj-euis", **told) == "blank_alarm_answered"
        assert count_open_blank_alarms() == 5


@pytest.mark.usefixtures("office")
def test_a_mislaid_blank_is_found_by_two_and_is_what_it_was() -> None:
    (serial,) = blanks(1)
    lose(serial, kind=LossKind.LOST)
    services.report_blank_found(serial=serial, told="di balik laci meja cetak", actor="rina", at=NOON)
    assert refusal(services.confirm_blank_found, serial=serial, actor="rina", at=NOON) == "four_eyes"
    assert services.confirm_blank_found(serial=serial, actor="budi", at=NOON).state == BlankState.RECEIVED
    assert refusal(services.confirm_blank_found, serial=serial, actor="budi", at=NOON) == "blank_not_lost"


@pytest.mark.usefixtures("office")
def test_a_stolen_blank_that_comes_back_is_only_burned() -> None:
    (serial,) = blanks(1)
    lose(serial)
    services.report_blank_found(serial=serial, told="disita polisi dari penadah", actor="rina", at=NOON)
    assert services.confirm_blank_found(serial=serial, actor="budi", at=NOON).state == BlankState.SPOILED


@pytest.mark.usefixtures("office")
def test_a_stolen_card_is_printed_anew_and_stays_stolen() -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    assert refusal(services.print_anew, job=job.uuid, actor="rina", at=NOON) == "blank_not_lost"
    lose(serial)
    assert [(one.job, one.serial) for one in queries.lost_cards()] == [(job.uuid, serial)]

    again = services.print_anew(job=job.uuid, actor="rina", at=NOON)

    assert (again.state, again.decided_by) == (JobState.APPROVED, job.decided_by)
    assert Blank.objects.get().state == BlankState.LOST
    assert queries.lost_cards() == []
    refused = refusal(services.print_anew, job=job.uuid, actor="rina", at=NOON)
    assert refused == "print_step_not_allowed"


def test_the_page_of_losses_sends_a_lost_cards_order_back_to_print_in_one_press(office: None) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    lose(serial)
    keeper, back_office = Client(), Client()
    keeper.force_login(officer(Role.STOCK_KEEPER, areas=(DINAS,)))
    back_office.force_login(officer(Role.BACK_OFFICE, areas=(DINAS,)))
    anew = f"/kartu/pesanan/{job.uuid}/cetak-lagi/"

    page = keeper.get("/kartu/hilang/").content.decode()
    assert serial in page
    assert anew not in page
    assert keeper.post(anew).status_code == 403
    assert anew in back_office.get("/kartu/hilang/").content.decode()
    assert back_office.post(anew, follow=True).status_code == 200
    assert anew not in back_office.get("/kartu/hilang/").content.decode()


@pytest.mark.usefixtures("office")
def test_what_is_lost_on_the_road_is_no_more_on_the_road() -> None:
    (serial,) = blanks(1)
    services.send_blanks(serials=[serial], to_site=KASEMEN, due_on=NOON.date(), actor="rina", at=NOON)
    lose(serial)
    blank = Blank.objects.get()
    assert (blank.state, blank.before, blank.bound_for, blank.area_code) == ("lost", "received", "", DINAS)
