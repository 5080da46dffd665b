"""Who files for people without a telephone: with their consent, for a slip, and without a look at more."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications import services
from rekam.applications.catalogue.rules import Service
from rekam.applications.filing.models import Application
from rekam.applications.filing.rules import Channel
from rekam.applications.review import services as review
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.applications.conftest import HOUR, MONDAY, OFFICE, checked, person, said, scanned
from tests.applications.filing.test_pages import begin, who
from tests.personas import officer


@pytest.fixture
def lurah(siti: Resident) -> Client:
    browser = Client()
    browser.force_login(officer(Role.LURAH, areas=(siti.area_code,)))
    return browser


def filed(row: Resident, *, by: str = "lurah") -> Application:
    """Filed in the kelurahan, and sent."""
    from rekam.applications.catalogue.rules import Document

    made = services.begin(
        service=Service.KTP_LOST,
        token=uuid4(),
        channel=Channel.VILLAGE,
        filed_by=by,
        consented=True,
        area_code=row.area_code,
        at=MONDAY,
    ).application
    services.say_who(application=made.uuid, said=said(row), actor=by, at=MONDAY)
    services.fill_in(application=made.uuid, facts={"note": ""}, actor=by, at=MONDAY)
    made.refresh_from_db()
    scanned(made, Document.POLICE_LETTER, Document.KK)
    return services.send(application=made.uuid, actor=by, at=MONDAY)


def test_nobody_files_for_somebody_who_did_not_agree(lurah: Client, office: None) -> None:
    with pytest.raises(RuleBroken, match="application_consent_missing"):
        services.begin(
            service=Service.KK, token=uuid4(), channel=Channel.VILLAGE, filed_by="lurah", at=MONDAY
        )
    page = lurah.get("/permohonan/layanan/kk/").content.decode()
    assert 'name="consent"' in page
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    assert lurah.post("/permohonan/mulai/", {"service": "kk", "token": token[1]}).status_code == 409
    assert 'name="consent"' not in Client().get("/permohonan/layanan/kk/").content.decode()


def test_the_slip_has_the_code_for_as_long_as_it_is_shown(lurah: Client, siti: Resident) -> None:
    begin(lurah, consent="on")
    with scope(OFFICE):
        assert Application.objects.get().consented_at is not None

    slip = lurah.get("/permohonan/saya/tanda.pdf")
    assert slip.content.startswith(b"%PDF-")
    lurah.post("/permohonan/saya/kode/")
    assert lurah.get("/permohonan/saya/tanda.pdf").status_code == 302


def test_the_list_tells_number_and_state_of_his_own_and_nobodys_name(lurah: Client, siti: Resident) -> None:
    own, other = filed(siti, by=Role.LURAH), filed(siti, by="lurah-lain")

    page = lurah.get("/permohonan/dampingan/").content.decode()
    assert f"{own.number[:5]} {own.number[5:]}" in page
    assert "menunggu diperiksa" in page
    for hidden in (other.number[5:], siti.full_name, siti.nik, str(own.uuid)):
        assert hidden not in page


def test_he_reads_no_application_checks_none_and_decides_none(lurah: Client, siti: Resident) -> None:
    row = filed(siti, by=Role.LURAH)

    assert lurah.get("/permohonan/kerja/").status_code == 403
    assert lurah.get(f"/permohonan/kerja/{row.uuid}/").status_code == 403
    for path, act in (("langkah", "check"), ("putus", "approve")):
        assert lurah.post(f"/permohonan/kerja/{row.uuid}/{path}/", {"act": act}).status_code == 403


def test_neither_does_the_same_person_with_another_account(siti: Resident) -> None:
    for username in ("lurah", "operator"):
        account = officer(Role.OPERATOR, username=username)
        account.employee_number, account.is_active = "19880714", username == "operator"
        account.save()
    row = filed(siti, by="lurah")
    row.scans.update(verdict="accepted")

    with pytest.raises(RuleBroken, match="four_eyes"):
        review.check(application=row.uuid, actor="operator", at=MONDAY + HOUR)
    checked(row, by="rina")
    with pytest.raises(RuleBroken, match="four_eyes"):
        review.approve(application=row.uuid, actor="operator", at=MONDAY + HOUR)


def test_his_reach_ends_at_his_kelurahan(lurah: Client, siti: Resident) -> None:
    """Subject and applicant alike: neither is found beyond it, though the office knows both."""
    far = person(7, name="Dewi Jauh", area_code="36.73.01.1001", kk=siti.kk)
    begin(lurah, consent="on")

    answer = lurah.post("/permohonan/saya/pemohon/", who(siti, for_whom="other", subject_nik=far.nik))
    assert "Orang ini tidak ditemukan" in answer.content.decode()
    with scope(Scope.of("36.73.01")):
        assert not Application.objects.exists()


def test_a_nik_that_belongs_to_nobody_raises_the_alarm(
    lurah: Client, siti: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("rekam.applications.filing.views.look", lambda *, nik, **_told: asked.append(nik))
    begin(lurah, consent="on")
    lurah.post("/permohonan/saya/pemohon/", who(siti, for_whom="family", subject_nik="3673025208090001"))

    assert asked == [siti.nik, "3673025208090001"]
