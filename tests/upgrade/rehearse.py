"""`python -m tests.upgrade.rehearse`: an upgrade of an office with stations in the field, rehearsed.

The version before (a commit, --from) gets an office and two laptops of its own code. Then, with real
processes and a real PostgreSQL: the new migrations are killed at drawn statements while the old server goes
on and takes a packet after each; they are finished; the old server is started again on the new tables; the
new server takes over; one laptop stays old, the other opens its stores with the new code. Prints what was
counted.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from rekam.config.processes import free_port
from rekam.kernel.postgres import cluster
from rekam.kernel.roles import Server, bootstrap, make_database
from tests.upgrade import tables
from tests.upgrade.release import ROOT, Release, before_the_first_later_migration, exported
from tests.upgrade.waiting import Reader

DATABASE, COPY = "rekam", "rekam_counted"
LONGEST_WAIT = 2.0  # seconds: a page's reader behind a migration (kernel.lock_waits waits one at a time)
READING_SECONDS = 4.0  # somebody's long report, in the way of the migration
MUTANTS = {
    "takes-away": "ALTER TABLE enrolment_packet DROP COLUMN copied_at",
    "demands": "ALTER TABLE enrolment_packet ADD COLUMN told text NOT NULL DEFAULT ''; "
    "ALTER TABLE enrolment_packet ALTER COLUMN told DROP DEFAULT",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}


@dataclass(kw_only=True)
class Seen:
    """attempted   people an officer began with, at either laptop; landed   recordings that are there
    lost   begun and not there, or rows that were there before; doubled   there twice
    stuck   cannot leave a laptop, or cannot be opened; wait   the longest of a reader, in seconds"""

    attempted: int = 0
    landed: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    wait: float = 0.0
    cuts: int = 0
    rows: int = 0
    wrong: list[str] = field(default_factory=list)

    def held(self, is_so: bool, *, what: str) -> None:
        """Tell one thing that was looked at."""
        print(f"  {'ok ' if is_so else 'NOT'} {what}", flush=True)
        if not is_so:
            self.wrong.append(what)

    @property
    def harm(self) -> int:
        """What must be 0."""
        return self.lost + self.doubled + self.stuck + len(self.wrong)


class Rehearsal:
    """One office; `old` and `new` are versions on the same data folder."""

    def __init__(
        self, folder: Path, *, server: Server, old: Release, new: Release, chosen: argparse.Namespace
    ):
        self.folder, self.server, self.old, self.new = folder, server, old, new
        self.people, self.cuts, self.mutant = chosen.residents, chosen.cuts, chosen.mutant
        self.chance = random.Random(chosen.seed)
        self.a, self.b = folder / "laptop-a", folder / "laptop-b"
        self.seen = Seen()

    def run(self) -> Seen:
        """All of it, in order."""
        self._install()
        with self.old.pages(port=free_port(21_000)) as here:
            self._begin_work(here)
            self._cut(here)
            self._finish_migrating()
        self._one_step_back()
        self._take_over()
        self._count()
        return self.seen

    def _install(self) -> None:
        print(f"An office of {self.old.name}", flush=True)
        done = self.old.rekam("migrate", REKAM_DATABASE_ROLE="rekam_migrate")
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        self.fingerprint = self.old.office("furnish", str(self.people))["fingerprint"]
        make_database(self.server, name=COPY, template=DATABASE)
        told = self._migrate_cut(0, database=COPY).stdout.split()
        self.statements, self.grants = int(told[-3]), int(told[-1])

    def _begin_work(self, here: str) -> None:
        laptops = zip((self.a, self.b), ("AAAA-2222-BBBB", "CCCC-3333-DDDD"), strict=True)
        pairs = {one: f"pair=REKAM1 {here} {code} {self.fingerprint}" for one, code in laptops}
        for one, pair in pairs.items():
            self.old.laptop(one, pair, server=here)
        self.old.office("decide")
        for one, pair in pairs.items():
            self.old.laptop(one, pair, server=here)
            told = self.old.laptop(one, "pull", "record=2", "send", server=here)
            self.seen.held(
                told["states"] == {"sent": 2} or told["states"] == {"accepted": 2}, what=f"{one.name} works"
            )
        self.old.office("open")
        self.old.laptop(self.a, "record=1", server=here)
        self.old.laptop(self.b, "record=2", "begin", server=here)

    def _cut(self, here: str) -> None:
        print(f"Migrations are killed {self.cuts} times of {self.statements} statements", flush=True)
        for number in self._moments():
            before = self._rows()
            died = self._migrate_cut(number)
            self.seen.cuts += died.returncode < 0
            self.seen.lost += tables.missing(before, self._rows(of=before))
            told = self.old.laptop(self.a, "pull", "record=1", "send", server=here)
            self.old.office("open")
            fine = told["online"] and not told["troubles"] and not told["states"].get("queued", 0)
            self.seen.held(fine, what=f"killed at {number}: the old server gives a list and takes a packet")

    def _moments(self) -> list[int]:
        """Half of them within the migrations, half within what follows from the models."""
        early = self.cuts - self.cuts // 2
        ends = [self.chance.randint(1, self.grants) for _ in range(early)]
        return sorted(
            ends + [self.chance.randint(self.grants, self.statements) for _ in range(self.cuts - early)]
        )

    def _finish_migrating(self) -> None:
        before = self._rows()
        self.seen.rows = tables.count(before)
        with Reader(self.server.connect(DATABASE), of=self._columns()) as reader, self._long_report():
            done = self.new.rekam("migrate", "--without-backup")
        self.seen.wait = reader.longest
        self.seen.held(done.returncode == 0, what=f"migration finished {done.stderr[-300:]}".strip())
        self.seen.held(reader.longest <= LONGEST_WAIT, what=f"readers waited {reader.longest:.2f} s at most")
        self.seen.lost += tables.missing(before, self._rows(of=before))
        again = self.new.rekam("migrate")
        self.seen.held(again.returncode == 0, what="migrating again does nothing, and asks for no backup")
        if self.mutant:
            with self.server.connect(DATABASE) as admin:
                admin.execute(MUTANTS[self.mutant])

    def _one_step_back(self) -> None:
        print(f"One step back: {self.old.name} on the tables of {self.new.name}", flush=True)
        done = self.old.rekam("migrate", REKAM_DATABASE_ROLE="rekam_migrate")
        self.seen.held(done.returncode == 0, what="the old `rekam serve` would start")
        with self.old.pages(port=free_port(21_100)) as here:
            self._tried(lambda: self._old_sends(here), what="the old server takes packets and opens them")
        self._tried(lambda: self._again(), what="and the new one migrates again")

    def _old_sends(self, here: str) -> None:
        self.old.laptop(self.a, "send", server=here)
        self.old.office("open")
        told = self.old.laptop(self.a, "send", server=here)
        if set(told["states"]) != {"accepted"}:
            raise RuntimeError(str(told))

    def _again(self) -> None:
        if self.new.rekam("migrate", "--without-backup").returncode:
            raise RuntimeError("migrate")

    def _take_over(self) -> None:
        print(f"The server is {self.new.name}; laptop-a stays, laptop-b is brought up to date", flush=True)
        with self.new.pages(port=free_port(21_200)) as here:
            self._tried(lambda: self._both(here), what="both laptops pull, record, send and get receipts")
            for one, release in ((self.a, self.old), (self.b, self.new)):
                self.told = release.laptop(one, "send", server=here)
                self.seen.attempted += self.told["begun"]
                stuck = self.told["begun"] - self.told["states"].get("accepted", 0)
                self.seen.stuck += stuck
                self.seen.held(not stuck, what=f"{one.name}: {self.told['states']}, {self.told['codes']}")

    def _both(self, here: str) -> None:
        self.old.laptop(self.a, "pull", "record=2", "send", server=here)
        self.new.laptop(self.b, "finish", "send", "pull", "record=1", "send", server=here)
        self.new.office("open")

    def _count(self) -> None:
        told = self.new.office("count")
        self.seen.landed = len(told["people"])
        self.seen.lost += max(0, self.seen.attempted - self.seen.landed - self.seen.stuck)
        self.seen.doubled = sum(times - 1 for kind in ("packets", "people") for times in told[kind].values())

    def _tried(self, act, *, what: str) -> None:  # type: ignore[no-untyped-def]
        try:
            act()
        except (RuntimeError, subprocess.SubprocessError) as error:
            self.seen.held(False, what=f"{what}: {str(error)[-600:]}")
        else:
            self.seen.held(True, what=what)

    def _migrate_cut(self, number: int, *, database: str = DATABASE) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "tests.upgrade.cutting", str(number)]
        environment = self.new.environment(REKAM_DATABASE=database)
        return subprocess.run(
            words, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    @contextmanager
    def _long_report(self) -> Iterator[None]:
        """Somebody reads two tables for some seconds in one transaction."""
        words = [sys.executable, "-c", _REPORT, self.server.host, self.server.user, DATABASE]
        process = subprocess.Popen(words, env={**os.environ, "PGPASSWORD": self.server.password})
        try:
            yield
        finally:
            process.wait()

    def _columns(self) -> tables.Columns:
        with self.server.connect(DATABASE) as line:
            return tables.columns(line)

    def _rows(self, *, of: tables.Rows | None = None) -> tables.Rows:
        with self.server.connect(DATABASE) as line:
            known = tables.columns(line)
            self.known = known if of is None else self.known
            return tables.rows(line, of=self.known)


_REPORT = f"""
import sys, time, psycopg
host, user, name = sys.argv[1:]
with psycopg.connect(host=host, user=user, dbname=name) as line:
    line.execute("SELECT count(*) FROM enrolment_packet, registry_resident")
    time.sleep({READING_SECONDS})
