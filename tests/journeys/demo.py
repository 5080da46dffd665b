"""A small demo of its own for the journeys: its folder, its ports, its terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from rekam.kernel.postgres import cluster

PASSPHRASE = "rekam contoh 2026"
START_SECONDS = 300
OF_THE_TESTS = {"DJANGO_SETTINGS_MODULE", "REKAM_DATABASE", "REKAM_DATABASE_ROLE"}


@dataclass
class Demo:
    """A running `rekam demo`, its addresses and its keyboard."""

    process: subprocess.Popen[bytes]
    folder: Path
    terminal: int
    web: str
    station: str
    device: str
    said: str = ""

    @classmethod
    def start(cls, folder: Path, *words: str) -> "Demo":
        """Start it and wait until everything answers."""
        ours, theirs = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        process = subprocess.Popen(
            [sys.executable, "-m", "rekam", "demo", *words],
            env={**kept, "REKAM_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        demo = cls(process, folder, ours, "", "", "")
        demo.wait_for("Ready after", seconds=START_SECONDS)
        demo.web = _address(demo.said, r"Rekam +(http\S+?)/\s")
        demo.station = _address(demo.said, r"station +(http\S+?)/\s")
        demo.device = _address(demo.said, r'"callbackId": "(http\S+?)/"')
        return demo

    def wait_for(self, words: str, *, seconds: float) -> None:
        """Read the terminal until it says these words."""
        start, end = len(self.said), time.monotonic() + seconds
        while words not in self.said[start:]:
            assert self.process.poll() is None, self.said[-2000:]
            assert time.monotonic() < end, f"never said {words!r}:\n{self.said[-2000:]}"
            ready, _, _ = select.select([self.terminal], [], [], 0.5)
            if ready:
                self.said += os.read(self.terminal, 65536).decode(errors="replace")

    def switch_server(self) -> None:
        """Type s: the server stops, or starts again."""
        os.write(self.terminal, b"s\n")
        self.wait_for("the server", seconds=60)

    def lay_body(self, seed: int, *, impression: int = 0) -> None:
        """Put somebody's hands, eyes and face on the simulated scanners."""
        body = f'{{"seed": {seed}, "impression": {impression}}}'.encode()
        request = urllib.request.Request(f"{self.device}/admin/person", data=body, method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200

    def stop(self) -> None:
        """Ctrl-C, as a visitor does; everything it started has to be gone."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            end = time.monotonic() + 60
            while self.process.poll() is None and time.monotonic() < end:
                ready, _, _ = select.select([self.terminal], [], [], 0.2)
                if ready:
                    try:
                        self.said += os.read(self.terminal, 65536).decode(errors="replace")
                    except OSError:
                        break
            self.process.wait(30)
        os.close(self.terminal)
        cluster(self.folder / "postgres").remove()


def _address(said: str, pattern: str) -> str:
    found = re.search(pattern, said)
    assert found, said[-2000:]
    return found.group(1)
