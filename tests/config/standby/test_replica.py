"""A clerk's committed rows are on the machine that takes over, also when the line was dead just then."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest

from rekam.config.backup.server import way_in
from rekam.config.standby import replica
from rekam.config.standby.guard import Guard
from rekam.kernel.postgres import Cluster, cluster
from tests.config.backup.conftest import FAST
from tests.faults.counting import Counted

SETTINGS = {**FAST, **replica.SETTINGS, "shared_buffers": "8MB", "max_connections": "20"}


class Clerk(threading.Thread):
    """Writes one row after the other; `noted` are those that were acknowledged."""

    def __init__(self, own: Cluster) -> None:
        super().__init__(daemon=True)
        self.own, self.noted, self.tried = own, list[int](), 0

    def run(self) -> None:
        with suppress(psycopg.OperationalError), way_in(self.own).connect("postgres") as line:
            line.execute("SET synchronous_commit = on")
            for number in range(1, 1_000_000):
                self.tried = number
                line.execute("INSERT INTO told VALUES (%s)", [number])
                self.noted.append(number)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Cluster, Cluster]]:
    """A first server, and a replica of it that follows."""
    first, second = cluster(tmp_path / "first" / "pg"), cluster(tmp_path / "second" / "pg")
    try:
        first.start(settings=SETTINGS)
        with way_in(first).connect("postgres") as admin:
            admin.execute("CREATE ROLE rekam_migrate")
            admin.execute("CREATE TABLE told (id int PRIMARY KEY)")
        way = replica.make_way_in(way_in(first), major=first.major)
        replica.make_replica(second, socket=str(first.socket), way=way, password=first.password)
        second.start(settings=SETTINGS)
        yield first, second
    finally:
        for own in (first, second):
            thaw(own)
            own.remove()
            shutil.rmtree(own.socket, ignore_errors=True)


def children(own: Cluster) -> list[int]:
    told = (own.data / "postmaster.pid").read_text().split()[0]
    return [int(pid) for pid in Path(f"/proc/{told}/task/{told}/children").read_text().split()]


def receiver(own: Cluster) -> int:
    return next(pid for pid in children(own) if b"walreceiver" in Path(f"/proc/{pid}/cmdline").read_bytes())


def thaw(own: Cluster) -> None:
    with suppress(OSError):
        for pid in children(own):
            os.kill(pid, signal.SIGCONT)


def until(well: object, *, seconds: float = 20) -> None:
    assert callable(well)
    end = time.monotonic() + seconds
    while not well():
        assert time.monotonic() < end
        time.sleep(0.02)


def taken_over(first: Cluster, second: Cluster) -> Counted:
    """A clerk writes; the line dies, a little later the first machine, and the second one takes over."""
    guard, clerk = Guard(first.folder, own=first), Clerk(first)
    with way_in(first).connect("postgres") as admin:
        until(lambda: guard.look(admin) or guard.streaming)
    clerk.start()
    until(lambda: len(clerk.noted) > 50)
    frozen = receiver(second)
    os.kill(frozen, signal.SIGSTOP)
    time.sleep(0.3)  # what the clerk is told now, the second machine has not
    first._run("pg_ctl", "stop", "-m", "immediate", "-w", "-D", str(first.data))
    clerk.join()
    os.kill(frozen, signal.SIGKILL)
    second_answers = way_in(second)

    def answers() -> bool:
        try:
            with second_answers.connect("postgres"):
                return True
        except psycopg.OperationalError:
            return False

    until(answers)
    replica.take_over(second)
    with second_answers.connect("postgres") as seeing:
        there = [int(str(row[0])) for row in seeing.execute("SELECT id FROM told").fetchall()]
    return Counted(
        attempted=clerk.tried,
        landed=len(there),
        acknowledged=len(clerk.noted),
        lost=len(set(clerk.noted) - set(there)),
        doubled=len(there) - len(set(there)),
    )


def test_no_acknowledged_row_is_lost(pair: tuple[Cluster, Cluster]) -> None:
    counted = taken_over(*pair)
    print(f"\n{counted}")
    assert counted.harm == 0
    assert counted.acknowledged > 50


def test_without_waiting_rows_are_lost(pair: tuple[Cluster, Cluster]) -> None:
    with patch.object(replica, "wait_for_it", lambda *_args, **_named: None):
        counted = taken_over(*pair)
    print(f"\nmutant: {counted}")
    assert counted.lost > 0
