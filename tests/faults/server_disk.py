"""A whole server on a disk of its own: database and vault on a real ext4 where there may be one; its work."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import django.db
import psycopg

from rekam.config.backup.server import way_in
from rekam.enrolment import pipeline
from rekam.enrolment.models import Packet, PacketState, Record, RecordEvent
from rekam.enrolment.operations.jobs import SILENT_AFTER, free_lost
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.postgres import Cluster, cluster
from rekam.vault import services as vault
from tests.enrolment.scene import WALK_IN, Session
from tests.faults.block_device import NotHere, ext4, image_of
from tests.faults.counting import Counted
from tests.own_servers import FAST, copied, gone_afterwards

BUSY = Path(__file__).with_name("busy_server.py")
ROOT = Path(__file__).resolve().parents[2]
STATIONS = 2
DISK_MB, VAULT_MB = 512, 16
# As an office has it: what is committed is on the disk.
TRUE = FAST | {"fsync": "on"}
UNDER_WAY = (
    *(Status.BIO_CAPTURED, Status.PROCESSING, Status.SENT_FOR_ENROLLMENT),
    *(Status.RECEIVED_AT_CENTRAL, Status.SENT_FOR_DEDUP),
)


@dataclass(kw_only=True)
class Run:
    """Packets that are sent, and what was told of them."""

    packets: Mapping[uuid.UUID, bytes]
    program: subprocess.Popen[bytes]
    told: str = ""

    def listen(self) -> str:
        """All that was told until now."""
        assert self.program.stdout is not None
        self.told += (self.program.stdout.read() or b"").decode()
        return self.told

    def until(self, word: str, *, times: int = 1, seconds: float = 60) -> None:
        """Wait until something was told so often."""
        end = time.monotonic() + seconds
        while self.listen().count(word) < times:
            assert time.monotonic() < end, f"no {word!r} in {seconds} seconds: {self.told[-500:]}"
            assert self.program.poll() is None, "the server's program ended"
            time.sleep(0.01)


@dataclass(frozen=True, kw_only=True)
class AtWork:
    """The server, and the program that works with it.

    image, device   of the disk that it lies on; none where this machine lets nobody mount one
    small           another, small disk
    """

    folder: Path
    disk: Path
    small: Path
    own: Cluster
    program: subprocess.Popen[bytes]
    image: Path | None = None
    device: str = ""
    why: str = ""
    runs: list[int] = field(default_factory=list)

    @contextmanager
    def sending(self, *, people: int, without: str = "", small_vault: bool = False) -> Iterator[Run]:
        """Stations that send while the worker works; nothing of them goes on afterwards."""
        with way_in(self.own).connect() as admin:  # what a mutant left is no other run's affair
            admin.execute("TRUNCATE enrolment_packet, enrolment_upload, procrastinate_jobs CASCADE")
        folder = self.folder / f"packets-{len(self.runs)}"
        self.runs.append(people)
        run = Run(packets=packets(people, into=folder), program=self.program)
        told = {"packets": str(folder), "stations": STATIONS, "without": without}
        medium = (self.small if small_vault else self.disk) / "vault"
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdout.read()  # what an earlier run said at its end
        self.program.stdin.write(json.dumps({**told, "vault": str(medium)}).encode() + b"\n")
        self.program.stdin.flush()
        run.until("leader")
        leader = int(run.listen().split("leader ")[1].split()[0])
        try:
            yield run
        finally:
            os.killpg(leader, signal.SIGKILL)  # this group is ours alone

    def look_anew(self) -> None:
        """This process, too, has lines that a server has ended."""
        django.db.connections.close_all()

    def restart(self, *, how: str) -> None:
        """Stop the server in one of PostgreSQL's own ways ("fast", "immediate"), and start it."""
        self.own._run("pg_ctl", "stop", "-m", how, "-w", "-D", str(self.own.data))
        self.start()

    def start(self) -> None:
        """Start it again where it ended, and wait until it answers."""
        end = time.monotonic() + 60
        while True:
            try:
                self.own.start(settings=TRUE)
                with way_in(self.own).connect():
                    return
            except (RuleBroken, psycopg.OperationalError):
                assert time.monotonic() < end, "the database does not come back"
                time.sleep(0.1)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """The server's processes are halted; a call into the kernel that one has begun ends first."""
        first = int((self.own.data / "postmaster.pid").read_text().split()[0])
        halt(first)
        others = [int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text().split()]
        for pid in others:
            halt(pid)
        try:
            yield
        finally:
            for pid in (*others, first):
                os.kill(pid, signal.SIGCONT)

    def cut(self, run: Run, *, seed: int) -> tuple[Path, str]:
        """What the device holds at a moment that a seed draws, and what was told until then."""
        assert self.image is not None
        time.sleep(random.Random(seed).uniform(0.05, 0.25))
        with self.standing_still():
            told = run.listen()
            return image_of(self.image, device=self.device, into=self.folder / f"cut-{seed}"), told

    @contextmanager
    def hasty(self) -> Iterator[None]:
        """The mutant: the database answers before its log is on the disk."""
        self._set("SET synchronous_commit = off", "SET wal_writer_delay = '10s'")
        try:
            yield
        finally:
            self._set("RESET synchronous_commit", "RESET wal_writer_delay")

    def _set(self, *settings: str) -> None:
        with way_in(self.own).connect() as admin:
            for setting in settings:
                admin.execute(f"ALTER SYSTEM {setting}".encode())
            admin.execute("SELECT pg_reload_conf()")


