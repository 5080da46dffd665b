"""Page, command, metrics and the line on every page tell the same of the server, and of nobody."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.devices.models import Station
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.registry.models import Resident
from rekam.web.watch import command, jobs, kept, requests, views
from rekam.web.watch.backup import Backups, find_backups
from rekam.web.watch.metrics import METRICS, name_of
from tests.enrolment.operations.test_page import give_up
from tests.enrolment.waiting.conftest import Stand, office, stand
from tests.personas import officer

__all__ = ["office", "stand"]
PAGE, NUMBERS = "/keadaan-server/", "/api/v1/metrics"
TOKEN = "t" * 40


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own folder of what lies beside the database."""
    for place in (kept, requests):
        monkeypatch.setattr(place, "data_folder", lambda: tmp_path)
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS", str(tmp_path / "checkpoints"))
    requests.counters.cache_clear()
    return tmp_path


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(officer(role, username=role.value))
    return client


@pytest.fixture
def ill(stand: Stand, folder: Path) -> None:
    """A server with a dead letter, a stuck recording and a laptop that nobody heard of."""
    give_up(stand(Status.SENT_FOR_DEDUP))
    stand(Status.PROCESSING)
    Record.objects.update(state_since=timezone.now() - timedelta(days=3))
    for kid, days in (("0" * 16, 30), ("1" * 16, 2)):
        Station.objects.create(
            kid=kid,
            public_key=bytes(32),
            name="Laptop",
            area_code="36.73",
            registered_at=timezone.now() - timedelta(days=days),
        )


@pytest.mark.usefixtures("ill")
def test_everywhere_the_same_is_told_and_nobody_is_named(
    folder: Path, settings: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (token := folder / "token").write_text(f"{TOKEN}\n")
    settings.REKAM_METRICS_TOKEN_FILE = str(token)
    monkeypatch.setattr(command, "set_up", lambda: None)
    monkeypatch.setenv("REKAM_STANDBY", str(folder / "nowhere"))
    head = browser(Role.HEAD)
    head.get("/tidak-ada/")

    with CaptureQueriesContext(connection) as asked:
        text = Client().get(NUMBERS, headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    assert len(asked) <= 24, [one["sql"] for one in asked]  # of which some begin and end its transaction
    numbers = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert numbers["rekam_workers"] == "0"
    assert numbers["rekam_dead_letters"] == "1"
    assert numbers["rekam_stuck_records"] == "2"
    assert (numbers["rekam_stations"], numbers["rekam_stations_not_seen"]) == ("2", "1")
    assert float(numbers['rekam_queue_oldest_seconds{stage="extract"}']) > 2 * 86_400
    assert numbers['rekam_requests_total{door="office",status="4xx"}'] == "1"
    assert numbers["rekam_backup_base_age_seconds"] == numbers["rekam_standby_behind_seconds"] == "+Inf"
    assert {name_of(one) for one in numbers} == {metric.name for metric in METRICS}

    page = head.get(PAGE).content.decode()
    assert command.main(["--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    acts = [one["name"] for one in told["checks"] if one["state"] == "act"]
    assert {"workers", "dead_letters", "stuck", "backup_base"} <= set(acts)
    assert re.search(rf"<h1>{len(acts)} hal harus ditindak</h1>", page)
    assert "(1 menunggu)" in page
    assert command.main([]) == 1
    assert "ACT " in capsys.readouterr().out
    everything = page + text
    for one in Resident.objects.all():
        assert one.nik not in everything
        assert one.full_name not in everything

    assert browser(Role.OPERATOR).get(PAGE).status_code == 403
    for shown in ("", "Bearer", f"Bearer {TOKEN[1:]}", f"Basic {TOKEN}x"):
        assert Client().get(NUMBERS, headers={"authorization": shown}).status_code == 404


@pytest.mark.usefixtures("ill")
def test_who_can_act_is_told_on_every_page_at_the_cost_of_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    head, other = browser(Role.HEAD), browser(Role.BACK_OFFICE)
    assert "pada server" not in head.get("/akun/").content.decode()  # nobody looked so far
    jobs.watch(timestamp=0)
    with CaptureQueriesContext(connection) as asked:
        page = head.get("/akun/").content.decode()
    assert "pada server harus ditindak" in page
    assert "Pekerja yang hidup" in page
    assert not any("enrolment_attempt" in one["sql"] for one in asked)
    assert "pada server" not in other.get("/akun/").content.decode()
    seen = kept.find_seen()
    assert seen is not None
    late = datetime.now(UTC) + kept.OLD_AFTER
    assert kept.Seen(at=seen.at, names=[]).acts(at=late) == ["workers"]  # nobody looks any more


@pytest.mark.parametrize("text", ["", "[]", '{"last_base": 7}', '{"last_base": "2026-11-24T05:00:00"}', "{"])
def test_a_file_of_backups_that_says_nothing_is_no_backup(text: str, tmp_path: Path) -> None:
    (tmp_path / "backup-status.json").write_text(text)
    assert find_backups(tmp_path) == Backups()


def test_a_file_of_backups_says_when_the_last_ones_were_made(tmp_path: Path) -> None:
    made = datetime(2026, 11, 24, 5, tzinfo=UTC)
    (tmp_path / "backup-status.json").write_text(
        json.dumps({"last_base": made.isoformat(), "last_wal": None})
    )
    assert find_backups(tmp_path) == Backups(base=made)


def test_a_short_token_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t" * (views.LEAST_TOKEN - 1))
    assert views._token(str(tmp_path / "token")) == ""


def test_counters_add_up_over_processes_and_never_fall(tmp_path: Path) -> None:
    first, second = requests.Counters(tmp_path / "requests"), requests.Counters(tmp_path / "requests")
    second._own = second._rows[1]  # locks are a process's: within one both would have the first row
    for one in (first, second):
        one.count("office", status=200, seconds=0.2)
        one.count("office", status=503, seconds=60)
    again = requests.Counters(tmp_path / "requests").sums()
    assert again == first.sums()
    assert again['rekam_requests_total{door="office",status="2xx"}'] == 2
    assert again['rekam_request_seconds_bucket{door="office",le="0.1"}'] == 0
    assert again['rekam_request_seconds_bucket{door="office",le="0.25"}'] == 2
    assert again['rekam_request_seconds_bucket{door="office",le="+Inf"}'] == 4
    assert again['rekam_request_seconds_sum{door="office"}'] == pytest.approx(120.4)
