"""The pages of the station: one person from the list to the outbox, and every refusal in words."""

import datetime
import re
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.station.pages.acting import GROUPS, capture_all, opened_packet, said
from tests.station.pages.conftest import (
    PASSPHRASE,
    RECEIPT_KEYS,
    WORKLIST,
    Scanner,
)
from tests.station.tus_server import TusServer

from rekam.enrolment.slip import slip_number
from rekam.enrolment.sync_messages import PullRequest
from rekam.enrolment.worklist import WorkList
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.identity import Identity
from rekam.station.sync import ServerLink

PLACES = ["/", "/tanpa-daftar", "/petugas", "/kotak-keluar", "/alat", f"/orang/{uuid.UUID(int=9)}/wajah"]


@pytest.mark.parametrize("place", PLACES)
def check_a_locked_laptop_shows_only_its_door(client: Client, place: str) -> None:
    answer = client.get(place)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk")


def check_a_wrong_passphrase_is_refused_with_a_code(client: Client) -> None:
    client.post("/masuk", {"username": "yayan", "passphrase": "salah salah", "act": "unlock"})

    assert "login_refused" in said(client, "/masuk")


def check_too_many_wrong_passphrases_make_everybody_wait(client: Client) -> None:
    for _ in range(6):
        client.post("/masuk", {"username": "yayan", "passphrase": "salah salah", "act": "unlock"})

    assert "too_many_attempts" in said(client, "/masuk")


def check_a_stolen_cookie_of_another_start_opens_nothing(unlocked: Client, desk: Desk) -> None:
    desk.lock()

    assert unlocked.get("/").headers["Location"] == "/masuk"


def check_an_idle_laptop_locks_itself(unlocked: Client, clock: list[datetime.datetime]) -> None:
    clock[0] += datetime.timedelta(minutes=31)

    assert unlocked.get("/").headers["Location"] == "/masuk"


@pytest.mark.parametrize("words", ["ratu", "MARY", "3673025208090001"])
def check_a_person_is_found_by_name_or_nik(unlocked: Client, words: str) -> None:
    page = said(unlocked, f"/?q={words}")

    assert "RATU MARYAMAH" in page
    assert "SITI AISYAH" not in page


def check_one_person_the_whole_way(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    capture_all(unlocked, place)
    assert "lengkap" in said(unlocked, f"{place}/ringkasan")

    answer = unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})

    (row,) = desk.outbox.rows()
    assert answer.headers["Location"] == f"/orang/{row.packet}/tanda-terima"
    opened = opened_packet(desk)
    assert opened.particulars.person.name == "RATU MARYAMAH"
    assert len(opened.samples) == 13
    assert opened.header.sequence == 1
    assert [entry.act for entry in opened.particulars.journal][:2] == ["started", "notice_read"]
    page = said(unlocked, "/")
    assert "1 orang hanya ada di laptop ini" in page
    assert "RATU MARYAMAH sudah direkam" in page
    assert desk.outbox.drafts() == []


def check_the_tanda_terima_tells_what_was_taken_and_never_the_whole_nik(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    thumb = {"positions": ["left_thumb"], "code": "F2", "justification": "jempol tidak ada"}
    unlocked.post(f"{place}/pengecualian/jempol", thumb)
    capture_all(unlocked, place)
    assert unlocked.get(f"{place}/tanda-terima").status_code == 404  # not signed yet
    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})

    page = said(unlocked, f"{place}/tanda-terima")

    (row,) = desk.outbox.rows()
    assert slip_number(row.packet) in page
    assert "wajah, 9 jari, 2 iris, tanda tangan" in page
    assert "jempol kiri: F2" in page
    assert "Disdukcapil Kota Serang" in page
    assert "3673 0252 •••• 0001" in page
    assert "3673025208090001" not in page
    assert "slip-58mm.css" in page
    assert "slip-a6.css" in said(unlocked, f"{place}/tanda-terima?kertas=a6")
    assert "slip-a6.css" in said(unlocked, f"{place}/tanda-terima")


def check_the_end_of_the_day_adds_up(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    capture_all(unlocked, place)
    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})
    begin(2)
    refused = uuid.UUID(int=77)
    desk.outbox.queue(packet=refused, build=lambda _: (b"c", b"h"), at="2026-11-20T09:00:00+07:00")
    desk.outbox.mark_refused(refused, code="packet_conflict", at=desk.stamp())

    page = said(unlocked, "/akhir-hari")

    assert re.findall(r"<dd>(.*?)</dd>", page) == ["1", "0", "1", "1", "0", "2"]
    assert "RATU MARYAMAH" in page
    assert "packet_conflict" in page
    assert "Server menyimpan paket lain dengan nomor sama." in page
    assert "SITI AISYAH" in page


