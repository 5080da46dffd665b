"""A laptop that is updated, records, steps back and records, while it is killed or its power goes.

Each life is a fork. What it opens, renames, makes and removes is counted by an audit hook, and it dies
at one of these events; so no step is left out because nobody thought of it.
"""

import os
import random
import shutil
import signal
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass, fields, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from rekam.devices.updates.making import base_of
from rekam.devices.updates.reading import open_bundle
from rekam.devices.updates.trust import write_trust
from rekam.kernel.errors import RuleBroken
from rekam.station.store import outbox
from rekam.station.store.files import replace_file
from rekam.station.store.outbox import Outbox, StoredPart
from rekam.station.updating import checking, installing, launch
from rekam.station.updating.gate import Gate
from rekam.station.updating.program import Program, manifest_of
from rekam.station.updating.slots import Slots, read_slots, version_folder, write_slots
from tests.devices.updates.scene import NOW, SEEDS, TRUST, Press
from tests.faults.block_device import cuttable, flush_disk

EVENTS = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"})
SCHEMA = outbox._SCHEMA
LATER = (
    "ALTER TABLE packet ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE part ADD COLUMN device TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE later (one INTEGER PRIMARY KEY);"
)
LIVES = 6  # of one laptop, the last of which nobody kills
SOON = 330  # about the events of a life; where more were drawn it ends by itself
SOON_NEAR = 30  # as many of them touch the pointer


@dataclass(kw_only=True)
class Updates:
    """People of a run, and versions that went in though they had to stay out.

    attempted   begun; landed   in the outbox at the end, once, byte for byte
    lost        acknowledged and not there; doubled   there twice, or a number twice
    stuck       a start with neither version, or a person who can neither be finished nor leave
    wrong       switches that a rule forbids
    kills, switches, backs   what happened on the way
    """

    attempted: int = 0
    landed: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    wrong: int = 0
    kills: int = 0
    switches: int = 0
    backs: int = 0

    def __add__(self, other: "Updates") -> "Updates":
        sums = [a + b for a, b in zip(astuple(self), astuple(other), strict=True)]
        return Updates(**dict(zip((one.name for one in fields(self)), sums, strict=True)))

    @property
    def harm(self) -> int:
        return self.lost + self.doubled + self.stuck + self.wrong


@dataclass(frozen=True, kw_only=True)
class World:
    """A laptop with version 1 in use, and what is put into it: good bundles, and those that must stay out."""

    data: Path
    program: Path
    good: dict[int, Path]
    bad: dict[str, Path]

    @property
    def noted(self) -> Path:
        return self.data.parent / "noted"


def build(folder: Path) -> World:
    """The first laptop, of which each run takes a copy."""
    press = Press(folder=folder / "press")
    press.folder.mkdir(parents=True)
    data, program = folder / "station", folder / "station" / "program"
    program.mkdir(parents=True)
    grown = {"outbox": (4, 3), "visit": (3, 3)}
    good = {1: press.bundle(1), **{number: press.bundle(number, stores=grown) for number in (2, 3)}}
    bad = {
        "update_signers_few": press.bundle(8, seeds=SEEDS[:1]),
        "update_older": good[1],
        "update_store_step": press.bundle(9, stores={"outbox": (5, 5), "visit": (3, 3)}),
    }
    (program / "base").write_text(base_of(press.folder / "pins.txt").hex())
    (program / installing.TRUST).write_bytes(write_trust(TRUST))
    installing.unpack(open_bundle(good[1], trust=TRUST), program=program)
    write_slots(program, Slots(current=1, highest=1))
    Outbox(data / "outbox.db").close()
    return World(data=data, program=program, good=good, bad=bad)


def copied(world: World, *, to: Path) -> World:
    """The same laptop again, for a run."""
    shutil.copytree(world.data, to / "station")
    return World(data=to / "station", program=to / "station" / "program", good=world.good, bad=world.bad)


@contextmanager
def on_a_disk(world: World, *, folder: Path) -> Iterator[tuple[World, Callable[[], None]]]:
    """The same laptop on an ext4 of its own, and the end of its power: what was not written is gone.

    Raises NotHere.
    """
    with cuttable(folder / "disk") as (disk, cut):
        shutil.copytree(world.data, disk, dirs_exist_ok=True)
        flush_disk(disk)
        yield World(data=disk, program=disk / "program", good=world.good, bad=world.bad), cut


def run(
    world: World,
    *,
    seed: int,
    lives: int = LIVES,
    near: str = "",
    cut: Callable[[], None] | None = None,
    flush: Callable[[], None] = lambda: None,
) -> Updates:
    """One laptop through its lives.

    near    lets it die only where a file of that name is touched
    cut     what its death does to its disk; a kill leaves what was written
    flush   in place of `os.sync`
    """
    chance, total = random.Random(seed), Updates()
    for number in range(lives):
        after = chance.randrange(1, SOON_NEAR if near else SOON) if number < lives - 1 else None
        child = os.fork()
        if child == 0:
            die = None if after is None else partial(_die_after, after, near=near)
            _live_and_leave(world, die=die, flush=flush, chance=random.Random(f"{seed} {number}"))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if cut is not None and status:
            cut()
        total.kills += status == -signal.SIGKILL
        total.stuck += status not in {0, -signal.SIGKILL}
    return total + counted(world)


def _live_and_leave(
    world: World, *, die: Callable[[], None] | None, flush: Callable[[], None], chance: random.Random
) -> None:
    status = 1
    try:
        with _stand_ins(flush):
            if die is not None:
                die()
            for _ in range(4):  # a switch ends the program, and the launcher starts it again
                _start(world, chance=chance)
        status = 0
    except (RuleBroken, OSError, ValueError, KeyError) as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(status)


