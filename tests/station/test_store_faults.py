"""What the stores acknowledged is there after any death of the process, and a stolen disk tells nothing."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import apsw
import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database
from rekam.station.store.outbox import Outbox, StoredPart
from rekam.station.store.visits import Visits

ROOT = Path(__file__).parents[2]


def killed_after(seconds: float, *, folder: Path) -> list[tuple[str, uuid.UUID]]:
    """Start the writer, kill -9 it, and give what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.station.keep_on_writing", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    with process.stdout as told:
        first = told.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines = [first, *told.read().splitlines()]
    process.wait()
    whole = [line.split() for line in lines if len(line.split()) == 2 and len(line.split()[1]) == 36]
    return [(kind, uuid.UUID(packet)) for kind, packet in whole]


def test_kill_9_at_random_moments_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[tuple[str, uuid.UUID]] = []
    for _ in range(8):
        acknowledged += killed_after(chance.uniform(0.01, 0.25), folder=tmp_path)

    outbox = Outbox(tmp_path / "outbox.db")
    rows = {row.packet: row for row in outbox.rows()}
    lost = [
        packet
        for kind, packet in acknowledged
        if packet not in rows and (kind == "packet" or len(outbox.parts(packet)) != 2)
    ]
    numbers = sorted(row.number for row in rows.values())
    kept = [outbox.content(packet) == packet.bytes * 2_000 for packet in rows]
    outbox.close()

    assert len(acknowledged) > 16
    assert lost == []
    assert all(kept)
    assert numbers == list(range(1, len(numbers) + 1))


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
