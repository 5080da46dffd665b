"""Each page once as it should go and once refused."""

import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rekam.abis import services as abis
from rekam.audit.models import Entry
from rekam.cards import services
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import scanners
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, Reason
from rekam.registry.models import Resident
from tests.cards.city import (
    DINAS,
    KASEMEN,
    NOON,
    approved,
    blanks,
    moved,
    ordered,
    plea,
    portrait,
    printed,
    record,
)

SMEARED = "tinta luntur di sisi foto"


def at(name: str, *arguments: object) -> str:
    return reverse(f"cards:{name}", args=arguments, urlconf="tests.cards.urls")


def test_the_stock_page_counts_and_says_that_it_adds_up(rina: Client) -> None:
    made = blanks(4)
    moved(made[:1], to_site=KASEMEN)
    page = rina.get(at("stock")).content.decode()
    assert "Dinas Kota Serang" in page
    assert "Kec. Kasemen" in page
    assert "cocok" in page
    assert "tidak cocok" not in page


def test_a_stranger_sees_no_stock(client: Client, pages: None) -> None:
    assert client.get(at("stock")).status_code == 302


def test_another_city_sees_none_of_ours(cilegon: Client) -> None:
    blanks(4)
    assert "Kota Serang" not in cilegon.get(at("stock")).content.decode().split("<main")[1]


def test_a_delivery_is_received_from_a_csv_file(rina: Client) -> None:
    lot = SimpleUploadedFile("kiriman.csv", b"serial\n04A1B2C3D4E5F6\n04A1B2C3D4E5F7\n")
    answer = rina.post(at("receive"), {"site": DINAS, "letter": "SJ-9", "upload": lot})
    assert answer.status_code == 302
    assert Blank.objects.filter(state=BlankState.RECEIVED).count() == 2


