"""The pages of the queues: what they show, what they do, who may."""

import re

import pytest
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import kept, queries
from rekam.enrolment.waiting.books import OWN_BODY
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import holder
from tests.enrolment.waiting.conftest import Stand
from tests.personas import officer

WHY = "Kedua berkas sudah dilihat."


def browser(role: Role, *, name: str = "") -> Client:
    client = Client()
    client.force_login(officer(role, username=name))
    return client


@pytest.fixture
def bakri(office: None) -> Client:
    return browser(Role.BACK_OFFICE, name="bakri")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_first_page_counts_what_waits_and_opens_the_longest_waiting(bakri: Client, stand: Stand) -> None:
    stand(Status.ENROLL_FAILURE_AT_CENTRAL, days=40)
    page = shown(bakri, "/perekaman/")
    assert "1 rekaman menunggu kita" in page
    assert "mulai dari yang tertua" in page
    queue = shown(bakri, "/perekaman/status/ENROLL_FAILURE_AT_CENTRAL/")
    assert 'data-key="Enter"' in queue
    assert "Tidak ada rekaman" in shown(bakri, "/perekaman/status/ENROLL_FAILURE_AT_CENTRAL/?umur=7")
    assert bakri.get("/perekaman/status/LAIN/").status_code == 404


def test_a_queue_is_paged_and_keeps_its_narrowing(bakri: Client, stand: Stand) -> None:
    first = stand(Status.REQUEST_VALIDATION, code="sex_differs")
    packet = first.packet
    for number in range(51):
        packet.pk, packet.uuid = None, f"00000000-0000-4000-8000-{number:012d}"
        packet.save()
        Record.objects.create(
            packet=packet,
            area_code=first.area_code,
            served_in=first.served_in,
            state=first.state,
            state_since=first.state_since,
            officer="siti",
            captured_on=first.captured_on,
            received_at=first.received_at,
            particulars="document/0",
        )
    page = shown(bakri, "/perekaman/status/REQUEST_VALIDATION/?kecamatan=36.73.02")
    assert "?kecamatan=36.73.02&amp;page=2" in page


def test_the_buttons_of_a_recording_follow_the_table(bakri: Client, stand: Stand) -> None:
    of = stand(Status.DUPLICATE_RECORD)
    page = shown(bakri, f"/perekaman/{of.uuid}/")
    assert f'value="{Remedy.KEEP}"' in page
    assert f'value="{Remedy.SET_ASIDE}"' in page
    assert f'value="{Remedy.RESEND}"' not in page
    assert "Kata kepada warga" in page
    assert 'name="remedy"' not in shown(browser(Role.OPERATOR), f"/perekaman/{of.uuid}/")


def test_one_asks_and_another_decides(bakri: Client, stand: Stand) -> None:
    of = stand(Status.DUPLICATE_RECORD)
    address = f"/perekaman/{of.uuid}/langkah/"
    wrong = bakri.post(address, {"remedy": Remedy.SET_ASIDE, "why": "x"})
    assert (wrong.status_code, Submission.objects.count()) == (400, 0)
    assert "Pilih mengapa" in wrong.content.decode()
    told = {"remedy": Remedy.SET_ASIDE, "why": WHY, "reason": Reason.WRONG_PERSON}
    assert bakri.post(address, told).status_code == 302
    decision = f"/perekaman/pengajuan/{Submission.objects.get().uuid}/putus/"
    assert bakri.post(decision, {"answer": "yes"}).status_code == 403
    vera = browser(Role.VERIFIKATOR, name="vera")
    assert "menunggu orang kedua" in shown(vera, "/perekaman/pengajuan/")
    assert "Setujui" in shown(vera, f"/perekaman/{of.uuid}/")
    assert vera.post(decision, {"answer": "yes"}).status_code == 302
    of.refresh_from_db()
    assert of.set_aside
    assert "Disisihkan" in shown(vera, f"/perekaman/{of.uuid}/")
    assert "salah rekam" in shown(vera, "/perekaman/pengajuan/?alasan=wrong_person")
    saved = vera.get("/perekaman/buku/salah_rekam.csv")
    assert saved["Content-Disposition"].startswith("attachment")
    [head, line] = [row for row in saved.content.decode("utf-8-sig").splitlines() if not row.startswith('"#')]
    assert "rekaman" in head
    assert line.split(";")[0] == f'"{of.uuid}"'
    assert '"wrong_person"' in line
    person = Resident.objects.get(uuid=of.resident)
    assert person.nik not in saved.content.decode()
    assert person.full_name not in saved.content.decode()
    assert Entry.objects.filter(action="enrolment.book_saved", actor="vera").exists()
    assert vera.get("/perekaman/buku/lain.csv").status_code == 404
    assert bakri.get("/perekaman/buku/salah_rekam.csv").status_code == 403
    assert bakri.get("/perekaman/buku/salah_rekam/").status_code == 403