def halt(pid: int) -> None:
    """Let a process stand still; what it began in the kernel ends first."""
    try:
        os.kill(pid, signal.SIGSTOP)
        status = Path(f"/proc/{pid}/status")
        while not any(state in status.read_text() for state in ("State:\tT", "State:\tZ")):
            time.sleep(0.001)
    except (ProcessLookupError, FileNotFoundError):
        return


@contextmanager
def at_work(folder: Path, *, files: Cluster, data: Path) -> Iterator[AtWork]:
    """The server of a data folder, copied, started, and ready for runs."""
    folder.chmod(0o711)  # the account of the database goes through it
    with ExitStack() as stack:
        image, why = folder / "disk", ""
        try:
            disk, device = stack.enter_context(ext4(image, megabytes=DISK_MB))
            small, _ = stack.enter_context(ext4(folder / "small", megabytes=VAULT_MB))
        except NotHere as reason:
            why, device = str(reason), ""
            disk, small = folder / "plain", folder / "plain-small"
            disk.mkdir()
            small.mkdir()
        disk.chmod(0o755)
        own = stack.enter_context(gone_afterwards(on(disk)))
        copied(files, own=own)
        os.sync()  # what lies there before the server begins is no cut's affair
        own.start(settings=TRUE)
        known = json.loads((files.folder / "connections.json").read_text())
        (data / "connections.json").write_text(json.dumps(known | {"host": str(own.socket)}))
        shutil.copy(files.folder / "secret-key", data)
        program = stack.enter_context(busy(data, disk=disk))
        yield AtWork(
            folder=folder,
            disk=disk,
            small=small,
            own=own,
            program=program,
            image=None if why else image,
            device=device,
            why=why,
        )


@contextmanager
def busy(data: Path, *, disk: Path) -> Iterator[subprocess.Popen[bytes]]:
    told = {"REKAM_DATA": str(data), "REKAM_VAULT_COPY": str(disk / "vault-copy")}
    with (data / "busy.log").open("wb") as log:
        program = subprocess.Popen(
            [sys.executable, BUSY],
            env={**os.environ, **told, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert program.stdin is not None
    assert program.stdout is not None
    os.set_blocking(program.stdout.fileno(), False)
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        program.stdin.close()
        program.stdout.close()


def on(disk: Path) -> Cluster:
    """The server whose files lie on that disk, also where a server of ours lies elsewhere by itself."""
    return replace(cluster(disk / "postgres"), folder=disk / "postgres")


def packets(people: int, *, into: Path) -> dict[uuid.UUID, bytes]:
    """Packets as a station makes them, each in a file under its id."""
    into.mkdir()
    made = {}
    for number in range(people):
        sent = Session(person=replace(WALK_IN, name=f"SITI {number}")).send()
        made[sent.id] = sent.data
        (into / str(sent.id)).write_bytes(sent.data)
    return made


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more goes onto that disk."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        size, piece = 0, 64 * 2**20
        while piece >= 1024:
            try:
                os.posix_fallocate(file.fileno(), size, piece)
                size += piece
            except OSError:
                piece //= 2
    try:
        yield
    finally:
        ballast.unlink()


def settled(run: Run, *, seconds: float) -> None:
    """Let the worker bring every row to its end; what the clock would do by and by is done now."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not waiting(run):
            return
        free_lost(at=_later())
        pipeline.wake_waiting()
        time.sleep(0.1)


def waiting(run: Run) -> int:
    """Rows of a run that are not in a state in which they may stay."""
    with scope(EVERYWHERE):
        packets = Packet.objects.filter(uuid__in=run.packets)
        records = Record.objects.filter(packet__in=packets)
        half = packets.filter(state=PacketState.RECEIVED).count()
        return half + records.filter(state__in=UNDER_WAY).count()


def counted(run: Run, *, told: str) -> Counted:
    """What is there of the packets that were begun, against the receipts that were told."""
    receipted = _ids("receipted", told) & run.packets.keys()
    with scope(EVERYWHERE):
        rows = list(Packet.objects.filter(uuid__in=run.packets))
        records = Counter(Record.objects.filter(packet__in=rows).values_list("packet_id", flat=True))
        steps = Counter(
            RecordEvent.objects.filter(record__packet__in=rows).values_list("record_id", "status")
        )
    there = Counter(row.uuid for row in rows)
    whole = {row.uuid for row in rows if _bytes(row) == run.packets[row.uuid]}
    twice = (sum(many - 1 for many in found.values()) for found in (there, records, steps))
    return Counted(
        attempted=len(_ids("begun", told)),
        landed=len(whole),
        acknowledged=len(receipted),
        lost=len(receipted - whole),
        doubled=sum(twice),
        stuck=waiting(run),
    )


def _ids(word: str, told: str) -> set[uuid.UUID]:
    lines = (line.split() for line in told.splitlines())
    return {uuid.UUID(line[1]) for line in lines if len(line) == 2 and line[0] == word}


def _bytes(row: Packet) -> bytes:
    try:
        return vault.read(row.address)
    except RuleBroken:
        return b""


def _later() -> datetime:
    return datetime.now(UTC) + SILENT_AFTER
