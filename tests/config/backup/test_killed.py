"""`kill -9` at moments that seeds draw, in a night's backup, a shipping, a drill: what was whole before can
still be restored, nothing half is taken for whole, and the next run takes away what the killed one left."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from nacl import bindings

from rekam.audit.models import Entry
from rekam.config.backup import keys, make, restore, state, told, vault_copy
from rekam.config.backup.place import Head, Last, Place
from rekam.config.backup.server import Source
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from tests.config.backup.conftest import Office
from tests.faults.block_device import NotHere, cuttable, flush_disk
from tests.faults.counting import Counted, table
from tests.faults.dying import Moments, die_at
from tests.own_servers import Point

PUSH = "crypto_secretstream_xchacha20poly1305_push"
EARLY: Moments = {
    "the key is kept": (Place, "keep_key", 1, False),
    "in the middle of the base": (bindings, PUSH, 3, False),
}
LATE: Moments = {
    "the base has its name": (make, "_base", 1, False),
    "the moment is counted": (make, "mark", 1, False),
    "before the head": (Place, "keep_head", 1, True),
    "after the head": (Place, "keep_head", 1, False),
    "something was set aside": (vault_copy, "set_aside", 1, False),
}
SHIPPING: Moments = {
    "the log is closed": (Source, "switch", 1, False),
    "the log is fetched": (Source, "fetch", 1, False),
    "a file of the vault came": (vault_copy, "_write", 1, False),
    "in the middle of a segment": (bindings, PUSH, 1, False),
    "a segment is there": (Place, "seal", 1, False),
    "a segment is noted": (make, "_note", 1, False),
    "before the last word": (Place, "keep_last", 1, True),
    "after the last word": (Place, "keep_last", 1, False),
}
DRILLING: Moments = {"the drill's base is unpacked": (restore, "check_files", 1, True)}
RESTORING: Moments = {
    "the base is unpacked": (restore, "check_files", 1, True),
    "the files are in their place": (restore, "_read_on", 1, True),
    "the log is read": (restore, "_read_on", 1, False),
    "the keys are put back": (state, "put_back", 1, False),
}
MOMENTS = EARLY | LATE | SHIPPING | DRILLING | RESTORING


DONE = "a shipping is over"


def killed(moment: str, act: Callable[[], object]) -> None:
    """Do it in a process that dies by SIGKILL at that moment."""
    child = os.fork()
    if child == 0:
        die_at(moment, moments=MOMENTS)
        try:
            act()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, moment


def night(office: Office) -> Callable[[], object]:
    return lambda: make.make(office.place, source=office.source, keep_days=7, at=datetime.now(UTC))


def shipping(office: Office) -> Callable[[], object]:
    return lambda: make.ship(office.place, source=office.source)


def drawn(office: Office, *, seed: int) -> list[tuple[str, Callable[[], object]]]:
    """A night that dies early, one that dies late, two shippings; in the order of a seed."""
    chance = random.Random(seed)
    chosen = [(chance.choice(list(EARLY)), night(office)), (chance.choice(list(LATE)), night(office))]
    chosen += [(moment, shipping(office)) for moment in chance.sample(list(SHIPPING), 2)]
    chance.shuffle(chosen)
    return chosen


def check_whole(office: Office) -> None:
    """What a restoring would take opens, to its end, with every segment. Raises RuleBroken."""
    chosen = office.chosen()
    log = (f"log/{chosen.head.line}/{name}" for name in chosen.log)
    for name in (f"bases/{chosen.head.base}/base", *log):
        for _ in office.place.opened(name, keys=chosen.keys):
            pass


def is_told(act: Callable[[], object]) -> bool:
    """Whether something is refused."""
    try:
        act()
    except RuleBroken:
        return True
    return False


def half(place: Place) -> list[str]:
    """What a killed run left."""
    bases = [path.name for path in place.folder.glob("bases/*") if not (path / "head").exists()]
    return bases + [path.name for path in place.folder.rglob("*.new")]


def work(office: Office, *, said: str) -> None:
    """A row and a file that no backup has yet."""
    with office.way_in.connect() as admin:
        admin.execute("INSERT INTO told SELECT max(id) + 1, %s FROM told", [said])
    vault.keep(said.encode(), kind="document")


def count(office: Office, *, seed: int) -> Counted:
    """Over the kills of a seed: after how many all was whole, what stayed half, what could not go on."""
    total = Counted()
    for moment, act in drawn(office, seed=seed):
        work(office, said=f"{seed} {moment}")
        killed(moment, act)
        lost = is_told(lambda: check_whole(office))
        stuck = is_told(shipping(office))
        total += Counted(attempted=1, landed=not lost, acknowledged=1, lost=lost, stuck=stuck)
    make.clear_half(office.place)  # the beginning of the next night
    return total + Counted(doubled=len(half(office.place)))


def test_a_kill_at_any_moment_hurts_no_backup_that_was_whole(
    office: Office, request: pytest.FixtureRequest
) -> None:
    began, first = time.monotonic(), int(request.config.getoption("--seed"))
    seeds = range(first, first + (request.config.getoption("--runs") or 1))
    total = sum((count(office, seed=seed) for seed in seeds), start=Counted())
    print("", table(request.node.name, total, seed=first, seconds=time.monotonic() - began), sep="\n")
    assert total.harm == 0
    assert {key.kid for key in keys.data_keys()} <= {path.name for path in office.place.folder.glob("keys/*")}


@contextmanager
def on_a_disk(office: Office, *, folder: Path) -> Iterator[tuple[Office, Callable[[], None]]]:
    """The same office with its backup on an ext4 of its own, and the end of that disk's power."""
    with cuttable(folder / "disk", megabytes=512) as (disk, cut):
        shutil.copytree(office.place.folder, disk / "backup")
        flush_disk(disk)
        yield replace(office, place=Place(disk / "backup")), cut