def test_a_register_has_the_niks_of_our_residents_and_says_who_looked(bakri: Client, stand: Stand) -> None:
    of, body = stand(Status.DUPLICATE_RECORD), holder(name="Pemilik Jari", number=91)
    asked = {"remedy": Remedy.SET_ASIDE, "why": WHY, "reason": Reason.WRONG_PERSON, "nik_body": body.nik}
    address = f"/perekaman/{of.uuid}/langkah/"
    assert bakri.post(address, asked | {"nik_face": "3201014107900001"}).status_code == 400
    assert bakri.post(address, asked).status_code == 302
    own = Resident.objects.get(uuid=of.resident).nik
    head = browser(Role.HEAD, name="euis")
    page = shown(head, "/perekaman/buku/salah_rekam/")
    assert all(column in page for column in ("nik_salah_rekam", "nik_pemilik_biometric", "nik_pemilik_foto"))
    assert re.findall(r"<td[^>]*>(\d{16}|–)</td>", page)[:3] == [own, body.nik, "–"]
    saved = head.get("/perekaman/buku/salah_rekam/nik.csv").content.decode("utf-8-sig")
    assert f'"{own}";"{body.nik}";"–";"{of.uuid}";"bakri"' in saved
    for action in ("enrolment.book_seen", "enrolment.book_page_saved"):
        entry = Entry.objects.get(action=action)
        assert (entry.purpose, set(entry.subjects)) == (
            Purpose.SUPERVISION,
            {str(of.resident), str(body.uuid)},
        )
    with scope(Scope.of("36.73.01")):
        assert queries.find_owner("") is None
        with pytest.raises(RuleBroken, match="owner_unknown"):
            queries.find_owner(body.nik)


def test_who_may_judge_learns_no_nik_of_an_open_case(stand: Stand) -> None:
    waits, operators = stand(Status.ADJUDICATE_RECORD), stand(Status.REQUEST_VALIDATION, code=OWN_BODY)
    waiting, other = (Resident.objects.get(uuid=one.resident).nik for one in (waits, operators))
    head, vera = browser(Role.HEAD, name="euis"), browser(Role.VERIFIKATOR, name="vera")
    opened, blind = (shown(one, "/perekaman/buku/adjudicate_record/") for one in (head, vera))
    assert waiting in opened
    assert waiting not in blind
    assert kept.WITHHELD in blind
    assert waiting not in vera.get("/perekaman/buku/adjudicate_record/nik.csv").content.decode()
    assert other in shown(vera, "/perekaman/buku/duplicate_operator/")
    Account.objects.filter(username__in=["euis", "vera"]).update(employee_number="1990", is_active=False)
    assert kept.may_judge(Account.objects.get(username="euis")), "the same human, by another account"


def test_what_disagrees_is_listed_with_its_remedy_and_handed_to_the_worker(
    bakri: Client, stand: Stand
) -> None:
    of = stand(Status.PROCESSING, days=1)
    page = shown(bakri, "/perekaman/tidak-bergerak/")
    assert "dibetulkan malam ini" in page
    assert "Tugasnya dibuat lagi" in page
    assert str(of.uuid) in shown(bakri, "/perekaman/tidak-bergerak/no_job/")
    assert bakri.post("/perekaman/tidak-bergerak/").status_code == 302
    assert bakri.get("/perekaman/tidak-bergerak/lain/").status_code == 404


def test_siaks_list_and_what_the_centre_was_asked(bakri: Client) -> None:
    person = holder(ektp_status=Status.SENT_FOR_ENROLLMENT)
    assert "1 penduduk belum selesai" in shown(bakri, "/perekaman/siak/")
    people = "/perekaman/siak/SENT_FOR_ENROLLMENT/"
    assert person.full_name in shown(bakri, people)
    note = f"/perekaman/siak/orang/{person.uuid}/pengajuan/"
    assert "NIK-nya mungkin sudah ada di pusat" in shown(bakri, note)
    assert bakri.post(note, {"why": ""}).status_code == 400
    assert bakri.post(note, {"why": WHY}).status_code == 302
    assert note not in shown(bakri, people)
    Resident.objects.update(ektp_status=Status.CARD_ISSUED)
    assert bakri.get(note).status_code == 404
