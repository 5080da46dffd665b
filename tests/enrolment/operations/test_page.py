"""The worker's page shows what failed and what stands still without a NIK, and sends again by a button."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment.models import Record
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import MOST_TRIES, Reason
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import command
from rekam.registry.models import Resident
from tests.enrolment.waiting.conftest import Stand
from tests.personas import officer

pytestmark = pytest.mark.usefixtures("office")
PAGE = "/perekaman/pekerja/"


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(officer(role, username=role.value))
    return client


def give_up(of: Record, *, reason: Reason = Reason.CONTENT_LOST) -> Attempt:
    now = timezone.now()
    return Attempt.objects.create(
        packet=of.packet,
        area_code=of.area_code,
        stage="search",
        tries=MOST_TRIES,
        begun_at=now,
        reason=reason,
        kind="vault_content_missing",
        first_failed_at=now,
        failed_at=now,
        dead_at=now,
    )


def test_the_page_names_what_failed_and_what_stands_still_and_nobody(stand: Stand) -> None:
    dead, stuck = stand(Status.SENT_FOR_DEDUP), stand(Status.SENT_FOR_ENROLLMENT)
    Record.objects.update(state_since=timezone.now() - timedelta(days=3))
    give_up(dead)
    page = browser(Role.BACK_OFFICE).get(PAGE).content.decode()
    for shown in ("Tidak ada pekerja yang hidup", "content_lost", str(dead.uuid)[:8], "stage_fails"):
        assert shown in page
    assert f"/perekaman/{stuck.uuid}/" in page
    assert "samples_lost" in page
    for one in Resident.objects.all():
        assert one.nik not in page
        assert one.full_name not in page
    without = browser(Role.ADMINISTRATOR).get(PAGE).content.decode()
    assert "content_lost" in without  # counts only: the administrator's scope holds nobody
    assert str(dead.uuid)[:8] not in without
    assert str(stuck.uuid)[:8] not in without
    assert browser(Role.OPERATOR).get(PAGE).status_code == 403


def test_one_or_all_of_a_reason_are_sent_again_and_the_audit_says_so(stand: Stand) -> None:
    letters = [give_up(stand(Status.SENT_FOR_DEDUP)) for _ in range(3)]
    give_up(stand(Status.SENT_FOR_DEDUP), reason=Reason.UNEXPECTED)
    vera = browser(Role.VERIFIKATOR)
    assert vera.post(f"{PAGE}{letters[0].uuid}/kirim-lagi/").status_code == 302
    assert vera.post(f"{PAGE}{letters[0].uuid}/kirim-lagi/").status_code == 302  # once is enough
    vera.post(f"{PAGE}kirim-lagi/", {"stage": "search", "reason": "content_lost"})
    assert vera.post(f"{PAGE}kirim-lagi/", {"stage": "search", "reason": "Siti"}).status_code == 404
    assert [one.reason for one in Attempt.objects.filter(dead_at__isnull=False)] == [Reason.UNEXPECTED]
    assert Entry.objects.filter(action="enrolment.stage_sent_again").count() == 3


def test_the_commands_tell_the_same_and_run_again(
    stand: Stand, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "set_up", lambda: None)
    of = stand(Status.PRINT_READY_RECORD)
    give_up(of)
    assert command.main(["dead", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [{"stage": "search", "reason": "content_lost", "count": 1}]
    assert command.main(["rerun", "search", "--dead", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"nothing_to_do": 1}
    assert command.main(["rerun", "search", "--record", str(of.uuid), "--json"]) == 0
    assert command.main(["dead"]) == 0
    stand(Status.SENT_FOR_DEDUP, days=3)
    capsys.readouterr()
    assert command.main(["rerun", "search", "--stuck", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"samples_lost stays": 1}
    assert command.main(["rerun", "search", "--record", "x"]) == 2
