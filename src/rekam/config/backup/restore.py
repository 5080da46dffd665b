"""A database out of a backup: checked first, put beside, and read on by the log; then the vault and the keys.

Nothing is put where something lies. What is found wrong ends it before anything stands in its place.
"""

import os
import shutil
import tarfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from rekam.config.backup import segments, state
from rekam.config.backup.place import Head, Last, Place
from rekam.config.backup.sealed import Stream
from rekam.config.backup.server import Connection, check_files, recovery, way_in
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder
from rekam.kernel.postgres import Cluster

LONG = 3600  # seconds that a restored server may read its log before it answers
PAUSE = 0.2
BLOCK = 64 * 1024
GROWS = 6  # a packed base becomes about so many times larger; the disk is asked before it is filled


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What of a backup is restored: a base, the segments after it, how far they go, the newest state."""

    head: Head
    last: Last
    log: Sequence[str]
    keys: Mapping[str, bytes]


def choose(
    place: Place,
    *,
    keys: Mapping[str, bytes],
    signers: Mapping[str, bytes],
    before: datetime | None = None,
    base: str = "",
) -> Chosen:
    """The newest base, or the newest from before an instant, or the one that is named; with its whole log.

    Raises RuleBroken("backup_no_base" | "backup_log_missing" | "backup_not_ours" | "backup_file_missing").
    """
    last = place.last(signers=signers)
    heads = place.heads(signers=signers)
    if before is not None:
        heads = [head for head in heads if datetime.fromisoformat(head.made) < before]
    if base:
        heads = [head for head in heads if head.base == base]
    if not heads:
        raise RuleBroken("backup_no_base")
    head = heads[-1]
    there = place.segments(head.line)
    end = last.segment if head.line == last.line else max(there, default=head.first)
    log = segments.without_gap(there, first=head.first, last=end)
    return Chosen(head=head, last=last, log=log, keys=keys)


def check_age(last: Last, *, at: datetime, most: timedelta) -> None:
    """Refuse a backup that ended long ago. Raises RuleBroken("backup_stale", until=)."""
    if at - last.moment_of > most:
        raise RuleBroken("backup_stale", until=last.at)


def read_state(place: Place, chosen: Chosen) -> dict[str, bytes]:
    """The newest keys and checkpoints, opened."""
    sealed = place.opened(f"state/{chosen.last.state}", keys=chosen.keys)
    return state.unpacked(b"".join(sealed))


def put_beside(
    place: Place,
    chosen: Chosen,
    *,
    own: Cluster,
    log: Path,
    password: str,
    settings: Mapping[str, str] | None = None,
    until: str = "",
    pause_at: str = "",
) -> None:
    """Open and check a base and its log, then let a server run from them.

    log       a folder for the opened segments, that the server can read; the caller takes it away
    until     an instant with its zone up to which the log is read; left out, to its end
    pause_at  a moment at which the server stops reading and only answers
    Raises RuleBroken("restore_not_empty" | "restore_no_space" | "backup_base_damaged" | "backup_file_..." |
    "restore_other_postgres" | "restore_broke_off").
    """
    data = own.prepare(password=password)
    _check_room(place, chosen, into=own.folder)
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name in chosen.log:
            sealed = place.opened(f"log/{chosen.head.line}/{name}", keys=chosen.keys)
            write_sparse(log / name, sealed)
        unpack(place.opened(f"bases/{chosen.head.base}/base", keys=chosen.keys), into=fresh)
        _check_version(fresh, chosen=chosen, own=own)
        check_files(own, folder=fresh, log=log)
        (fresh / "recovery.signal").touch(mode=0o600)
        own.hand_over(fresh)
        own.hand_over(log)
        fresh.rename(data)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    wanted = {**(settings or {}), **recovery(log=log, until=until, pause_at=pause_at)}
    try:
        _read_on(own, settings=wanted, paused=bool(pause_at))
        if not until and not pause_at:
            check_reached(own, segment=chosen.log[-1])
    except RuleBroken:
        own.stop()
        shutil.rmtree(data, ignore_errors=True)  # its log stays beside, to be read
        raise


def unpack(pieces: Iterator[bytes], *, into: Path) -> None:
    """A tar, while it is opened piece by piece; its end is checked too."""
    private_folder(into)
    stream = Stream(pieces)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:  # type: ignore[call-overload]
            tar.extractall(into, filter="data")
    except tarfile.TarError as error:
        raise RuleBroken("backup_base_damaged", said=str(error)) from error
    stream.drain()
    into.chmod(0o700)


def write_sparse(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a segment without the zeros of its unused rest: a day of them would fill the disk for nothing."""
    stream = Stream(pieces)
    size = 0
    with path.open("wb") as file:
        while block := stream.read(BLOCK):
            size += len(block)
            if block.count(0) == len(block):
                file.seek(len(block), os.SEEK_CUR)
            else:
                file.write(block)
        file.truncate(size)
    path.chmod(0o600)


def check_reached(own: Cluster, *, segment: str) -> None:
    """Whether the server read its log up to this segment. Raises RuleBroken("restore_incomplete")."""
    with way_in(own).connect("postgres") as admin:
        row = admin.execute("SELECT pg_last_wal_replay_lsn()").fetchone()
    reached = segments.place_of(str(row[0])) if row and row[0] else 0
    if reached <= segments.number_of(segment) * segments.SIZE:
        raise RuleBroken("restore_incomplete", segment=segment)


def _check_room(place: Place, chosen: Chosen, *, into: Path) -> None:
    name = f"bases/{chosen.head.base}/base"
    if not (place.folder / name).exists():
        raise RuleBroken("backup_file_missing", name=name)
    packed = (place.folder / name).stat().st_size
    if shutil.disk_usage(into).free < packed * GROWS:
        raise RuleBroken("restore_no_space", needed=packed * GROWS)


def _check_version(fresh: Path, *, chosen: Chosen, own: Cluster) -> None:
    ours = own.major
    told = (fresh / "PG_VERSION").read_text().strip() if (fresh / "PG_VERSION").exists() else ""
    if told != str(ours) or chosen.head.major != ours:
        raise RuleBroken("restore_other_postgres", backup=chosen.head.major, here=ours)


def _read_on(own: Cluster, *, settings: Mapping[str, str], paused: bool) -> None:
    """Start, and wait until the log is read. Raises RuleBroken("restore_broke_off") with the server's log."""
    try:
        own.start(settings=settings, seconds=LONG)
    except RuleBroken as error:
        raise RuleBroken("restore_broke_off", log=str(own.folder / "server.log")) from error
    asked = (
        "SELECT pg_get_wal_replay_pause_state() = 'paused'" if paused else "SELECT NOT pg_is_in_recovery()"
    )
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with suppress(psycopg.OperationalError), way_in(own).connect("postgres") as admin:
            if _true(admin, asked):
                return
        if not own.running:
            break
        time.sleep(PAUSE)
    raise RuleBroken("restore_broke_off", log=str(own.folder / "server.log"))


def _true(admin: Connection, asked: str) -> bool:
    return admin.execute(asked.encode()).fetchone() == (True,)


def days_since(head: Head) -> str:
    """From which day on `gone` holds what this base may still know."""
    return f"{datetime.fromisoformat(head.made).astimezone(UTC):%Y%m%d}"
