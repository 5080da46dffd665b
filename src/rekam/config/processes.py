"""Start the processes of an installation together and stop just these, whatever ends first."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from rekam.kernel.errors import RuleBroken

STOP_SECONDS = 10
CHILD = str(Path(__file__).with_name("child.py"))


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
    """The child processes of one command, and the ports they were given."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    _started: dict[str, tuple[tuple[str, ...], Mapping[str, str]]] = field(default_factory=dict)

    def start(self, name: str, *words: str, environment: Mapping[str, str]) -> None:
        """Start `python WORDS` under a name, in a group of its own, so that Ctrl-C reaches only us.

        It ends when we are killed: `child.py` stands before it for a moment.
        """
        self._started[name] = (words, environment)
        self.children[name] = subprocess.Popen(  # noqa: S603 - the words are ours
            [sys.executable, "-S", CHILD, str(os.getpid()), *words],
            env=dict(environment),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )

    def again(self, name: str) -> None:
        """Start a child that ended once more, as it was started."""
        words, environment = self._started[name]
        self.start(name, *words, environment=environment)

    def wait(self, *, switch: Sequence[str] = ()) -> str | None:
        """Until somebody asks us to stop (None), or a child ends by itself (its name).

        switch   children that the letter s on the terminal stops and starts again
        """
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
                if _typed(seconds=0.3) == "s" and switch:
                    self._switch(switch)
            return None
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _switch(self, names: Sequence[str]) -> None:
        running = [name for name in names if name in self.children]
        if running:
            self._end([self.children.pop(name) for name in running])
            print("  the server is stopped; s starts it again", flush=True)
            return
        for name in names:
            self.again(name)
        print("  the server runs", flush=True)

    def stop(self) -> None:
        """Ask each child that we started to end; those that do not are killed after ten seconds.

        What a child left behind when it was killed itself ends, too: it would go on answering on its port.
        """
        self._end(list(self.children.values()))

    @staticmethod
    def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
        for child in children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + STOP_SECONDS
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, end - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # its own group: what it started must not outlive it
            child.wait()


def _typed(*, seconds: float) -> str:
    """A line from the terminal within so many seconds, or nothing; never waits longer."""
    if not sys.stdin or not sys.stdin.isatty():
        time.sleep(seconds)
        return ""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return sys.stdin.readline().strip().lower() if ready else ""
