"""Papers: numbered, drawn from the register, and checked by whoever is shown one."""

from pathlib import Path
from uuid import uuid4

import cv2
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.filing.models import Application
from rekam.applications.products.models import Paper
from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from rekam.vault.keys import make_keys
from tests.applications.conftest import HOUR, MONDAY, approved, card_of, person, sent
from tests.personas import officer

LATER = MONDAY + 3 * HOUR


@pytest.fixture(autouse=True)
def signing_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()


def family_card(who: Resident) -> Application:
    row = in_work(who)
    return services.finish(application=row.uuid, actor="rina", at=LATER)


def in_work(who: Resident) -> Application:
    row = approved(sent(who, Service.KK, Document.KK, facts={"reason": "lost"}))
    return services.see_originals(
        application=row.uuid, seen=[Document.KK], office_area="36.73", actor="rina", at=LATER
    )


def test_papers_are_numbered_one_after_the_other_for_the_whole_office(siti: Resident) -> None:
    far = person(5, name="Dewi Jauh", area_code="36.73.01.1001", kk="5" * 16)
    for row, district in ((in_work(siti), "36.73.02"), (in_work(far), "36.73.01")):
        with scope(Scope.of(district)):
            services.finish(application=row.uuid, actor="rina", at=LATER)

    numbers = [paper.number for paper in Paper.objects.order_by("sequence")]
    assert numbers == ["00001/KK/36.73/2026", "00002/KK/36.73/2026"]


def test_a_card_gives_no_paper_of_ours(siti: Resident) -> None:
    row = approved(sent(siti))
    seen = [Document.KK, Document.POLICE_LETTER]
    services.see_originals(application=row.uuid, seen=seen, office_area="36.73", actor="rina", at=LATER)
    card_of(row, state="printed")
    services.finish(application=row.uuid, actor="rina", at=LATER)

    assert not Paper.objects.exists()


def test_the_paper_is_a_pdf_and_its_key_is_checked_by_anybody(siti: Resident) -> None:
    row = family_card(siti)
    browser = Client(REMOTE_ADDR=f"10.3.{uuid4().int % 256}.{uuid4().int % 256}")
    browser.force_login(officer(Role.OPERATOR))
    drawn = browser.get(f"/permohonan/kerja/{row.uuid}/dokumen.pdf")
    assert drawn.content.startswith(b"%PDF-")

    key = Paper.objects.get().spaced_key.lower()
    page = browser.get("/permohonan/periksa/", {"kode": key}).content.decode()
    assert "diterbitkan kantor ini" in page
    assert "S A" in page
    assert siti.full_name not in page
    assert "tidak dikenal" in browser.get("/permohonan/periksa/", {"kode": "0" * 16}).content.decode()


def test_the_signature_is_read_from_the_sheet_and_from_the_file(siti: Resident) -> None:
    row = family_card(siti)
    browser = Client(REMOTE_ADDR=f"10.5.{uuid4().int % 256}.{uuid4().int % 256}")
    browser.force_login(officer(Role.OPERATOR))
    drawn = browser.get(f"/permohonan/kerja/{row.uuid}/dokumen.pdf").content
    sheet = pypdfium2.PdfDocument(drawn)[0].render(scale=300 / 72).to_numpy()
    text, _box, _straight = cv2.QRCodeDetectorAruco().detectAndDecode(cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY))
    assert Paper.objects.get().key in text
    assert len(text) < 500

    stranger = Client(REMOTE_ADDR=f"10.6.{uuid4().int % 256}.{uuid4().int % 256}")
    by_text = stranger.post("/permohonan/periksa/", {"text": text}).content.decode()
    assert "tanda tangannya asli" in by_text
    assert siti.full_name not in by_text
    by_file = stranger.post("/permohonan/periksa/", {"pdf": SimpleUploadedFile("kk.pdf", drawn)})
    assert siti.full_name in by_file.content.decode()
    altered = stranger.post("/permohonan/periksa/", {"text": text[:-4] + "AAAA"})
    assert altered.status_code == 400
    assert "Tanda tangannya tidak cocok" in altered.content.decode()
    assert stranger.get("/permohonan/periksa/kunci.json").json()["keys"][0]["crv"] == "Ed25519"


def test_a_later_one_takes_its_place(siti: Resident) -> None:
    family_card(siti)
    key = Paper.objects.get().key
    again = family_card(siti)
    Paper.objects.filter(application=again).update(issued_at=LATER + HOUR)
    browser = Client(REMOTE_ADDR=f"10.4.{uuid4().int % 256}.{uuid4().int % 256}")

    assert "sudah ada yang lebih baru" in browser.get("/permohonan/periksa/", {"kode": key}).content.decode()


def test_beside_siak_it_is_drawn_of_its_subject(siti: Resident, ahmad: Resident, settings: object) -> None:
    papers = (Document.DEATH_LETTER, Document.KK)
    facts: dict[str, object] = {"on": "2026-11-20", "document": "1", "place": "rumah"}
    settings.REKAM_MODE = "beside"  # type: ignore[attr-defined]
    row = approved(sent(siti, Service.DEATH, *papers, subject=ahmad, facts=facts))
    services.see_originals(application=row.uuid, seen=papers, office_area="36.73", actor="rina", at=LATER)
    services.finish(application=row.uuid, actor="rina", at=LATER)

    assert Paper.objects.get().resident == ahmad.uuid
