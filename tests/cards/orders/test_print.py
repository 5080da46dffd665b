"""Orders, four eyes, printing and spoiled prints."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from rekam.abis import services as abis
from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import JobState, Priority, Reason
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import (
    KASEMEN,
    NOON,
    OFFICE,
    approved,
    blanks,
    holder,
    moved,
    ordered,
    plea,
    printed,
    record,
    reprint,
)

pytestmark = pytest.mark.usefixtures("office")
SMEARED = "tinta luntur di sisi foto"


def state_of(of: Record) -> str:
    return Record.objects.get(pk=of.pk).state


def test_a_card_walks_from_order_to_printed() -> None:
    (serial,) = blanks(1)
    of = record()
    job = printed(of, serial=serial)
    assert (job.state, state_of(of)) == (JobState.PRINTED, Status.CARD_PRINTED)
    assert Blank.objects.get().state == BlankState.PRINTED
    assert Resident.objects.get().printed_on == date(2026, 11, 21)


def test_starting_writes_down_first_what_is_about_to_happen() -> None:
    (serial,) = blanks(1)
    of = record()
    services.start_print(job=approved(of).uuid, serial=serial, actor="rina", at=NOON)
    assert state_of(of) == Status.SENT_FOR_CARD_PRINTING
    assert Blank.objects.get().state == BlankState.PRINTING


def test_the_one_who_asked_may_not_approve() -> None:
    job = ordered()
    with pytest.raises(RuleBroken, match="four_eyes"):
        services.approve_print(job=job.uuid, actor="siti", at=NOON)
    assert PrintJob.objects.get().state == JobState.REQUESTED


def test_nothing_is_printed_before_approval() -> None:
    (serial,) = blanks(1)
    with pytest.raises(RuleBroken, match="print_step_not_allowed"):
        services.start_print(job=ordered().uuid, serial=serial, actor="rina", at=NOON)
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_a_record_is_ordered_once() -> None:
    of = record()
    ordered(of)
    with pytest.raises(RuleBroken, match="print_already_ordered"):
        ordered(of)


def test_a_refused_order_can_be_ordered_again() -> None:
    of = record()
    services.refuse_print(job=ordered(of).uuid, reason="foto bukan orangnya", actor="budi", at=NOON)
    assert ordered(of).state == JobState.REQUESTED


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"status": "dead"}, "holder_not_active"),
        ({"born": date(2010, 1, 1)}, "holder_too_young"),
    ],
)
def test_a_card_is_not_ordered_for_who_may_not_have_it(changed: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        ordered(record(holder(**changed)))  # type: ignore[arg-type]


def test_no_blank_is_taken_for_a_card_that_cannot_be_drawn() -> None:
    (serial,) = blanks(1)
    job = approved()
    Resident.objects.update(full_name="سيتي")
    with pytest.raises(RuleBroken, match="card_letter_unknown"):
        services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)
    Record.objects.update(portrait="")
    with pytest.raises(RuleBroken, match="portrait_missing"):
        services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_an_adjudicated_record_is_not_ordered() -> None:
    with pytest.raises(RuleBroken, match="record_not_print_ready"):
        ordered(record(state=Status.ADJUDICATE_RECORD))


def test_somebody_who_died_after_the_approval_is_not_printed() -> None:
    (serial,) = blanks(1)
    job = approved()
    Resident.objects.update(status="dead")
    with pytest.raises(RuleBroken, match="holder_not_active"):
        services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_a_spoiled_print_costs_a_blank_and_keeps_the_approval() -> None:
    first, second = blanks(2)
    of = record()
    job = approved(of)
    services.start_print(job=job.uuid, serial=first, actor="rina", at=NOON)
    services.spoil_print(job=job.uuid, reason=SMEARED, actor="rina", at=NOON)
    assert state_of(of) == Status.PRINT_READY_RECORD
    assert Blank.objects.get(serial=first).state == BlankState.SPOILED
    services.start_print(job=job.uuid, serial=second, actor="rina", at=NOON)
    again = services.confirm_print(job=job.uuid, actor="rina", at=NOON)
    assert (again.state, queries.serial_of(again)) == (JobState.PRINTED, second)
    assert queries.spoiled_serials(again) == [first]


def test_a_spoiled_blank_is_never_used_again() -> None:
    (serial,) = blanks(1)
    job = approved()
    services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)
    services.spoil_print(job=job.uuid, reason=SMEARED, actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="blank_step_not_allowed"):
        services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)


def test_a_bad_card_found_at_the_counter_is_spoiled_too() -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    assert services.spoil_print(job=job.uuid, reason=SMEARED, actor="rina", at=NOON).printed_at is None


def test_first_time_17_stands_first_in_the_queue() -> None:
    grown = services.request_print(
        record=record(holder(born=date(1980, 1, 1), number=1)).uuid,
        reason=Reason.NEW,
        actor="siti",
        at=NOON - timedelta(days=3),
    )
    young = ordered(record(holder(number=2)))
    assert (grown.priority, young.priority) == (Priority.WAITING, Priority.FIRST_TIME)
    assert [entry.job for entry in queries.orders(JobState.REQUESTED, at=NOON)] == [young, grown]


def test_records_without_an_order_are_listed_until_somebody_orders() -> None:
    of = record()
    assert [entry.record for entry in queries.records_without_order(on=NOON.date())] == [of.uuid]
    ordered(of)
    assert queries.records_without_order(on=NOON.date()) == []


def test_a_holder_who_moved_away_does_not_break_the_queue() -> None:
    of = record()
    with scope(Scope.of("36")):
        ordered(of)
        Resident.objects.update(area_code="36.72.01.1001")
    (entry,) = queries.orders(JobState.REQUESTED, at=NOON)
    assert (entry.name, entry.born) == ("", None)


def test_another_citys_orders_do_not_exist() -> None:
    job = ordered()
    with scope(Scope.of("36.72")), pytest.raises(RuleBroken, match="not_found"):
        queries.get_job(job.uuid)
    with scope(OFFICE):
        assert queries.get_job(job.uuid) == job


def verdict(monkeypatch: pytest.MonkeyPatch, *, decision: str) -> None:
    monkeypatch.setattr(abis, "verify", lambda **_asked: SimpleNamespace(decision=decision))


def test_a_match_gives_the_card_out(monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    of = record()
    job = printed(of, serial=serial)
    verdict(monkeypatch, decision="hit")
    outcome = services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOON)
    assert (outcome.issued, outcome.job.state) == (True, JobState.ISSUED)
    assert state_of(of) == Status.CARD_ISSUED
    assert Blank.objects.get().state == BlankState.HANDED_OVER
    assert Resident.objects.get().handed_on == date(2026, 11, 21)
    assert Entry.objects.filter(action="cards.handed_over").count() == 1


def test_a_stranger_gets_nothing_and_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    of = record()
    job = printed(of, serial=serial)
    verdict(monkeypatch, decision="none")
    outcome = services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOON)
    assert (outcome.issued, outcome.code) == (False, "holder_not_matched")
    assert (state_of(of), Blank.objects.get().state) == (Status.CARD_PRINTED, BlankState.PRINTED)
    assert PrintJob.objects.get().mismatches == 1
    assert Entry.objects.filter(action="cards.hand_over.not_matched").count() == 1


def test_an_unclear_comparison_gives_nothing_and_asks_for_another_finger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    verdict(monkeypatch, decision="unclear")
    outcome = services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOON)
    assert (outcome.issued, outcome.code) == (False, "holder_unclear")


def test_a_card_is_sent_to_the_counter_where_it_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    verdict(monkeypatch, decision="hit")
    kasemen = Scope.of(KASEMEN)
    with scope(kasemen), pytest.raises(RuleBroken, match="card_elsewhere"):
        services.hand_over(job=job.uuid, samples=[], actor="asih", at=NOON)
    moved([serial], to_site=KASEMEN)
    with scope(kasemen):
        assert services.hand_over(job=job.uuid, samples=[], actor="asih", at=NOON).issued
    assert all(balance.adds_up for balance in queries.balances(queries.sites(), at=NOON))


def test_a_card_is_handed_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    verdict(monkeypatch, decision="hit")
    services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="print_step_not_allowed"):
        services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOON)


@pytest.mark.usefixtures("own_vault")
def test_without_readable_fingers_two_officers_decide() -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    with pytest.raises(RuleBroken, match="holder_not_matched"):
        services.confirm_exception(job=job.uuid, actor="budi", at=NOON)
    services.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="four_eyes"):
        services.confirm_exception(job=job.uuid, actor="siti", at=NOON)
    done = services.confirm_exception(job=job.uuid, actor="budi", at=NOON)
    assert (done.state, done.exception_by, done.issued_by) == (JobState.ISSUED, "siti", "budi")


def test_a_damaged_card_is_printed_anew_without_a_new_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = blanks(2)
    of = record()
    verdict(monkeypatch, decision="hit")
    services.hand_over(job=printed(of, serial=first).uuid, samples=[], actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="record_not_print_ready"):
        ordered(of)
    job = reprint(of, cause=Cause.DAMAGED)
    services.approve_print(job=job.uuid, actor="budi", at=NOON)
    services.start_print(job=job.uuid, serial=second, actor="rina", at=NOON)
    assert state_of(of) == Status.SENT_FOR_CARD_PRINTING
