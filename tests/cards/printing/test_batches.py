"""Proposing, starting, pausing, stopping; one batch a printer; what is spoiled stands in front again."""

from datetime import timedelta

import pytest

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import in_order
from rekam.cards.orders.rules import JobState
from rekam.cards.printing import figures, queries, services
from rekam.cards.printing.models import Batch, BatchCard
from rekam.cards.printing.rules import BatchState, CardState, Condition, Fault, Kind, Limit, Step
from rekam.cards.printing.spoilage import spoilage
from rekam.cards.services import spoil_blank, spoil_print
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import KASEMEN, NOON, blanks, holder, printed, record
from tests.cards.printing.scene import batch, orders, printer, program

pytestmark = pytest.mark.usefixtures("office", "named_cards")


def test_a_proposal_fits_the_blanks_and_the_ribbon() -> None:
    of = printer(ribbon=3)
    orders(5)
    assert queries.propose(of, asked=20, at=NOON).fit.by is Limit.BLANKS
    blanks(10)
    proposed = queries.propose(of, asked=20, at=NOON)
    assert (proposed.fit.number, proposed.fit.by, proposed.waiting) == (3, Limit.RIBBON, 5)
    assert list(proposed.jobs) == list(in_order(JobState.APPROVED, at=NOON)[:3])


def test_blanks_are_promised_once_and_orders_stand_in_one_batch() -> None:
    first, second = printer(), printer(name="Pencetak 2")
    jobs = [job.uuid for job in orders(4)]
    blanks(3)
    services.start_batch(printer=first.uuid, jobs=jobs[:2], actor="rina", at=NOON)
    proposed = queries.propose(second, asked=10, at=NOON)
    assert (proposed.blanks, proposed.waiting, proposed.fit.number) == (1, 2, 1)
    with pytest.raises(RuleBroken, match="batch_order_gone"):
        services.start_batch(printer=second.uuid, jobs=jobs[1:3], actor="rina", at=NOON)


def test_a_printer_has_one_batch() -> None:
    of = printer()
    jobs = [job.uuid for job in orders(2)]
    services.start_batch(printer=of.uuid, jobs=jobs[:1], actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="batch_under_way"):
        services.start_batch(printer=of.uuid, jobs=jobs[1:], actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="batch_empty"):
        services.start_batch(printer=of.uuid, jobs=[], actor="rina", at=NOON)


def test_a_batch_is_printed_to_the_end() -> None:
    of, serials = printer(), blanks(3)
    made, here = batch(of, cards=3), program(of)
    for serial in serials:
        assert here.look()
        here.make(serial)
    made.refresh_from_db()
    of.refresh_from_db()
    assert not here.look()
    assert made.state == BatchState.DONE
    assert set(PrintJob.objects.values_list("state", flat=True)) == {JobState.PRINTED}
    assert (of.ribbon_left, of.since_cleaning) == (197, 3)
    assert queries.progress_of(made).done == 3


def test_pause_finishes_the_card_in_the_printer_and_begins_no_other() -> None:
    of, (first, second) = printer(), blanks(2)
    made, here = batch(of, cards=2), program(of)
    taken = here.take(first)
    services.pause_batch(batch=made.uuid, actor="rina", at=NOON)
    here.up_to(taken, Step.EJECT)
    services.finish(here.seat, card=taken.card.uuid)
    assert not here.look()
    services.resume_batch(batch=made.uuid, actor="rina", at=NOON)
    assert here.look()
    here.make(second)
    assert Batch.objects.get().state == BatchState.DONE


def test_stop_gives_the_rest_back_to_the_queue() -> None:
    of, (first, _) = printer(), blanks(2)
    made, here = batch(of, cards=2), program(of)
    here.make(first)
    services.stop_batch(batch=made.uuid, actor="rina", at=NOON)
    assert [card.state for card in queries.cards_of(made)] == [CardState.PRINTED, CardState.LEFT]
    assert queries.propose(of, asked=5, at=NOON).fit.number == 1
    with pytest.raises(RuleBroken, match="batch_step_not_allowed"):
        services.resume_batch(batch=made.uuid, actor="rina", at=NOON)


def test_who_died_since_the_approval_is_passed_over() -> None:
    of, (serial,) = printer(), blanks(1)
    made, here = batch(of, cards=2), program(of)
    first, second = queries.cards_of(made)
    from rekam.registry.models import Resident

    Resident.objects.filter(uuid=first.job.resident).update(status="dead")
    assert here.take(serial).card == second
    first.refresh_from_db()
    assert (first.state, first.why) == (CardState.LEFT, "holder_not_active")


