"""What the stores acknowledged is there after any death of the process, and a stolen disk tells nothing."""

import uuid
from pathlib import Path

import apsw
import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database
from rekam.station.store.outbox import Outbox, StoredPart
from rekam.station.store.visits import Visits


def test_a_draft_stays_whole_when_the_packet_cannot_be_built(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db")
    draft = uuid.uuid4()
    outbox.keep_part(draft=draft, position="face", part=StoredPart(facts=b"f", sealed=b"s"))

    def fails(_: int) -> tuple[bytes, bytes]:
        raise RuleBroken("packet_too_large")

    with pytest.raises(RuleBroken, match="packet_too_large"):
        outbox.queue(packet=draft, build=fails, at="t")

    assert outbox.drafts() == [draft]
    assert outbox.rows() == []
    outbox.close()


def test_a_full_disk_is_a_code_and_loses_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "small.db", schema=["CREATE TABLE IF NOT EXISTS t (a BLOB)"])
    with database.writing() as connection:
        connection.execute("INSERT INTO t VALUES (zeroblob(1000))")
        connection.pragma("max_page_count", 4)

    with pytest.raises(RuleBroken, match="store_disk_full"), database.writing() as connection:
        connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")

    assert database.rows("SELECT count(*) FROM t") == [(1,)]
    database.close()


def test_the_visit_store_opens_with_its_key_only(tmp_path: Path) -> None:
    visits = Visits(tmp_path / "visit.db", key=bytes(32))
    visits.keep_worklist(b"3673025208090004 RATU MARYAMAH")
    visits.close()

    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"MARYAMAH" not in raw
    assert b"SQLite format" not in raw
    with pytest.raises(RuleBroken, match="store_key_wrong"):
        Visits(tmp_path / "visit.db", key=bytes([1]) * 32)


def test_a_damaged_outbox_is_a_code(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").write_bytes(b"this is no database at all, not at all" * 200)

    with pytest.raises(RuleBroken, match="store_damaged"):
        Outbox(tmp_path / "outbox.db")


def test_commits_wait_for_the_disk(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db")

    assert outbox._database.rows("PRAGMA synchronous") == [(2,)]
    outbox.close()


def test_bytes_cannot_vanish_from_a_packet_that_was_not_accepted(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db")
    outbox.queue(packet=uuid.uuid4(), build=lambda _: (b"c", b"h"), at="t")

    with pytest.raises(apsw.ConstraintError), outbox._database.writing() as connection:
        connection.execute("UPDATE packet SET content = NULL")
    outbox.close()
