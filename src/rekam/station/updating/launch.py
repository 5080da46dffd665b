"""Starts the version of Rekam that `slots.json` beside this file names; back to the one before if it fails.

Standard library only and no import of ours: a copy of this file lies outside all versions, and a version that
does not even import must not be able to break it (docs/explanation/updates.md). Exit status as the station's.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

AGAIN = 75  # the station asks to be started again, by the pointer as it is now
TAKEN = 73  # another station runs: no fault of the version
TRIALS = 2  # a new version is started twice at most before it has proved itself: the power may go once
SECONDS = 300.0
POINTER = "slots.json"

Slots = dict[str, Any]


def read(program: Path) -> Slots:
    """What the pointer says."""
    told: Slots = json.loads((program / POINTER).read_text())
    return told


def write(program: Path, slots: Slots) -> None:
    """Put the pointer there: after a power cut it is the old one or the new one."""
    aside = program / f".{POINTER}.launch"
    with aside.open("w") as file:
        json.dump(slots, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(program / POINTER)
    if os.name == "posix":
        handle = os.open(program, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def choose(program: Path) -> Slots:
    """The pointer for this start; a new version that was started often enough without proof is left."""
    slots = read(program)
    if slots["state"] != "trial":
        return slots
    if slots["starts"] >= TRIALS:
        return go_back(program, slots)
    slots["starts"] += 1
    write(program, slots)
    return slots


def go_back(program: Path, slots: Slots) -> Slots:
    """The version before is in use again, and the one that failed is remembered."""
    failed = [*slots["failed"], slots["current"]]
    slots |= {"current": slots["before"], "before": None, "state": "proved", "starts": 0, "failed": failed}
    write(program, slots)
    return slots


def surroundings(program: Path, slots: Slots) -> dict[str, str]:
    """The environment of a version: its own packages before those of the machine."""
    version = program / "versions" / str(slots["current"])
    path = os.pathsep.join(str(version / part) for part in ("site", "tree"))
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "REKAM_STATION_PROGRAM": str(program)}


def run(program: Path, slots: Slots, words: list[str], *, seconds: float) -> int:
    """One start; the exit status. A trial that does not prove itself in time is ended."""
    command = [sys.executable, "-m", "rekam", "station", *words]
    child = subprocess.Popen(command, env=surroundings(program, slots))  # noqa: S603 - our own words

    def stop(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    ends = time.monotonic() + seconds
    while slots["state"] == "trial" and child.poll() is None:
        if read(program)["state"] == "proved":
            break
        if time.monotonic() > ends:
            child.kill()
        time.sleep(0.2)
    return child.wait()


def main(words: list[str], *, program: Path | None = None, seconds: float = SECONDS) -> int:
    """Start, start again when asked, and go back when a new version ends without having proved itself."""
    program = program or Path(__file__).resolve().parent
    if words == ["--check"]:  # asked of a newer copy of this file before it takes this one's place
        return 0 if read(program)["current"] is not None else 1
    while True:
        slots = choose(program)
        status = run(program, slots, words, seconds=seconds)
        after = read(program)
        if (
            status not in {0, AGAIN, TAKEN}
            and after["state"] == "trial"
            and after["current"] == slots["current"]
        ):
            go_back(program, after)
        elif status != AGAIN:
            return 1 if status == TAKEN else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
