"""A version of Rekam as a tree of files, and its programs run from there."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rekam.kernel.errors import RuleBroken
from rekam.station.sync import ServerLink

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class Release:
    """name   as it is told; tree   holds src and tests; data   the installation's folder"""

    name: str
    tree: Path
    data: Path

    def environment(self, *, settings: str = "server", **more: str) -> dict[str, str]:
        """A process of this version on that installation."""
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(self.tree / "src"), str(self.tree)]),
            "REKAM_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": f"rekam.config.settings.{settings}",
            "REKAM_DATABASE_ROLE": "rekam_app",
            **more,
        }

    def office(self, *words: str) -> dict[str, Any]:
        """What office.py of this folder answers."""
        return _answer([str(HERE / "office.py"), *words], environment=self.environment())

    def laptop(self, folder: Path, *words: str, server: str) -> dict[str, Any]:
        """What laptop.py of this folder answers."""
        return _answer(
            [str(HERE / "laptop.py"), str(folder), server, *words],
            environment=self.environment(settings="station"),
        )

    def rekam(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command of this version."""
        return subprocess.run(
            [sys.executable, "-m", "rekam", *words],
            env=self.environment(**more),
            cwd=self.tree,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    @contextmanager
    def pages(self, *, port: int) -> Iterator[str]:
        """The web process of this version; its address."""
        words = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1")
        words += ("--blocking-threads", "8", "--log-level", "error", "rekam.config.wsgi:application")
        process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words],
            env=self.environment(),
            cwd=self.tree,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield _there(f"http://127.0.0.1:{port}")
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # this group is ours alone
            process.wait()


def exported(ref: str, *, into: Path) -> Path:
    """The tree of a commit of this repository."""
    words = ["git", "-C", str(ROOT), "archive", ref, "src", "tests", "pyproject.toml"]
    packed = subprocess.run(words, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as tar:
        tar.extractall(into, filter="data")
    return into


def before_the_first_later_migration() -> str:
    """The commit that stands for the previous version while no version is tagged: the last one that had no
    migration after those of 0.1.0 (tests/contracts/test_migrations.py)."""
    words = ["log", "--reverse", "--diff-filter=A", "--format=%H", "--", *later_migrations()]
    added = _git(*words).split()
    return _git("rev-parse", f"{added[0]}^") if added else "HEAD"


def later_migrations() -> list[str]:
    """The files of migrations after those of 0.1.0."""
    from tests.contracts.test_migrations import LAST_OF_0_1_0

    folders: Mapping[str, str] = {"sending": "messages"}  # an app's label is not always its room's name
    return [
        str(path.relative_to(ROOT))
        for app, last in LAST_OF_0_1_0.items()
        for path in (ROOT / "src/rekam" / folders.get(app, app) / "migrations").glob("0*.py")
        if int(path.name[:4]) > last
    ]


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _answer(words: list[str], *, environment: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-3000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _there(address: str, *, seconds: float = 60) -> str:
    link, end = ServerLink(address), time.monotonic() + seconds
    try:
        while not link.is_there():
            if time.monotonic() > end:
                raise RuleBroken("server_unreachable", url=address)
            time.sleep(0.2)
    finally:
        link.close()
    return address