def said(office: Office) -> Last | None:
    """How far the backup says it goes."""
    try:
        return office.place.last(signers=keys.read_offline(office.key).signers)
    except RuleBroken:
        return None


def count_cuts(office: Office, cut: Callable[[], None], *, seed: int) -> Counted:
    """Over the cuts of a seed: each while something is written, and one right after what was told as done."""
    total = Counted()
    acts = [(moment, partial(killed, moment, act)) for moment, act in drawn(office, seed=seed)]
    for moment, act in [*acts, (DONE, shipping(office))]:
        work(office, said=f"{seed} cut {moment}")
        act()
        known = said(office) if moment == DONE else None
        cut()
        lost = is_told(lambda: check_whole(office)) or (known is not None and said(office) != known)
        stuck = is_told(shipping(office))
        total += Counted(attempted=1, landed=not lost, acknowledged=1, lost=lost, stuck=stuck)
    return total


def cuts(office: Office, folder: Path, *, seeds: range) -> Counted:
    try:
        with on_a_disk(office, folder=folder) as (same, cut):
            return sum((count_cuts(same, cut, seed=seed) for seed in seeds), start=Counted())
    except NotHere as missing:
        pytest.skip(str(missing))


def test_a_cut_of_the_backups_own_disk_hurts_no_backup_that_was_whole(
    office: Office, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    began, first = time.monotonic(), int(request.config.getoption("--seed"))
    total = cuts(office, tmp_path, seeds=range(first, first + (request.config.getoption("--runs") or 1)))
    print("", table(request.node.name, total, seed=first, seconds=time.monotonic() - began), sep="\n")
    assert total.harm == 0


def test_mutant_without_flushing_a_cut_takes_what_was_told_as_done(office: Office, tmp_path: Path) -> None:
    with patch.object(os, "fsync", lambda _handle: None):
        assert cuts(office, tmp_path, seeds=range(1, 2)).harm > 0


def test_mutant_a_head_before_its_base_lets_half_a_base_be_taken_for_whole(office: Office) -> None:
    whole = make._base

    def head_first(place: Place, *, base: str, **more: object) -> tuple[int, int]:
        first, made = office.chosen().log[-1], datetime.now(UTC).isoformat()
        head = Head(base=base, made=made, line=make._line().line, first=first, major=18)
        place.keep_head(head, half=keys.server_half())
        return whole(place, base=base, **more)  # type: ignore[arg-type]

    with patch.object(make, "_base", head_first):
        killed("in the middle of the base", night(office))
    newest = max(office.place.folder.glob("bases/*"))
    assert is_told(lambda: check_whole(office))
    (newest / "head").unlink()
    assert make.clear_half(office.place) == 1


def test_what_was_done_is_told_in_the_register_once_also_after_a_kill(office: Office, point: Point) -> None:
    at = datetime.now(UTC)
    point(office.source.cluster)
    told.key_made(at=at, kid="a" * 16)
    told.made(at=at, base="b", rows=3)
    with patch.object(told, "_keep", lambda _: None):  # killed before it could be noted
        assert told.write(office.way_in) == 2
    told.drilled(at=at, moment="m", harm=0)
    assert told.write(office.way_in) == 3
    assert told.write(office.way_in) == 0
    entries = Entry.objects.filter(action__startswith="audit.backup_").order_by("pk")
    assert [entry.action.removeprefix("audit.backup_") for entry in entries] == [
        "key_made",
        "made",
        "drilled",
    ]
    assert {(entry.actor, entry.purpose, entry.at) for entry in entries} == {("console", "system", at)}