def test_a_delivery_with_a_wrong_row_is_told_by_row_and_nothing_is_received(rina: Client) -> None:
    blanks(1)
    answer = rina.post(at("receive"), {"site": DINAS, "letter": "SJ-9", "listed": "04000000000000\nbukan\n"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Baris 2" in page
    assert "sudah ada di buku" in page
    assert Blank.objects.count() == 1


def test_only_the_store_receives(siti: Client) -> None:
    answer = siti.get(at("receive"))
    assert answer.context["code"] == "not_allowed"


def test_a_blank_shows_its_history_and_is_spoiled(rina: Client) -> None:
    (serial,) = blanks(1)
    assert "SJ-1" in rina.get(at("blank", serial)).content.decode()
    assert rina.post(at("spoil_blank", serial), {"reason": SMEARED}).status_code == 302
    assert Blank.objects.get().state == BlankState.SPOILED


def test_a_blank_is_not_spoiled_without_a_reason(rina: Client) -> None:
    (serial,) = blanks(1)
    assert rina.post(at("spoil_blank", serial), {"reason": "rusak"}).status_code == 400
    assert Blank.objects.get().state == BlankState.RECEIVED


def test_another_citys_blank_is_not_found(cilegon: Client) -> None:
    (serial,) = blanks(1)
    assert cilegon.get(at("blank", serial)).status_code == 404


def test_the_queue_lists_what_waits_and_takes_an_order(siti: Client) -> None:
    of = record()
    assert "Ratu Maryamah" in siti.get(at("queue")).content.decode()
    assert siti.post(at("order", of.uuid), {"reason": "new"}).status_code == 302
    assert PrintJob.objects.get().requested_by == "siti"


def test_a_verifikator_orders_nothing(budi: Client) -> None:
    answer = budi.post(at("order", record().uuid), {"reason": "new"})
    assert answer.context["code"] == "not_allowed"
    assert not PrintJob.objects.exists()


def test_a_look_at_the_queue_is_one_entry_with_its_subjects(siti: Client) -> None:
    job = ordered()
    siti.get(at("queue"))
    assert Entry.objects.get(action="cards.queue.seen").subjects == [str(job.resident)]


def test_a_card_goes_from_order_to_printed_on_its_page(budi: Client, rina: Client) -> None:
    (serial,) = blanks(1)
    job = ordered()
    assert "Setujui pencetakan" in budi.get(at("card", job.uuid)).content.decode()
    budi.post(at("approve", job.uuid))
    assert serial in rina.get(at("card", job.uuid)).content.decode()
    rina.post(at("start", job.uuid), {"serial": serial})
    rina.post(at("confirm", job.uuid))
    assert PrintJob.objects.get().state == JobState.PRINTED


def test_who_ordered_reads_why_the_button_is_missing(rina: Client) -> None:
    job = services.request_print(record=record().uuid, reason=Reason.NEW, actor="rina", at=NOON)
    page = rina.get(at("card", job.uuid)).content.decode()
    assert "Anda buat sendiri" in page
    assert "Setujui pencetakan" not in page


def test_an_operator_approves_nothing(siti: Client) -> None:
    job = ordered()
    assert siti.post(at("approve", job.uuid)).context["code"] == "not_allowed"


def test_a_refusal_needs_its_reason(budi: Client) -> None:
    job = ordered()
    assert budi.post(at("refuse", job.uuid), {"reason": "x"}).status_code == 400
    assert budi.post(at("refuse", job.uuid), {"reason": "foto bukan orangnya"}).status_code == 302
    assert PrintJob.objects.get().state == JobState.REFUSED


def test_a_mistyped_serial_is_told_at_its_field(rina: Client) -> None:
    answer = rina.post(at("start", approved().uuid), {"serial": "04XX"})
    assert answer.status_code == 400
    assert "heksadesimal" in answer.content.decode()


def test_a_spoiled_print_is_written_down(rina: Client) -> None:
    (serial,) = blanks(1)
    job = approved()
    rina.post(at("start", job.uuid), {"serial": serial})
    assert rina.post(at("spoil_print", job.uuid), {"fault": "smeared", "note": "di foto"}).status_code == 302
    assert Blank.objects.get().state == BlankState.SPOILED


def test_the_front_is_drawn_and_never_stored(rina: Client) -> None:
    job = ordered()
    picture, paper = rina.get(at("front_png", job.uuid)), rina.get(at("front_pdf", job.uuid))
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in picture["Cache-Control"]
    assert "no-store" in paper["Cache-Control"]
    assert paper["Content-Disposition"] == f'inline; filename="kartu-{job.uuid.hex[:8]}-depan.pdf"'


@pytest.mark.parametrize("name", ["card", "front_png", "front_pdf", "hand_over"])
def test_another_citys_card_is_not_found(cilegon: Client, name: str) -> None:
    assert cilegon.get(at(name, ordered().uuid)).status_code == 404


def test_a_card_is_found_by_its_collection_number_and_by_nik(siti: Client) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    for number in (job.uuid.hex[:8], str(job.record), "3673025208090001"):
        answer = siti.post(at("find"), {"number": number})
        assert answer["Location"] == at("hand_over", job.uuid)


@pytest.mark.parametrize("number", ["0", "zzzzzzzz", "3673025208099999", "00000000"])
def test_an_unknown_number_is_told_at_its_field(siti: Client, number: str) -> None:
    answer = siti.post(at("find"), {"number": number})
    assert answer.status_code == 400
    assert "Tidak ada kartu" in answer.content.decode()


@pytest.fixture
def finger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that decodes; what it is compared to is each test's own word."""
    monkeypatch.setattr(scanners, "read_records", lambda files: list(files))


def verdict(monkeypatch: pytest.MonkeyPatch, *, decision: str) -> None:
    monkeypatch.setattr(abis, "verify", lambda **_asked: SimpleNamespace(decision=decision))


@pytest.mark.usefixtures("finger")
def test_a_match_at_the_counter_gives_the_card_out(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    verdict(monkeypatch, decision="hit")
    answer = siti.post(at("compare_records", job.uuid), {"records": [SimpleUploadedFile("a.fir", b"FIR")]})
    assert answer.status_code == 302
    assert "sudah diserahkan" in siti.get(at("hand_over", job.uuid)).content.decode()


@pytest.mark.usefixtures("finger")
def test_a_mismatch_stays_on_the_page_with_its_code(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    verdict(monkeypatch, decision="none")
    answer = siti.post(at("compare_records", job.uuid), {"records": [SimpleUploadedFile("a.fir", b"FIR")]})
    assert answer.status_code == 409
    assert "holder_not_matched" in answer.content.decode()
    assert PrintJob.objects.get().mismatches == 1


def test_a_file_that_is_no_record_is_refused(siti: Client) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    answer = siti.post(at("compare_records", job.uuid), {"records": [SimpleUploadedFile("a.fir", b"GIF89a")]})
    assert answer.context["code"] == "image_record_invalid"
    assert siti.post(at("compare_records", job.uuid)).status_code == 400


def test_a_counter_without_a_device_says_so(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REKAM_COUNTER_DEVICE_PORTS", raising=False)
    (serial,) = blanks(1)
    job = printed(serial=serial)
    answer = siti.post(at("compare_device", job.uuid), {"position": "right_index"})
    assert answer.context["code"] == "counter_without_device"


@pytest.mark.usefixtures("own_vault")
def test_an_exception_is_asked_by_one_and_confirmed_by_another(siti: Client, budi: Client) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    told = {
        "code": "worn",
        "reason": "sepuluh jari aus, katarak",
        "witness_1": "Hasan",
        "witness_2": "Aminah",
    }
    photo = SimpleUploadedFile("wajah.png", portrait())
    siti.post(at("ask_exception", job.uuid), told | {"photo": photo})
    assert "Sahkan dan serahkan" not in siti.get(at("hand_over", job.uuid)).content.decode()
    assert "Sahkan dan serahkan" in budi.get(at("hand_over", job.uuid)).content.decode()
    assert budi.get(at("waiver_photo", job.uuid)).content.startswith(b"\xff\xd8\xff")
    budi.post(at("confirm_exception", job.uuid))
    assert PrintJob.objects.get().state == JobState.ISSUED
    paper = siti.get(at("receipt", job.uuid)).content.decode()
    assert "jari aus dan iris tidak terbaca" in paper
    assert "Hasan, Aminah" in paper
    assert Resident.objects.get().nik not in paper


def test_a_card_that_still_lies_here_has_no_receipt(siti: Client) -> None:
    (serial,) = blanks(1)
    assert siti.get(at("receipt", printed(serial=serial).uuid)).context["code"] == "card_not_issued"


@pytest.mark.usefixtures("own_vault")
def test_an_operator_confirms_no_exception(siti: Client) -> None:
    (serial,) = blanks(1)
    job = printed(serial=serial)
    services.ask_exception(job=job.uuid, plea=plea(), actor="rina", at=NOON)
    assert siti.post(at("confirm_exception", job.uuid)).context["code"] == "not_allowed"


def test_a_card_comes_back(siti: Client) -> None:
    (serial,) = blanks(1)
    Blank.objects.update(state=BlankState.HANDED_OVER)
    assert siti.post(at("take_back", serial), {"reason": "pemegang meninggal"}).status_code == 302
    assert Blank.objects.get().state == BlankState.RETURNED
