"""The pages of printers, batches and questions, as an officer meets them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rekam.audit.models import Entry
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.printing import services
from rekam.cards.printing.models import Batch, BatchCard, Printer
from rekam.cards.printing.rules import BatchState, CardState, Condition, Kind, Step
from tests.cards.city import DINAS, blanks
from tests.cards.printing.scene import KID, batch, orders, printer, program

pytestmark = pytest.mark.usefixtures("named_cards")


def page(client: Client, route: str, /, *of: object, status: int = 200, **asked: Any) -> str:
    answer = client.get(reverse(f"cards:{route}", args=of), asked)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def post(client: Client, route: str, /, *of: object, status: int = 302, **told: Any) -> str:
    answer = client.post(reverse(f"cards:{route}", args=of), told)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def looked_at(*, kind: Kind = Kind.BRIDGE, last: Step = Step.PRINT) -> BatchCard:
    """A card that waits for somebody's eyes."""
    of, (serial,) = printer(kind=kind), blanks(1)
    batch(of)
    here = program(of)
    taken = here.take(serial if kind is Kind.BRIDGE else "")
    here.up_to(taken, last)
    services.trouble(here.seat, code=Condition.JAM, card=taken.card.uuid)
    return BatchCard.objects.get()


def test_a_printer_is_registered_and_says_what_to_do(rina: Client) -> None:
    printer(name="Yang pertama")
    told = {"name": "Loket 2", "site": DINAS, "kind": "bridge", "computer": KID, "ribbon": 200}
    assert "Satu pita cukup" in post(rina, "register_printer", status=400, **told)
    post(rina, "register_printer", clean_every=500, **told)
    listed = page(rina, "printers")
    assert "Loket 2" in listed
    assert "komputer cetak tidak terdengar" in listed


def test_a_proposal_is_looked_at_and_started(rina: Client) -> None:
    of, _ = printer(ribbon=2), blanks(5)
    orders(3)
    proposed = page(rina, "printer", of.uuid, jumlah=20)
    assert "2 kartu dapat dicetak sekarang" in proposed
    assert "dibatasi sisa pita" in proposed.casefold()
    assert Entry.objects.filter(action="cards.batch.proposed").count() == 1
    jobs = [str(job.uuid) for job in PrintJob.objects.all()[:2]]
    post(rina, "start_batch", of.uuid, job=jobs)
    made = Batch.objects.get()
    assert "0 dari 2" in page(rina, "batch", made.uuid)
    assert "Ratu" not in page(rina, "batch_progress", made.uuid)


def test_a_batch_is_paused_resumed_and_stopped(rina: Client) -> None:
    made = batch(printer(), cards=2)
    for act, state in (
        ("pause_batch", BatchState.PAUSED),
        ("resume_batch", BatchState.RUNNING),
        ("stop_batch", BatchState.STOPPED),
    ):
        post(rina, act, made.uuid)
        made.refresh_from_db()
        assert made.state == state
    assert "kelompok dihentikan" in page(rina, "batch", made.uuid)


def test_the_page_asks_one_question_and_yes_leads_to_printed(rina: Client) -> None:
    card = looked_at()
    assert "1 kartu harus dilihat" in page(rina, "look_at")
    assert "harus dilihat" in page(rina, "batch", card.batch.uuid)
    assert "Apakah kartunya tercetak?" in page(rina, "look_card", card.uuid)
    post(rina, "say_printed", card.uuid)
    assert PrintJob.objects.get().state == JobState.PRINTED


def test_no_leads_to_spoiled_and_the_order_is_first_again(rina: Client) -> None:
    card = looked_at()
    post(rina, "say_spoiled", card.uuid, status=400)
    post(rina, "say_spoiled", card.uuid, fault="jam", note="tersangkut di rol")
    assert Blank.objects.get().state == BlankState.SPOILED
    blanks(1, start=9, letter="SJ-2")
    assert "gagal tadi, didahulukan" in page(rina, "printer", card.printer.uuid)
    assert "Kartu macet di pencetak" in page(rina, "print_day")


def test_a_card_that_was_never_printed_is_not_asked_about(rina: Client) -> None:
    card = looked_at(last=Step.CHIP)
    asked = page(rina, "look_card", card.uuid)
    assert "Kartu ini belum tercetak" in asked
    assert "Ya, tercetak baik" not in asked
    assert "card_not_printed_yet" in post(rina, "say_printed", card.uuid, status=409)


def test_a_file_printer_asks_for_the_chip(rina: Client) -> None:
    card = looked_at(kind=Kind.FOLDER)
    assert "Pindai cip kartu yang keluar" in post(rina, "say_printed", card.uuid, status=400)
    post(rina, "say_printed", card.uuid, scanned=Blank.objects.get().serial)
    assert BatchCard.objects.get().state == CardState.PRINTED


def test_ribbon_and_cleaning_are_written_on_the_printers_page(rina: Client) -> None:
    of = printer()
    Printer.objects.update(ribbon_left=0, since_cleaning=600)
    post(rina, "change_ribbon", of.uuid)
    post(rina, "note_cleaning", of.uuid)
    of.refresh_from_db()
    assert (of.ribbon_left, of.since_cleaning) == (200, 0)


def test_a_day_without_cards_says_so(rina: Client) -> None:
    assert "Tidak ada kartu yang selesai" in page(rina, "print_day", hari_0=1, hari_1=1, hari_2=2026)


def test_who_does_not_print_looks_only(siti: Client) -> None:
    card = looked_at()
    assert "Ya, tercetak baik" not in page(siti, "look_card", card.uuid)
    assert "not_allowed" in post(siti, "say_printed", card.uuid, status=403)
    page(siti, "register_printer", status=403)


def test_another_citys_printers_are_not_there(cilegon: Client) -> None:
    card = looked_at()
    page(cilegon, "printer", card.printer.uuid, status=404)
    page(cilegon, "look_card", card.uuid, status=404)
