"""The power goes under a real ext4 while a station records: what was acknowledged is on the device."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import canaries
from tests.faults.block_device import NotHere, ext4, image_of, mounted
from tests.faults.clerk import furnish, work_list
from tests.faults.conftest import Seeds
from tests.faults.counting import Counted
from tests.faults.inspecting import Noted, inspect, noted_in

CUTS = 5
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@contextmanager
def station_on(folder: Path, *, careless: bool) -> Iterator[subprocess.Popen[bytes]]:
    more = ["--careless"] if careless else []
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.recording_station", str(folder), *more],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def cuts(folder: Path, *, seeds: range, careless: bool = False) -> Iterator[Counted]:
    """Count in images of the device at moments that the seeds draw, while people are recorded on it."""
    image, told = folder / "disk", b""
    with ext4(image) as (disk, device):
        furnish(disk / "station", listed=work_list(people=canaries.people(1)))
        os.sync()
        with station_on(disk / "station", careless=careless) as process:
            assert process.stdout is not None
            told += process.stdout.readline()
            os.set_blocking(process.stdout.fileno(), False)
            for seed in seeds:
                time.sleep(random.Random(seed).uniform(0.05, 0.3))
                stop(process)
                told += process.stdout.read() or b""
                copy = image_of(image, device=device, into=folder / f"cut-{seed}")
                yield counted(copy, noted=noted_in(told.decode()))
                copy.unlink()
                process.send_signal(signal.SIGCONT)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Let the process stand still; a call into the kernel that it has begun ends first."""
    process.send_signal(signal.SIGSTOP)
    status = Path(f"/proc/{process.pid}/status")
    while "State:\tT" not in status.read_text():
        time.sleep(0.001)


def counted(image: Path, *, noted: list[Noted]) -> Counted:
    assert canaries.on_device(image) == []
    left = image.with_suffix(".station")
    with mounted(image) as (disk, _):
        shutil.copytree(disk / "station", left)
    return inspect(left, noted=noted, attempted=len({draft for _, draft, _ in noted}))


def test_no_cut_under_ext4_harms_anybody_and_the_device_tells_nothing(
    quick_folder: Path, seeds: Seeds, told: Callable[[object], None]
) -> None:
    try:
        total = sum(cuts(quick_folder, seeds=seeds(CUTS)), start=Counted())
    except NotHere as reason:
        pytest.skip(f"no ext4 of our own: {reason}")

    told(total)
    assert total.acknowledged > 0
    assert total.harm == 0


def test_without_waiting_for_the_disk_people_are_lost(quick_folder: Path, seeds: Seeds) -> None:
    try:
        assert any(one.lost for one in cuts(quick_folder, seeds=seeds(CUTS), careless=True))
    except NotHere as reason:
        pytest.skip(f"no ext4 of our own: {reason}")
