"""What is asked of PostgreSQL: a base, its log, a server that runs from them. By its own programs."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from rekam.config.backup import segments
from rekam.config.database import OWN_DATABASE
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import SUPERUSER, Cluster, cluster
from rekam.kernel.roles import Server

SLOT = "rekam_backup"
PIPE = 1024 * 1024
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Source:
    """A server that is backed up: our own one, and how it is reached."""

    cluster: Cluster

    @property
    def server(self) -> Server:
        """The administrator's way in."""
        return way_in(self.cluster)

    @property
    def major(self) -> int:
        """The server's major version."""
        return int((self.cluster.data / "PG_VERSION").read_text())

    def base(self) -> Iterator[bytes]:
        """The whole database as a tar, while it works on; its manifest stands at the end.

        Raises RuleBroken("database_program_failed"), also where a page does not match its checksum.
        """
        with self._program("pg_basebackup", *_BASE) as (program, said):
            assert program.stdout is not None
            while piece := program.stdout.read(PIPE):
                yield piece
            _ended_well(program, said=said, name="pg_basebackup")

    def switch(self) -> int:
        """Close the segment that is written just now; the place up to which the log is closed."""
        with self.server.connect("postgres") as admin:
            return segments.end_of_segment(_place(admin, "SELECT pg_switch_wal()"))

    def place(self) -> int:
        """Where the log ends now."""
        with self.server.connect("postgres") as admin:
            return _place(admin, "SELECT pg_current_wal_insert_lsn()")

    def timeline(self) -> int:
        """The timeline that is written now."""
        with self.server.connect("postgres") as admin:
            row = admin.execute("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)").fetchone()
        assert row is not None
        return int(str(row[0]), 16)

    def has_slot(self) -> bool:
        """Whether the server still holds back the log that was not fetched."""
        with self.server.connect("postgres") as admin:
            row = admin.execute(
                "SELECT wal_status <> 'lost' FROM pg_replication_slots WHERE slot_name = %s", [SLOT]
            ).fetchone()
        return row is not None and bool(row[0])

    def make_slot(self) -> None:
        """Let the server hold back its log from now on, until it is fetched; an older slot goes."""
        with self.server.connect("postgres") as admin:
            admin.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s",
                [SLOT],
            )
            admin.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])

    def fetch(self, *, up_to: int, into: Path) -> None:
        """Fetch the closed segments up to a place, durably; the server may forget them then.

        Raises RuleBroken("database_program_failed").
        """
        end = segments.lsn_of(up_to - 1)  # it stops behind, not at, this place
        words = ("--slot", SLOT, "--no-loop", "--endpos", end, "-D", str(into))
        with self._program("pg_receivewal", *words) as (program, said):
            _ended_well(program, said=said, name="pg_receivewal")

    @contextmanager
    def _program(self, name: str, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
        server = self.server
        reach = ("-h", server.host, "-p", str(server.port), "-U", server.user, "-w")
        with tempfile.TemporaryFile() as said:
            program = subprocess.Popen(  # noqa: S603 - the words are ours
                [str(self.cluster.binaries / "bin" / name), *words, *reach],
                env={**os.environ, "PGPASSWORD": server.password, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
            )
            try:
                yield program, said
            finally:
                if program.poll() is None:
                    program.kill()
                program.wait()
                assert program.stdout is not None
                program.stdout.close()


_BASE = (
    *("--pgdata", "-", "--format", "tar", "--wal-method", "none", "--checkpoint", "fast"),
    *("--manifest-checksums", "SHA256", "--no-sync"),
)


def own_source() -> Source:
    """Our own server. Raises RuleBroken("backup_own_server_only") where the office has its own."""
    if os.environ.get("DATABASE_URL"):
        raise RuleBroken("backup_own_server_only")
    return Source(cluster(data_folder() / "postgres"))


def way_in(own: Cluster) -> Server:
    """The administrator's way into one of our servers."""
    return Server(str(own.socket), 5432, SUPERUSER, own.password, OWN_DATABASE)


def check_files(own: Cluster, *, folder: Path, log: Path) -> None:
    """Compare a restored base with its manifest, and the log that it needs, by PostgreSQL's own program.

    Raises RuleBroken("backup_base_damaged").
    """
    _checked(own, "pg_verifybackup", "--exit-on-error", "--quiet", "--wal-directory", str(log), str(folder))


def recovery(*, log: Path, until: str = "", pause_at: str = "") -> Mapping[str, str]:
    """The settings of a server that reads a fetched log.

    until      an instant with its zone, up to which it reads; left out, to the end
    pause_at   a moment's name at which it stops and can be looked at
    """
    fetch = f'cp "{log}/%f" "%p"'
    told = {"restore_command": f"'{fetch}'", "recovery_target_timeline": "current"}
    if until:
        told |= {"recovery_target_time": f"'{until}'", "recovery_target_action": "promote"}
    if pause_at:
        told |= {"recovery_target_name": pause_at, "recovery_target_action": "pause"}
    return told


def _checked(own: Cluster, name: str, *words: str) -> None:
    program = [str(own.binaries / "bin" / name), *words]
    done = subprocess.run(program, capture_output=True, check=False)  # noqa: S603 - the words are ours
    if done.returncode != 0:
        raise RuleBroken("backup_base_damaged", said=done.stderr.decode(errors="replace")[-400:])


def _ended_well(program: subprocess.Popen[bytes], *, said: IO[bytes], name: str) -> None:
    if program.wait() != 0:
        said.seek(0)
        told = said.read().decode(errors="replace")[-400:]
        raise RuleBroken("database_program_failed", program=name, said=told)


def _place(admin: Connection, asked: str) -> int:
    row = admin.execute(asked.encode()).fetchone()
    assert row is not None
    return segments.place_of(str(row[0]))
