"""Start the processes of an installation together and stop just these, whatever ends first."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

from rekam.kernel.errors import RuleBroken

STOP_SECONDS = 10


def free_port(first: int, *, tries: int = 100) -> int:
    """The first port from `first` on that nobody listens to on this machine.

    Raises RuleBroken("no_free_port").
    """
    for port in range(first, first + tries):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuleBroken("no_free_port", first=first)


def answers(port: int, *, seconds: float) -> bool:
    """Whether somebody listens on this port of this machine within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


@dataclass
class Family:
    """The child processes of one command."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *words: str, environment: Mapping[str, str]) -> None:
        """Start `python WORDS` under a name, in a group of its own, so that Ctrl-C reaches only us."""
        self.children[name] = subprocess.Popen(  # noqa: S603 - the words are ours
            [sys.executable, *words], env=dict(environment), start_new_session=True, stdin=subprocess.DEVNULL
        )

    def wait(self) -> str | None:
        """Until somebody asks us to stop (None), or a child ends by itself (its name)."""
        asked = False

        def ask(_number: int, _frame: FrameType | None) -> None:
            nonlocal asked
            asked = True

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not asked:
                for name, child in self.children.items():
                    if child.poll() is not None:
                        return name
                time.sleep(0.3)
            return None
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask each child that we started to end; those that do not are killed after ten seconds."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
