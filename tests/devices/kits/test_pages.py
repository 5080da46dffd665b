"""The pages of kits: what each role sees and may do, from the grid to a repair."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from rekam.accounts.rules import Role
from rekam.devices.kits import parts
from rekam.devices.kits.models import Kit, Part, StationDay
from rekam.devices.kits.parts import Said
from rekam.devices.kits.rules import Act, PartKind, State
from rekam.kernel.database import scope
from tests.devices.kits.scene import CITY, KASEMEN, OFFICE, kit, part_of
from tests.personas import officer


@pytest.fixture
def kits(db: None) -> tuple[Kit, Kit]:
    """Two kits; the second one's iris scanner is at Jakarta since three days ago."""
    at, today = timezone.now(), timezone.localdate()
    with scope(OFFICE):
        whole, dead = kit("Utuh"), kit("Mati", station="0" * 16)
        broken = part_of(dead, PartKind.IRIS)
        said = Said(on=today - timedelta(days=3), today=today, actor="bakri", at=at)
        parts.report_fault(part=broken.uuid, said=said)
        parts.step_part(part=broken.uuid, act=Act.SENT, said=said)
        for day in (1, 2):
            StationDay.objects.create(
                station="0" * 16, area_code=KASEMEN, day=today - timedelta(days=day), captures=30, minutes=200
            )
        return whole, dead


@pytest.fixture
def back_office(db: None) -> Client:
    return signed_in(Role.BACK_OFFICE)


def signed_in(role: Role, *areas: str) -> Client:
    client = Client()
    client.force_login(officer(role, areas=areas or (CITY,)))
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(f"/alat/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_the_grid_and_the_kits_page_tell_the_state_and_what_it_costs(
    kits: tuple[Kit, Kit], back_office: Client
) -> None:
    grid = text(back_office, "")
    assert "mati: pemindai iris rusak" in grid
    page = text(back_office, f"{kits[1].uuid}/")
    assert "orang tidak terjangkau" in page
    assert "30,0 orang sehari (rata-rata 2 hari kerja kit di kantor ini)" in page
    assert "orang tidak terjangkau" not in text(back_office, f"{kits[0].uuid}/")
    assert "Telepon Jakarta" in page
    assert "Pemindai iris" in text(back_office, "perbaikan/")
    assert "angka kasar" in text(back_office, "umur/")
    assert text(back_office, "kalender/").count("mati") >= 14
    assert "Tidak ada bagian yang dipinjam" in text(back_office, "pinjaman/")


def test_a_fault_takes_two_clicks_and_a_repair_is_written_down(
    kits: tuple[Kit, Kit], back_office: Client
) -> None:
    with scope(OFFICE):
        part = part_of(kits[0], PartKind.CAMERA)
    address = f"/alat/{kits[0].uuid}/rusak/"
    assert str(part.uuid) in back_office.get(address).content.decode()
    back_office.post(address, {"part": part.uuid})
    today = timezone.localdate()
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    address = f"/alat/bagian/{part.uuid}/langkah/"
    answer = back_office.post(address, {"act": "local", "by": "Toko", "cost": "50000", **day})

    assert answer.status_code == 302
    with scope(OFFICE):
        part.refresh_from_db()
        assert part.state == State.LOCAL
    assert "50.000" in text(back_office, f"bagian/{part.uuid}/")
    wrong = back_office.post(address, {"act": "back", **day})
    assert wrong.status_code == 400


def test_a_part_is_lent_given_back_and_moved_by_form(kits: tuple[Kit, Kit], back_office: Client) -> None:
    whole, dead = kits
    due = timezone.localdate() + timedelta(days=9)
    with scope(OFFICE):
        part = part_of(whole, PartKind.IRIS)
    lending = {
        "goal": str(dead.uuid),
        "office": "",
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
    }
    assert back_office.post(f"/alat/bagian/{part.uuid}/pinjam/", lending).status_code == 302
    assert "siap, pinjaman" in text(back_office, "")
    back_office.post(f"/alat/bagian/{part.uuid}/kembali/")
    back_office.post(f"/alat/bagian/{part.uuid}/pindah/", {"goal": ""})

    with scope(OFFICE):
        part.refresh_from_db()
        assert (part.kit, part.home) == (None, None)


def test_a_kit_and_a_part_are_registered_by_form(back_office: Client) -> None:
    since = {"on_day": 2, "on_month": 1, "on_year": 2024}
    named = {"name": "KSM-09", "area_code": KASEMEN, "holder": "", "station": ""}
    answer = back_office.post("/alat/baru/", named | since)
    made = answer.headers["Location"].rsplit("/", 2)[1]
    given = {"kind": "iris", "make": "M", "model": "T", "serial": "=1", "goal": made, "area_code": CITY}
    assert back_office.post("/alat/bagian/baru/", given).status_code == 302
    assert back_office.post("/alat/bagian/baru/", given | {"make": ""}).status_code == 400
    for form in ("serah-terima", "laptop", "pesan"):
        assert back_office.get(f"/alat/{made}/{form}/").status_code == 200

    with scope(OFFICE):
        assert Part.objects.get().kit.name == "KSM-09"
    sheet = load_workbook(io.BytesIO(back_office.get("/alat/daftar.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][:6] == ["KSM-09", KASEMEN, "Pemindai iris", "M", "T", "'=1"]
    assert "KSM-09" in back_office.get("/alat/daftar.csv").content.decode()
    assert back_office.get("/alat/daftar.pdf").status_code == 404


@pytest.mark.parametrize(
    ("role", "areas", "may"),
    [
        (Role.OPERATOR, (KASEMEN,), {"see", "report"}),
        (Role.HEAD, (CITY,), {"see"}),
        (Role.PROVINCE, ("36",), {"see"}),
        (Role.STOCK_KEEPER, (CITY,), set()),
        (Role.OPERATOR, ("36.73.01",), {"elsewhere"}),
    ],
)
def test_each_role_has_its_part(
    kits: tuple[Kit, Kit], role: Role, areas: tuple[str, ...], may: set[str]
) -> None:
    client, own = signed_in(role, *areas), kits[0].uuid
    seen = client.get(f"/alat/{own}/").status_code
    reporting = client.get(f"/alat/{own}/rusak/").status_code
    keeping = client.get(f"/alat/{own}/serah-terima/").status_code

    assert seen == (404 if "elsewhere" in may else 200 if "see" in may else 403)
    assert reporting == (404 if "elsewhere" in may else 200 if "report" in may else 403)
    assert keeping == 403
    assert ("Serah terima</a>" in client.get(f"/alat/{own}/").content.decode()) is False
