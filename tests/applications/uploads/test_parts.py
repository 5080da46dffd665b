"""A sheet in parts: what was acknowledged is there, whatever breaks, and becomes a sheet once."""

import base64
import hashlib
import itertools
import os
import signal
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from rekam.applications.catalogue.rules import Document
from rekam.applications.filing.models import Application
from rekam.applications.uploads import parts, services
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import MOST_BYTES, MOST_SHEETS
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.applications.conftest import MONDAY, begun, picture

SHEET = picture()
SHA256 = hashlib.sha256(SHEET).hexdigest()
WHO = {"actor": "public", "at": MONDAY}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parts, "data_folder", lambda: tmp_path)
    return tmp_path / "sheets"


@pytest.fixture
def row(office: None) -> Application:
    return begun()


def begin(row: Application, *, data: bytes = SHEET, sha256: str = "") -> int:
    told = sha256 or hashlib.sha256(data).hexdigest()
    return parts.begin(
        application=row.uuid,
        document=Document.KK,
        sha256=told,
        length=len(data),
        **WHO,  # type: ignore[arg-type]
    )


def take(row: Application, *, offset: int, data: bytes, sha256: str = SHA256) -> int:
    return parts.take(
        application=row.uuid,
        document=Document.KK,
        sha256=sha256,
        offset=offset,
        data=data,
        **WHO,  # type: ignore[arg-type]
    )


@pytest.mark.usefixtures("own_vault")
def test_a_sheet_that_broke_off_goes_on_where_it_was(row: Application, folder: Path) -> None:
    assert begin(row) == 0
    assert take(row, offset=0, data=SHEET[:37]) == 37
    assert begin(row) == 37  # the page was opened anew
    assert parts.reached(application=row.uuid, document=Document.KK, sha256=SHA256) == (37, len(SHEET))
    (file,) = folder.iterdir()
    assert SHEET[:20] not in file.read_bytes()  # encrypted

    assert take(row, offset=37, data=SHEET[37:]) == len(SHEET)
    assert begin(row) == len(SHEET)  # the answer was lost, and it is asked again
    assert [one.sent_digest for one in Scan.objects.all()] == [SHA256]


def test_a_part_at_the_wrong_place_is_told_the_right_one(row: Application) -> None:
    begin(row)
    take(row, offset=0, data=SHEET[:37])

    with pytest.raises(RuleBroken) as refused:
        take(row, offset=0, data=SHEET[:37])
    assert (refused.value.code, refused.value.facts) == ("upload_offset_wrong", {"offset": 37})


@pytest.mark.usefixtures("own_vault")
def test_what_is_no_picture_or_another_sheet_is_refused_and_let_go(row: Application, folder: Path) -> None:
    for data, sha256, code in (
        (b"no picture", "", "scan_type_unknown"),
        (SHEET, "0" * 64, "upload_hash_wrong"),
    ):
        told = sha256 or hashlib.sha256(data).hexdigest()
        begin(row, data=data, sha256=told)
        with pytest.raises(RuleBroken) as refused:
            take(row, offset=0, data=data, sha256=told)
        assert (refused.value.code, list(folder.iterdir())) == (code, [])


def test_more_than_a_sheet_has_is_not_taken(row: Application) -> None:
    begin(row)
    for offset, data, code in ((0, SHEET + b"x", "packet_too_large"), (5, b"", "upload_offset_wrong")):
        with pytest.raises(RuleBroken) as refused:
            take(row, offset=offset, data=data)
        assert refused.value.code == code
    with pytest.raises(RuleBroken) as refused:
        parts.begin(
            application=row.uuid,
            document=Document.KK,
            sha256=SHA256,
            length=MOST_BYTES + 1,
            **WHO,  # type: ignore[arg-type]
        )
    assert refused.value.code == "scan_too_large"


def test_unfinished_sheets_are_few_and_let_go_after_two_days(row: Application, folder: Path) -> None:
    for number in range(MOST_SHEETS + 3):
        begin(row, data=SHEET, sha256=f"{number:064x}")
    assert len(list(folder.iterdir())) == parts.MOST_OF_ONE

    os.utime(next(folder.iterdir()), (0, 0))
    assert parts.forget_idle(at=MONDAY + timedelta(days=-30)) == 1


def test_a_stranger_reaches_nobodys_sheet(row: Application) -> None:
    begin(row)
    with pytest.raises(RuleBroken) as refused:
        parts.reached(application=uuid4(), document=Document.KK, sha256=SHA256)
    assert refused.value.code == "upload_unknown"


@pytest.mark.usefixtures("own_vault")
def test_a_server_that_is_killed_at_any_part_loses_nothing_that_it_acknowledged(row: Application) -> None:
    """Each part is taken by a process that is killed right after it said so; one before it could say so."""
    begin(row)
    cuts = [*range(0, len(SHEET) - 1, 17), len(SHEET) - 1]
    for start, end in itertools.pairwise(cuts):
        told, tell = os.pipe()
        if (child := os.fork()) == 0:
            os.write(tell, take(row, offset=start, data=SHEET[start:end]).to_bytes(4))
            os.kill(os.getpid(), signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert int.from_bytes(os.read(told, 4)) == end
        os.close(told)
        os.close(tell)
        assert parts.reached(application=row.uuid, document=Document.KK, sha256=SHA256)[0] == end
    with pytest.MonkeyPatch.context() as patched:  # all bytes are here, and it dies before they are a sheet
        patched.setattr(services, "take_in", lambda **_told: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            take(row, offset=cuts[-1], data=SHEET[cuts[-1] :])
    assert not Scan.objects.exists()

    assert begin(row) == len(SHEET)
    assert Scan.objects.get().sent_digest == SHA256


@pytest.mark.usefixtures("own_vault")
def test_through_the_door_by_whom_it_is_open_here_and_nobody_else(siti: Resident) -> None:
    from tests.applications.filing.test_pages import begin as begin_page

    tus = {"Tus-Resumable": "1.0.0"}
    browser = Client(REMOTE_ADDR="10.77.0.1")
    begin_page(browser)
    address = "/permohonan/saya/syarat/kk/bagian/"
    told = {
        "Upload-Length": str(len(SHEET)),
        "Upload-Metadata": f"sha256 {base64.b64encode(SHA256.encode()).decode()}",
    }
    answer = browser.post(address, headers=tus | told)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    part, kind = answer["Location"], "application/offset+octet-stream"
    for start, end in ((0, 50), (50, len(SHEET))):
        sent = browser.patch(part, SHEET[start:end], kind, headers=tus | {"Upload-Offset": str(start)})
        assert (sent.status_code, sent["Upload-Offset"]) == (204, str(end))
    assert "lembar 1" in browser.get("/permohonan/saya/syarat/kk/").content.decode()

    wrong = browser.patch(part, b"x", "text/plain", headers=tus | {"Upload-Offset": "0"})
    assert (wrong.status_code, wrong.json()["code"]) == (415, "upload_media_wrong")
    stranger = Client(REMOTE_ADDR="10.77.0.2").post(address, headers=tus | told)
    assert stranger.json()["code"] == "application_not_open"
