"""What waits for a second person about a recording is found at the desk, and decided there."""

from typing import Any

import pytest
from django.test import Client

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.enrolment.models import Record
from rekam.enrolment.waiting.models import Submission
from rekam.web.desk.cases import Asker
from rekam.web.desk.queue import queue_of
from tests.personas import officer
from tests.web.desk.conftest import NOW, asked_aside
from tests.web.desk.test_desk import address, text

pytestmark = pytest.mark.usefixtures("office")


def offered(account: Account) -> list[Any]:
    return [case.key for case in queue_of(Asker(account, NOW)).cases if case.source == "ajuan"]


def test_the_case_says_what_is_asked_why_and_what_it_leads_to(desk: Client) -> None:
    asked = asked_aside()
    queue = text(desk.get("/meja/"))
    assert "Sisihkan rekaman ini" in queue
    assert "Nyi Sukma" in queue
    page = text(desk.get(address("ajuan", asked)))
    assert "salah rekam: wajah dan jari dari orang yang berbeda" in page
    assert "Wajah dan jari diperiksa di tempat." in page
    assert "keluar dari antrean" in page


def test_the_second_person_carries_it_out_with_one_key(desk: Client, vera: Account) -> None:
    asked = asked_aside()
    page = desk.get(address("ajuan", asked)).content.decode()
    assert 'data-key="s"' in page
    desk.post(address("ajuan", asked) + "setujui/")
    asked.refresh_from_db()
    assert (asked.agreed, asked.decided_by) == (True, "vera")
    assert Record.objects.get(pk=asked.record_id).set_aside
    assert offered(vera) == []


def test_a_refusal_leaves_the_recording_and_keeps_its_reason(desk: Client) -> None:
    asked = asked_aside()
    desk.post(address("ajuan", asked) + "tolak/", {"choice": "wrong_person"})
    asked.refresh_from_db()
    assert (asked.agreed, asked.answer) == (False, "Orangnya bukan yang dimaksud berkas.")
    assert not Record.objects.get(pk=asked.record_id).set_aside
    assert asked.answer in text(desk.get("/perekaman/pengajuan/"))


def test_who_asked_or_recorded_is_not_offered_it() -> None:
    asked_aside(by="vera")
    assert offered(officer(Role.VERIFIKATOR, username="vera")) == []
    assert offered(officer(Role.VERIFIKATOR, username="siti")) == []  # who recorded
    assert len(offered(officer(Role.VERIFIKATOR, username="budi"))) == 1


def test_what_moved_since_says_why_it_cannot_be_agreed_to_and_can_be_refused(desk: Client) -> None:
    asked = asked_aside()
    Record.objects.filter(pk=asked.record_id).update(set_aside=True)
    page = desk.get(address("ajuan", asked)).content.decode()
    assert "sudah disisihkan" in page
    assert 'data-key="s"' not in page
    desk.post(address("ajuan", asked) + "tolak/", {"choice": "differs"})
    assert Submission.objects.get().agreed is False
