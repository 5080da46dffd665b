"""What is said at a recording beside the body: the notice, what is optional, what is wrong."""

import io
import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.station.pages.acting import capture_all, opened_packet, said
from tests.station.pages.conftest import NOON, PASSPHRASE, WORKLIST, Scanner

from rekam.enrolment import notices, worklist
from rekam.station.desk import Desk


def photo(*, side: int = 60, kind: str = "JPEG") -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "RAHASIA"
    Image.linear_gradient("L").resize((side, side)).save(out, kind, exif=exif)
    return SimpleUploadedFile("akta.jpg", out.getvalue(), content_type="image/jpeg")


NAME = {"wrong_full_name": "on", "full_name": "RATU  MARYAMAH S."}


def closed(client: Client, place: str, desk: Desk) -> object:
    capture_all(client, place)
    client.post(f"{place}/ringkasan", {"act": "sign", "passphrase": PASSPHRASE})
    return opened_packet(desk)


def check_what_is_wrong_and_its_papers_travel_sealed_and_stop_nothing(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    born = {"birth_date_day": "13", "birth_date_month": "8", "birth_date_year": "2009"}

    answer = unlocked.post(f"{place}/data-keliru", NAME | born | {"papers": [photo(), photo(kind="PNG")]})

    assert answer.headers["Location"] == f"{place}/wajah"
    (draft,) = desk.outbox.drafts()
    assert b"RAHASIA" not in b"".join(one.sealed for one in desk.outbox.parts(draft).values())
    assert "nama lengkap, tanggal lahir; 2 berkas" in said(unlocked, f"{place}/ringkasan")
    opened = closed(unlocked, place, desk)
    told = [(str(one.element), one.told) for one in opened.particulars.corrections]
    assert told == [("full_name", "RATU MARYAMAH S."), ("birth_date", "2009-08-13")]
    assert [paper[:3] for paper in opened.papers] == [b"\xff\xd8\xff"] * 2
    assert not any(b"RAHASIA" in paper for paper in opened.papers)
    assert opened.particulars.person.name == "RATU MARYAMAH"


def check_what_is_ticked_has_to_be_told_and_nothing_ticked_takes_all_back(
    unlocked: Client, begin: Callable[[int], str], desk: Desk
) -> None:
    place = begin(1)
    form = unlocked.post(f"{place}/data-keliru", {"wrong_sex": "on"}).content.decode()
    assert "Tulis apa yang seharusnya" in form

    unlocked.post(f"{place}/data-keliru", NAME | {"papers": [photo()]})
    assert len(desk.outbox.drafts()) == 1
    unlocked.post(f"{place}/data-keliru", {})

    assert desk.outbox.drafts() == []
    assert "Data keliru?" in said(unlocked, f"{place}/wajah")


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ([SimpleUploadedFile("a.jpg", b"%PDF-1.7")], "paper_type_unknown"),
        ([SimpleUploadedFile("a.jpg", b"\xff\xd8\xffbroken")], "paper_unreadable"),
        ([photo() for _ in range(4)], "papers_too_many"),
        ([SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + os.urandom(11 * 1024 * 1024))], "paper_too_large"),
    ],
)
def check_a_paper_that_cannot_be_taken_is_named_and_what_was_told_stays(
    unlocked: Client,
    begin: Callable[[int], str],
    papers: list[SimpleUploadedFile],
    code: str,
) -> None:
    place = begin(1)
    for paper in papers:
        paper.seek(0)
    unlocked.post(f"{place}/data-keliru", NAME | {"papers": papers})

    page = said(unlocked, f"{place}/data-keliru")
    assert code in page
    assert "RATU MARYAMAH S." in page


def check_a_walk_in_has_no_list_that_could_be_wrong(unlocked: Client) -> None:
    told = {"name": "BUDI", "nik": "", "address": "PASAR", "sex": "L"}
    born = {"birth_date_day": "1", "birth_date_month": "2", "birth_date_year": "1990"}
    place = unlocked.post("/tanpa-daftar", told | born).headers["Location"]

    assert "Data keliru" not in said(unlocked, place)


def check_an_answer_to_what_is_optional_is_kept_and_blocks_nothing(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    place = begin(1)
    heard = {"act": "read", "language": "id"}
    unlocked.post(f"{place}/pemberitahuan", heard | {"reminder": "yes", "contact": "12"})
    assert "contact_malformed" in said(unlocked, f"{place}/pemberitahuan")
    assert unlocked.post(f"{place}/pemberitahuan", heard | {"reminder": "no"}).status_code == 302
    unlocked.post(f"{place}/pemberitahuan", heard | {"reminder": "yes", "contact": "0812-3456-7890"})

    (consent,) = closed(unlocked, place, desk).particulars.consents
    assert (consent.granted, consent.contact) == (True, "081234567890")
    assert (consent.version, consent.language) == (notices.ASKED_VERSION, "id")


def check_the_notice_is_heard_or_read_in_the_language_of_the_person(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, desk: Desk
) -> None:
    text = notices.NOTICES["id"]
    office = worklist.Notice(version=notices.VERSION, language="id", text=text)
    desk.work.worklist = replace(WORKLIST, notice=office)
    place = begin(1)
    page = said(unlocked, f"{place}/pemberitahuan?bahasa=su")
    assert "Basa Sunda (contoh)" in page
    assert "kawajiban warga" in page

    unlocked.post(f"{place}/pemberitahuan", {"act": "shown", "language": "en"})

    opened = closed(unlocked, place, desk)
    assert (opened.header.notice_version, opened.header.notice_language) == (notices.VERSION, "en")
    acts = [(one.act, one.about) for one in opened.particulars.journal]
    assert ("notice_shown", f"{notices.VERSION}/en") in acts
    assert NOON.isoformat()[:10] in opened.header.captured_at