"""


@contextmanager
def database(data: Path) -> Iterator[Server]:
    """A PostgreSQL of this rehearsal's own."""
    own = cluster(data / "postgres")
    own.start(settings=FAST)
    try:
        server = Server(str(own.socket), 5432, "rekam_root", own.password, DATABASE)
        bootstrap(server)
        yield server
    finally:
        own.remove()


def main(words: list[str]) -> int:
    """Rehearse; 0 = nothing was lost, doubled or stuck, and everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.upgrade.rehearse", description=__doc__)
    parser.add_argument("--from", dest="ref", help="the version before: a tag or a commit")
    parser.add_argument("--residents", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="what must turn it red")
    chosen = parser.parse_args(words)
    ref, begun = chosen.ref or before_the_first_later_migration(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rekam-rehearsal-") as made:
        folder = Path(made)
        data = folder / "data"
        data.mkdir(mode=0o700)
        os.environ["REKAM_DATA"] = str(data)
        old = Release(name=ref[:12], tree=exported(ref, into=folder / "old"), data=data)
        new = Release(name="this version", tree=ROOT, data=data)
        with database(data) as server:
            seen = Rehearsal(folder, server=server, old=old, new=new, chosen=chosen).run()
        shutil.rmtree(folder / "old")
    names = ("attempted", "landed", "lost", "doubled", "stuck")
    told = {name: getattr(seen, name) for name in names}
    told |= {"cuts": seen.cuts, "rows": seen.rows, "wait_s": f"{seen.wait:.2f}", "not_held": len(seen.wrong)}
    told |= {"seed": chosen.seed, "seconds": f"{time.monotonic() - begun:.0f}"}
    print(" | ".join(told))
    print(" | ".join(str(value) for value in told.values()))
    return 1 if seen.harm else 0


def stop(_number: int, _frame: FrameType | None) -> None:
    """Asked to end: the server that was started here ends too."""
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main(sys.argv[1:]))
