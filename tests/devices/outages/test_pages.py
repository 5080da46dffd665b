"""The list, one outage, and what an officer says of it."""

from datetime import timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.devices.outages.models import Outage
from rekam.kernel.database import EVERYWHERE, scope
from tests.devices.kits.scene import KASEMEN, NOW
from tests.personas import officer

TYPED = {
    "cause": "power",
    "sites": [KASEMEN],
    "began_on_day": "23",
    "began_on_month": "11",
    "began_on_year": "2026",
    "began_hour": "09.00",
    "ended_on_day": "23",
    "ended_on_month": "11",
    "ended_on_year": "2026",
    "ended_hour": "11.30",
    "share": "100",
    "people": "14",
    "note": "",
}


@pytest.fixture
def keeper(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client = Client()
    client.force_login(officer(Role.BACK_OFFICE))
    return client


def test_an_officer_confirms_corrects_and_dismisses_what_was_suspected(keeper: Client) -> None:
    with scope(EVERYWHERE):
        row = Outage.objects.create(
            area_code=KASEMEN, sites=[KASEMEN], state="suspected", began_at=NOW - timedelta(hours=27)
        )
    page = f"/alat/gangguan/{row.uuid}/"
    assert "stasiunnya diam" in keeper.get("/alat/gangguan/").content.decode()
    assert "Pastikan" in keeper.get(page).content.decode()

    assert keeper.post(f"{page}catat/", TYPED).status_code == 302
    shown = keeper.get(page).content.decode()
    assert "listrik padam" in shown
    assert "Koreksi" in shown
    calendar = keeper.get("/alat/gangguan/").content.decode()
    assert "2,5 jam layanan hilang" in calendar
    # Yesterday of 28 days, from 09.00 for two and a half of eight hours; a number of SVG has no comma.
    assert '<rect class="confirmed" x="933.0" y="0" width="11.2" height="20"/>' in calendar
    again = keeper.post(f"{page}catat/", TYPED)
    assert again.status_code == 400
    assert "Tidak ada yang berubah" in again.content.decode()
    assert keeper.post(f"{page}bukan/", {"note": "laptop dibawa"}).status_code == 302
    assert keeper.post(f"{page}selesai/", {k: v for k, v in TYPED.items() if "ended" in k}).status_code == 409
    assert "0,0 jam layanan hilang" in keeper.get("/alat/gangguan/").content.decode()


def test_what_no_station_tells_is_written_down_and_ended_by_an_officer(keeper: Client) -> None:
    lasting = {name: value for name, value in TYPED.items() if "ended" not in name} | {"cause": "blanks"}
    made = keeper.post("/alat/gangguan/baru/", lasting)
    page = made.headers["Location"]
    early = TYPED | {"ended_hour": "08.00"}
    assert keeper.post(f"{page}selesai/", early).status_code == 400
    assert keeper.post(f"{page}selesai/", TYPED | {"people": "15"}).status_code == 302
    with scope(EVERYWHERE):
        row = Outage.objects.get()
    assert (row.cause, row.people, row.state) == ("blanks", 15, "confirmed")
    assert row.ended_at is not None
