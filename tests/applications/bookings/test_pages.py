"""Everybody's way to a time at the counter, and the officers' day; no address says whose it is."""

import re
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.applications.bookings import queue, views_public
from rekam.applications.bookings.models import Booking, Counter, Outage, Ticket
from rekam.applications.bookings.rules import Purpose
from rekam.audit.models import Entry
from rekam.kernel.database import scope
from tests.applications.bookings.conftest import AREA, EIGHT, HOUR, booked, nik
from tests.applications.conftest import OFFICE
from tests.personas import officer

pytestmark = pytest.mark.django_db
MOST_BYTES = 100 * 1024
PLACE = "/janji/untuk/perekaman/"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: EIGHT)
    return Client(REMOTE_ADDR=f"10.1.{uuid4().int % 256}.{uuid4().int % 256}")


@pytest.fixture
def work(browser: Client) -> Iterator[Client]:
    with scope(OFFICE):
        browser.force_login(officer(Role.BACK_OFFICE, areas=(AREA,)))
        yield browser


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    assert len(answer.content) < MOST_BYTES
    return answer.content.decode()


def book(browser: Client, counter: Counter) -> tuple[str, str]:
    """Number and code, as the page shows them."""
    path = f"{PLACE}{counter.uuid}/"
    page = text(browser, f"{path}?hari=2026-11-24")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    told = {"hari": "2026-11-24", "token": token[1], "starts": "08:30", "name": "Siti", "nik": nik(1)}
    assert browser.post(path, told).headers["Location"] == "/janji/saya/kode/"
    shown = re.findall(r'<strong class="r-nowrap">([^<]+)</strong>', text(browser, "/janji/saya/kode/"))
    return shown[0], shown[1]


def test_from_the_first_page_to_a_time_and_to_another_one(browser: Client, counter: Counter) -> None:
    assert PLACE in text(browser, "/janji/")
    assert f"{PLACE}{counter.uuid}/" in text(browser, PLACE)
    assert "?hari=2026-11-24" in text(browser, f"{PLACE}{counter.uuid}/")
    number, code = book(browser, counter)

    browser.post("/janji/saya/kode/")
    assert browser.get("/janji/saya/kode/").headers["Location"] == "/janji/saya/"
    assert browser.post("/janji/saya/tutup/").status_code == 302
    assert browser.get("/janji/saya/").headers["Location"] == "/janji/cari/"
    assert browser.post("/janji/cari/", {"number": number, "code": "AAAAA AAAAA"}).status_code == 400
    assert browser.post("/janji/cari/", {"number": number, "code": code}).status_code == 302

    assert f"/janji/saya/pindah/{counter.uuid}/" in text(browser, "/janji/saya/pindah/")
    move = f"/janji/saya/pindah/{counter.uuid}/"
    assert "?hari=2026-11-25" in text(browser, move)
    assert browser.post(move, {"hari": "2026-11-25", "starts": "09:00"}).status_code == 302
    row = Booking.objects.get()
    assert f"{row.on} {row.starts}" == "2026-11-25 09:00:00"
    assert browser.post("/janji/saya/batal/").status_code == 302
    assert "Tidak ada yang perlu dilakukan lagi" in text(browser, "/janji/saya/")


def test_what_was_typed_stays_when_the_time_is_taken_meanwhile(browser: Client, counter: Counter) -> None:
    booked(counter, nik=nik(1))
    path = f"{PLACE}{counter.uuid}/"
    told = {"hari": "2026-11-24", "token": uuid4(), "starts": "08:30", "name": "Siti", "nik": nik(1)}
    answer = browser.post(path, told)
    assert answer.status_code == 400
    assert "Sudah ada janji dengan NIK ini" in answer.content.decode()
    assert 'value="Siti"' in answer.content.decode()


def test_strangers_cannot_book_without_end(
    browser: Client, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_public, "MOST_BEGUN", 2)
    path = f"{PLACE}{counter.uuid}/"
    told = {"hari": "2026-11-24", "starts": "08:30", "name": "Siti", "nik": nik(1)}
    codes = [browser.post(path, {**told, "token": uuid4()}).content.decode() for _ in range(3)]
    assert "Terlalu banyak percobaan" in codes[-1]
    assert Booking.objects.count() == 1


def test_a_place_that_does_not_offer_it_and_an_unknown_one_are_not_found(
    browser: Client, counter: Counter
) -> None:
    assert browser.get(f"/janji/untuk/ikd/{counter.uuid}/").status_code == 404
    assert browser.get(f"/janji/untuk/apa-saja/{counter.uuid}/").status_code == 404
    assert browser.get(f"{PLACE}{uuid4()}/").status_code == 404


