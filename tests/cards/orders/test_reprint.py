"""A replacement: its documents, and what becomes of the card that it replaces."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rekam.cards import queries, services
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.cards.orders.reprints import Brought
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import JobState, Reason
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Entry, Event, Resident
from rekam.vault.keys import keys_folder, make_keys
from tests.cards.city import NOON, blanks, holder, plea, printed, record, reprint
from tests.sheets import pdf

FIRST, SECOND = (f"04{n:012X}" for n in range(2))


@pytest.fixture
def of(office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A recording whose first card is in its holder's hands; a second blank lies in the safe."""
    for name in ("REKAM_VAULT", "REKAM_VAULT_COPY"):
        monkeypatch.setenv(name, str(tmp_path / name))
    if not (keys_folder() / "server-keys.json").exists():
        make_keys()
    blanks(2)
    made = record()
    give(printed(made, serial=FIRST))
    return made


def give(job: PrintJob) -> PrintJob:
    services.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOON)
    return services.confirm_exception(job=job.uuid, actor="budi", at=NOON)


def print_anew(job: PrintJob) -> PrintJob:
    services.approve_print(job=job.uuid, actor="budi", at=NOON)
    services.start_print(job=job.uuid, serial=SECOND, actor="rina", at=NOON)
    return services.confirm_print(job=job.uuid, actor="rina", at=NOON)


def state(serial: str) -> str:
    return Blank.objects.get(serial=serial).state


def changed(of: Record, *, kind: str = "change", columns: dict[str, list[str]] | None = None) -> UUID:
    """An approved entry of the register after the first card."""
    assert of.resident
    after = NOON + timedelta(hours=1)
    entry = Entry.objects.create(
        kind=kind,
        area_code=of.area_code,
        office_area="36.73",
        resident=of.resident,
        facts={},
        before={},
        risk="low",
        entered_by="siti",
        entered_at=after,
        state="approved",
        decided_by="budi",
        decided_at=after,
    )
    Event.objects.create(
        resident=Resident.objects.get(uuid=of.resident),
        area_code=of.area_code,
        kind=kind,
        valid_on=after.date(),
        recorded_at=after,
        actor="budi",
        entry=entry.uuid,
        changes=columns or {"occupation": ["Pelajar", "Guru"]},
    )
    return entry.uuid


def test_a_replacement_without_documents_is_not_approved(of: Record) -> None:
    job = services.request_print(record=of.uuid, reason=Reason.LOST, actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="reprint_papers_missing"):
        services.approve_print(job=job.uuid, actor="budi", at=NOON)


@pytest.mark.parametrize("missing", ["police_number", "police_office", "uploads"])
def test_a_lost_card_needs_the_polices_letter_and_its_scan(of: Record, missing: str) -> None:
    with pytest.raises(RuleBroken, match="reprint_paper_missing"):
        reprint(of, **{missing: ""})
    assert not PrintJob.objects.filter(reason=Reason.LOST).exists()


def test_a_letter_of_tomorrow_is_refused(of: Record) -> None:
    with pytest.raises(RuleBroken, match="police_letter_later"):
        reprint(of, police_on=date(2026, 11, 22))


def test_a_lost_card_is_void_at_once_and_shut_when_the_new_one_is_given(of: Record) -> None:
    assert not queries.is_void(FIRST)
    job = reprint(of)
    assert Reprint.objects.get().old_serial == FIRST
    assert queries.is_void(FIRST)
    give(print_anew(job))
    assert (state(FIRST), queries.is_void(FIRST)) == (BlankState.HANDED_OVER, True)
    assert not queries.is_void(SECOND)


def test_a_damaged_card_is_taken_in_when_the_new_one_is_given(of: Record) -> None:
    job = print_anew(reprint(of, cause=Cause.DAMAGED))
    assert state(FIRST) == BlankState.HANDED_OVER
    give(job)
    assert state(FIRST) == BlankState.RETURNED
    assert Reprint.objects.get().taken_by == "budi"


def test_a_damaged_card_must_be_there(of: Record) -> None:
    with pytest.raises(RuleBroken, match="reprint_paper_missing"):
        reprint(of, cause=Cause.DAMAGED, old_card=False)


def test_a_change_of_element_needs_its_approved_entry(of: Record) -> None:
    with pytest.raises(RuleBroken, match="reprint_entry_unfit"):
        reprint(of, cause=Cause.ELEMENT, entry=uuid4())
    job = reprint(of, cause=Cause.ELEMENT, entry=changed(of))
    assert job.reason == Reason.CHANGED


def test_an_entry_that_changes_nothing_on_the_card_is_no_ground(of: Record) -> None:
    entry = changed(of, columns={"mother_name": ["A", "B"]})
    with pytest.raises(RuleBroken, match="reprint_nothing_changed"):
        reprint(of, cause=Cause.ELEMENT, entry=entry)


def test_the_destination_of_a_move_takes_the_old_card_in(of: Record) -> None:
    entry = changed(of, kind="move_within", columns={"address": ["A", "B"]})
    give(print_anew(reprint(of, cause=Cause.MOVE, entry=entry)))
    assert state(FIRST) == BlankState.RETURNED


@pytest.mark.parametrize("change", [{"status": "moved"}, {"area_code": "36.72.01.1001"}])
def test_the_origin_never_takes_the_card_of_who_moved(of: Record, change: dict[str, str]) -> None:
    with scope(EVERYWHERE):
        Resident.everywhere.filter(uuid=of.resident).update(**change)
    with pytest.raises(RuleBroken, match="card_goes_with_mover"):
        services.take_back_card(serial=FIRST, reason="pemegang pindah", actor="siti", at=NOON)


