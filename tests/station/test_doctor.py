"""The doctor tells what is wrong and what to do, and neither its screen nor the bundle names anybody."""

import datetime
import json
import os
import threading
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import apsw
import pytest

from rekam.config.practice_list import furnish, practice_list
from rekam.enrolment.particulars import Person
from rekam.enrolment.worklist import worklist_body
from rekam.station import identity
from rekam.station.doctor import bundle, line_checks, report, store_checks, wording
from rekam.station.doctor.findings import Finding, Level, is_well
from rekam.station.options import Options, read_options
from rekam.station.practice.room import PASSPHRASE, USERNAME
from rekam.station.store import keyring
from rekam.station.store import outbox as outbox_file
from rekam.station.store.database import Database
from rekam.station.store.outbox import Outbox, StoredPart
from rekam.station.store.visits import Draft, Recorded, Visits

NOON = datetime.datetime(2026, 11, 24, 5, 0, tzinfo=datetime.UTC)
ANSWER = {"Tus-Version": "1.0.0", "Date": "Tue, 24 Nov 2026 05:00:10 GMT"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "station"
    home.mkdir(mode=0o700)
    identity.load_identity(home)
    identity.write_trust(home, receipt_keys=_trusted())
    furnish(home, at=NOON)
    Outbox(home / "outbox.db").close()
    return home


def _trusted() -> dict[str, bytes]:
    public = bytes([7]) * 32
    return {identity.sealing.kid_of(public): public}


def queue(folder: Path, *, at: datetime.datetime, content: bytes = b"sealed") -> uuid.UUID:
    packet, outbox = uuid.uuid4(), Outbox(folder / "outbox.db")
    outbox.queue(packet=packet, build=lambda _: (content, bytes(32)), at=at.isoformat())
    outbox.close()
    return packet


@contextmanager
def answering(status: int, headers: dict[str, str]) -> Iterator[str]:
    """A server that says just this to everything."""

    class Answer(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self.send_response_only(status)
            for name, value in ({"Content-Length": "0"} | headers).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_sound_laptop_is_well(folder: Path) -> None:
    queue(folder, at=NOON - datetime.timedelta(hours=5))
    with answering(204, ANSWER) as server:
        findings = report.examine(
            options(folder, server=server), now=lambda: NOON, officer=USERNAME, passphrase=PASSPHRASE
        )

    found = {one.check: one.code for one in findings}
    assert is_well(findings)
    assert found | {"devices": ""} == {
        "version": "version",
        "folder": "folder_sound",
        "disk": found["disk"],
        "key": "station_key_sound",
        "medium": found["medium"],
        "trust": "trust_sound",
        "outbox": "outbox_sound",
        "visit": "visit_sound",
        "list": "list_sound",
        "server": "server_answers",
        "clock": "clock_sound",
        "devices": "",
        "fingers": "extractor_sound",
    }
    outbox = next(one for one in findings if one.check == "outbox")
    assert (outbox.facts["queued"], outbox.facts["oldest_hours"]) == (1, 5)
    assert "tertua 5 jam" in report.as_screen(findings)


def test_a_laptop_without_anything_is_not_made_by_looking_at_it(tmp_path: Path) -> None:
    home = tmp_path / "nowhere"

    findings = report.examine(options(home), now=lambda: NOON)

    assert not home.exists()
    assert not is_well(findings)
    assert {"folder_missing", "station_key_missing", "station_not_provisioned", "server_not_set"} <= {
        one.code for one in findings
    }


def test_an_older_outbox_is_read_and_stays_as_old_as_it_is(tmp_path: Path) -> None:
    path, packet = tmp_path / "outbox.db", uuid.uuid4()
    older = Database(path, schema=outbox_file._SCHEMA[:1])
    with older.writing() as database:
        database.execute(
            "INSERT INTO packet (id, sha256, content, size, state, queued_at, changed_at)"
            " VALUES (?, ?, ?, 3, 'queued', ?, ?)",
            (packet.bytes, bytes(32), b"abc", NOON.isoformat(), NOON.isoformat()),
        )
    older.close()

    found = store_checks.check_outbox(tmp_path, at=NOON)

    assert (found.code, found.facts["queued"]) == ("outbox_sound", 1)
    assert [row.packet for row in store_checks.outbox_rows(tmp_path)] == [packet]
    assert apsw.Connection(str(path)).pragma("user_version") == 1


def test_an_outbox_of_a_later_rekam_is_told_as_such(tmp_path: Path) -> None:
    Outbox(tmp_path / "outbox.db").close()
    later = apsw.Connection(str(tmp_path / "outbox.db"))
    later.pragma("user_version", outbox_file.VERSION + 1)
    later.pragma("application_id", outbox_file.VERSION + 1)

    assert store_checks.check_outbox(tmp_path, at=NOON).code == "store_too_new"


def test_damaged_stores_are_found(folder: Path) -> None:
    (folder / "outbox.db").write_bytes(b"not a database" * 1000)
    spoilt = bytearray((folder / "visit.db").read_bytes())
    spoilt[5000:5100] = bytes(100)
    (folder / "visit.db").write_bytes(spoilt)

    assert store_checks.check_outbox(folder, at=NOON).code == "store_damaged"
    visit, _ = store_checks.check_visit(folder, officer=USERNAME, passphrase=PASSPHRASE, at=NOON)
    assert (visit.code, visit.level) == ("store_damaged", Level.WRONG)


def test_a_second_medium_that_is_away_is_told(tmp_path: Path) -> None:
    away = store_checks.check_medium(tmp_path / "stick")

    assert (away.code, away.level) == ("second_medium_away", Level.WATCH)
    assert int(store_checks.check_medium(tmp_path).facts["media"]) >= 1


def test_what_only_an_officer_can_open_stays_shut_without_one(folder: Path) -> None:
    shut, unseen = store_checks.check_visit(folder, officer="", passphrase="", at=NOON)
    wrong, _ = store_checks.check_visit(folder, officer=USERNAME, passphrase="salah salah", at=NOON)
    later = NOON + datetime.timedelta(days=90)
    _, expired = store_checks.check_visit(folder, officer=USERNAME, passphrase=PASSPHRASE, at=later)

    assert (shut.code, unseen.level) == ("visit_shut", Level.UNSEEN)
    assert wrong.code == "login_refused"
    assert expired.code == "worklist_expired"


def test_an_open_folder_an_old_packet_and_a_refused_one_are_to_be_watched(folder: Path) -> None:
    packet = queue(folder, at=NOON - datetime.timedelta(days=4))
    assert store_checks.check_outbox(folder, at=NOON).code == "outbox_waits_long"
    outbox = Outbox(folder / "outbox.db")
    outbox.mark_refused(packet, code="packet_practice", at=NOON.isoformat())
    outbox.close()
    folder.chmod(0o755)
    (folder / "station.key").chmod(0o644)

    found = [
        store_checks.check_outbox(folder, at=NOON),
        store_checks.check_folder(folder),
        store_checks.check_key(folder),
    ]
    assert [one.code for one in found] == ["outbox_refused", "folder_open", "station_key_open"]
    assert {one.level for one in found} == {Level.WATCH}


@pytest.mark.parametrize(
    ("status", "headers", "code"),
    [
        (200, {"Content-Type": "text/html"}, "captive_portal"),
        (302, {"Location": "http://login.wifi/"}, "captive_portal"),
        (404, {"Content-Type": "text/html"}, "server_answer_invalid"),
    ],
)
def test_what_answers_and_is_not_the_server_is_told(status: int, headers: dict[str, str], code: str) -> None:
    with answering(status, headers) as server:
        found, clock = line_checks.check_line(server, at=NOON)

    assert (found.code, found.level, clock.level) == (code, Level.WRONG, Level.UNSEEN)


def test_a_clock_that_is_off_a_line_without_tls_and_no_line_are_told() -> None:
    with answering(204, ANSWER) as server:
        _, clock = line_checks.check_line(server, at=NOON + datetime.timedelta(days=400))
        plain, _ = line_checks.check_line(server.replace("http:", "https:"), at=NOON)
    away, _ = line_checks.check_line(server, at=NOON)

    assert (clock.code, clock.level) == ("clock_wrong", Level.WATCH)
    assert plain.code == "server_certificate_wrong"
    assert (away.code, away.level) == ("server_unreachable", Level.WATCH)


def test_every_finding_has_a_sentence_that_its_facts_fill() -> None:
    facts = {
        **dict.fromkeys(("queued", "sent", "accepted", "refused", "oldest_hours", "officers"), 1),
        **dict.fromkeys(("megabytes", "seconds", "status", "media"), 1),
        **dict.fromkeys(("kid", "kids", "mode", "until", "rekam", "python", "system"), "x"),
        **dict.fromkeys(("kind", "name", "word", "advice", "extractor"), "x"),
    }

    for code in wording.SENTENCES:
        assert "%(" not in "".join(wording.told(Finding(check="disk", code=code, facts=facts)))


def test_a_bundle_holds_none_of_a_hundred_canaries(folder: Path, tmp_path: Path) -> None:
    canaries = [f"KANARI{number:03}{os.urandom(4).hex()}" for number in range(100)]
    packets = plant(folder, canaries=canaries)
    told = tmp_path / "bundle.zip"

    findings = report.examine(options(folder), now=lambda: NOON, officer=USERNAME, passphrase=PASSPHRASE)
    bundle.write_bundle(told, findings=findings, folder=folder, at=NOON)

    with zipfile.ZipFile(told) as zipped:
        names = zipped.namelist()
        texts = [zipped.read(name).decode() for name in names] + [report.as_screen(findings)]
    assert names == ["doctor.json", "outbox.csv", "errors.csv"]
    assert json.loads(texts[0])["checks"][0]["check"] == "version"
    assert "other,2," in texts[2]
    for text in texts:
        assert [one for one in canaries if one.lower() in text.lower()] == []
        assert [packet for packet in packets if packet.hex[:8] in text or str(packet)[:8] in text] == []
        assert str(folder) not in text


def plant(folder: Path, *, canaries: list[str]) -> list[uuid.UUID]:
    """Put the canaries where people are: list, drafts, journal, outbox, files and their names."""
    left = iter(canaries)
    unlocked = keyring.unlock(folder / "visit.keys", username=USERNAME, passphrase=PASSPHRASE)
    visits = Visits(folder / "visit.db", key=unlocked.store_key)
    people = tuple(person(next(left), address=next(left)) for _ in range(30))
    listed = replace(practice_list(unlocked.officer, at=NOON), people=people, site=next(left))
    visits.keep_worklist(worklist_body(listed))
    for one in people[:10]:
        draft = Draft(id=uuid.uuid4(), person=one, visit=None, started_at="", seal_public=bytes(32))
        visits.keep_draft(replace(draft, notice=next(left)))
        visits.keep_recorded(Recorded(packet=uuid.uuid4(), resident=None, name=next(left), at=""))
    visits.close()
    outbox, packets = Outbox(folder / "outbox.db"), []
    for _ in range(2):
        outbox.keep_part(
            draft=uuid.uuid4(),
            position=next(left),
            part=StoredPart(facts=next(left).encode(), sealed=next(left).encode()),
        )
        packet, sealed = uuid.uuid4(), next(left).encode()
        outbox.queue(packet=packet, build=lambda _, data=sealed: (data, bytes(32)), at=next(left))  # type: ignore[misc]
        outbox.mark_trouble(packet, code=next(left).lower(), at=next(left))
        packets.append(packet)
    outbox.close()
    for canary in left:
        (folder / f"{canary}.txt").write_text(canary)
    return packets


def person(name: str, *, address: str) -> Person:
    born = datetime.date(1990, 1, 1)
    return Person(
        resident=uuid.uuid4(), nik=None, name=name, birth_date=born, sex="L", address=address, area=""
    )


def options(folder: Path, *, server: str = "") -> Options:
    return replace(read_options({}), folder=folder, server=server, ports=range(4599, 4600))
