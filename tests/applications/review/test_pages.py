"""The officers' way: the queue, the checklist, two people, the originals."""

from datetime import timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications.catalogue.rules import Document
from rekam.applications.filing.models import Application
from rekam.registry.models import Resident
from tests.applications.conftest import MONDAY, card_of, checked, sent
from tests.cards import city
from tests.personas import officer


def signed_in(role: Role, username: str) -> Client:
    browser = Client()
    browser.force_login(officer(role, username=username))
    return browser


@pytest.fixture
def rina(office: None) -> Client:
    return signed_in(Role.OPERATOR, "rina")


@pytest.fixture
def vera(office: None) -> Client:
    return signed_in(Role.VERIFIKATOR, "vera")


def address(row: Application, rest: str = "") -> str:
    return f"/permohonan/kerja/{row.uuid}/{rest}"


def test_the_late_ones_stand_on_top(rina: Client, siti: Resident) -> None:
    new, late = sent(siti), sent(siti)
    Application.objects.filter(pk=late.pk).update(sent_at=MONDAY - timedelta(days=30))
    late.steps.create(
        number=2, area_code=late.area_code, step="sent", at=MONDAY - timedelta(days=30), actor="public"
    )
    page = rina.get("/permohonan/kerja/?tumpukan=periksa").content.decode()

    assert page.index(str(late.uuid)) < page.index(str(new.uuid)) or "terlambat" in page
    assert siti.full_name in page


def test_from_the_checklist_to_collected(rina: Client, vera: Client, siti: Resident) -> None:
    row = sent(siti)
    assert siti.full_name in rina.get(address(row)).content.decode()
    for sheet in row.scans.all():
        rina.post(address(row, f"lembar/{sheet.uuid}/nilai/"), {"verdict": "accepted"})
    rina.post(address(row, "langkah/"), {"act": "check"})
    assert rina.post(address(row, "putus/"), {"act": "approve"}).status_code == 403
    vera.post(address(row, "putus/"), {"act": "approve"})
    rina.post(address(row, "langkah/"), {"act": "originals", "seen": [Document.KK, Document.POLICE_LETTER]})
    for act, state in (("finish", "printed"), ("hand_out", "issued")):
        card_of(row, state=state)
        rina.post(address(row, "langkah/"), {"act": act})

    row.refresh_from_db()
    assert row.state == "collected"


def test_every_state_has_a_page(rina: Client, vera: Client, siti: Resident) -> None:
    row = checked(sent(siti))

    assert "Setujui" in vera.get(address(row)).content.decode()
    assert 'value="approve"' not in rina.get(address(row)).content.decode()


def test_a_step_that_nobody_knows(rina: Client, siti: Resident) -> None:
    assert rina.post(address(sent(siti), "langkah/"), {"act": "bakar"}).status_code == 409


def test_the_page_leads_to_what_makes_the_thing(rina: Client, siti: Resident, ahmad: Resident) -> None:
    """A first card is ordered at once, a changed one after its entry, a KIA from the counted blanks."""
    row = sent(siti)
    Application.objects.filter(pk=row.pk).update(state="in_work")
    for service, leads in {
        "ktp-baru": ("belum direkam",),
        "kia": ("Blanko KIA di", 'value="print_child"'),
        "luar-domisili": ("luar-domisili/",),
    }.items():
        Application.objects.filter(pk=row.pk).update(service=service)
        page = rina.get(address(row)).content.decode()
        assert all(lead in page for lead in leads), service
    record = city.record(siti)
    for service, leads in {
        "ktp-baru": (f"/kartu/pesan/{record.uuid}/", 'value="new"'),
        "ktp-hilang": ("?sebab=lost",),
        "ktp-ubah": (f"/register/{siti.uuid}/peristiwa/", "?sebab=element"),
    }.items():
        Application.objects.filter(pk=row.pk).update(service=service)
        page = rina.get(address(row)).content.decode()
        assert all(lead in page for lead in leads), service


def test_blanks_of_children_are_noted_with_a_reason(rina: Client) -> None:
    told = {"kind": "received", "change": "25", "note": "Disdukcapil provinsi, surat 12"}
    assert rina.post("/permohonan/kerja/kia/", told | {"note": "ada"}).status_code == 400
    assert rina.post("/permohonan/kerja/kia/", told).status_code == 302
    assert "25 blanko KIA" in rina.get("/permohonan/kerja/kia/").content.decode()


def test_who_collects_for_somebody_shows_a_letter(rina: Client, siti: Resident) -> None:
    row = sent(siti)
    Application.objects.filter(pk=row.pk).update(state="ready", service="kk")
    told = {"act": "hand_out", "collector": "Bu Lurah"}
    assert rina.post(address(row, "langkah/"), told).status_code == 409
    assert rina.post(address(row, "langkah/"), told | {"by_letter": "on"}).status_code == 302