def _start(world: World, *, chance: random.Random) -> None:
    """The launcher chooses; the version works, is updated or steps back, and ends."""
    number = launch.choose(world.program)["current"]
    checking.check_tree(manifest_of(world.program, number), folder=version_folder(world.program, number))
    box = open_as(world, number)
    try:
        program = Program(
            world.program,
            data=world.data,
            outbox=box,
            gate=Gate(),
            now=lambda: NOW,
            persons_open=lambda: 0,
            power=world.data / "no-power-supply",
        )
        _record_again(world, box)
        if program.at_start():
            _note(world, "switched")
            return
        _record(world, box, draft=uuid.UUID(int=chance.getrandbits(128)))
        program.prove()
        _go_on(world, program, box, chance=chance)
    finally:
        box.close()


def _go_on(world: World, program: Program, box: Outbox, *, chance: random.Random) -> None:
    for code, path in world.bad.items():
        _must_stay_out(world, program, path, code=code)
    slots = read_slots(world.program)
    following = [number for number in world.good if number > slots.highest]
    if slots.before is not None and (not following or chance.random() < 0.3):
        program.step_back()
        _note(world, "back")
        return
    if not following:
        return
    program.stage(world.good[following[0]])
    draft = uuid.UUID(int=chance.getrandbits(128))
    _begin(world, box, draft=draft)
    try:
        program.switch()
    except RuleBroken as broken:
        if broken.code != "update_capture_open":
            raise
    else:
        _note(world, "wrong")
        return
    _finish(world, box, draft=draft)
    program.switch()
    _note(world, "switched")


def _must_stay_out(world: World, program: Program, path: Path, *, code: str) -> None:
    try:
        program.stage(path)
    except RuleBroken as broken:
        if broken.code != code:
            raise
    else:
        _note(world, "wrong")


def _record(world: World, box: Outbox, *, draft: uuid.UUID) -> None:
    _begin(world, box, draft=draft)
    _finish(world, box, draft=draft)


def _record_again(world: World, box: Outbox) -> None:
    """Whoever was begun and is not in the outbox sits there still."""
    done = {row.packet for row in box.rows()}
    for draft in _noted(world)["begun"]:
        if draft not in done:
            _record(world, box, draft=draft)


def _begin(world: World, box: Outbox, *, draft: uuid.UUID) -> None:
    if draft not in _noted(world)["begun"]:
        _note(world, f"begun {draft}")
    box.keep_part(draft=draft, position="face", part=StoredPart(facts=b"f", sealed=draft.bytes))


def _finish(world: World, box: Outbox, *, draft: uuid.UUID) -> None:
    box.queue(packet=draft, build=lambda _: (draft.bytes * 20, draft.bytes * 2), at="t")
    _note(world, f"safe {draft}")


def open_as(world: World, number: int) -> Outbox:
    """The outbox as the code of that version opens it; from 2 on its file has grown."""
    schema = SCHEMA if number == 1 else (*SCHEMA, LATER)
    with patch.object(outbox, "_SCHEMA", schema):
        return Outbox(world.data / "outbox.db")


def counted(world: World) -> Updates:
    """At both ends: what was noted, and what lies there."""
    noted = _noted(world)
    begun = set(noted["begun"])
    told = Updates(attempted=len(begun))
    told.wrong, told.switches, told.backs = (len(noted[what]) for what in ("wrong", "switched", "back"))
    try:
        box = open_as(world, read_slots(world.program).current)
    except RuleBroken:
        return replace(told, stuck=len(begun), lost=len(set(noted["safe"])))
    rows = box.rows()
    whole = {row.packet for row in rows if box.content(row.packet) == row.packet.bytes * 20}
    numbers = sorted(row.number for row in rows if row.number is not None)
    told.landed = len(whole & begun)
    told.lost = len(set(noted["safe"]) - whole)
    told.doubled = sum(number != place for place, number in enumerate(numbers, start=1))
    told.stuck = len(begun - whole) + len(box.drafts())
    box.close()
    return told


def _note(world: World, line: str) -> None:
    handle = os.open(world.noted, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _noted(world: World) -> dict[str, list[uuid.UUID]]:
    told: dict[str, list[uuid.UUID]] = {what: [] for what in ("begun", "safe", "wrong", "switched", "back")}
    for line in world.noted.read_text().splitlines() if world.noted.exists() else []:
        what, _, one = line.partition(" ")
        told[what].append(uuid.UUID(one) if one else uuid.UUID(int=0))
    return told


@contextmanager
def _stand_ins(flush: Callable[[], None]) -> Iterator[None]:
    """Another machine than this one, and a rehearsal without a process of its own."""
    of_now = {"outbox": (3, 3), "visit": (3, 3)}

    def this_laptop(program: Path, *, data: Path) -> checking.Here:
        base = bytes.fromhex((program / "base").read_text())
        return checking.Here(platform="test-x", python="3.0", base=base, free=10**12, outbox=0, stores=of_now)

    def rehearse(program: Path, number: int, data: Path) -> None:
        installing.copy_outbox(data / "outbox.db", to=program / ".rehearsal.db")
        (program / ".rehearsal.db").unlink()
        replace_file(version_folder(program, number) / "rehearsed", content=b"")

    with ExitStack() as stack:
        stack.enter_context(patch.object(checking, "this_laptop", this_laptop))
        stack.enter_context(patch.object(installing, "_rehearse", rehearse))
        stack.enter_context(patch.object(os, "sync", flush))
        yield


def _die_after(events: int, *, near: str) -> None:
    left = events

    def heard(event: str, about: tuple[object, ...]) -> None:
        nonlocal left
        if event in EVENTS and near in str(about[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heard)
