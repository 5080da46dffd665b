"""Sealed packets on a second medium: copied there when they are made, carried to the office, and back.

Needs no log-in, since nobody can read them. Layout: `rekam.enrolment.stick`.
"""

import hashlib
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rekam.enrolment import stick
from rekam.kernel.errors import RuleBroken
from rekam.station.receipts import heed
from rekam.station.store.files import medium_told, replace_file
from rekam.station.store.outbox import Outbox, Row, State

PLUGGED_IN = (Path("/media"), Path("/run/media"))


@dataclass(kw_only=True)
class TakenIn:
    """What a stick brought: new packets, receipts that were heeded, and the code of each file refused."""

    packets: int = 0
    receipts: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def at_hand(named: Path | None, *, roots: Iterable[Path] = PLUGGED_IN) -> list[Path]:
    """The second media there are now: the folder of the settings, and every stick that can be written."""
    places = [place for root in roots for pattern in ("*", "*/*") for place in root.glob(pattern)]
    sticks = [place for place in sorted(places) if os.path.ismount(place) and os.access(place, os.W_OK)]
    return [*([named] if named is not None and named.is_dir() else []), *sticks]


def mirror(outbox: Outbox, *, media: Sequence[Path], at: str) -> int:
    """Copy what no second medium has yet, and take away what the server has; how many were copied.

    Raises RuleBroken("store_disk_full" | "store_unreadable") for a medium that fails, after the others.
    """
    trouble: RuleBroken | None = None
    waiting = [row for row in outbox.to_carry() if not row.copied]
    copied: set[uuid.UUID] = set()
    for medium in media:
        try:
            _tidy(outbox, folder=stick.folder_on(medium))
            copied |= _copy(outbox, rows=waiting, folder=stick.folder_on(medium), at=at)
        except RuleBroken as broken:
            trouble = broken
    if trouble is not None:
        raise trouble
    return len(copied)


def export(outbox: Outbox, *, medium: Path, at: str) -> int:
    """Write every packet that the server has not accepted to a medium; how many lie there now.

    Raises RuleBroken("store_disk_full" | "store_unreadable").
    """
    return len(_copy(outbox, rows=outbox.to_carry(), folder=stick.folder_on(medium), at=at))


def take_in(outbox: Outbox, *, medium: Path, keys: Mapping[str, bytes], at: str) -> TakenIn:
    """Take packets of another laptop, and receipts that the office put on the stick.

    keys   public Ed25519 keys whose receipts are believed, by kid
    """
    done, folder = TakenIn(), stick.folder_on(medium)
    for path in stick.packets_in(folder):
        try:
            packet, content = stick.read_packet(path)
            done.packets += outbox.take_carried(packet=packet, content=content, at=at)
        except RuleBroken as broken:
            done.failed[path.name] = broken.code
    rows = {row.packet: row for row in outbox.waiting()}
    for packet, receipt in stick.receipts_in(folder):
        if packet in rows:
            try:
                done.receipts += heed(receipt, row=rows[packet], outbox=outbox, keys=keys, at=at)
            except RuleBroken as broken:
                done.failed[stick.receipt_path(folder, packet).name] = broken.code
    return done


def _copy(outbox: Outbox, *, rows: Sequence[Row], folder: Path, at: str) -> set[uuid.UUID]:
    copied = set()
    for row in rows:
        path = stick.packet_path(folder, row.packet)
        with medium_told():
            there = path.exists() and hashlib.sha256(path.read_bytes()).digest() == row.sha256
        if not there:
            replace_file(path, content=outbox.content(row.packet))
        with suppress(RuleBroken):  # a laptop's disk that can only be read cannot note it
            outbox.mark_copied(row.packet, at=at)
        copied.add(row.packet)
    return copied


def _tidy(outbox: Outbox, *, folder: Path) -> None:
    accepted = {row.packet for row in outbox.rows() if row.state is State.ACCEPTED}
    with medium_told():
        for path in [*folder.glob("*.rekam"), *folder.glob("*.receipt")]:
            if stick.id_of(path) in accepted:
                path.unlink()
