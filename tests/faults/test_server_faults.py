"""The server's power goes, its database restarts, its disks are full, while stations send and the worker
works: nothing that was receipted is lost or doubled, and every row ends in a known state."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from rekam.config.backup.server import way_in
from rekam.enrolment import pipeline
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.postgres import Cluster
from rekam.vault.keys import make_keys
from tests.enrolment import scene
from tests.faults.block_device import mounted
from tests.faults.conftest import Seeds, Told, quick_place
from tests.faults.counting import Counted
from tests.faults.server_disk import AtWork, Run, at_work, counted, full, on, settled
from tests.own_servers import FAST, Point, gone_afterwards

CUTS, RESTARTS, PEOPLE = 2, 2, 12
PATIENCE = 60.0
SHORT = 3.0  # seconds in which a worker that lives is done several times over
ENDED = 12  # tries to make the log need more room


@pytest.fixture(scope="module")
def server_of_all(rekams_files: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    """One for all tests here: its start costs more than a run."""
    data = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch, quick_place() as folder:
        patch.setenv("REKAM_DATA", str(data))
        patch.setenv("DJANGO_SETTINGS_MODULE", "rekam.config.settings.test")
        for name in ("REKAM_DATABASE", "REKAM_VAULT", "REKAM_VAULT_COPY"):
            patch.delenv(name, raising=False)
        make_keys()
        with at_work(folder, files=rekams_files, data=data) as made:
            yield made


@pytest.fixture
def work(server_of_all: AtWork, point: Point, monkeypatch: pytest.MonkeyPatch) -> AtWork:
    """With this process as a third who looks at its database and its vault."""
    point(server_of_all.own)
    monkeypatch.setenv("REKAM_VAULT", str(server_of_all.disk / "vault"))
    monkeypatch.setenv("REKAM_VAULT_COPY", str(server_of_all.disk / "vault-copy"))
    with scope(EVERYWHERE):
        scene.furnish()
    return server_of_all


@pytest.fixture
def disks(work: AtWork) -> AtWork:
    """With disks of its own."""
    if work.image is None:
        pytest.skip(f"no ext4 of our own: {work.why}")
    return work


class Afterwards(Protocol):
    """Looks at the disk as it was at a cut."""

    def __call__(self, image: Path, *, run: Run, told: str) -> Counted: ...


@pytest.fixture
def afterwards(disks: AtWork, point: Point, monkeypatch: pytest.MonkeyPatch) -> Afterwards:
    """The machine is switched on again: the kernel replays its journal, the database its log."""

    def found(image: Path, *, run: Run, told: str) -> Counted:
        with mounted(image) as (disk, _), gone_afterwards(on(disk)) as own:
            (own.data / "postmaster.pid").unlink()  # its process is another machine's
            own.start(settings=FAST)
            point(own)
            monkeypatch.setenv("REKAM_VAULT", str(disk / "vault"))
            monkeypatch.setenv("REKAM_VAULT_COPY", str(disk / "vault-copy"))
            pipeline.wake_waiting()
            pipeline.run_waiting()
            total = counted(run, told=told)
            point(disks.own)
        image.unlink()
        return total

    return found


def cuts(disks: AtWork, *, seeds: range, without: str, afterwards: Afterwards) -> Iterator[Counted]:
    with disks.sending(people=PEOPLE, without=without) as run:
        run.until("receipted", times=2)
        images = [disks.cut(run, seed=seed) for seed in seeds]
    for image, told in images:
        yield afterwards(image, run=run, told=told)


def test_no_power_cut_under_the_database_loses_or_doubles_what_was_receipted(
    disks: AtWork, afterwards: Afterwards, seeds: Seeds, told: Told
) -> None:
    total = sum(cuts(disks, seeds=seeds(CUTS), without="", afterwards=afterwards), start=Counted())
    told(total)
    assert total.harm == 0
    assert total.landed >= total.acknowledged > 0


@pytest.mark.parametrize("without", ["the log on the disk before the answer", "waiting for the vault's disk"])
def test_without_waiting_for_the_disk_receipted_packets_are_lost(
    without: str, disks: AtWork, afterwards: Afterwards, seeds: Seeds, told: Told
) -> None:
    hasty = disks.hasty() if without.startswith("the log") else nullcontext()
    with hasty:
        known = "" if without.startswith("the log") else without
        total = sum(cuts(disks, seeds=seeds(1), without=known, afterwards=afterwards), start=Counted())
    told(total)
    assert total.lost > 0


def restarts(work: AtWork, *, seed: int, times: int) -> Callable[[Run], None]:
    chance = random.Random(seed)

    def act(run: Run) -> None:
        for number in range(times):
            run.until("receipted", times=number + 1)
            time.sleep(chance.uniform(0, 0.1))
            work.restart(how=("immediate", "fast")[number % 2])

    return act


def full_database(work: AtWork) -> Callable[[Run], None]:
    """The log needs a new file for which there is no room, so the server ends itself; then there is room."""

    def act(run: Run) -> None:
        run.until("receipted", times=2)
        before = run.listen().count("again")
        with full(work.disk):
            assert any(is_refused(work) for _ in range(ENDED)), "there was room"
            run.until("again", times=before + 1, seconds=20)
        work.start()

    return act


def is_refused(work: AtWork) -> bool:
    try:
        with way_in(work.own).connect() as admin:
            admin.execute("SELECT pg_logical_emit_message(true, 'rekam', 'more'), pg_switch_wal()")
    except psycopg.OperationalError:
        return True
    return False


def full_vault(work: AtWork) -> Callable[[Run], None]:
    def act(run: Run) -> None:
        run.until("receipted", times=2)
        before = run.listen().count("again")
        with full(work.small):
            run.until("again", times=before + 2, seconds=20)

    return act


def disturbed(
    work: AtWork,
    *,
    by: Callable[[Run], None],
    without: str = "",
    small_vault: bool = False,
    seconds: float = PATIENCE,
) -> Counted:
    """A run in which something happens; then all is well again, and the worker may finish."""
    with work.sending(people=PEOPLE, without=without, small_vault=small_vault) as run:
        by(run)
        run.until("sent")
        work.look_anew()
        settled(run, seconds=seconds)
        return counted(run, told=run.listen())


def test_a_database_that_restarts_again_and_again_under_load_loses_and_doubles_nothing(
    work: AtWork, seeds: Seeds, told: Told
) -> None:
    runs = [disturbed(work, by=restarts(work, seed=seed, times=RESTARTS)) for seed in seeds(1)]
    total = sum(runs, start=Counted())
    told(total)
    assert total.harm == 0
    assert total.landed == total.acknowledged == total.attempted == PEOPLE * len(runs)


def test_without_the_log_on_the_disk_a_restart_loses_what_was_receipted(work: AtWork, told: Told) -> None:
    with work.hasty():
        total = disturbed(work, by=restarts(work, seed=1, times=1))
    told(total)
    assert total.lost > 0


def test_a_full_disk_under_the_database_loses_and_doubles_nothing(disks: AtWork, told: Told) -> None:
    total = disturbed(disks, by=full_database(disks))
    told(total)
    assert total.harm == 0
    assert total.landed == total.acknowledged == PEOPLE


def test_without_a_worker_that_comes_back_packets_are_stuck(disks: AtWork, told: Told) -> None:
    total = disturbed(disks, by=full_database(disks), without="a worker that comes back", seconds=SHORT)
    told(total)
    assert total.stuck > 0


@pytest.fixture
def small_vault(disks: AtWork, monkeypatch: pytest.MonkeyPatch) -> AtWork:
    monkeypatch.setenv("REKAM_VAULT", str(disks.small / "vault"))
    return disks


def test_a_full_disk_under_the_vault_loses_and_doubles_nothing(small_vault: AtWork, told: Told) -> None:
    total = disturbed(small_vault, by=full_vault(small_vault), small_vault=True)
    told(total)
    assert total.harm == 0
    assert total.landed == total.acknowledged == PEOPLE


def test_without_hearing_the_vaults_disk_receipted_packets_are_lost(small_vault: AtWork, told: Told) -> None:
    def act(run: Run) -> None:
        run.until("receipted", times=2)
        for number in range(256):  # a name needs no room where its folder is there
            (small_vault.small / "vault" / "packet" / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        with full(small_vault.small):
            run.until("sent", seconds=30)

    total = disturbed(
        small_vault, by=act, without="hearing the vault's disk", small_vault=True, seconds=SHORT
    )
    told(total)
    assert total.lost > 0
