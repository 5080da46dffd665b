"""The office's pages: a contract entered by one and approved by another, its use, its reports."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from rekam.verification.asking.rules import Consent
from rekam.verification.asking.services import ask
from rekam.verification.partners import queries, services
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import State
from rekam.verification.reports.services import close_semester
from tests.personas import officer
from tests.verification.conftest import NOON, OFFICE, active, question

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "BPJS Contoh",
    "kind": "bpjs",
    "contract_number": "PKS-2",
    "purpose": "menjamin biaya",
    "contract_from_day": "1",
    "contract_from_month": "1",
    "contract_from_year": "2026",
    "contract_until_day": "31",
    "contract_until_month": "12",
    "contract_until_year": "2027",
    "law": "UU 24/2011",
    "monthly_quota": "1000",
    "nik_quota": "3",
    "needs_consent": "on",
}
DAYS = {
    "begins_day": "1",
    "begins_month": "1",
    "begins_year": "2026",
    "until_day": "31",
    "until_month": "12",
    "until_year": "2026",
}


@pytest.fixture
def head(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    browser = Client()
    browser.force_login(officer(Role.HEAD))
    with scope(OFFICE):
        yield browser


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_one_enters_and_another_approves(head: Client) -> None:
    clerk = Client()
    clerk.force_login(officer(Role.BACK_OFFICE))
    for fields in (["JENIS_KLMIN"], ["NAMA_LGKP", "SIDIK_JARI"]):
        refused = clerk.post("/lembaga/baru/", TYPED | {"asked_fields": fields})
        assert refused.status_code == 400
        assert refused.content.decode().count("govuk-error-summary__title") == 1
    page = clerk.post("/lembaga/baru/", TYPED | {"asked_fields": ["NAMA_LGKP", "TGL_LHR"]}).headers[
        "Location"
    ]

    assert clerk.get(f"{page}setujui/").status_code == 403
    assert "menunggu persetujuan" in text(head, page)
    assert head.post(f"{page}setujui/", {"giver": "", **DAYS}).status_code == 400
    head.post(f"{page}setujui/", {"giver": "Menteri", "number": "HA-1", **DAYS})
    (row,) = queries.partners()
    assert "Tarif perbandingan" not in text(head, page)
    Partner.objects.update(kind="bank", fields=["WAJAH"])
    assert "wajah Rp 3.000" in text(head, page)
    assert (row.state, row.made_by, row.approved_by) == (State.ACTIVE, "back_office", "head")


def test_a_key_is_added_and_revoked_and_a_private_one_refused(head: Client) -> None:
    page = f"/lembaga/{active().uuid}/"
    secret = '{"kty":"EC","crv":"P-256","d":"x","kid":"k"}'
    assert "kunci rahasia" in head.post(f"{page}kunci/", {"key": secret, **DAYS}).content.decode()
    head.post(f"{page}kunci/", {"key": "ab" * 32, **DAYS})
    (key,) = queries.all_keys(queries.partners()[0])
    assert "abababababababab" in text(head, page)
    head.post(f"/lembaga/kunci/{key.uuid}/cabut/")
    assert "dicabut" in text(head, page)


def test_the_head_is_told_of_a_stop_and_opens_again_with_a_reason(head: Client) -> None:
    row = active()
    services.stop_partner(partner=row.uuid, reason="sequence", at=NOON)
    page = f"/lembaga/{row.uuid}/"
    assert "dihentikan otomatis karena" in text(head, "/capaian/36.73/")
    assert "NIK ditanyakan berurutan" in text(head, page)
    assert head.post(f"{page}langkah/", {"to": "active", "reason": "ok"}).status_code == 400
    head.post(f"{page}langkah/", {"to": "active", "reason": "salah sambung program"})
    assert queries.get_partner(row.uuid).state == State.ACTIVE


def test_the_page_shows_use_without_a_query_more_for_each_question(head: Client, siti: Resident) -> None:
    row = active()
    path = f"/lembaga/{row.uuid}/"
    text(head, path)
    with CaptureQueriesContext(connection) as without:
        text(head, path)
    for number in range(3):
        ask(row, question(siti.nik), now=NOON + timedelta(minutes=number))
    with CaptureQueriesContext(connection) as with_use:
        shown = text(head, path)
    assert len(with_use) == len(without)
    assert "3 pertanyaan dalam 30 hari terakhir" in shown
    assert siti.nik not in shown


def test_a_semesters_report_is_made_read_and_confirmed_or_warned_for(
    head: Client, bank: Partner, siti: Resident
) -> None:
    in_june = NOON - timedelta(days=170)
    agreed = Consent(number="S-1", given_on=in_june.date())
    ask(bank, question(siti.nik), now=NOON)
    ask(bank, question(siti.nik, consent=agreed), now=in_june)
    close_semester(actor="watch", at=NOON)
    close_semester(actor="watch", at=NOON)  # the night after makes none again
    (report,) = bank.reports.all()
    assert report.figures["questions"] == 1
    assert report.figures["fields"]["NAMA_LGKP"] == [1, 0]
    for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        assert head.get(f"/lembaga/laporan/{report.uuid}/pemakaian.{form}").content.startswith(start)
    assert head.get(f"/lembaga/laporan/{report.uuid}/pemakaian.csv").status_code == 404

    close_semester(actor="watch", at=NOON + timedelta(days=31))
    assert queries.get_partner(bank.uuid).state == State.WARNED
    assert queries.steps_of(bank)[0].reason == "report_late"
    confirm = f"/lembaga/laporan/{report.uuid}/benarkan/"
    assert head.post(confirm, {"letter": ""}).status_code == 409
    head.post(confirm, {"letter": "S-9/2026"})
    report.refresh_from_db()
    assert report.letter == "S-9/2026"
