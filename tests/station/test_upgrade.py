"""A new Rekam opens the stores of an older one with all that waits in them; an older one leaves a new one."""

import hashlib
import uuid
from pathlib import Path

import apsw
import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.store.outbox import Outbox, State, StoredPart
from rekam.station.store.visits import Visits

# As the first release made it; never brought up to date.
FIRST_OUTBOX = """
CREATE TABLE part (
  draft BLOB NOT NULL, position TEXT NOT NULL, facts BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (draft, position)) WITHOUT ROWID;
CREATE TABLE packet (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, sha256 BLOB NOT NULL, content BLOB,
  size INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'accepted', 'refused')),
  stage INTEGER NOT NULL DEFAULT 0, code TEXT NOT NULL DEFAULT '', trouble TEXT NOT NULL DEFAULT '',
  queued_at TEXT NOT NULL, changed_at TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0,
  CHECK (content IS NOT NULL OR (state = 'accepted' AND stage = 2)),
  CHECK ((state = 'refused') = (code <> '')));
"""
DRAFT = uuid.UUID(int=99)
STATES = {1: "accepted", 2: "sent", 3: "refused", 4: "queued"}


def content(number: int) -> bytes:
    return b"packet %d" % number


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.db"
    database = apsw.Connection(str(path))
    database.pragma("journal_mode", "wal")
    database.execute(FIRST_OUTBOX)
    database.execute("INSERT INTO part VALUES (?, 'face', x'01', x'02')", (DRAFT.bytes,))
    for number, state in STATES.items():
        told = None if state == "accepted" else content(number)
        database.execute(
            "INSERT INTO packet (id, sha256, content, size, state, stage, code, queued_at, changed_at)"
            " VALUES (?, ?, ?, 8, ?, ?, ?, 't', 't')",
            (
                uuid.UUID(int=number).bytes,
                hashlib.sha256(content(number)).digest(),
                told,
                state,
                2 if state == "accepted" else 0,
                "packet_conflict" if state == "refused" else "",
            ),
        )
    database.close()
    return path


def test_a_full_queue_of_the_first_release_is_all_there(old: Path) -> None:
    box = Outbox(old)

    assert {row.number: str(row.state) for row in box.rows()} == STATES
    assert [box.content(uuid.UUID(int=number)) for number in (2, 3, 4)] == [content(n) for n in (2, 3, 4)]
    assert box.parts(DRAFT) == {"face": StoredPart(facts=b"\x01", sealed=b"\x02")}
    assert box.only_here() == 3
    assert box.queue(packet=DRAFT, build=lambda number: (b"%d" % number, b"h"), at="t") == 5
    box.close()


def test_bringing_it_up_twice_changes_nothing(old: Path) -> None:
    Outbox(old).close()
    box = Outbox(old)

    assert [row.state for row in box.waiting()] == [State.SENT, State.QUEUED]
    box.close()


def test_a_power_cut_in_the_upgrade_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        steps = ("SELECT 1", "ALTER TABLE packet ADD COLUMN number INTEGER; SELECT no_such_thing")
        patch.setattr("rekam.station.store.outbox._SCHEMA", steps)
        with pytest.raises(apsw.SQLError):
            Outbox(old)

    box = Outbox(old)
    assert len(box.rows()) == 4
    box.close()


def test_a_store_of_a_later_rekam_is_left_as_it_is(tmp_path: Path) -> None:
    for make in (Outbox, lambda path: Visits(path, key=bytes(32))):
        path = tmp_path / "a.db"
        made = make(path)
        with made._database.writing() as database:
            database.pragma("user_version", 99)
            database.pragma("application_id", 99)
        made.close()

        with pytest.raises(RuleBroken, match="store_too_new"):
            make(path)
        path.unlink()
