"""The auditor's page: when, what and which officer; never whose data."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit import places
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.audit.services import record, sequence
from rekam.kernel.database import EVERYWHERE, scope
from tests.personas import officer, resident

pytestmark = pytest.mark.django_db
NOBODY_ELSE = "petugas-halaman-ini"  # refusals of other tests leave entries in this database


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS", str(tmp_path))
    return tmp_path


@pytest.fixture
def auditor() -> Client:
    client = Client()
    client.force_login(officer(Role.AUDITOR))
    return client


def look(
    *, actor: str = "yayan", action: str = "registry.resident_seen", days: int = 0, people: int = 1
) -> None:
    subjects = [f"person {n}" for n in range(people)]
    at = timezone.now() - timedelta(days=days)
    record(action, actor=actor, at=at, subjects=subjects, purpose=Purpose.SERVICE, case="A-1")


def test_entries_are_found_by_officer_action_and_day(auditor: Client) -> None:
    look()
    look(actor=NOBODY_ELSE, action="coverage.list_seen", people=50)
    look(actor=NOBODY_ELSE, days=30)
    page = auditor.get("/catatan-akses/").content.decode()
    assert "yayan" in page
    assert "coverage.list_seen" in page
    assert page.count(f"<td>{NOBODY_ELSE}</td>") == 2  # the old one is outside the week
    only = auditor.get(
        "/catatan-akses/", {"actor": NOBODY_ELSE, "action": "coverage.list_seen"}
    ).content.decode()
    assert "yayan" not in only
    assert ">50<" in only


def test_an_officer_is_told_by_name_and_an_action_by_its_words(auditor: Client) -> None:
    officer(Role.OPERATOR, username="yayan")
    look()
    page = auditor.get("/catatan-akses/", {"actor": "yayan"}).content.decode()
    assert "Operator, Disdukcapil Kota Serang · yayan" in page
    assert page.index("Petugas membuka data kependudukan Anda<br>") < page.index(">registry.resident_seen<")


def test_an_auditor_of_a_part_reads_what_its_own_officers_did(settings: object) -> None:
    settings.REKAM_OFFICE_AREA = "36"  # type: ignore[attr-defined]
    for username, area in (("dekat", "36.73.02"), ("jauh", "36.04.01"), ("provinsi", "36")):
        officer(Role.OPERATOR, areas=(area,), username=username)
        look(actor=username)
    look(actor="pipeline")
    assert told_to("36.73") == {"dekat"}
    assert told_to("36.04") == {"jauh"}
    assert told_to("36") == {"dekat", "jauh", "provinsi", "pipeline"}


def told_to(area: str) -> set[str]:
    """Whose looks an auditor of an area reads, in the list and in the counts, also when asking by name."""
    client = Client()
    client.force_login(officer(Role.AUDITOR, areas=(area,), username=f"auditor-{area}"))
    action = {"action": "registry.resident_seen"}
    page = client.get("/catatan-akses/", action)
    listed = {row["entry"].actor for row in page.context["rows"]}
    assert listed == {day.actor for day in page.context["days"]}
    for actor in ("dekat", "jauh", "provinsi", "pipeline"):
        named = client.get("/catatan-akses/", action | {"actor": actor}).context["rows"]
        assert {row["entry"].actor for row in named} == {actor} & listed
    return listed


def test_no_name_and_no_nik_is_shown(auditor: Client) -> None:
    person = resident(serial=1, name="Ratu Maryamah")
    with scope(EVERYWHERE):
        person.save()
    record(
        "registry.resident_seen",
        actor="yayan",
        at=timezone.now(),
        subjects=[str(person.uuid)],
        purpose=Purpose.SERVICE,
    )
    page = auditor.get("/catatan-akses/").content.decode()
    assert not [told for told in (person.nik, "Maryamah", str(person.uuid)) if told in page]


def test_the_auditor_is_audited_too(auditor: Client) -> None:
    auditor.get("/catatan-akses/", {"actor": "siti"})
    entry = Entry.objects.get(action="web.log_seen")
    assert (entry.actor, entry.facts["of"], entry.purpose) == ("auditor", "siti", Purpose.SUPERVISION)


def test_more_than_a_page_goes_on(auditor: Client) -> None:
    for _ in range(60):
        look()
    first = auditor.get("/catatan-akses/", {"actor": "yayan"})
    following = str(first.context["following"])
    rest = auditor.get(f"/catatan-akses/{following}")
    assert (len(first.context["rows"]), len(rest.context["rows"])) == (50, 10)
    assert "following" not in rest.context


def test_wrong_days_are_said(auditor: Client) -> None:
    assert auditor.get("/catatan-akses/", {"since_day": "kemarin"}).status_code == 400


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_reads_the_log(role: Role) -> None:
    client = Client()
    client.force_login(officer(role))
    assert client.get("/catatan-akses/").status_code == 403


def test_an_alarm_stands_on_every_page_of_who_must_act(auditor: Client, folder: Path) -> None:
    look()
    sequence()
    places.raise_alarm("log_rewritten", at=datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    assert "log_rewritten" in auditor.get("/catatan-akses/").content.decode()
    for role, is_told in ((Role.HEAD, True), (Role.ADMINISTRATOR, True), (Role.OPERATOR, False)):
        client = Client()
        client.force_login(officer(role))
        page = client.get("/belum-dibangun/").content.decode()
        assert ("log_rewritten" in page) is is_told


@pytest.mark.parametrize("asked", [{"until_year": "9999"}, {"since_year": "1"}])
def test_a_day_beyond_the_calendar_is_told_on_the_page(auditor: Client, asked: dict[str, str]) -> None:
    assert auditor.get("/catatan-akses/", asked).status_code == 400