def test_a_spoiled_card_stands_in_front_of_the_queue() -> None:
    of, (serial, _) = printer(), blanks(2)
    older, young = orders(2)
    PrintJob.objects.filter(pk=older.pk).update(priority=1)
    PrintJob.objects.filter(pk=young.pk).update(priority=4)
    services.start_batch(printer=of.uuid, jobs=[young.uuid], actor="rina", at=NOON)
    here = program(of)
    taken = here.take(serial)
    here.up_to(taken, Step.PRINT)
    services.trouble(here.seat, code=Condition.JAM, card=taken.card.uuid)
    services.say_spoiled(card=taken.card.uuid, fault=Fault.JAM, note="", actor="rina", at=NOON)
    assert list(queries.propose(of, asked=1, at=NOON).jobs) == [young]
    assert Blank.objects.get(serial=serial).state == BlankState.SPOILED
    assert Batch.objects.get().state == BatchState.DONE


def test_a_card_found_bad_on_its_own_page_counts_as_spoiled() -> None:
    of, (serial, _) = printer(), blanks(2)
    batch(of)
    taken = program(of).make(serial)
    spoil_print(job=taken.card.job.uuid, reason="foto tampak buram", actor="rina", at=NOON)
    (day,) = figures.day_of(NOON.date())
    assert (day.printed, day.spoiled, figures.reasons([day])) == (0, 1, [(Fault.WRONG, 1)])


def test_the_weeks_tell_which_share_was_spoiled_why_and_where() -> None:
    of, made = printer(), blanks(4)
    batch(of, cards=2)
    here = program(of)
    taken = here.make(made[0])
    services.say_spoiled(card=taken.card.uuid, fault=Fault.SMEARED, note="", actor="rina", at=NOON)
    here.make(made[1])
    at_the_counter = printed(record(holder(number=9)), serial=made[3])
    spoil_print(job=at_the_counter.uuid, reason="foto tampak buram", actor="rina", at=NOON)
    spoil_blank(serial=made[2], reason="retak di sudut kartu", actor="rina", at=NOON)
    told = spoilage(today=NOON.date(), weeks=2)
    assert (told.whole.tried, told.whole.spoiled) == (3, 2)
    assert told.whole.faults == {Fault.SMEARED: 1, None: 1}
    assert [(week.tried, week.spoiled) for _, week in told.weeks] == [(0, 0), (3, 2)]
    where = [(one and one.name, found.tried, found.percent) for one, found in told.printers]
    assert where == [(of.name, 2, 50.0), (None, 1, 100.0)]


def test_the_day_tells_speed_spoiled_and_what_stopped_it() -> None:
    of, serials = printer(), blanks(3)
    batch(of, cards=3)
    here = program(of)
    here.make(serials[0])
    here.make(serials[1])
    BatchCard.objects.filter(state=CardState.PRINTED).update(ended_at=NOON + timedelta(seconds=90))
    here.look(Condition.RIBBON_OUT)
    (day,) = figures.day_of(NOON.date())
    assert (day.printed, day.speed, dict(day.stops)) == (2, 40.0, {Condition.RIBBON_OUT: 1})
    assert figures.day_of(NOON.date() - timedelta(days=1)) == []


def test_the_blank_that_is_fed_must_lie_in_this_safe() -> None:
    of, (bent, _) = printer(), blanks(2)
    made, here = batch(of), program(of)
    spoil_blank(serial=bent, reason="sudut patah, tidak terbaca", actor="gudang", at=NOON)
    elsewhere = blanks(1, site=KASEMEN, start=50, letter="SJ-2")[0]
    for uid in (bent, elsewhere, "04FFFFFFFFFFFF", "kartu"):
        services.take(here.seat, uid=uid)
        made.refresh_from_db()
        assert (made.state, made.pause) == (BatchState.PAUSED, Condition.BLANK_NOT_OURS)
        services.resume_batch(batch=made.uuid, actor="rina", at=NOON)
    assert not Blank.objects.filter(state=BlankState.PRINTING).exists()


def test_a_new_ribbon_and_a_cleaning_are_written_down() -> None:
    of, serials = printer(ribbon=1), blanks(2)
    batch(of, cards=2)
    here = program(of)
    here.make(serials[0])
    assert not here.look()
    assert Batch.objects.get().pause == Condition.RIBBON_OUT
    services.change_ribbon(printer=of.uuid, actor="rina", at=NOON)
    of = services.note_cleaning(printer=of.uuid, actor="rina", at=NOON)
    assert (of.ribbon_left, of.since_cleaning) == (1, 0)


def test_a_printer_needs_a_paired_computer_and_a_name_of_its_own() -> None:
    of = printer()
    asked = {
        "name": of.name,
        "site": of.area_code,
        "kind": Kind.BRIDGE,
        "model": "",
        "computer": of.computer,
        "ribbon": 1,
        "clean_every": 1,
        "actor": "rina",
        "at": NOON,
    }
    for changed, code in (
        ({}, "printer_known"),
        ({"computer": "0" * 16}, "printer_computer_unknown"),
        ({"site": "36.72"}, "site_not_yours"),
    ):
        with pytest.raises(RuleBroken, match=code):
            services.register_printer(**(asked | changed))  # type: ignore[arg-type]


def test_another_citys_printers_do_not_exist() -> None:
    of = printer()
    with scope(Scope.of("36.72")), pytest.raises(RuleBroken, match="not_found"):
        queries.get_printer(of.uuid)
