"""Capturing: the photograph, slaps, false matches, exceptions, the scanners and their live picture."""

import re
import uuid
from collections.abc import Callable, Generator
from dataclasses import replace

import pytest
from django.test import Client
from tests.station.pages.acting import capture_face_only, opened_packet, said
from tests.station.pages.conftest import PASSPHRASE, Scanner

from rekam.enrolment.capture_rules import Bounds, CaptureParameters
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk


def check_a_second_officer_overrules_a_match_with_a_reason_that_travels(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    scanner.seed = 2
    unlocked.post("/petugas", {"group": "jempol"})
    place = begin(1)
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert "petugas kedua atau kantor membatalkannya" in said(unlocked, f"{place}/jempol")

    refused = f"{place}/keliru/jempol?kode=operators_own_body&dengan=yayan"
    form = {"officer": "siti", "passphrase": "salah salah", "reason": "saya lihat sendiri jarinya"}
    unlocked.post(refused, form)
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert "operators_own_body" in said(unlocked, f"{place}/jempol")

    assert "Petugas kedua" in said(unlocked, refused)
    unlocked.post(refused, form | {"passphrase": PASSPHRASE})
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert "2 dari 10" in said(unlocked, f"{place}/jempol")
    assert desk.work is not None
    (draft,) = desk.work.bench.visits.drafts()
    (told,) = [one for one in desk.work.bench.visits.journal_of(draft.id) if one.act == "match_overruled"]
    assert told.about == "operators_own_body yayan siti saya lihat sendiri jarinya"


def check_mistaken_hands_are_taken_again_without_anybody_else(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    scanner.laid = {"left_thumb": "right_thumb", "right_thumb": "left_thumb"}
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    scanner.laid = {}
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    page = said(unlocked, f"{place}/jempol")
    assert "finger_recorded_twice" in page
    assert 'name="forget" value="left_thumb"' in page or 'name="forget" value="right_thumb"' in page

    unlocked.post(f"{place}/jempol", {"forget": "left_thumb"})
    draft = uuid.UUID(place.rsplit("/", 1)[1])
    assert desk.outbox.parts(draft) == {}
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert set(desk.outbox.parts(draft)) == {"left_thumb", "right_thumb"}


def check_nobody_overrules_a_match_alone(unlocked: Client, begin: Callable[[int], str], desk: Desk) -> None:
    refused = f"{begin(1)}/keliru/jempol?kode=same_body_in_session&dengan=x"

    page = unlocked.post(refused, {"officer": "yayan", "passphrase": PASSPHRASE, "reason": "keliru"})
    assert page.status_code == 200
    assert desk.work is not None
    (draft,) = desk.work.bench.visits.drafts()
    assert "match_overruled" not in {one.act for one in desk.work.bench.visits.journal_of(draft.id)}


def check_a_photograph_with_findings_needs_a_reason_and_a_better_one_takes_its_place(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place, scanner.flaw = begin(1), "turned"
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "Wajah menoleh" in said(unlocked, f"{place}/wajah")
    unlocked.post(f"{place}/wajah", {"act": "approve"})
    assert "photo_reason_missing" in said(unlocked, f"{place}/wajah")
    answer = unlocked.post(f"{place}/wajah", {"act": "approve", "reason": "body"})
    assert answer.headers["Location"].endswith("jari-kanan")
    assert "Keadaan tubuh orangnya" in said(unlocked, f"{place}/wajah")

    scanner.flaw = ""
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    page = said(unlocked, f"{place}/wajah")
    assert "Wajah menoleh" not in page
    assert "Warga setuju, lanjut" in page
    scanner.flaw = "turned"
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "Wajah menoleh" not in said(unlocked, f"{place}/wajah")


def check_nothing_is_signed_before_the_resident_agrees_to_the_photograph(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place = begin(1)
    capture_face_only(unlocked, place)
    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})

    assert "photo_not_approved" in said(unlocked, f"{place}/ringkasan")


def check_after_too_many_poor_tries_the_best_is_kept_with_its_reason_prepared(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    assert desk.work is not None
    strict = CaptureParameters(good=90, fair=89, attempts=2, face=Bounds(good=10, fair=5))
    desk.work.worklist = replace(desk.work.worklist, parameters=strict)
    place = begin(1)
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert "terbaik=1" not in said(unlocked, f"{place}/jempol")
    unlocked.post(f"{place}/jempol", {"act": "capture"})
    assert "terbaik=1" in said(unlocked, f"{place}/jempol")

    form = said(unlocked, f"{place}/pengecualian/jempol?terbaik=1")
    for chosen in ("left_thumb", "right_thumb", "F3"):
        assert re.search(rf'value="{chosen}"[^>]*checked', form), chosen


def check_an_exception_photograph_is_asked_taken_and_sent(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    assert "foto-pengecualian" not in said(unlocked, f"{place}/ringkasan")
    capture_face_only(unlocked, place)
    unlocked.post(f"{place}/wajah", {"act": "approve"})
    assert "Ambil foto pengecualian" in said(unlocked, f"{place}/ringkasan")

    scanner.fault = RuleBroken("device_busy")
    failed = unlocked.post(f"{place}/foto-pengecualian", follow=True)
    assert "device_busy" in failed.content.decode()
    scanner.fault = None
    unlocked.post(f"{place}/foto-pengecualian")

    assert (scanner.asked[-1].positions, len(scanner.asked[-1].exceptions)) == (("face",), 12)
    assert "Ambil ulang foto pengecualian" in said(unlocked, f"{place}/ringkasan")
    unlocked.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})
    assert desk.outbox.rows()
    opened = opened_packet(desk)
    assert opened.exception_photo is not None
    assert set(opened.samples) == {"face"}


def check_the_exception_photograph_goes_with_the_last_exception(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    form = {"positions": ["left_middle"], "code": "F2", "justification": "tidak ada sejak lahir"}
    unlocked.post(f"{place}/pengecualian/jari-kiri", form)
    unlocked.post(f"{place}/foto-pengecualian")
    draft = uuid.UUID(place.rsplit("/", 1)[1])
    assert set(desk.outbox.parts(draft)) == {"exception_photo"}

    unlocked.post(f"{place}/pengecualian/jari-kiri", {"withdraw": "left_middle"})
    assert desk.outbox.parts(draft) == {}


def check_a_slap_with_three_fingers_says_so_and_names_the_fourth(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place = begin(1)
    scanner.fault = RuleBroken("device_part_missing", got=3, of=4, positions="left_ring")
    unlocked.post(f"{place}/jari-kiri", {"act": "capture"})

    page = said(unlocked, f"{place}/jari-kiri")
    assert "Hanya 3 dari 4 yang terbaca; tidak terbaca: jari manis kiri." in page


def check_the_page_of_scanners_renews_itself_without_a_script(unlocked: Client) -> None:
    page = said(unlocked, "/alat")
    assert '<meta http-equiv="refresh" content="5">' in page
    assert "belum terlihat" in page
    assert "http-equiv" not in said(unlocked, "/alat?diam=1")


def check_the_live_picture_passes_through_and_is_kept_nowhere(
    unlocked: Client, begin: Callable[[int], str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = begin(1)
    assert '<img class="s-live" src="/alat/langsung/wajah"' in said(unlocked, f"{place}/wajah")
    left: list[bool] = []

    def frames(*_told: object, **_more: object) -> Generator[bytes, None, None]:
        try:
            yield from (b"\xff\xd8\xff one", b"\xff\xd8\xff two")
        finally:
            left.append(True)

    monkeypatch.setattr(desk.scanners, "live", frames)

    answer = unlocked.get("/alat/langsung/wajah")
    sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"].startswith("multipart/x-mixed-replace")
    assert answer.headers["Cache-Control"] == "no-store"
    assert sent.count(b"Content-Type: image/jpeg\r\nContent-Length: 7\r\n\r\n\xff\xd8\xff") == 2
    assert desk.outbox.drafts() == []
    assert unlocked.get("/alat/langsung/kaki").status_code == 404
    answer = unlocked.get("/alat/langsung/wajah")
    assert next(iter(answer.streaming_content))  # type: ignore[attr-defined]
    assert left == [True]
    answer.close()
    assert left == [True, True]