def check_after_a_crash_only_missing_parts_are_taken_again(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    unlocked.post(f"{place}/jari-kanan", {"act": "capture"})
    desk.lock()  # as after a restart: nothing in memory
    unlocked.post("/masuk", {"username": "yayan", "passphrase": PASSPHRASE, "act": "unlock"})

    answer = unlocked.post("/", {"resident": str(uuid.UUID(int=1))})

    assert answer.headers["Location"].startswith(place)
    assert "4 dari 10" in said(unlocked, f"{place}/jari-kiri")


def check_the_operators_own_finger_is_refused_and_not_kept(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    scanner.seed = 2
    unlocked.post("/petugas", {"group": "jari-kanan"})
    place = begin(1)

    unlocked.post(f"{place}/jari-kanan", {"act": "capture"})

    assert "operators_own_body" in said(unlocked, f"{place}/jari-kanan")
    assert desk.outbox.drafts() == []


def check_the_same_body_under_a_second_nik_is_refused(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    unlocked.post(f"{begin(1)}/jari-kanan", {"act": "capture"})
    second = begin(2)

    unlocked.post(f"{second}/jari-kanan", {"act": "capture"})

    page = said(unlocked, f"{second}/jari-kanan")
    assert "same_body_in_session" in page
    assert "0 dari 10" in page


@pytest.mark.parametrize(
    "code", ["device_died", "device_timeout", "device_answer_invalid", "device_not_found", "device_new"]
)
def check_a_device_that_fails_says_so_and_the_draft_stays(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, code: str
) -> None:
    place = begin(1)
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    scanner.fault = RuleBroken(code)

    unlocked.post(f"{place}/jari-kanan", {"act": "capture"})

    page = said(unlocked, f"{place}/jari-kanan")
    assert code in page
    assert re.search(r"baik [0-9]{2}", page)


def check_an_exception_needs_a_code_and_a_reason(unlocked: Client, begin: Callable[[int], str]) -> None:
    place = begin(1)
    form = {"positions": ["left_middle"], "code": "F2", "justification": "ya"}

    assert unlocked.post(f"{place}/pengecualian/jari-kiri", form).status_code == 200
    form["justification"] = "tidak ada sejak lahir"
    assert unlocked.post(f"{place}/pengecualian/jari-kiri", form).status_code == 302

    assert "kode F2" in said(unlocked, f"{place}/jari-kiri")


def check_an_exception_code_of_another_part_is_refused(unlocked: Client, begin: Callable[[int], str]) -> None:
    form = {"positions": ["left_middle"], "code": "I1", "justification": "buta sejak lahir"}

    assert unlocked.post(f"{begin(1)}/pengecualian/jari-kiri", form).status_code == 200


def check_nothing_is_captured_before_the_notice(unlocked: Client, scanner: Scanner) -> None:
    answer = unlocked.post("/", {"resident": str(uuid.UUID(int=1))})
    place = answer.headers["Location"].rsplit("/", 1)[0]

    unlocked.post(f"{place}/wajah", {"act": "capture"})

    assert "notice_not_read" in said(unlocked, f"{place}/wajah")


def check_an_incomplete_recording_cannot_be_signed(unlocked: Client, begin: Callable[[int], str]) -> None:
    place = begin(1)

    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})

    assert "capture_incomplete" in said(unlocked, f"{place}/ringkasan")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("", "signature_empty"),
        ("data:image/png;base64,AAAA", "signature_invalid"),
        ("data:image/png;base64,%%%", "signature_invalid"),
        ("data:text/html;base64,AAAA", "signature_empty"),
    ],
)
def check_a_signature_that_is_none_is_refused(
    unlocked: Client, begin: Callable[[int], str], told: str, code: str
) -> None:
    place = begin(1)

    unlocked.post(f"{place}/tanda-tangan", {"drawn": told})

    assert code in said(unlocked, f"{place}/tanda-tangan")


