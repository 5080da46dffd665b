"""The pages: send, leave, come back, look, let somebody else decide."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from rekam.accounts.caps.models import DailyUse
from rekam.accounts.caps.rules import Sort
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.commands import system_user
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import command, jobs
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import State
from rekam.registry.bulk.steps import folder_of
from rekam.registry.models import Resident
from rekam.web.middleware import MOST_FORM_BYTES
from tests.personas import officer
from tests.registry.bulk.lists import ANI, BUDI, SITI, checked, happened, office, people

DAY = {"as_of_day": "22", "as_of_month": "11", "as_of_year": "2026"}
SEND = "/register/impor/kirim/"
pytestmark = pytest.mark.usefixtures("own_database")


def signed_in(role: Role, *, username: str = "", areas: tuple[str, ...] = ("36.73",)) -> Client:
    client = Client()
    client.force_login(officer(role, username=username, areas=areas))
    return client


@pytest.fixture
def clerk(own_database: str) -> Client:
    return signed_in(Role.BACK_OFFICE, username="rina")


@pytest.fixture
def verifikator(own_database: str) -> Client:
    return signed_in(Role.VERIFIKATOR, username="wati")


def test_the_day_of_the_list_has_to_be_said(clerk: Client) -> None:
    """Today is not when SIAK was asked: filled in beforehand, it would be left standing."""
    page = clerk.get(SEND).content.decode()
    box = page[page.index('name="as_of_day"') :]
    assert "value" not in box[: box.index(">")]


def send(client: Client, content: bytes, **more: object) -> str:
    upload = SimpleUploadedFile("daftar.csv", content, content_type="text/csv")
    answer = client.post(SEND, {"kind": "residents", "file": upload, **DAY, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def the_import() -> Import:
    with office():
        return Import.objects.latest("pk")


def worker() -> None:
    """What the worker does with the newest import."""
    jobs.step(the_import().uuid)


def page(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_one_sends_another_approves_and_the_register_has_it(clerk: Client, verifikator: Client) -> None:
    where = send(clerk, people(SITI, BUDI, "rusak"))
    assert "menunggu giliran" in page(clerk, where)
    worker()
    seen = page(verifikator, where)
    assert "siap diputuskan" in seen
    assert "SITI AMINAH" in seen
    assert "columns_differ" in seen
    assert Resident.objects.count() == 0
    assert verifikator.post(f"{where}setujui/").status_code == 302
    worker()
    assert "sudah masuk register" in page(clerk, where)
    with office():
        assert Resident.objects.count() == 2
    one = the_import()
    assert (one.sent_by, one.decided_by, one.sample) == ("rina", "wati", {})
    assert not list(folder_of(one.uuid).glob("file*"))
    assert {"registry.import.received", "registry.import.approved", "registry.import.applied"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


def test_the_sender_sees_no_button_and_may_not_post_one(clerk: Client) -> None:
    where = send(clerk, people(SITI))
    worker()
    seen = page(clerk, where)
    assert "Setujui" not in seen
    assert "Orang lain yang memutuskan" in seen
    assert clerk.post(f"{where}setujui/").status_code == 403
    seen_by_the_head = page(signed_in(Role.HEAD, username="kadis"), where)
    assert "Setujui" in seen_by_the_head
    assert "Orang lain yang memutuskan" not in seen_by_the_head


def test_what_differs_is_shown_before_it_is_approved(clerk: Client, verifikator: Client) -> None:
    where = send(clerk, people(SITI, BUDI))
    worker()
    verifikator.post(f"{where}setujui/")
    worker()
    later = send(clerk, people(SITI.replace("KP. BARU", "JL. RAYA 7"), ANI))
    worker()
    seen = page(verifikator, later)
    assert "alamat: KP. BARU → JL. RAYA 7" in seen
    assert "BUDI" in seen
    assert 'name="mark_gone"' in seen
    entry = Entry.objects.filter(action="registry.import.seen").latest("pk")
    assert len(entry.subjects) == 2
    assert entry.case == str(the_import().uuid)


def test_a_moved_register_is_checked_again_and_wants_a_new_approval(
    clerk: Client, verifikator: Client
) -> None:
    where = send(clerk, people(SITI))
    worker()
    verifikator.post(f"{where}setujui/")
    worker()
    where = send(clerk, people(SITI, BUDI))
    worker()
    with office():
        Resident.objects.update(address="LAIN")
    verifikator.post(f"{where}setujui/")
    worker()
    seen = page(verifikator, where)
    assert "import_register_moved" in seen
    assert the_import().state == State.READY
    verifikator.post(f"{where}setujui/")
    worker()
    assert the_import().state == State.APPLIED


def test_a_file_that_is_no_list_is_told_by_its_code(clerk: Client) -> None:
    where = send(clerk, b"PK\x03\x04 spreadsheet")
    worker()
    seen = page(clerk, where)
    assert "import_file_binary" in seen
    assert "bukan teks CSV" in seen
    assert not list(folder_of(the_import().uuid).glob("file*"))


def test_rejects_are_downloaded_and_that_is_counted_and_written_down(clerk: Client) -> None:
    where = send(clerk, people(SITI, "rusak, 3673020202850002"))
    worker()
    taken = clerk.get(f"{where}ditolak.csv").getvalue().decode()
    assert "columns_differ" in taken
    assert "rusak, 3673020202850002" in taken
    assert Entry.objects.filter(action="registry.import.rejects_taken").count() == 1
    assert DailyUse.objects.get(username="rina", sort=Sort.EXPORTED).people == 1
    with override_settings(REKAM_DAILY_EXPORTED=1):
        assert page(clerk, f"{where}ditolak.csv", status=429)


def test_the_lines_themselves_want_a_fresh_proof_of_who_it_is(clerk: Client) -> None:
    where = send(clerk, people(SITI, "rusak"))
    worker()
    with override_settings(REKAM_STEP_UP_MINUTES=0):
        answer = clerk.get(f"{where}ditolak.csv")
    assert answer.status_code == 302
    assert not Entry.objects.filter(action="registry.import.rejects_taken").exists()


def test_what_an_older_list_would_undo_is_shown_and_stands_in_the_file_of_lines(
    clerk: Client, verifikator: Client
) -> None:
    where = send(clerk, people(SITI, BUDI))
    worker()
    verifikator.post(f"{where}setujui/")
    worker()
    happened(SITI, on=date(2026, 12, 1), address="JL. BARU 9")
    older = send(clerk, people(SITI, BUDI))
    worker()
    seen = page(verifikator, older)
    assert "Ditahan" in seen
    assert "later_event" in seen
    assert "alamat: JL. BARU 9 → KP. BARU" in seen
    assert "later_event" in clerk.get(f"{older}ditolak.csv").getvalue().decode()


def test_whoever_did_not_send_the_list_gets_codes_and_no_lines(clerk: Client, verifikator: Client) -> None:
    where = send(clerk, people(SITI, "rusak, 3673020202850002"))
    worker()
    taken = verifikator.get(f"{where}ditolak.csv").getvalue().decode()
    assert taken.splitlines()[0] == '"line";"column";"code";"sentence"'
    assert taken.splitlines()[1].startswith('"3";"";"columns_differ";')
    assert "rusak" not in taken
    assert not DailyUse.objects.filter(username="wati", sort=Sort.EXPORTED, people__gt=0).exists()


def test_only_the_sender_or_who_approves_may_close_an_import(clerk: Client) -> None:
    where = send(clerk, people(SITI))
    worker()
    assert signed_in(Role.BACK_OFFICE, username="tono").post(f"{where}tolak/").status_code == 409
    assert the_import().state == State.READY


def test_an_import_that_nobody_wants_is_closed(clerk: Client) -> None:
    where = send(clerk, people(SITI))
    worker()
    assert clerk.post(f"{where}tolak/").status_code == 302
    assert the_import().state == State.REFUSED
    assert "tidak dipakai" in page(clerk, "/register/impor/")


def test_a_mapping_comes_with_the_file(clerk: Client) -> None:
    content = people(SITI).replace(b"NIK,", b"nomor,", 1)
    send(clerk, content, mapping=SimpleUploadedFile("peta.csv", b"NIK,nomor\n"))
    worker()
    assert the_import().counts["new"] == 1


def test_another_office_finds_no_import(clerk: Client) -> None:
    where = send(clerk, people(SITI))
    cilegon = signed_in(Role.VERIFIKATOR, username="cilegon", areas=("36.72",))
    assert page(cilegon, where, status=404)
    assert cilegon.post(f"{where}setujui/").status_code == 404
    kasemen = signed_in(Role.BACK_OFFICE, username="kasemen", areas=("36.73.02",))
    upload = SimpleUploadedFile("x.csv", people(SITI))
    assert kasemen.post(SEND, {"kind": "residents", "file": upload, **DAY}).status_code == 403


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LURAH, Role.AUDITOR, Role.PROVINCE])
def test_others_send_and_see_nothing(role: Role) -> None:
    client = signed_in(role)
    assert page(client, "/register/impor/", status=403)
    assert page(client, SEND, status=403)


def test_a_form_without_a_file_says_so(clerk: Client) -> None:
    answer = clerk.post(SEND, {"kind": "residents", **DAY})
    assert answer.status_code == 400
    assert "govuk-error-summary" in answer.content.decode()


def test_a_large_body_is_for_who_may_send_lists(clerk: Client) -> None:
    large = {"CONTENT_LENGTH": str(MOST_FORM_BYTES + 1)}
    refused = Client().generic("POST", SEND, b"x", "multipart/form-data; boundary=x", **large)
    assert refused.status_code == 413
    operator = signed_in(Role.OPERATOR, username="yayan")
    assert operator.generic("POST", SEND, b"x", "multipart/form-data; boundary=x", **large).status_code == 413
    too_large = {"CONTENT_LENGTH": str(513 * 1024 * 1024)}
    assert (
        clerk.generic("POST", SEND, b"x", "multipart/form-data; boundary=x", **too_large).status_code == 413
    )


def test_the_day_is_the_lists_own(clerk: Client) -> None:
    send(clerk, people(SITI))
    assert the_import().as_of == date(2026, 11, 22)


def test_what_was_previewed_at_the_servers_shell_is_approved_by_nobody_in_the_page(
    clerk: Client, verifikator: Client, tmp_path: Path
) -> None:
    """Whoever stood at the shell gave any name with --by, and may be the one who would approve."""
    one = checked(people(SITI), folder=tmp_path, by_command=True)
    where = f"/register/impor/{one.uuid}/"
    seen = page(verifikator, where)
    assert "Setujui" not in seen
    assert "rekam import" in seen
    assert verifikator.post(f"{where}setujui/").status_code == 409
    assert the_import().state == State.READY


def test_the_audit_names_the_user_of_the_shell_beside_the_name_given(tmp_path: Path) -> None:
    file = tmp_path / "daftar.csv"
    file.write_bytes(people(SITI))
    officer(Role.ADMINISTRATOR, username="wati")
    assert command.main(["residents", str(file), "--preview", "--by", "wati"]) == 0
    told = Entry.objects.get(action="registry.import.received")
    assert (told.actor, told.facts["shell"]) == ("wati", system_user())


@pytest.mark.parametrize("active", [None, False])
def test_the_name_given_at_the_shell_is_that_of_an_active_account(
    tmp_path: Path, active: bool | None
) -> None:
    file = tmp_path / "daftar.csv"
    file.write_bytes(people(SITI))
    if active is not None:
        account = officer(Role.ADMINISTRATOR, username="wati")
        account.is_active = active
        account.save()
    with pytest.raises(RuleBroken, match="import_by_unknown"):
        command.main(["residents", str(file), "--by", "wati"])
    assert not Import.everywhere.exists()


def test_a_check_of_an_older_version_is_done_again_and_approved_again(
    clerk: Client, verifikator: Client
) -> None:
    where = send(clerk, people(SITI))
    jobs.step(the_import().uuid)
    with office():
        one = the_import()
        one.counts = {name: one.counts[name] for name in one.counts if name not in {"root", "held"}}
        one.save()
    verifikator.post(f"{where}setujui/")
    jobs.step(one.uuid)
    assert (the_import().state, the_import().code) == (State.READY, "import_check_outdated")
    assert "versi Rekam yang lebih lama" in page(verifikator, where)
    verifikator.post(f"{where}setujui/")
    jobs.step(one.uuid)
    assert the_import().state == State.APPLIED


def test_the_pages_call_the_sender_by_full_name(clerk: Client, verifikator: Client) -> None:
    where = send(clerk, people(SITI))
    Account.objects.filter(username="rina").update(display_name="Rina Marlina")
    assert "dikirim oleh Rina Marlina (rina)" in page(verifikator, where)
    assert "Rina Marlina" in page(verifikator, "/register/impor/")
