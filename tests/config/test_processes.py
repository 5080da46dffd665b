"""What a command starts it stops, and nothing else."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import refuse_open_demo
from rekam.kernel.errors import RuleBroken

SLEEP = ("-c", "import time; time.sleep(60)")


def test_a_family_stops_its_children_and_nobody_elses() -> None:
    stranger = subprocess.Popen([sys.executable, *SLEEP])
    family = Family()
    family.start("one", *SLEEP, environment=os.environ)
    family.start("two", *SLEEP, environment=os.environ)
    family.stop()
    try:
        assert all(child.poll() is not None for child in family.children.values())
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_child_that_ends_by_itself_is_named() -> None:
    family = Family()
    family.start("short", "-c", "pass", environment=os.environ)
    assert family.wait() == "short"


def test_a_port_in_use_is_passed_over() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
        assert answers(port, seconds=1)


def test_the_demo_refuses_to_be_reached_from_outside() -> None:
    with pytest.raises(RuleBroken, match="demo_on_loopback_only"):
        refuse_open_demo(host="0.0.0.0", settings="rekam.config.settings.demo")
    refuse_open_demo(host="127.0.0.1", settings="rekam.config.settings.demo")


def test_unknown_words_are_told_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    from rekam.__main__ import main

    assert main(["no-such-command"]) == 2
    assert "rekam COMMAND" in capsys.readouterr().err


def test_the_list_of_commands_leads_to_modules_that_exist() -> None:
    import importlib.util

    from rekam.config.command_list import COMMANDS

    assert [name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module) is None] == []


def holding(folder: Path, *, first: str = "0", then: str = "0") -> str:
    """A program that holds the lock of `held`, as what it starts then does, and makes `ready` to say so."""
    held, ready = str(folder / "held"), str(folder / "ready")
    return (
        f"import fcntl, os, pathlib, signal, time; {first}; "
        f"lock = open({held!r}, 'w'); fcntl.flock(lock, fcntl.LOCK_EX); {then}; "
        f"pathlib.Path({ready!r}).touch(); time.sleep(60)"
    )


def test_a_stop_ends_within_its_time(tmp_path: Path) -> None:
    """A child that does not listen is killed, with what it started: each holds the lock of a file."""
    ready, held = tmp_path / "ready", tmp_path / "held"
    stubborn = holding(tmp_path, first="signal.signal(signal.SIGTERM, signal.SIG_IGN)", then="os.fork()")
    import rekam.config.processes as processes

    family = Family()
    family.start("stubborn", "-c", stubborn, environment=os.environ)
    while not ready.exists():
        pass
    before, processes.STOP_SECONDS = processes.STOP_SECONDS, 1
    try:
        family.stop()
    finally:
        processes.STOP_SECONDS = before
    assert family.children["stubborn"].poll() is not None
    assert _is_free(held)


def test_what_a_killed_child_had_started_ends_with_the_others(tmp_path: Path) -> None:
    """As the web's own process is one of granian's: that was killed, its port must be free again."""
    ready, held = tmp_path / "ready", tmp_path / "held"
    family = Family()
    family.start("web", "-c", holding(tmp_path, then="os.fork()"), environment=os.environ)
    while not ready.exists():
        pass
    family.children["web"].kill()
    assert family.wait() == "web"
    assert not _is_free(held, seconds=0.2)
    family.stop()
    assert _is_free(held)


BEGINNING = """
import os, sys, time, types
from rekam.__main__ import main
from rekam.config.command_list import COMMANDS
from rekam.config.processes import Family

def slow(words):
    family = Family()
    try:
        family.start("web", "-c", "import time; time.sleep(60)", environment=os.environ)
        print(family.children["web"].pid, flush=True)
        time.sleep(60)
    finally:
        family.stop()

sys.modules["slow"] = types.SimpleNamespace(main=slow)
COMMANDS["slow"] = ("slow", "")
sys.exit(main(["slow"]))
"""


def test_a_command_that_is_told_to_end_while_it_begins_takes_along_what_it_started() -> None:
    beginning = subprocess.Popen([sys.executable, "-c", BEGINNING], stdout=subprocess.PIPE)
    assert beginning.stdout is not None
    with beginning.stdout as told:
        child = int(told.readline())
        beginning.terminate()
        assert beginning.wait(20) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_what_a_killed_command_had_started_ends_by_itself(tmp_path: Path) -> None:
    ready, held = tmp_path / "ready", tmp_path / "held"
    parent = (
        "import os; from rekam.config.processes import Family; family = Family(); "
        f"family.start('web', '-c', {holding(tmp_path)!r}, environment=os.environ); family.wait()"
    )
    serving = subprocess.Popen([sys.executable, "-c", parent])
    while not ready.exists():
        assert serving.poll() is None
    assert not _is_free(held, seconds=0.2)
    serving.kill()
    serving.wait()
    assert _is_free(held)


def _is_free(path: Path, *, seconds: float = 10) -> bool:
    """Whether nobody holds the lock of a file; one that was killed lets go of it a moment later."""
    ends = time.monotonic() + seconds
    with path.open() as lock:
        while time.monotonic() < ends:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.02)
    return False
