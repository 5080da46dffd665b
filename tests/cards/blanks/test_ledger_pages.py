"""The ledger's pages: each once as it should go and once refused."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.cards import services
from rekam.cards.blanks.counts.models import SafeCount
from rekam.cards.blanks.destruction.models import Destruction
from rekam.cards.blanks.losses.models import BlankAlarm
from rekam.cards.blanks.models import Blank, Box
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.vault.keys import make_keys
from tests.cards.city import DINAS, KASEMEN, NOON, blanks
from tests.cards.conftest import signed_in

WHY = "tidak sesuai surat pengantar"
SOON = {"due_on_day": "1", "due_on_month": "12", "due_on_year": "2026"}


def at(name: str, *arguments: object) -> str:
    return reverse(f"cards:{name}", args=arguments, urlconf="tests.cards.urls")


@pytest.fixture
def asih(pages: None) -> Client:
    """The stock keeper of Kasemen: the second officer."""
    return signed_in("asih", Role.STOCK_KEEPER)


def main(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("<main")[1]


def sent_by(client: Client, *serials: str) -> Shipment:
    answer = client.post(at("send"), {"to_site": KASEMEN, "serials": "\n".join(serials), **SOON})
    assert answer.status_code == 302
    return Shipment.objects.get()


def test_two_officers_send_and_receive(rina: Client, asih: Client) -> None:
    made = blanks(3)
    shipment = sent_by(rina, *made)
    assert "petugas lain menghitung" in main(rina, at("shipment", shipment.uuid))
    page = main(asih, at("shipment", shipment.uuid))
    assert made[0] not in page, "counted blind"
    assert asih.post(at("arrive", shipment.uuid), {"serials": "\n".join(made[:2])}).status_code == 302
    assert ShipmentAnswer.objects.get().missing == 1
    assert "belum ditemukan" in main(rina, at("stock"))
    assert "kurang" in main(rina, at("shipments"))


def test_nothing_or_two_things_at_once_is_no_count(asih: Client, rina: Client) -> None:
    shipment = sent_by(rina, *blanks(1))
    assert asih.post(at("arrive", shipment.uuid), {}).status_code == 400
    both = {"serials": "04000000000000", "counted": "1"}
    assert asih.post(at("arrive", shipment.uuid), both).status_code == 400
    assert (
        asih.post(at("arrive", shipment.uuid), {"counted": "2"}).context["code"] == "shipment_count_differs"
    )


def test_a_shipment_is_refused_and_taken_back(rina: Client, asih: Client) -> None:
    shipment = sent_by(rina, *blanks(1))
    assert asih.post(at("refuse_shipment", shipment.uuid), {"reason": "x"}).status_code == 400
    assert asih.post(at("refuse_shipment", shipment.uuid), {"reason": WHY}).status_code == 302
    refused = rina.post(at("take_back_shipment", shipment.uuid), {"reason": WHY})
    assert refused.context["code"] == "four_eyes"
    assert asih.post(at("take_back_shipment", shipment.uuid), {"reason": WHY}).status_code == 302
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_an_unknown_blank_is_not_sent_and_nothing_is_not_either(rina: Client) -> None:
    unknown = {"to_site": KASEMEN, "serials": "04FFFFFFFFFFFF", **SOON}
    assert rina.post(at("send"), unknown).context["code"] == "blank_unknown"
    assert rina.post(at("send"), {"to_site": KASEMEN, **SOON}).status_code == 400


def test_a_box_is_received_by_its_paper_and_counted_out(rina: Client) -> None:
    given = {"site": DINAS, "letter": "SJ-8", "boxes": "BX-7; 000501-000510"}
    assert rina.post(at("receive"), given).status_code == 302
    box = Box.objects.get()
    assert (box.count, box.span) == (10, "000501-000510")
    assert "BX-7" in main(rina, at("stock"))
    out = {"serials": "04000000000001\n04000000000002"}
    assert rina.post(at("count_out", box.uuid), out).status_code == 302
    assert "sisa 8 dari 10" in main(rina, at("box", box.uuid))
    assert rina.post(at("short_box", box.uuid), {"reason": ""}).status_code == 400
    assert rina.post(at("short_box", box.uuid), {"reason": "boks sudah kosong"}).status_code == 302
    assert "menunggu petugas lain" in main(rina, at("box", box.uuid))


def test_a_box_without_a_count_is_told_by_row(rina: Client) -> None:
    answer = rina.post(at("receive"), {"site": DINAS, "letter": "SJ-8", "boxes": "BX-7; banyak"})
    assert "Baris 1" in answer.content.decode()
    assert not Box.objects.exists()


def test_a_team_takes_blanks_along_and_brings_them_back(rina: Client, asih: Client) -> None:
    (serial,) = blanks(1)
    told = {"carrier": "Jebol Sawah Luhur", "second": "asih", "serials": serial}
    for way, state in (("bawa", BlankState.CARRIED), ("kembali", BlankState.RECEIVED)):
        page = rina.post(at("carriers"), {**told, way: "1"})["Location"]
        assert "Menunggu petugas yang membawa" in main(rina, at("carriers"))
        assert "Ya, saya membawanya" not in main(rina, page)
        assert rina.post(f"{page}pastikan/").status_code == 403
        assert "pastikan dengan akun Anda" in main(asih, at("stock"))
        assert "Ya, saya membawanya" in main(asih, page)
        assert asih.post(f"{page}pastikan/").status_code == 302
        assert Blank.objects.get().state == state
        assert "Dipastikan" in main(rina, page)
    assert rina.post(at("carriers"), {**told, "second": "rina", "bawa": "1"}).status_code == 400


def test_the_safe_is_counted_blind_and_confirmed_by_another(rina: Client, asih: Client) -> None:
    made = blanks(3)
    form = {"site": DINAS, "shift": "closing"}
    assert rina.post(at("count"), form).status_code == 400
    assert rina.post(at("count"), {**form, "serials": "\n".join(made[:2])}).status_code == 302
    count = SafeCount.objects.get()
    page = main(rina, at("safe_count", count.uuid))
    assert "berbeda" in page
    assert made[2] in page
    refused = asih.post(at("confirm_count", count.uuid), {"finding": "x"})
    assert refused.context["code"] == "reason_missing"
    told = {"finding": "satu keping di laci meja cetak"}
    assert asih.post(at("confirm_count", count.uuid), told).status_code == 302
    assert "selisih dijelaskan" in main(rina, at("count"))


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()


@pytest.mark.usefixtures("vault")
def test_the_destruction_list_becomes_minutes_and_is_confirmed(rina: Client, asih: Client) -> None:
    made = blanks(2)
    for serial in made:
        services.spoil_blank(serial=serial, reason="cip tidak terbaca", actor="rina", at=NOON)
    assert "cip tidak terbaca" in main(rina, at("waiting"))
    told = {"number": "470/12/BA", "place": "Halaman", "witness": "asih",
            "on_day": "21", "on_month": "11", "on_year": "2026"}  # fmt: skip
    assert rina.post(at("waiting"), told).status_code == 400, "nothing was ticked"
    assert rina.post(at("waiting"), {**told, "ticked": made}).status_code == 302
    minutes = Destruction.objects.get()
    paper = rina.get(at("minutes_paper", minutes.uuid))
    assert paper.content.startswith(b"%PDF")
    refused = rina.post(at("confirm_destruction", minutes.uuid), {"ticked": made})
    assert refused.context["code"] == "not_the_witness"
    assert asih.post(at("confirm_destruction", minutes.uuid), {"ticked": made}).status_code == 302
    assert rina.get(at("minutes_paper", minutes.uuid)).content == paper.content
    dropped = rina.post(at("drop_minutes", minutes.uuid))
    assert dropped.context["code"] == "minutes_closed"


def test_a_loss_is_reported_found_and_confirmed(rina: Client, asih: Client) -> None:
    (serial,) = blanks(1)
    told = {"kind": "lost", "police_number": "LP/7", "told": "tertinggal di balai desa", "serials": serial,
            "police_on_day": "20", "police_on_month": "11", "police_on_year": "2026"}  # fmt: skip
    assert rina.post(at("losses"), {**told, "serials": ""}).status_code == 400
    assert rina.post(at("losses"), told).status_code == 302
    assert "LP/7" in main(rina, at("losses"))
    assert "ditemukan" in main(rina, at("blank", serial))
    assert rina.post(at("found", serial), {"told": "di tas petugas lapangan"}).status_code == 302
    assert rina.post(at("confirm_found", serial)).context["code"] == "four_eyes"
    assert asih.post(at("confirm_found", serial)).status_code == 302
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_an_alarm_stands_on_every_first_page_until_it_is_answered(asih: Client, siti: Client) -> None:
    alarm = BlankAlarm.objects.create(
        area_code=DINAS, offered_in="36.72", serial="04000000000000", actor="dewi", at=NOON
    )
    assert "muncul kembali" in main(asih, at("stock"))
    assert "muncul kembali" not in main(siti, at("stock"))
    assert asih.post(at("answer_blank_alarm", alarm.uuid), {"answer": "x"}).status_code == 400
    assert "04000000000000" in main(asih, at("blank_alarms"))
    told = {"answer": "keping disita dan dikirim ke penyidik"}
    assert asih.post(at("answer_blank_alarm", alarm.uuid), told).status_code == 302
    assert "muncul kembali" not in main(asih, at("stock"))
    assert siti.get(at("blank_alarms")).context["code"] == "not_allowed"


def test_a_scanned_serial_opens_its_story_and_a_wrong_one_is_told(rina: Client) -> None:
    (serial,) = blanks(1)
    assert rina.get(at("find_blank"), {"serial": serial}).headers["Location"].endswith(f"{serial}/")
    assert rina.get(at("find_blank"), {"serial": "bukan"}).context["code"] == "serial_malformed"


def test_the_stock_of_an_earlier_hour_says_that_it_is_not_now(rina: Client) -> None:
    blanks(2)
    page = main(rina, at("stock") + "?at=2020-01-01T10:00")
    assert "bukan sekarang" in page
    assert "Belum ada blanko" in page