def test_everybody_sees_the_queue_the_numbers_and_the_outage_without_names(
    work: Client, counter: Counter
) -> None:
    ticket = queue.give_number(place=counter.uuid, purpose=Purpose.RECORDING, actor="yayan", at=EIGHT)
    line = f"/janji/kerja/tempat/{counter.uuid}/antrean/"
    assert work.post(line, {"act": "next", "line": "recording", "station": "2"}).status_code == 302
    screen = text(work, f"/janji/antrean/{counter.uuid}/layar/")
    assert 'http-equiv="refresh"' in screen
    assert "A1" in screen
    assert "meja 2" in screen
    assert "Belum ada perkiraan" in text(work, "/janji/antrean/")

    slip = work.get(f"/janji/kerja/nomor/{ticket.uuid}/slip.pdf")
    assert slip.content.startswith(b"%PDF")
    assert work.post(f"/janji/kerja/nomor/{ticket.uuid}/", {"stage": "served"}).status_code == 302
    assert work.post(line, {"act": "walk_in", "purpose": "pengambilan"}).status_code == 302
    assert Ticket.objects.filter(line="desk").count() == 1


def test_an_outage_stands_on_the_first_pages_until_it_is_ended(work: Client, counter: Counter) -> None:
    booked(counter)
    at = f"/janji/kerja/tempat/{counter.uuid}/gangguan/"
    told = {"cause": "jaringan pusat terputus", "begins_hour": "08.00", **day("begins_on", EIGHT + 24 * HOUR)}
    assert work.post(at, told).status_code == 302
    page = f"/janji/kerja/gangguan/{Outage.objects.get().uuid}/"
    assert "Tidak meninggalkan telepon" in text(work, page)
    fronts = ("/masuk/?kata-sandi=1", "/permohonan/", "/janji/", f"{PLACE}{counter.uuid}/", "/janji/antrean/")
    assert all("jaringan pusat terputus" in text(work, path) for path in fronts)
    assert work.post(page).status_code == 302
    assert not any("jaringan pusat terputus" in text(work, path) for path in fronts)


def day(name: str, at: datetime) -> dict[str, str]:
    parts = zip(("day", "month", "year"), (at.day, at.month, at.year), strict=True)
    return {f"{name}_{part}": str(number) for part, number in parts}


def test_the_day_s_list_names_who_comes_and_is_written_down(work: Client, counter: Counter) -> None:
    row = booked(counter)
    assert "Kecamatan Kasemen" in text(work, "/janji/kerja/")
    page = text(work, f"/janji/kerja/tempat/{counter.uuid}/?hari=2026-11-24")
    assert "Siti" in page
    seen = Entry.objects.filter(action="applications.bookings_seen").latest("pk")
    assert str(row.uuid) in str(seen.subjects)
    assert "Siti" not in text(work, f"/janji/kerja/tempat/{counter.uuid}/?hari=2026-11-25")


def test_the_office_opens_keeps_staffs_and_closes_a_counter(work: Client, counter: Counter) -> None:
    kit = counter.kits[0]
    new = {"name": "MPP", "address": "Jl. Baru", "area_code": AREA, "purposes": ["perekaman"], "kits": [kit]}
    numbers = {"recorders": 1, "clerks": 0, "minutes_recording": 8, "minutes_desk": 5, "walk_ins": 20}
    add = "/janji/kerja/loket/baru/"
    assert "08.00-12.00, 13.00-15.00" in text(work, add)
    assert work.post(add, {**new, **numbers, "day_0": "8 sampai 12"}).status_code == 400
    assert work.post(add, {**new, **numbers, "day_0": "08.00-12.00"}).status_code == 302
    made = Counter.objects.get(name="MPP")
    assert made.hours == {"0": {"opens": "08:00", "closes": "12:00"}}

    page = f"/janji/kerja/loket/{made.uuid}/"
    staff = {"act": "staff", "s-recorders": "0", "s-clerks": "1", **day("s-on", EIGHT)}
    end = {"act": "end", **day("e-on", EIGHT + 48 * HOUR)}
    change = {"act": "change", **{f"c-{name}": told for name, told in {**new, **numbers}.items()}}
    assert "08.00-12.00" in text(work, page)
    for told in (staff, {**change, "c-name": "MPP Serang", "c-day_1": "09.00-11.00"}, end):
        assert work.post(page, told).status_code == 302
    made.refresh_from_db()
    assert (made.name, list(made.hours), made.days.count(), str(made.ended_on)) == (
        "MPP Serang",
        ["1"],
        1,
        "2026-11-25",
    )
