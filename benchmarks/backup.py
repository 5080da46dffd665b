"""Backup and restore: what an office loses (RPO) and how long it stands still (RTO), and how large it all is.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.backup [--residents 20000] [--files 2000] [--seed 1]

Makes an office in that folder, with fsync on: residents, an audit entry for each, files in the vault. A
clerk writes without a pause while it is backed up, its log shipped, and it is ended as by a power cut. Then
it is restored into another folder. Aims: RPO at most 5 minutes, RTO at most 15 minutes at a million
residents. The limit is copying the database's bytes once from disk to disk, in the same run.
"""

import argparse
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from benchmarks.audit import LONG, RESIDENTS

from rekam.config.backup import command, keys, make, restore_command
from rekam.config.backup.place import Place
from rekam.config.backup.server import Source, own_source, way_in
from rekam.config.database import running_database
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import cluster
from rekam.vault.keys import make_keys

EVERY = 120  # seconds between two shippings, as the timer of the how-to has it
AIM_RPO, AIM_RTO = 300, 900


class Clerk(threading.Thread):
    """Writes a row and notes when it was committed, until the server is gone."""

    def __init__(self, source: Source) -> None:
        super().__init__(daemon=True)
        self.source, self.committed = source, [0.0]

    def run(self) -> None:
        """One row after the other."""
        with suppress(psycopg.OperationalError), self.source.server.connect() as line:
            while True:
                line.execute("INSERT INTO bench_clerk DEFAULT VALUES")
                self.committed.append(time.monotonic())
                time.sleep(0.002)


def main() -> None:
    """Print one table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--residents", type=int, default=20_000)
    words.add_argument("--files", type=int, default=2_000, help="of 20 kB each, in the vault")
    words.add_argument("--seed", type=int, default=1)
    chosen = words.parse_args()
    home = data_folder()
    place, key = Place(home / "disk"), home / "safe.json"
    place.folder.mkdir(parents=True)
    told: dict[str, float] = {}

    def timed(name: str, act: Callable[[], object]) -> None:
        began = time.monotonic()
        act()
        told[name] = time.monotonic() - began

    with running_database():
        furnish(chosen.residents, files=chosen.files, seed=chosen.seed)
        source = own_source()
        told["database MiB"] = size_of(source.cluster.data / "base") / 2**20
        timed("copying its files once (limit)", lambda: copied(source.cluster.data / "base", home=home))
        keys.make_pair(key, at=datetime.now(UTC))
        clerk = Clerk(source)
        clerk.start()
        timed("base, read back, counted", lambda: night(place, source=source))
        told["base MiB"] = size_of(place.folder / "bases") / 2**20
        time.sleep(random.Random(chosen.seed).uniform(1, 4))
        timed("shipping the log", lambda: make.ship(place, source=source))
        shipped = time.monotonic()
        time.sleep(random.Random(chosen.seed).uniform(1, 4))
        ended = time.monotonic()
        cut_off(source)
        clerk.join()
        written, told["seconds from shipping to the cut"] = clerk.committed, ended - shipped
    os.environ["REKAM_DATA"] = str(home / "new")
    arguments = ["--from", str(place.folder), "--key", str(key)]
    timed("RTO: database and keys", lambda: restore_command.main([*arguments, "--vault", "later"]))
    kept = rows_there()
    timed("vault", lambda: restore_command.main([*arguments, "--vault", "only"]))
    timed("drill, with counting", lambda: drill(home))
    report(told, kept=kept, written=written, chosen=chosen)


def furnish(residents: int, *, files: int, seed: int) -> None:
    """Rekam's own tables with residents, an entry of the audit for each, and files of random bytes."""
    from rekam.config.migrate import main as migrate

    migrate(["--without-backup"])
    make_keys()
    set_up()
    from rekam.vault import services as vault

    with way_in(cluster(data_folder() / "postgres")).connect() as admin:
        admin.execute(RESIDENTS.encode(), [residents])
        admin.execute(LONG.encode())
        admin.execute("CREATE TABLE bench_clerk (id bigserial PRIMARY KEY)")
        admin.execute("CHECKPOINT")
    drawn = random.Random(seed)
    for _ in range(files):
        vault.keep_first(drawn.randbytes(20_000), kind="document")


def night(place: Place, *, source: Source) -> None:
    """What the timer does at night."""
    make.make(place, source=source, keep_days=7, at=datetime.now(UTC))


def copied(folder: Path, *, home: Path) -> None:
    """Read and write the same bytes, and wait for the disk."""
    shutil.copytree(folder, home / "bare")
    os.sync()
    shutil.rmtree(home / "bare")


def cut_off(source: Source) -> None:
    """As a power cut: the server ends at once, without writing anything more."""
    source.cluster._run("pg_ctl", "stop", "-m", "immediate", "-w", "-D", str(source.cluster.data))


def rows_there() -> int:
    """The clerk's rows in the restored database."""
    own = cluster(data_folder() / "postgres")
    own.start()
    try:
        with way_in(own).connect() as admin:
            row = admin.execute("SELECT count(*) FROM bench_clerk").fetchone()
    finally:
        own.stop()
    return int(str(row[0])) if row else 0


def drill(home: Path) -> None:
    """With the server's own keys, at the office that was cut off."""
    os.environ["REKAM_DATA"] = str(home)
    command.main(["--to", str(home / "disk"), "drill", "--recorded"])


def report(told: dict[str, float], *, kept: int, written: list[float], chosen: argparse.Namespace) -> None:
    """The figures, and what follows for an office whose log is shipped every two minutes."""
    told["clerk's rows committed"], told["of them restored"] = len(written) - 1, kept
    told["lost, seconds of work"] = written[-1] - written[min(kept, len(written) - 1)]
    rpo = EVERY + told["shipping the log"]
    print(f"\n{chosen.residents:,} residents, {chosen.files:,} files, seed {chosen.seed}")
    for name, value in told.items():
        print(f"  {name:<40}{value:>12,.1f}")
    print(f"  {'RPO, shipped every 2 minutes (s)':<40}{rpo:>12,.1f}   aim {AIM_RPO}")
    print(f"  {'RTO (s)':<40}{told['RTO: database and keys']:>12,.1f}   aim {AIM_RTO}")


def size_of(folder: Path) -> int:
    """Bytes of the files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
