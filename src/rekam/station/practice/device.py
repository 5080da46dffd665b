"""The simulated scanners of practice: a child process, and its control plane."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from rekam.kernel.authorities import authorities
from rekam.kernel.errors import RuleBroken

PORT = 4501
STOP_SECONDS = 10
ORDER_SECONDS = 5.0


class PracticeDevice:
    """One child at a time; it dies when told to, and `start` plugs it in again at the same port."""

    def __init__(self, folder: Path, *, port: int = PORT) -> None:
        """`folder` is the practice station's: its trust anchor is left there. `port` is the first to try."""
        self._anchors = folder / "device-anchors"
        self._child: subprocess.Popen[str] | None = None
        self.port = port

    @property
    def is_alive(self) -> bool:
        """Whether the child runs."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Plug the scanners in; nothing happens where they are. Raises RuleBroken("device_not_started")."""
        if self.is_alive:
            return
        words = ["--port", str(self.port), "--trust", str(self._anchors), "--parent", str(os.getpid())]
        self._child = subprocess.Popen(  # noqa: S603 - the words are ours
            [sys.executable, "-m", "rekam.simulation.device", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        told = self._child.stdout.readline() if self._child.stdout else ""
        if not told:
            raise RuleBroken("device_not_started")
        self.port = int(json.loads(told)["port"])

    def stop(self) -> None:
        """End the child."""
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout:
            self._child.stdout.close()
        self._child = None

    def order(self, what: str, **members: object) -> None:
        """Tell the control plane "person" or "fault"; scanners that are away hear nothing.

        docs/reference/simulated-device.md has the members.
        """
        if not self.is_alive:
            return
        try:
            _post(f"http://127.0.0.1:{self.port}/admin/{what}", members)
        except httpx.HTTPError:  # they died just now: the capture will say so
            return


def _post(url: str, members: Mapping[str, object]) -> None:
    with httpx.Client(trust_env=False, verify=authorities(), timeout=ORDER_SECONDS) as client:
        client.post(url, json=dict(members)).raise_for_status()
