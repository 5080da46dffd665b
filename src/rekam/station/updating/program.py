"""The versions as the running station sees them: what is in use, what is ready, and when to switch."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rekam.devices.updates.bundle import SUFFIX, Manifest, decode_manifest
from rekam.devices.updates.reading import read_head
from rekam.kernel.errors import RuleBroken
from rekam.station.health import POWER
from rekam.station.store.files import replace_file
from rekam.station.store.outbox import Outbox
from rekam.station.updating import checking, installing, launch
from rekam.station.updating.gate import STAGING, Gate, alone
from rekam.station.updating.installing import Ready
from rekam.station.updating.slots import (
    Proof,
    Slots,
    installed,
    read_slots,
    version_folder,
    write_slots,
)

FOLDER = "rekam-pembaruan"
"""On a stick, beside `rekam-paket`."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the page tells: the pointer, the manifest in use, what is ready, and the last refusal."""

    slots: Slots
    manifest: Manifest
    ready: Ready | None
    busy: bool
    trouble: RuleBroken | None


class Program:
    """Of a station that `launch` started. Unpacking is a thread's work; the switch is a press or a start."""

    def __init__(
        self,
        folder: Path,
        *,
        data: Path,
        outbox: Outbox,
        gate: Gate,
        now: Callable[[], datetime],
        persons_open: Callable[[], int],
        power: Path = POWER,
    ) -> None:
        """`folder` holds the versions; `persons_open` tells how many the officer at work has begun."""
        self.folder = folder
        self._data = data
        self._outbox = outbox
        self._gate = gate
        self._now = now
        self._persons_open = persons_open
        self._power = power
        self._ready: Ready | None = None
        self._trouble: RuleBroken | None = None
        self._staging = threading.Lock()
        self.restart: Callable[[], None] = lambda: None
        """What ends this program so that `launch` starts it again; the command sets it."""

    def standing(self) -> Standing:
        """As it is now. Raises RuleBroken as `read_slots` does."""
        slots = read_slots(self.folder)
        if self._ready is None and installed(self.folder)[-1] > slots.highest:
            self.look()  # another process unpacked it
        return Standing(
            slots=slots,
            manifest=manifest_of(self.folder, slots.current),
            ready=self._ready,
            busy=self._staging.locked(),
            trouble=self._trouble,
        )

    def stage(self, path: Path) -> None:
        """Verify and unpack a bundle; what was wrong with it stays to be told.

        Raises RuleBroken("update_busy") and as `installing.stage` does.
        """
        if not self._staging.acquire(blocking=False):
            raise RuleBroken("update_busy")
        try:
            with alone(self.folder, lock=STAGING):
                self._ready = installing.stage(path, program=self.folder, data=self._data, at=self._now())
            self._trouble = None
        except RuleBroken as broken:
            self._trouble = broken
            raise
        finally:
            self._staging.release()

    def stage_aside(self, path: Path, *, then: Callable[[], None] = lambda: None) -> None:
        """As `stage`, while the pages go on; `then` whatever came of it. Raises RuleBroken("update_busy")."""
        if self._staging.locked():
            raise RuleBroken("update_busy")
        threading.Thread(target=self._quietly, args=(path, then), name="update", daemon=True).start()

    def _quietly(self, path: Path, then: Callable[[], None]) -> None:
        try:
            self.stage(path)
        except RuleBroken as broken:
            self._trouble = broken
        finally:
            then()

    def look(self) -> Ready | None:
        """What lies unpacked, also by another process; checked anew."""
        self._ready = installing.find_ready(self.folder, data=self._data, at=self._now())
        return self._ready

    def switch(self) -> None:
        """Take the ready version into use, and end this program so that it starts.

        Raises RuleBroken("update_missing" | "update_capture_open" | "update_person_open" |
        "update_capture_running") and as `check_power` does.
        """
        ready = self.look()
        if ready is None:
            raise RuleBroken("update_missing")
        checking.check_power(self._power)
        self._gate.shut_for(lambda: installing.switch(self.folder, ready), check=self.check_nothing_open)
        self.restart()

    def step_back(self) -> None:
        """Take the version before into use again, once. Raises RuleBroken as `switch`, or
        "update_no_step_back"."""
        self._gate.shut_for(lambda: installing.step_back(self.folder), check=self.check_nothing_open)
        self.restart()

    def check_nothing_open(self) -> None:
        """Nobody is half recorded. Raises RuleBroken("update_capture_open" | "update_person_open")."""
        check_no_capture(self._outbox)
        if persons := self._persons_open():
            raise RuleBroken("update_person_open", count=persons)

    def at_start(self) -> bool:
        """Switch before the first page, if something is ready; whether the program must start again."""
        if read_slots(self.folder).state is Proof.TRIAL:
            return False
        try:
            if self.look() is None:
                return False
            self.switch()
        except RuleBroken as broken:  # recording goes before: the page tells why it waits
            self._trouble = broken
            return False
        return True

    def prove(self) -> None:
        """This version works here; what is older than one step back is taken away."""
        slots = read_slots(self.folder)
        if slots.state is Proof.TRIAL:
            write_slots(self.folder, slots.proved())
            installing.tidy(self.folder)
        renew_launcher(self.folder)


def check_no_capture(outbox: Outbox) -> None:
    """No draft holds a sealed part. Raises RuleBroken("update_capture_open")."""
    if drafts := outbox.drafts():
        raise RuleBroken("update_capture_open", count=len(drafts))


def manifest_of(folder: Path, number: int) -> Manifest:
    """What an installed version says of itself.

    Raises RuleBroken("update_malformed" | "update_unreadable").
    """
    head, _ = read_head(version_folder(folder, number) / installing.HEAD)
    return decode_manifest(head.manifest)


def find_bundle(medium: Path) -> Path:
    """The bundle on a stick, the highest by name where there are several; a file is itself.

    Raises RuleBroken("update_not_found").
    """
    if medium.is_file():
        return medium
    found = sorted([*medium.glob(f"*{SUFFIX}"), *(medium / FOLDER).glob(f"*{SUFFIX}")], key=lambda p: p.name)
    if not found:
        raise RuleBroken("update_not_found")
    return found[-1]


def renew_launcher(folder: Path) -> None:
    """Put the launcher of this version in its place, once it can read the pointer; else the old one stays."""
    ours, theirs = Path(launch.__file__).read_bytes(), folder / "launch.py"
    if theirs.exists() and theirs.read_bytes() == ours:
        return
    aside = folder / "launch_new.py"
    replace_file(aside, content=ours)
    done = subprocess.run([sys.executable, str(aside), "--check"], check=False, timeout=60)  # noqa: S603 - ours
    if done.returncode == 0:
        replace_file(theirs, content=ours)
    aside.unlink()
