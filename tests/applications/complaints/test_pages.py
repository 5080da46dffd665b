"""The pages: complaining without an account, the counter, the queue, and the figures."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pypdfium2
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.applications.complaints import services
from rekam.applications.complaints.figures import by_office, figures
from rekam.applications.complaints.models import Complaint, ComplaintForm, ComplaintSheet
from rekam.applications.complaints.rules import Accused, Category, Level
from rekam.applications.filing.numbers import code_of, digest_of
from rekam.kernel.database import scope
from tests.applications.complaints.conftest import PROVINCE, SAID, filed
from tests.applications.conftest import picture
from tests.contracts.papers import text_of
from tests.personas import officer

MOST_BYTES = 100 * 1024
TOLD = {"category": "terlambat", "said": SAID, "accused": "tidak-ada"}
SHOWN = re.compile(r'<strong class="r-nowrap">([^<]+)</strong>')
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _fresh_figures() -> None:
    cache.clear()


def browser(account: Account | None = None) -> Client:
    """From an address of its own, since strangers are counted by it."""
    made = Client(REMOTE_ADDR=f"10.1.{uuid4().int % 256}.{uuid4().int % 256}")
    if account is not None:
        made.force_login(account)
    return made


def complain(client: Client, path: str = "/pengaduan/", **changed: object) -> tuple[str, str]:
    """Number and code, as the page shows them."""
    page = client.get(path).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    sent = client.post(path, TOLD | {"token": token[1]} | changed)
    assert (sent.status_code, sent.headers.get("Location")) == (302, "/pengaduan/kode/"), (
        sent.content.decode()
    )
    number, code = SHOWN.findall(client.get("/pengaduan/kode/").content.decode())
    return number, code


@pytest.mark.usefixtures("own_vault")
def test_a_stranger_complains_with_a_photograph_and_reads_the_answer_on_another_telephone(
    staff: SimpleNamespace,
) -> None:
    photograph = SimpleUploadedFile("kuitansi.png", picture())
    number, code = complain(browser(), sheet=photograph)
    row, other = Complaint.objects.get(), browser()
    assert ComplaintSheet.objects.get().kind == "jpeg"

    assert other.get("/pengaduan/saya/").headers["Location"] == "/pengaduan/cari/"
    other.post("/pengaduan/cari/", {"number": number, "code": code})
    own = other.get("/pengaduan/saya/").content.decode()
    assert number in own
    assert row.owner not in own
    owner = browser(getattr(staff, row.owner))
    found = {"act": "answer", "answer-outcome": "benar", "answer-mended": "tidak-ada"}
    step = f"/pengaduan/kerja/{row.uuid}/langkah/"
    assert owner.post(step, found | {"answer-text": "Kartunya siap besok."}).status_code == 302
    assert "Kartunya siap besok." in other.get("/pengaduan/saya/").content.decode()
    assert other.post("/pengaduan/saya/tinjau/", {"text": "Besok sudah lewat."}).status_code == 302
    row.refresh_from_db()
    assert (row.level, row.owner) == (Level.HEAD, "euis")


def test_wrong_number_and_wrong_code_get_the_same_answer(staff: SimpleNamespace) -> None:
    number, code = complain(browser())
    told = {
        re.sub(r'(value|content|nonce|csrfToken)="[^"]*"', "", page.content.decode())
        for page in (
            browser().post("/pengaduan/cari/", typed)
            for typed in (
                {"number": number, "code": "AAAAA AAAAA"},
                {"number": "12345 67890", "code": code},
                {"number": "bukan nomor", "code": code},
            )
        )
    }

    assert len(told) == 1
    assert "Tidak ada pengaduan dengan nomor dan kode itu" in told.pop()


def test_one_address_does_not_try_codes_for_long(staff: SimpleNamespace) -> None:
    client = browser()
    pages = [
        client.post("/pengaduan/cari/", {"number": "12345 67890", "code": str(n)}).content.decode()
        for n in range(11)
    ]

    assert "Terlalu banyak percobaan" in pages[10]
    assert "Terlalu banyak percobaan" not in pages[9]


def test_pages_are_light_need_no_script_and_no_address_names_the_complaint(staff: SimpleNamespace) -> None:
    client = browser()
    complain(client)
    for path in ("", "cari/", "kode/", "saya/"):
        answer = client.get(f"/pengaduan/{path}")
        assert (answer.status_code, len(answer.content) < MOST_BYTES) == (200, True), path


def test_no_officer_is_named_to_strangers(staff: SimpleNamespace) -> None:
    page = browser().get("/pengaduan/").content.decode()

    assert not re.search(r"\b(rina|vera|euis)\b", page, re.IGNORECASE)


def test_what_is_typed_wrong_stays_and_is_told(staff: SimpleNamespace) -> None:
    typed = TOLD | {"token": str(uuid4()), "application": "123", "contact": "x", "said": "uang"}
    page = browser().post("/pengaduan/", typed)

    assert page.status_code == 400
    for told in ("Nomor permohonan terdiri dari 10 angka", "uang"):
        assert told in page.content.decode()
    assert not Complaint.objects.exists()


def test_at_the_counter_the_officer_hands_out_number_and_code_and_reads_no_more(
    staff: SimpleNamespace,
) -> None:
    operator = browser(officer(Role.OPERATOR, username="oki"))
    complain(operator, "/pengaduan/kerja/baru/", accused="petugas", described="loket 2, pagi")

    row = Complaint.objects.get()
    assert (row.channel, row.keyed_by, row.owner) == ("counter", "oki", "euis")
    assert operator.post("/pengaduan/kode/").headers["Location"] == "/pengaduan/kerja/baru/"
    assert operator.get("/pengaduan/saya/").headers["Location"] == "/pengaduan/cari/"
    assert operator.get(f"/pengaduan/kerja/{row.uuid}/").status_code == 403


def test_a_form_on_paper_bears_the_number_and_the_code_of_what_is_keyed_in(staff: SimpleNamespace) -> None:
    rina = browser(staff.rina)
    pdf = rina.post("/pengaduan/kerja/kertas/cetak/", {"copies": "2"})
    printed = list(ComplaintForm.objects.order_by("pk"))
    assert (pdf.headers["Content-Type"], len(printed)) == ("application/pdf", 2)
    paper = text_of(pdf)
    assert len(pypdfium2.PdfDocument(pdf.content)) == 2
    assert all(code_of(one.token) in paper for one in printed)

    came = {"came_on_day": "2", "came_on_month": "11", "came_on_year": "2026"}
    typed = TOLD | came | {"number": printed[0].number}
    for _twice in range(2):
        assert rina.post("/pengaduan/kerja/kertas/", typed).status_code == 302
    row = Complaint.objects.get()
    assert (row.number, row.channel) == (printed[0].number, "paper")
    assert row.due_on == date(2026, 11, 9)  # five working days from the day on which it was handed in
    assert row.code_digest == digest_of(code_of(printed[0].token))
    other = rina.post("/pengaduan/kerja/kertas/", typed | {"said": "Cerita yang lain sama sekali."})
    assert "sudah dipakai" in other.content.decode()


def test_the_queue_and_the_page_are_empty_for_the_accused(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE, Accused.COUNTER)
    services.name_accused(complaint=row.uuid, accused="vera", by=staff.euis, at=NOW)
    vera, euis, adi = (browser(one) for one in (staff.vera, staff.euis, staff.adi))
    page = f"/pengaduan/kerja/{row.uuid}/"

    assert "Diminta uang" not in vera.get("/pengaduan/kerja/").content.decode()
    assert [vera.get(page).status_code, vera.post(f"{page}langkah/").status_code] == [404, 404]
    assert [adi.get(page).status_code, adi.post(f"{page}pindah/").status_code] == [403, 403]
    assert "Vera" not in adi.get("/").content.decode()
    shown = euis.get(page).content.decode()
    assert "Tidak dapat membaca dan menangani" in shown
    moved = euis.post(f"{page}pindah/", {"act": "hand", "hand-to": "vera", "hand-why": "supaya cepat"})
    assert moved.status_code == 400
    handed = {"act": "hand", "hand-to": "rina", "hand-why": "tolong diperiksa"}
    assert euis.post(f"{page}pindah/", handed).status_code == 302
    assert "Jawab" in browser(staff.rina).get(page).content.decode()


def test_who_lost_a_complaint_meanwhile_is_told_so_beside_it(staff: SimpleNamespace) -> None:
    row = filed()
    Complaint.objects.filter(pk=row.pk).update(owner="rina")
    late = browser(staff.vera).post(f"/pengaduan/kerja/{row.uuid}/langkah/", {"act": "take"})

    assert late.status_code == 400
    assert "sudah ada penangannya" in late.content.decode()


def test_open_complaints_stand_in_the_public_figures_and_few_are_not_told(staff: SimpleNamespace) -> None:
    four = [filed(at=NOW - timedelta(days=200)) for _ in range(4)]
    few = browser().get("/permohonan/kinerja/").content.decode()
    assert "Pengaduan 90 hari terakhir kurang dari lima" in few
    cache.clear()
    filed(at=NOW - timedelta(days=200))
    page = browser().get("/permohonan/kinerja/").content.decode()

    assert "5 dari 5 pengaduan belum dijawab, 5 di antaranya lewat batas" in " ".join(page.split())
    told = figures(now=NOW)
    assert (told.whole.open_late, told.whole.median_at_least, len(told.lines)) == (5, True, 1)
    assert len(four) == 4


def test_the_province_sees_counts_of_its_offices_and_only_what_came_up_to_it(
    staff: SimpleNamespace,
) -> None:
    filed(at=NOW)
    raised = filed(accused=Accused.HEAD, at=NOW)
    page = browser(staff.banten).get("/pengaduan/kerja/").content.decode()

    assert page.count("/pengaduan/kerja/") >= 1
    assert str(raised.uuid) in page
    assert page.count('data-label="Batas"') == 1
    with scope(PROVINCE):
        (part,) = by_office("36", now=NOW)
    assert (part.name, part.line.sent, part.raised) == ("Kota Serang", 2, 1)


@pytest.mark.django_db
def test_a_link_can_begin_the_complaint_with_a_name_and_with_nothing_more() -> None:
    name = "<script>Toko\n\tSerba & Ada" + "x" * 500
    page = browser().get("/pengaduan/", {"tentang": name}).content.decode()
    text = re.search(r'<textarea name="said"[^>]*>\s*([^<]*)</textarea>', page)
    assert text is not None
    assert text[1].startswith("Tentang &lt;script&gt;Toko Serba &amp; Adax")
    assert text[1].rstrip().endswith("x:")
    assert text[1].count("x") < 120
    assert "Tentang" not in browser().get("/pengaduan/", {"tentang": " \n"}).content.decode()
