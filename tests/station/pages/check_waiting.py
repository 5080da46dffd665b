"""What waits on the laptop: the warning at many, the stick without a log-in, the clock's note."""

import datetime
import uuid
from pathlib import Path

import pytest
from django.test import Client
from tests.station.tus_server import TusServer

from rekam.enrolment import stick
from rekam.station.desk import Desk
from rekam.station.sync import ServerLink


def queued(desk: Desk) -> uuid.UUID:
    packet = uuid.uuid4()
    desk.outbox.queue(packet=packet, build=lambda _: (b"sealed", b"h" * 32), at=desk.stamp())
    return packet


def said(client: Client, place: str) -> str:
    return client.get(place).content.decode()


@pytest.fixture
def medium(desk: Desk, tmp_path: Path) -> Path:
    desk.second = tmp_path / "stick"
    desk.second.mkdir()
    return desk.second


def check_many_waiting_packets_are_a_warning_and_stop_nobody(unlocked: Client, desk: Desk) -> None:
    desk.many = 2
    queued(desk)
    assert "Hubungkan ke jaringan" not in said(unlocked, "/")
    queued(desk)

    assert "Hubungkan ke jaringan" in said(unlocked, "/")
    assert unlocked.post("/", {"resident": str(uuid.UUID(int=1))}).status_code == 302


def check_a_locked_laptop_copies_its_packets_to_a_stick(client: Client, desk: Desk, medium: Path) -> None:
    packet = queued(desk)
    assert "Salin paket ke stik" in said(client, "/masuk")

    client.post("/masuk", {"act": "export"})

    assert "1 paket ada di stick" in said(client, "/masuk")
    assert stick.packet_path(stick.folder_on(medium), packet).read_bytes() == b"sealed"


def check_without_a_stick_it_says_so(client: Client, desk: Desk) -> None:
    queued(desk)

    client.post("/masuk", {"act": "export"})

    assert "second_medium_missing" in said(client, "/masuk")


def check_the_outbox_reads_from_a_stick(unlocked: Client, desk: Desk, medium: Path) -> None:
    stick.folder_on(medium).mkdir()
    (stick.folder_on(medium) / f"{uuid.uuid4()}.rekam").write_bytes(b"junk")

    unlocked.post("/kotak-keluar", {"act": "import"})

    assert "0 paket baru, 0 tanda terima, 1 berkas ditolak" in said(unlocked, "/kotak-keluar")


def check_a_stick_that_cannot_be_written_is_told(unlocked: Client, desk: Desk, medium: Path) -> None:
    queued(desk)
    stick.folder_on(medium).write_bytes(b"a file is in the way")
    desk.second_trouble = "store_unreadable"

    page = said(unlocked, "/kotak-keluar")

    assert "store_unreadable" in page
    assert "1 orang hanya ada di laptop ini" in page


@pytest.mark.parametrize(("days", "words"), [(400, "hari terlalu maju"), (-400, "hari terlalu mundur")])
def check_a_clock_that_is_wrong_by_years_is_a_note_on_the_page(
    unlocked: Client, desk: Desk, days: int, words: str
) -> None:
    true = datetime.datetime.now(datetime.UTC)
    desk.now = lambda: true + datetime.timedelta(days=days, hours=1)
    with TusServer() as tus:
        desk.link = ServerLink(tus.url)
        desk.send()
        desk.link.close()
        desk.link = None
    assert desk.work is not None
    desk.work.seen = desk.now()

    page = said(unlocked, "/kotak-keluar")

    assert f"{400 if days > 0 else 399} {words}" in page
    assert "Daring" in page


def check_a_program_that_is_too_old_is_a_note_on_the_page_and_stops_nobody(
    unlocked: Client, desk: Desk
) -> None:
    assert "sudah terlalu lama" not in said(unlocked, "/")
    with TusServer() as tus:
        tus.oldest = "9.0.0"
        desk.link = ServerLink(tus.url)
        desk.send()
        page = said(unlocked, "/")
        desk.link.close()
        desk.link = None

    assert "sudah terlalu lama" in page
    assert unlocked.post("/", {"resident": str(uuid.UUID(int=1))}).status_code == 302
