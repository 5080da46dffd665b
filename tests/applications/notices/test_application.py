"""Applicants hear of each step once, by the contact that they left, and everybody sees what was sent."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications import services
from rekam.applications.filing.models import Application
from rekam.applications.notices.models import Notice
from rekam.applications.notices.rules import State
from rekam.applications.notices.services import remind_applicants
from rekam.kernel.database import scope
from rekam.messages.delivering import deliver_due
from rekam.messages.models import Message
from rekam.messages.texts import Template
from rekam.registry.models import Resident
from tests.applications.conftest import HOUR, MONDAY, OFFICE, approved, checked, sent
from tests.personas import officer

PHONE = "0812 3456 7890"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "out"))
    monkeypatch.setenv("REKAM_PUBLIC_URL", "https://rekam.example.go.id")
    return tmp_path / "out"


def reachable(who: Resident, contact: str = PHONE) -> Application:
    """Sent by somebody who left a contact."""
    row = sent(who)
    Notice.objects.filter(application=row).delete()
    Application.objects.filter(pk=row.pk).update(contact=contact)
    row.refresh_from_db()
    return row


def events(row: Application) -> list[tuple[str, str]]:
    return list(row.notices.order_by("pk").values_list("event", "state"))


def test_each_step_is_told_once_with_the_number_and_nothing_else(siti: Resident, folder: Path) -> None:
    row = reachable(siti)
    services.ask_for_more(application=row.uuid, why="Foto KK Siti buram", actor="rina", at=MONDAY)
    services.send(application=row.uuid, actor="public", at=MONDAY + HOUR)
    approved(row)
    services.reject(application=row.uuid, why="Siti sudah punya kartu", actor="rina", at=MONDAY + 3 * HOUR)

    told = [Template.APPLICATION_ASKED, Template.APPLICATION_RECEIVED]
    told += [Template.APPLICATION_APPROVED, Template.APPLICATION_REJECTED]
    assert events(row) == [(one, State.HANDED) for one in told]
    deliver_due(at=MONDAY + 4 * HOUR)
    texts = [json.loads(file.read_text())["text"] for file in folder.glob("*.json")]
    assert len(texts) == len(told)
    for text in texts:
        assert f"{row.number[:5]} {row.number[5:]}" in text
        assert "Siti" not in text
        assert siti.nik not in text
        assert row.number not in text.split("rekam.example.go.id")[-1]


def test_a_step_that_is_undone_tells_nothing_and_a_repeat_tells_nothing_again(
    siti: Resident, folder: Path
) -> None:
    row = reachable(siti)
    with transaction.atomic():  # a server that is killed on the way
        services.withdraw(application=row.uuid, actor="public", at=MONDAY)
        transaction.set_rollback(True)
    assert not row.notices.exists()
    assert not Message.objects.exists()

    for _again in range(2):
        services.withdraw(application=row.uuid, actor="public", at=MONDAY)
    assert events(row) == [(Template.APPLICATION_WITHDRAWN, State.HANDED)]
    assert Message.objects.count() == 1
    assert deliver_due(at=MONDAY) + deliver_due(at=MONDAY) == 1


def test_without_a_contact_or_with_half_of_one_it_says_so(siti: Resident, folder: Path) -> None:
    row = sent(siti)
    assert events(row) == [(Template.APPLICATION_RECEIVED, State.NO_CONTACT)]

    other = reachable(siti, contact="0812")
    services.withdraw(application=other.uuid, actor="public", at=MONDAY)
    assert events(other) == [(Template.APPLICATION_WITHDRAWN, State.BAD_CONTACT)]
    assert not Message.objects.exists()


def test_officer_and_applicant_see_what_was_written(siti: Resident, folder: Path) -> None:
    row = reachable(siti)
    services.withdraw(application=row.uuid, actor="public", at=MONDAY)
    page = Client()
    page.force_login(officer(Role.OPERATOR, username="rina"))
    shown = page.get(f"/permohonan/kerja/{row.uuid}/").content.decode()
    assert "Kabar kepada pemohon" in shown
    assert "menunggu dikirim" in shown

    deliver_due(at=MONDAY)
    browser = Client(REMOTE_ADDR=f"10.1.{uuid4().int % 256}.{uuid4().int % 256}")
    session = browser.session
    session["application"] = str(row.uuid)
    session.save()
    own = browser.get("/permohonan/saya/").content.decode()
    assert "Kami menulis kepada Anda" in own
    assert "terkirim" in own
    assert PHONE not in own


def test_a_question_and_something_ready_are_brought_to_mind(siti: Resident, folder: Path) -> None:
    with scope(OFFICE):
        asked, ready = reachable(siti), reachable(siti)
        services.ask_for_more(application=asked.uuid, why="Foto KK buram sekali", actor="rina", at=MONDAY)
        Application.objects.filter(pk=ready.pk).update(state="ready", state_at=MONDAY)
        for day in (*range(29), 29, 31, 60):
            for _again in range(2):
                remind_applicants(at=MONDAY + timedelta(days=day))

    assert [event for event, _ in events(asked)] == [
        Template.APPLICATION_ASKED,
        Template.APPLICATION_ENDING,
    ]
    assert list(ready.notices.order_by("pk").values_list("at__day", "event")) == [
        ((MONDAY + timedelta(days=day)).day, Template.APPLICATION_WAITS) for day in (7, 31)
    ]


def test_an_applicant_who_withdraws_in_time_is_not_reminded(siti: Resident, folder: Path) -> None:
    row = reachable(siti)
    checked(row)
    remind_applicants(at=MONDAY + timedelta(days=25))
    assert events(row) == []
