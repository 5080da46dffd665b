"""The officer's own body: what is taken, sent and told; matches overruled here and by telephone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.station.pages.acting import GROUPS, said
from tests.station.pages.conftest import OFFICER, PASSPHRASE, WORKLIST, Scanner

from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment.operators import phone
from rekam.enrolment.operators.messages import TakenBody, open_body
from rekam.station.desk import Desk
from rekam.station.session_gallery import merged
from rekam.station.sync import ServerLink

KEY = bytes([7]) * 32
REFUSED = "{place}/keliru/wajah?kode=operators_own_body&dengan=yayan"


@pytest.fixture
def sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches the office."""
    documents: list[bytes] = []
    desk.link = ServerLink("http://127.0.0.1:9")
    monkeypatch.setattr(desk.link, "send_officer_body", lambda document, **_: documents.append(document))
    return documents


def take_all(client: Client) -> None:
    for group in GROUPS:
        client.post("/petugas", {"group": group})


def template_of(desk: Desk) -> PersonTemplate:
    return merged(desk.gallery.officers.values())


def check_a_whole_body_is_sent_under_the_officers_signature_and_shows_the_witness_a_number(
    unlocked: Client, scanner: Scanner, sent: list[bytes]
) -> None:
    scanner.seed = 2
    unlocked.post("/petugas", {"group": "wajah"})
    assert "Kirim ke kantor" not in said(unlocked, "/petugas")
    take_all(unlocked)
    unlocked.post("/petugas", {"act": "send", "passphrase": "bukan itu"})
    assert "passphrase_wrong" in said(unlocked, "/petugas")
    assert sent == []

    unlocked.post("/petugas", {"act": "send", "passphrase": PASSPHRASE})
    taken, _ = open_body(sent[0], keys={OFFICER.verifier.kid: OFFICER.verifier.public})
    assert isinstance(taken, TakenBody)
    assert (taken.username, len(taken.template.fingers), len(taken.template.irises)) == ("yayan", 10, 2)
    assert taken.template.face is not None
    page = said(unlocked, "/petugas")
    assert f"{taken.number[:3]} {taken.number[3:]}" in page


def check_a_missing_hand_is_excepted_with_a_reason_and_can_be_taken_back(
    unlocked: Client, scanner: Scanner, sent: list[bytes]
) -> None:
    for group in ("wajah", "jari-kanan", "jempol", "iris"):
        unlocked.post("/petugas", {"group": group})
    fingers = ["left_little", "left_ring", "left_middle", "left_index"]
    form = {"positions": fingers, "code": "F2", "justification": "kecelakaan kerja"}
    assert "Kode" in said(unlocked, "/petugas?kecuali=jari-kiri")
    unlocked.post("/petugas?kecuali=jari-kiri", form)
    assert "Kirim ke kantor" in said(unlocked, "/petugas")
    unlocked.post("/petugas", {"withdraw": "left_ring"})
    assert "Kirim ke kantor" not in said(unlocked, "/petugas")


def check_the_first_page_says_whose_body_is_not_known_and_recording_goes_on(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    assert "Biometrik Anda belum direkam di kantor" in said(unlocked, "/")
    place = begin(1)
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "operators_own_body" not in said(unlocked, f"{place}/wajah")

    unlocked.post("/petugas", {"group": "jempol"})
    assert "kantor belum mengonfirmasinya" in said(unlocked, "/")
    desk.gallery.know_officers([replace(OFFICER, body=template_of(desk).to_bytes())])
    assert "dikenal dari kantor" in said(unlocked, "/")


def check_the_officers_face_is_refused_as_the_office_knows_it(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    scanner.seed = 2
    unlocked.post("/petugas", {"group": "wajah"})
    desk.gallery.know_officers([replace(OFFICER, body=template_of(desk).to_bytes())])
    desk.gallery.officers.clear()
    place = begin(1)
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "operators_own_body" in said(unlocked, f"{place}/wajah")
    assert desk.outbox.drafts() == []
    scanner.seed = 1
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "operators_own_body" not in said(unlocked, f"{place}/wajah")


def check_a_body_that_cannot_be_read_is_as_if_it_was_never_taken(desk: Desk) -> None:
    desk.gallery.know_officers([replace(OFFICER, body=b"\x00 no template")])
    assert desk.gallery.known == {}


def check_an_officer_alone_overrules_by_telephone_one_match_of_one_person(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    assert desk.work is not None
    desk.work.worklist = replace(WORKLIST, officers=(OFFICER,), phone_key=KEY)
    unlocked.post("/petugas", {"group": "wajah"})
    place = begin(1)
    refused = REFUSED.format(place=place)
    (draft,) = desk.work.bench.visits.drafts()
    question = phone.question_of(draft.id, code="operators_own_body", against="yayan")
    assert f"{question[:4]} {question[4:]}" in said(unlocked, refused)

    form = {"answer": "00000000", "reason": "warga ini kembar saya"}
    unlocked.post(refused, form)
    assert "phone_answer_wrong" in said(unlocked, refused)
    unlocked.post(refused, form | {"answer": phone.answer_to(question, key=KEY)})
    unlocked.post(f"{place}/wajah", {"act": "capture"})
    assert "operators_own_body" not in said(unlocked, f"{place}/wajah")
    (told,) = [one for one in desk.work.bench.visits.journal_of(draft.id) if one.act == "match_overruled"]
    assert told.about == f"operators_own_body yayan phone:{question} warga ini kembar saya"


def check_answers_cannot_be_tried_without_end(
    unlocked: Client, begin: Callable[[int], str], desk: Desk
) -> None:
    assert desk.work is not None
    desk.work.worklist = replace(WORKLIST, phone_key=KEY)
    refused = REFUSED.format(place=begin(1)) + "&telepon=1"
    for _ in range(5):
        unlocked.post(refused, {"answer": "00000000", "reason": "mencoba saja"})
    unlocked.post(refused, {"answer": "00000000", "reason": "mencoba saja"})
    assert "too_many_attempts" in said(unlocked, refused)
