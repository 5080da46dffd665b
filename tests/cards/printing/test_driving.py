"""Each step is written before it is done; what an interruption leaves, and the one question it asks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.printing import queries, services
from rekam.cards.printing.models import Batch, BatchCard, CardStep
from rekam.cards.printing.rules import BatchState, CardState, Condition, Fault, Kind, Step
from rekam.cards.services import confirm_print
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON, blanks
from tests.cards.printing.scene import Program, batch, printer, program

pytestmark = pytest.mark.usefixtures("office", "named_cards")
OTHER = "04FFFFFFFFFFFF"


def begun(last: Step, *, kind: Kind = Kind.BRIDGE) -> tuple[Program, services.Taken]:
    """A card whose last written step is this one, on a printer of this kind."""
    of, (serial,) = printer(kind=kind), blanks(1)
    batch(of)
    here = program(of)
    taken = here.take(serial if kind is Kind.BRIDGE else "")
    if last is not Step.TAKEN:
        here.up_to(taken, last)
    return here, taken


def card_now() -> BatchCard:
    return BatchCard.objects.get()


def test_taking_writes_blank_order_and_step_at_once() -> None:
    _, taken = begun(Step.TAKEN)
    assert Blank.objects.get().state == BlankState.PRINTING
    assert PrintJob.objects.get().state == JobState.PRINTING
    assert [step.step for step in CardStep.objects.all()] == [Step.TAKEN]
    assert taken.steps == (Step.CHIP, Step.PRINT, Step.VERIFY, Step.EJECT)


def test_a_question_whose_answer_was_lost_changes_nothing_when_asked_again() -> None:
    here, taken = begun(Step.TAKEN)
    assert here.take(taken.serial).card == taken.card
    for step in (Step.CHIP, Step.PRINT, Step.PRINT):
        assert here.begin(taken, step)
    here.printer.refresh_from_db()
    assert (CardStep.objects.count(), here.printer.ribbon_left) == (3, 199)
    here.begin(taken, Step.EJECT, uid=taken.serial)
    for _ in range(2):
        services.finish(here.seat, card=taken.card.uuid)
    assert card_now().state == CardState.PRINTED


def test_no_step_is_begun_twice_by_going_back() -> None:
    here, taken = begun(Step.PRINT)
    with pytest.raises(RuleBroken, match="card_step_out_of_order"):
        here.begin(taken, Step.CHIP)
    with pytest.raises(RuleBroken, match="card_step_out_of_order"):
        services.finish(here.seat, card=taken.card.uuid)


@pytest.mark.parametrize("last", [Step.CHIP, Step.PRINT, Step.VERIFY, Step.EJECT])
def test_after_a_power_cut_a_touched_card_waits_for_somebodys_eyes(last: Step) -> None:
    here, _ = begun(last)
    again = program(here.printer)
    assert (card_now().state, card_now().why) == (CardState.LOOK, Condition.INTERRUPTED)
    assert not again.look()
    batch = Batch.objects.get()
    assert (batch.state, batch.pause) == (BatchState.PAUSED, Condition.INTERRUPTED)
    with pytest.raises(RuleBroken, match="card_must_be_looked_at"):
        services.resume_batch(batch=batch.uuid, actor="rina", at=NOON)


def test_after_a_power_cut_an_untouched_blank_goes_on() -> None:
    here, taken = begun(Step.TAKEN)
    again = program(here.printer)
    assert again.look()
    assert again.take(taken.serial).card == taken.card
    with pytest.raises(RuleBroken, match="printer_run_over"):
        here.begin(taken, Step.CHIP)


def test_another_blank_in_place_of_the_taken_one_stops_everything() -> None:
    here, _ = begun(Step.TAKEN)
    services.take(program(here.printer).seat, uid=OTHER)
    assert (card_now().state, card_now().why) == (CardState.LOOK, Condition.OTHER_UID)


def test_the_card_is_there_so_it_is_printed() -> None:
    here, taken = begun(Step.PRINT)
    services.trouble(here.seat, code=Condition.JAM, card=taken.card.uuid)
    services.say_printed(card=taken.card.uuid, scanned="", actor="rina", at=NOON)
    assert PrintJob.objects.get().state == JobState.PRINTED
    assert Batch.objects.get().state == BatchState.DONE


def test_the_card_is_not_there_so_the_blank_is_spoiled() -> None:
    here, taken = begun(Step.PRINT)
    services.trouble(here.seat, code=Condition.RIBBON_OUT, card=taken.card.uuid)
    services.say_spoiled(card=taken.card.uuid, fault=Fault.RIBBON, note="separuh", actor="rina", at=NOON)
    assert Blank.objects.get().state == BlankState.SPOILED
    assert PrintJob.objects.get().state == JobState.APPROVED
    with pytest.raises(RuleBroken, match="card_already_decided"):
        services.say_printed(card=taken.card.uuid, scanned="", actor="rina", at=NOON)


def test_a_card_that_was_never_printed_cannot_be_said_to_be() -> None:
    here, taken = begun(Step.CHIP)
    services.trouble(here.seat, code=Condition.CHIP_FAILED, card=taken.card.uuid)
    with pytest.raises(RuleBroken, match="card_not_printed_yet"):
        services.say_printed(card=taken.card.uuid, scanned="", actor="rina", at=NOON)


def test_trouble_before_the_chip_spoils_nothing() -> None:
    here, taken = begun(Step.TAKEN)
    services.trouble(here.seat, code=Condition.JAM, card=taken.card.uuid)
    assert card_now().state == CardState.OPEN
    assert Batch.objects.get().pause == Condition.JAM
    assert here.take(taken.serial).card == taken.card


def test_a_finished_card_with_another_chip_is_no_finished_card() -> None:
    here, taken = begun(Step.VERIFY)
    assert not here.begin(taken, Step.EJECT, uid=OTHER)
    card = taken.card.uuid
    for scanned, code in (("", "card_scan_missing"), (OTHER, "card_other_uid")):
        with pytest.raises(RuleBroken, match=code):
            services.say_printed(card=card, scanned=scanned, actor="rina", at=NOON)
    assert services.say_printed(card=card, scanned=taken.serial, actor="rina", at=NOON)


@pytest.mark.parametrize("kind", [Kind.FOLDER, Kind.CUPS])
def test_a_printer_that_takes_files_asks_after_each_card(kind: Kind) -> None:
    here, taken = begun(Step.PRINT, kind=kind)
    assert taken.steps == (Step.PRINT,)
    services.finish(here.seat, card=taken.card.uuid)
    assert (card_now().state, Batch.objects.get().state) == (CardState.LOOK, BatchState.RUNNING)
    assert not here.look()
    services.say_printed(card=taken.card.uuid, scanned=taken.serial, actor="rina", at=NOON)
    assert Batch.objects.get().state == BatchState.DONE


def test_without_blanks_in_the_safe_the_batch_waits() -> None:
    of = printer(kind=Kind.FOLDER)
    batch(of)
    services.take(program(of).seat, uid="")
    assert Batch.objects.get().pause == Condition.SAFE_EMPTY


def test_the_orders_own_page_may_be_quicker() -> None:
    here, taken = begun(Step.PRINT)
    services.trouble(here.seat, code=Condition.JAM, card=taken.card.uuid)
    confirm_print(job=taken.card.job.uuid, actor="rina", at=NOON)
    services.say_printed(card=taken.card.uuid, scanned="", actor="rina", at=NOON)
    assert card_now().state == CardState.PRINTED


def test_a_printer_that_never_comes_back_does_not_keep_its_card() -> None:
    here, taken = begun(Step.TAKEN)
    with pytest.raises(RuleBroken, match="printer_still_heard"):
        services.give_up_waiting(card=taken.card.uuid, actor="rina", at=NOON)
    late = NOON + timedelta(minutes=5)
    here.printer.refresh_from_db()
    assert queries.stuck_since(here.printer, at=late) == taken.card
    services.give_up_waiting(card=taken.card.uuid, actor="rina", at=late)
    assert [card.uuid for card in queries.to_look_at()] == [taken.card.uuid]
    with pytest.raises(RuleBroken, match="printer_run_over"):
        here.look()


def test_the_server_says_no_to_what_it_does_not_know() -> None:
    here, _ = begun(Step.TAKEN)
    with pytest.raises(RuleBroken, match="not_found"):
        services.finish(here.seat, card=uuid4())
    with pytest.raises(RuleBroken, match="not_found"):
        services.hello(services.Seat(uuid4(), uuid4(), NOON))