def test_the_card_of_the_dead_comes_back(of: Record) -> None:
    Resident.objects.filter(uuid=of.resident).update(status="dead")
    services.take_back_card(serial=FIRST, reason="pemegang meninggal", actor="siti", at=NOON)
    assert queries.is_void(FIRST)


def test_a_citizens_card_is_not_renewed_and_a_foreigners_is(of: Record) -> None:
    with pytest.raises(RuleBroken, match="reprint_not_foreign"):
        reprint(of, cause=Cause.RENEWAL, uploads=[pdf()])
    Resident.objects.filter(uuid=of.resident).update(nationality="WNA", permit_until=date(2031, 5, 4))
    assert reprint(of, cause=Cause.RENEWAL, uploads=[pdf()]).reason == Reason.CHANGED


# A lost card that is found


def test_found_before_the_printer_it_holds_again_once_the_order_is_refused(of: Record) -> None:
    job = reprint(of)
    services.report_found(job=job.uuid, actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="old_card_found"):
        services.approve_print(job=job.uuid, actor="budi", at=NOON)
    assert queries.is_void(FIRST)
    services.refuse_print(job=job.uuid, reason="kartu lama ditemukan", actor="budi", at=NOON)
    assert not queries.is_void(FIRST)


def test_found_after_approval_no_blank_is_taken(of: Record) -> None:
    job = reprint(of)
    services.approve_print(job=job.uuid, actor="budi", at=NOON)
    services.report_found(job=job.uuid, actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="old_card_found"):
        services.start_print(job=job.uuid, serial=SECOND, actor="rina", at=NOON)


def test_found_while_the_new_one_waits_it_is_taken_in_at_its_hand_over(of: Record) -> None:
    job = print_anew(reprint(of))
    services.report_found(job=job.uuid, actor="siti", at=NOON)
    assert state(FIRST) == BlankState.HANDED_OVER
    give(job)
    assert state(FIRST) == BlankState.RETURNED


def test_found_afterwards_it_is_taken_in_at_once(of: Record) -> None:
    job = give(print_anew(reprint(of)))
    services.report_found(job=job.uuid, actor="siti", at=NOON)
    assert state(FIRST) == BlankState.RETURNED
    with pytest.raises(RuleBroken, match="old_card_found"):
        services.report_found(job=job.uuid, actor="siti", at=NOON)


def test_a_damaged_card_is_not_found(of: Record) -> None:
    with pytest.raises(RuleBroken, match="reprint_not_lost"):
        services.report_found(job=reprint(of, cause=Cause.DAMAGED).uuid, actor="siti", at=NOON)


def test_a_card_nobody_knows_is_neither_void_nor_good(office: None) -> None:
    with pytest.raises(RuleBroken, match="not_found"):
        queries.is_void("04FFFFFFFFFFFF")


# The pages


def test_the_page_asks_for_the_documents_of_its_cause_and_no_others(siti: Client, of: Record) -> None:
    found = siti.post(reverse("cards:find_reprint"), {"nik": Resident.objects.get().nik})
    page = reverse("cards:reprint", args=[of.uuid])
    assert found["Location"] == page
    lost, damaged = (siti.get(page, {"sebab": cause}).content.decode() for cause in ("lost", "damaged"))
    assert "police_number" in lost
    assert "old_card" not in lost
    assert "old_card" in damaged
    assert "police_number" not in damaged
    assert "izin tinggal" not in lost


def test_a_lost_card_is_ordered_in_the_browser(siti: Client, of: Record) -> None:
    page = reverse("cards:reprint", args=[of.uuid]) + "?sebab=lost"
    told = {
        "police_number": "SKTLK/12",
        "police_office": "Polsek Kasemen",
        "police_on_day": "20",
        "police_on_month": "11",
        "police_on_year": "2026",
    }
    assert siti.post(page, told).status_code == 400
    scan = SimpleUploadedFile("surat.pdf", pdf(), content_type="application/pdf")
    answer = siti.post(page, {**told, "scan": scan})
    job = PrintJob.objects.get(reason=Reason.LOST)
    assert answer["Location"] == reverse("cards:card", args=[job.uuid])
    shown = siti.get(answer["Location"]).content.decode()
    assert "SKTLK/12" in shown
    assert FIRST in shown
    kept = siti.get(reverse("cards:reprint_scan", args=[job.uuid, 0]))
    assert kept.content.startswith(b"%PDF-")
    siti.post(reverse("cards:old_card_found", args=[job.uuid]))
    assert Reprint.objects.get().found_by == "siti"


def test_an_order_without_documents_says_what_to_do(siti: Client, of: Record) -> None:
    job = services.request_print(record=of.uuid, reason=Reason.DAMAGED, actor="siti", at=NOON)
    shown = siti.get(reverse("cards:card", args=[job.uuid])).content.decode()
    assert reverse("cards:attach_papers", args=[job.uuid]) in shown
    siti.post(reverse("cards:attach_papers", args=[job.uuid]), {"old_card": "on"})
    assert job.state == JobState.REQUESTED
    services.approve_print(job=job.uuid, actor="budi", at=NOON)


def test_documents_are_put_to_an_order_once(of: Record) -> None:
    job = reprint(of, cause=Cause.DAMAGED)
    with pytest.raises(RuleBroken, match="reprint_has_papers"):
        services.attach_papers(
            job=job.uuid, cause=Cause.DAMAGED, brought=Brought(old_card=True), actor="siti", at=NOON
        )


def test_who_has_no_card_has_nothing_to_replace(office: None) -> None:
    waiting = record(holder(number=7), state=Status.SENT_FOR_ENROLLMENT)
    with pytest.raises(RuleBroken, match="record_not_print_ready"):
        reprint(waiting, cause=Cause.DAMAGED)
