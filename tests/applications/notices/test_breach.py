"""A breach: written by one, sent by another, told to all whom it touched, and counted."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications.filing.models import Application
from rekam.applications.notices import breaches, rules
from rekam.applications.notices.letters import batch_of, letters_of, print_letters
from rekam.applications.notices.models import Breach, Notice
from rekam.applications.notices.queries import numbers_of
from rekam.applications.notices.rules import State, Topic
from rekam.applications.notices.services import print_what_failed, send_breach, tell_touched, write_breach
from rekam.applications.notices.showing import hours_left, hours_of
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.messages.delivering import deliver_due
from rekam.messages.rules import State as Sent
from rekam.registry.models import Resident
from tests.applications.conftest import begun
from tests.cards.city import OFFICE, SAWAH_LUHUR, holder
from tests.personas import officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TOLD = {
    "what": "nama, NIK, alamat",
    "how": "23 November, akun seorang petugas dipakai orang lain",
    "done": "akun ditutup dan kunci diganti",
    "ask_at": "loket 1 Disdukcapil",
}
DAYS = {"since": date(2026, 11, 23), "until": date(2026, 11, 23)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "out"))
    return tmp_path / "out"


def people() -> list[Resident]:
    """Five grown-ups, and the child of the first."""
    grown = [holder(name=f"Warga {n}", born=date(1980, 1, n), number=n) for n in range(1, 6)]
    grown[0].head_relation = "KEPALA KELUARGA"
    grown[0].save()
    return [*grown, holder(name="Anak", born=date(2012, 1, 1), number=6)]


def left(who: Resident, contact: str) -> None:
    row = begun()
    Application.objects.filter(pk=row.pk).update(applicant=who.uuid, contact=contact)


def look(*seen: Resident) -> None:
    audit(
        "registry.resident.seen",
        actor="yayan",
        at=NOON - timedelta(days=1),
        subjects=[str(one.uuid) for one in seen],
        purpose=Purpose.SERVICE,
    )


def written(**changed: Any) -> Breach:
    reach = {"officer": "yayan", **DAYS} if "touched_area" not in changed else {}
    values = {"told": TOLD, "known_at": NOON, "is_public": False, "actor": "euis", "at": NOON}
    return write_breach(**(values | reach | changed))


def test_two_people_send_it_and_whoever_was_touched_is_told_by_message_or_letter(folder: Path) -> None:
    with scope(EVERYWHERE):
        email, phone, silent, _, untouched, child = people()
        left(email, "0811111111")
        left(email, "warga@example.id")
        left(phone, "081234567890")
        left(child, "081234567899")
        look(email, phone, silent, child)
        row = written()
        with pytest.raises(RuleBroken, match="four_eyes"):
            send_breach(breach=row.uuid, actor="euis", at=NOON)
        assert tell_touched(at=NOON) == 0
        send_breach(breach=row.uuid, actor="admin", at=NOON + timedelta(hours=20))
        with pytest.raises(RuleBroken, match="breach_sent"):
            send_breach(breach=row.uuid, actor="budi", at=NOON)

        assert [tell_touched(at=NOON) for _again in range(2)] == [4, 0]
        states = dict(Notice.objects.values_list("resident", "state"))
        assert states == {
            email.uuid: State.HANDED,  # an e-mail is in writing
            phone.uuid: State.TO_PRINT,  # a short message announces the letter
            silent.uuid: State.TO_PRINT,
            child.uuid: State.TO_PRINT,
        }
        assert untouched.uuid not in states
        batch = print_letters(area_code=SAWAH_LUHUR, topic=Topic.BREACH, actor="euis", at=NOON)
        to = {one.about: one.to for one in letters_of(batch_of(batch), on=NOON.date())}
        assert to == {"Warga 2": "Warga 2", "Warga 3": "Warga 3", "Anak": "Warga 1"}
    assert deliver_due(at=NOON) == 2
    sent = [json.loads(file.read_text()) for file in folder.glob("*.json")]
    told = {one["channel"]: one["text"] for one in sent}
    assert all(words in told["email"] for words in (TOLD["what"], TOLD["how"], TOLD["done"]))
    assert "Surat lengkap menyusul" in told["sms"]
    with scope(OFFICE):
        row.refresh_from_db()
        assert numbers_of(row) == {Sent.SENT: 1, State.PRINTED: 3}
        assert hours_left(row, at=NOON + timedelta(days=9)) == 52
        assert Entry.objects.get(action="applications.breach_told").facts == {"messages": 2}


def test_a_worker_that_is_killed_tells_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(EVERYWHERE):
        for who in people():
            left(who, f"w{who.nik[-1]}@example.id")
        row = written(touched_area=SAWAH_LUHUR)
        send_breach(breach=row.uuid, actor="admin", at=NOON)
        with monkeypatch.context() as killed:
            killed.setattr(breaches, "_tell_some", _killed_after(2))
            killed.setattr(breaches, "AT_ONCE", 2)
            with pytest.raises(KeyboardInterrupt):
                tell_touched(at=NOON)
        assert not Notice.objects.exists()
        assert tell_touched(at=NOON) == 6
        assert Notice.objects.count() == 6
        assert print_what_failed(at=NOON) == 0
    assert deliver_due(at=NOON) == 5


def _killed_after(batches: int) -> Any:
    first, done = breaches._tell_some, []

    def tell(*told: Any, **named: Any) -> None:
        if len(done) == batches:
            raise KeyboardInterrupt
        done.append(told)
        first(*told, **named)

    return tell


def test_too_many_for_letters_are_told_in_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TOUCHED", 3)
    with scope(EVERYWHERE):
        left(people()[0], "warga@example.id")
        row = written(touched_area="36.73")
        send_breach(breach=row.uuid, actor="admin", at=NOON)
        assert tell_touched(at=NOON) == 6
        row.refresh_from_db()
        assert row.is_public
        assert numbers_of(row) == {Sent.WAITING: 1, State.NO_CONTACT: 5}
    page = Client().get("/permohonan/pengumuman/").content.decode()
    assert TOLD["how"] in page
    assert "Terlalu banyak untuk surat" in page


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"known_at": NOON + timedelta(minutes=1)}, "breach_in_future"),
        ({"officer": ""}, "breach_reach"),
        ({"since": None}, "breach_window"),
        ({"told": TOLD | {"how": "NIK 3673025208090001 dicuri"}}, "personal_number_in_text"),
        ({"touched_area": "31.71"}, "not_found"),
    ],
)
def test_what_is_not_a_breach_notice_is_refused(changed: dict[str, Any], code: str) -> None:
    with scope(OFFICE), pytest.raises(RuleBroken, match=code):
        written(**changed)


def test_the_clock_is_drawn_and_tells_when_it_is_late() -> None:
    with scope(OFFICE):
        row = written()
    assert [day.state for day in hours_of(row, at=NOON + timedelta(hours=30))] == ["past", "today", "ahead"]
    late = hours_of(row, at=NOON + timedelta(hours=80))
    assert [day.state for day in late] == ["past", "past", "past", "late"]
    assert hours_left(row, at=NOON + timedelta(hours=80)) == -8


def test_head_and_administrator_write_and_send_it_by_the_pages() -> None:
    head, admin = Client(), Client()
    head.force_login(officer(Role.HEAD, username="euis"))
    admin.force_login(officer(Role.ADMINISTRATOR, username="admin"))
    form = TOLD | {
        "known_on_day": "1",
        "known_on_month": "11",
        "known_on_year": "2026",
        "known_hour": "14.30",
        "touched_area": SAWAH_LUHUR,
    }
    for wrong in ({"what": ""}, {"how": "NIK 3673025208090001 dicuri"}, {"officer": "euis"}):
        assert head.post("/permohonan/kebocoran/baru/", form | wrong).status_code == 400
    assert head.post("/permohonan/kebocoran/baru/", form).status_code == 302
    with scope(OFFICE):
        row = Breach.objects.get()
    path = f"/permohonan/kebocoran/{row.uuid}/"
    assert "Anda yang menulisnya" in head.get(path).content.decode()
    assert "Kirim kepada semua" in admin.get(path).content.decode()
    assert "lewat batas" in admin.get("/permohonan/kebocoran/").content.decode()

    other = Client()
    other.force_login(officer(Role.BACK_OFFICE, username="yayan"))
    assert other.get(path).status_code == 403
