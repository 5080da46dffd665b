"""kill -9 during capture, sealing, queueing and sync: the next start goes on, and everybody lands once."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.clerk import open_desk
from tests.faults.counting import Counted
from tests.faults.inspecting import inspect, noted_in
from tests.faults.killed_station import MOMENTS
from tests.station.tus_server import TusServer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer() as running:  # of sync 1, so that an upload has a middle to die in
        running.always = (2, "accepted", "")
        yield running


def killed(station: Path, *, tus: TusServer, attempted: int, more: tuple[str, ...] = ()) -> Counted:
    """Let stations die, then open the last one, send what is left, and count at both ends."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_station", str(station), tus.url, *more],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    counted = inspect(station, noted=noted_in((station.parent / "noted").read_text()), attempted=attempted)
    desk = open_desk(station, server=tus.url)
    desk.send_now()
    desk.send_now()
    rows = desk.outbox.rows()
    desk.close()
    counted.stuck += sum(row.state != "accepted" for row in rows)
    counted.landed = sum(len(one.content) == one.length for one in tus.stored.values())
    counted.lost += len({row.packet for row in rows} - set(tus.stored))
    return counted


def test_everybody_lands_once_wherever_the_station_died(
    stations: Callable[[], Path], tus: TusServer, told: Callable[[object], None]
) -> None:
    total = killed(stations(), tus=tus, attempted=len(MOMENTS))

    told(total)
    assert total.landed == total.attempted == len(MOMENTS)
    assert total.harm == 0


def test_without_one_transaction_for_queueing_somebody_is_stuck(
    stations: Callable[[], Path], tus: TusServer
) -> None:
    assert killed(stations(), tus=tus, attempted=1, more=("--loose",)).harm > 0
