"""A person sees who opened his data; the office prints the same as a letter."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.cards import city
from tests.personas import SERANG, officer, resident

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def ratu() -> Resident:
    person = resident(serial=1, name="Ratu Maryamah")
    with scope(EVERYWHERE):
        person.save()
    return person


def own_account(person: UUID | None) -> Client:
    account = officer(Role.RESIDENT, areas=(), username="warga")
    Account.objects.filter(pk=account.pk).update(resident=person)
    client = Client()
    client.force_login(Account.objects.get(pk=account.pk))
    return client


def signed_in(role: Role, *, areas: tuple[str, ...] = ("36.73",), username: str = "") -> Client:
    client = Client()
    client.force_login(officer(role, areas=areas, username=username))
    return client


def test_a_look_at_the_counter_is_seen_at_home(ratu: Resident) -> None:
    operator = signed_in(Role.OPERATOR, username="yayan")
    operator.post("/register/", {"cari": ratu.nik, "tujuan": "complaint", "perkara": "P-17"})
    operator.get(f"/register/{ratu.uuid}/")
    page = own_account(ratu.uuid).get("/riwayat-akses/").content.decode()
    assert "Petugas membuka data kependudukan Anda" in page
    assert "Nama Anda muncul dalam hasil pencarian petugas" in page
    assert page.count("pengaduan") == 2
    assert page.count("nomor P-17") == 2
    assert "Operator, Disdukcapil Kota Serang" in page
    assert "status kawin" in page
    assert f"catatan {Entry.objects.get(action='registry.resident_seen').pk}<" in page


def test_ids_and_area_codes_of_ours_are_no_case_numbers(ratu: Resident) -> None:
    signed_in(Role.LURAH, areas=(ratu.area_code,)).get(f"/capaian/{ratu.area_code}/nama/")
    page = own_account(ratu.uuid).get("/riwayat-akses/").content.decode()
    assert "Petugas membuka daftar warga yang belum direkam" in page
    assert ratu.area_code not in page


def test_no_officers_name_is_told(ratu: Resident) -> None:
    signed_in(Role.OPERATOR, username="yayan").get(f"/register/{ratu.uuid}/")
    assert "yayan" not in own_account(ratu.uuid).get("/riwayat-akses/").content.decode()


def test_what_happened_to_recordings_and_bodies_is_told_too(ratu: Resident) -> None:
    with scope(EVERYWHERE):
        recording = city.record(ratu)
    subjects = [str(recording.subject)]
    record("abis.image.seen", actor="bakri", at=NOON, subjects=subjects, purpose=Purpose.ADJUDICATION)
    record(
        "enrolment.moved", actor="pipeline", at=NOON, subjects=[str(recording.uuid)], purpose=Purpose.SYSTEM
    )
    page = own_account(ratu.uuid).get("/riwayat-akses/").content.decode()
    assert "dibuka tanpa nama Anda" in page
    assert page.index("Yang dilakukan petugas") < page.index("Yang dikerjakan sistem sendiri")


def test_an_export_tells_the_columns_it_held_and_no_others(ratu: Resident) -> None:
    record(
        "registry.export.fetched",
        actor="bakri",
        at=NOON,
        subjects=[str(ratu.uuid)],
        purpose=Purpose.OUTREACH,
        columns="full_name,address",
    )
    page = own_account(ratu.uuid).get("/riwayat-akses/").content.decode()
    assert "Yang terlihat: nama, alamat<" in page


def test_another_persons_history_is_not_told(ratu: Resident) -> None:
    signed_in(Role.OPERATOR).get(f"/register/{ratu.uuid}/")
    page = own_account(resident(serial=2).uuid).get("/riwayat-akses/").content.decode()
    assert "Belum ada yang membuka data ini" in page


def test_an_account_that_belongs_to_nobody_sees_nothing() -> None:
    answer = own_account(None).get("/riwayat-akses/")
    assert answer.status_code == 409
    assert "resident_not_linked" in answer.content.decode()


def test_the_letter_says_the_same_with_the_name_on_it(ratu: Resident) -> None:
    signed_in(Role.OPERATOR, username="yayan").get(f"/register/{ratu.uuid}/")
    page = signed_in(Role.HEAD).get(f"/riwayat-akses/{ratu.uuid}/").content.decode()
    assert "Ratu Maryamah" in page
    assert ratu.nik not in page
    assert "Petugas membuka data kependudukan Anda" in page
    assert "yayan" not in page
    entry = Entry.objects.get(action="web.history_given")
    assert (entry.actor, entry.subjects, entry.purpose) == ("head", [str(ratu.uuid)], Purpose.OWN)


def test_another_offices_letter_is_not_found() -> None:
    person = resident(serial=3, area_code=SERANG)
    with scope(EVERYWHERE):
        person.save()
    operator = signed_in(Role.OPERATOR, areas=("36.73.02",))
    assert operator.get(f"/riwayat-akses/{person.uuid}/").status_code == 404


@pytest.mark.parametrize("role", [Role.LURAH, Role.RESIDENT, Role.AUDITOR, Role.BANK])
def test_only_the_office_prints_letters(role: Role, ratu: Resident) -> None:
    assert signed_in(role).get(f"/riwayat-akses/{ratu.uuid}/").status_code == 403
