"""From a bundle to the version in use: unpacked beside the others, rehearsed on a copy, then one switch.

Until the switch nothing that the laptop uses has changed; the switch is the replacement of one small file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from rekam.devices.updates.bundle import Manifest, decode_manifest
from rekam.devices.updates.reading import Bundle, contents, open_bundle, read_head
from rekam.devices.updates.trust import Trust, check_signers, follow, read_trust, write_trust
from rekam.kernel.errors import RuleBroken
from rekam.station.store.files import flush_folder, medium_told, replace_file
from rekam.station.updating import checking
from rekam.station.updating.launch import surroundings
from rekam.station.updating.slots import (
    VERSIONS,
    Proof,
    Slots,
    installed,
    read_slots,
    version_folder,
    write_slots,
)

TRUST = "update-trust.json"
HEAD = "head"
REHEARSAL_SECONDS = 1_800.0


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A version that lies unpacked and rehearsed beside the one in use."""

    number: int
    manifest: Manifest


def load_update_trust(program: Path) -> Trust:
    """Whose signatures count here. Raises RuleBroken("update_not_set_up" | "update_trust_malformed")."""
    path = program / TRUST
    if not path.exists():
        raise RuleBroken("update_not_set_up")
    return read_trust(path.read_bytes())


def stage(path: Path, *, program: Path, data: Path, at: datetime) -> Ready:
    """Verify a bundle, unpack it beside the version in use, and let it rehearse on a copy of the outbox.

    data   the station's folder
    Raises RuleBroken("update_on_trial") and as `open_bundle`, `check_fits` and `_rehearse` do; then nothing
    is left of it.
    """
    slots = read_slots(program)
    if slots.state is Proof.TRIAL:
        raise RuleBroken("update_on_trial", number=slots.current)
    bundle = open_bundle(path, trust=load_update_trust(program))
    here = checking.this_laptop(program, data=data)
    checking.check_fits(bundle.manifest, slots=slots, here=here, at=at)
    _tidy(program, slots=slots)
    number = bundle.manifest.number
    unpack(bundle, program=program)
    try:
        _rehearse(program, number, data)
    except RuleBroken:
        shutil.rmtree(version_folder(program, number))
        raise
    replace_file(program / TRUST, content=write_trust(bundle.trust))
    return Ready(number=number, manifest=bundle.manifest)


def find_ready(program: Path, *, data: Path, at: datetime) -> Ready | None:
    """What was unpacked and can still be switched to, checked anew; None where there is nothing."""
    slots = read_slots(program)
    for number in reversed(installed(program)):
        if number <= slots.highest:
            return None
        try:
            return _ready(program, number, slots=slots, data=data, at=at)
        except RuleBroken:
            continue
    return None


def _ready(program: Path, number: int, *, slots: Slots, data: Path, at: datetime) -> Ready:
    folder = version_folder(program, number)
    head, _ = read_head(folder / HEAD)
    check_signers(
        head.manifest,
        signatures=head.signatures,
        trust=follow(load_update_trust(program), rotations=head.rotations),
    )
    manifest = decode_manifest(head.manifest)
    checking.check_fits(manifest, slots=slots, here=checking.this_laptop(program, data=data), at=at)
    if manifest.number != number or not (folder / "rehearsed").exists():
        raise RuleBroken("update_tree_damaged")
    checking.check_tree(manifest, folder=folder)
    return Ready(number=number, manifest=manifest)


def switch(program: Path, ready: Ready) -> None:
    """The version is in use from the next start on, on trial. Call it under the gate."""
    write_slots(program, read_slots(program).tried(ready.number))


def step_back(program: Path) -> int:
    """The version before is in use from the next start on; its number. Call it under the gate.

    Stores stay where they are: the version before knows how to work with them, so nobody who was recorded
    since is lost. Raises RuleBroken("update_no_step_back").
    """
    slots = read_slots(program).stepped_back()
    write_slots(program, slots)
    return slots.current


def unpack(bundle: Bundle, *, program: Path) -> None:
    """Lay a bundle's files beside the other versions; the folder has its number once all is on the disk.

    Raises RuleBroken("update_payload_wrong" | "update_unreadable" | "store_disk_full" | "store_unreadable").
    """
    folder = version_folder(program, bundle.manifest.number)
    aside = folder.with_name(f".{folder.name}.new")
    with medium_told():
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True, mode=0o700)
        for entry, content in contents(bundle):
            path = aside / entry.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with bundle.path.open("rb") as file:
            (aside / HEAD).write_bytes(file.read(bundle.starts_at))
        os.sync()  # thousands of small files: one flush of all is sooner done than one of each
        if folder.exists():
            shutil.rmtree(folder)
        aside.rename(folder)
        flush_folder(folder.parent)


def _rehearse(program: Path, number: int, data: Path) -> None:
    """The new version opens a copy of the outbox, its pages and its kernels, in a process of its own.

    Raises RuleBroken("update_rehearsal_failed").
    """
    with medium_told(), tempfile.TemporaryDirectory(dir=program, prefix=".rehearsal-") as aside:
        copy_outbox(data / "outbox.db", to=Path(aside) / "outbox.db")
        env = surroundings(program, {"current": number})
        command = [sys.executable, "-m", "rekam", "station", "rehearse", "--data", aside]
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and words
                command, env=env, capture_output=True, check=False, timeout=REHEARSAL_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise RuleBroken("update_rehearsal_failed", status="timeout") from error
    if done.returncode != 0:
        raise RuleBroken("update_rehearsal_failed", status=done.returncode)
    replace_file(version_folder(program, number) / "rehearsed", content=b"")


def copy_outbox(path: Path, *, to: Path) -> None:
    """A copy of one moment, while others write."""
    if not path.exists():
        return
    here, there = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), apsw.Connection(str(to))
    try:
        with there.backup("main", here, "main") as copying:
            while not copying.done:
                copying.step()
    finally:
        here.close()
        there.close()


def tidy(program: Path) -> None:
    """Take away what is neither in use nor one step back nor ready."""
    _tidy(program, slots=read_slots(program), ready=True)


def _tidy(program: Path, *, slots: Slots, ready: bool = False) -> None:
    with medium_told():
        for path in (program / VERSIONS).glob("*"):
            number = int(path.name) if path.name.isdigit() else None
            keeps = number in {slots.current, slots.before}
            if not keeps and not (ready and number is not None and number > slots.highest):
                shutil.rmtree(path)
        for path in program.glob(".rehearsal-*"):
            shutil.rmtree(path)