def check_an_expired_list_is_not_read_and_recording_goes_on(
    unlocked: Client, clock: list[datetime.datetime], desk: Desk
) -> None:
    clock[0] += datetime.timedelta(days=3)
    assert desk.work is not None
    desk.work.seen = clock[0]

    page = said(unlocked, "/")
    assert "worklist_expired" in page
    assert "RATU MARYAMAH" not in page
    answer = unlocked.post(
        "/tanpa-daftar",
        {
            "name": "ASEP",
            "nik": "",
            "birth_date_day": "1",
            "birth_date_month": "7",
            "birth_date_year": "1980",
            "sex": "L",
            "address": "Sawah Luhur",
        },
    )
    assert answer.status_code == 302


def check_a_nik_of_letters_is_refused_at_its_field(unlocked: Client) -> None:
    page = unlocked.post("/tanpa-daftar", {"name": "ASEP", "nik": "ABC"}).content.decode()

    assert "NIK terdiri dari 16 angka" in page


@pytest.mark.parametrize(
    "place", ["/orang/00000000-0000-0000-0000-000000000009/wajah", "/orang/x/wajah", "/tidak-ada"]
)
def check_what_is_not_there_is_404(unlocked: Client, place: str) -> None:
    assert unlocked.get(place).status_code == 404


def check_a_person_recorded_here_is_not_begun_again(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place = begin(1)
    capture_all(unlocked, place)
    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})

    unlocked.post("/", {"resident": str(uuid.UUID(int=1))})

    assert "already_recorded_here" in said(unlocked, "/")


def check_a_refused_packet_stands_there_with_its_code_until_closed(unlocked: Client, desk: Desk) -> None:
    refused = uuid.uuid4()
    desk.outbox.queue(packet=refused, build=lambda _: (b"c", b"h"), at=desk.stamp())
    desk.outbox.mark_refused(refused, code="packet_station_unknown", at=desk.stamp())
    page = said(unlocked, "/kotak-keluar")
    assert "packet_station_unknown" in page
    assert "1 orang hanya ada" in page

    unlocked.post("/kotak-keluar", {"act": "close", "packet": str(refused)})

    assert "0 orang hanya ada" in said(unlocked, "/kotak-keluar")


def check_pages_hold_no_inline_script_or_style_and_a_strict_policy(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place = begin(1)
    unlocked.post(f"{place}/jari-kanan", {"act": "capture"})
    places = [*PLACES[:5], *(f"{place}/{page}" for page in ("pemberitahuan", *GROUPS, "tanda-tangan"))]
    for one in [*places, f"{place}/ringkasan", f"{place}/pengecualian/jari-kiri"]:
        answer = unlocked.get(one)
        page = answer.content.decode()
        assert answer.status_code == 200, one
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page), one
        assert answer.headers["Cache-Control"] == "no-store"


def check_no_page_shows_the_whole_nik(unlocked: Client, begin: Callable[[int], str]) -> None:
    assert "3673025208090001" not in said(unlocked, f"{begin(1)}/wajah")


def check_a_crash_between_the_two_stores_loses_nobody(
    unlocked: Client, begin: Callable[[int], str], desk: Desk
) -> None:
    place = begin(1)
    draft = uuid.UUID(place.rsplit("/", 1)[1])
    desk.outbox.queue(packet=draft, build=lambda _: (b"c", b"h"), at=desk.stamp())  # and then the power went
    desk.lock()

    unlocked.post("/masuk", {"username": "yayan", "passphrase": PASSPHRASE, "act": "unlock"})

    assert desk.work is not None
    assert desk.work.bench.visits.drafts() == []
    assert "RATU MARYAMAH" in said(unlocked, "/kotak-keluar")


def check_the_visit_list_is_pulled_from_the_server(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {}

    def pull(*, request: PullRequest, station: Identity, keys: dict[str, bytes]) -> WorkList:
        asked.update(username=request.username, station=station.kid, keys=set(keys))
        return replace(WORKLIST, nonce=request.nonce, site="Balai baru")

    with TusServer() as tus:
        desk.link = ServerLink(tus.url)
        monkeypatch.setattr(desk.link, "pull", pull)
        client.post("/masuk", {"username": "yayan", "passphrase": PASSPHRASE, "act": "pull"})
        page = said(client, "/")
        desk.link.close()
        desk.link = None

    assert asked == {"username": "yayan", "station": desk.identity.kid, "keys": set(RECEIPT_KEYS)}
    assert "Balai baru" in page


def check_without_a_server_pulling_says_so(client: Client) -> None:
    client.post("/masuk", {"username": "yayan", "passphrase": PASSPHRASE, "act": "pull"})

    assert "server_not_set" in said(client, "/masuk")
