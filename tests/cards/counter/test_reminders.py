"""Reminders go to who agreed, on the 7th, 30th and 90th day, once each, and name nobody."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from rekam.cards import services
from rekam.cards.blanks import custody
from rekam.cards.counter.rules import reminder_due
from rekam.cards.models import Reminder
from rekam.cards.orders.models import PrintJob
from rekam.enrolment.models import OptionalConsent, Record
from rekam.messages.delivering import deliver_due
from tests.cards.city import NOON, blanks, holder, printed, record

PRINTED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "sent", "due"),
    [(6, [], None), (7, [], 7), (8, [7], None), (30, [7], 30), (200, [], 90), (200, [7, 30, 90], None)],
)
def test_a_reminder_is_due_once_for_each_day(days: int, sent: list[int], due: int | None) -> None:
    assert reminder_due(printed=PRINTED, on=PRINTED + timedelta(days=days), sent=sent) == due


@pytest.fixture
def job(office: None) -> PrintJob:
    return printed(record(holder(born=date(1990, 5, 2))), serial=blanks(1)[0])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "sms"))
    return tmp_path / "sms"


def agree(*, granted: bool = True) -> OptionalConsent:
    of = Record.objects.get()
    return OptionalConsent.objects.create(
        record=of,
        area_code=of.area_code,
        purpose="collection_reminder",
        version="1",
        language="id",
        granted=granted,
        contact="081234567890" if granted else "",
        told_at="2026-11-21",
        received_at=NOON,
    )


def days_later(days: int) -> int:
    at = NOON + timedelta(days=days)
    reminded = services.remind(at=at)
    deliver_due(at=at)
    return reminded


def test_who_agreed_is_told_once_and_nothing_names_them(job: PrintJob, folder: Path) -> None:
    agree()
    assert [days_later(6), days_later(7), days_later(8), days_later(31)] == [0, 1, 0, 1]
    told = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    assert {one["to"] for one in told} == {"081234567890"}
    assert all(f"{job.uuid.hex[:4]} {job.uuid.hex[4:8]}" in one["text"] for one in told)
    assert "Maryamah" not in str(told)
    assert sorted(Reminder.objects.values_list("day", flat=True)) == [7, 30]


def test_who_refused_took_it_back_or_was_never_asked_hears_nothing(job: PrintJob, folder: Path) -> None:
    assert days_later(7) == 0
    agree(granted=False)
    assert days_later(7) == 0
    taken_back = agree()
    OptionalConsent.objects.filter(pk=taken_back.pk).update(withdrawn_at=NOON, contact="")
    assert days_later(7) == 0


def test_a_number_given_at_seventeen_hears_nothing_until_eighteen(office: None, folder: Path) -> None:
    """Decision 0056: it may be the child's own."""
    turns_18 = NOON.date() + timedelta(days=30)
    printed(record(holder(born=turns_18.replace(year=turns_18.year - 18))), serial=blanks(1)[0])
    agree()
    assert [days_later(days) for days in (7, 29, 30)] == [0, 0, 1]


def test_without_a_folder_nothing_is_sent_or_written_down(
    job: PrintJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REKAM_MESSAGES", raising=False)
    agree()
    assert days_later(7) == 0
    assert not Reminder.objects.exists()


def test_a_card_that_an_officer_carries_reminds_nobody(job: PrintJob, folder: Path) -> None:
    agree()
    serial = job.attempts.get().blank.serial
    custody.check_out(serials=[serial], carrier="tim", taken_by="yayan", actor="rina", at=NOON)
    assert days_later(7) == 0
