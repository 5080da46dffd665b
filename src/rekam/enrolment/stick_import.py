"""Packets that arrive on a stick instead of the line: the same door, the same judgement, counted once."""

import contextlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rekam.enrolment import intake, stick
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken


@dataclass(kw_only=True)
class Imported:
    """Packets that were new and known, receipts written, and the code of each file that was not taken."""

    new: int = 0
    known: int = 0
    receipts: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def import_folder(folder: Path, *, at: datetime) -> Imported:
    """Take every packet of a folder in, each in its own transaction; one bad file blocks no other."""
    done = Imported()
    for path in stick.packets_in(folder):
        try:
            _import(path, at=at, done=done)
        except RuleBroken as broken:
            done.failed[path.name] = broken.code
    return done


def _import(path: Path, *, at: datetime, done: Imported) -> None:
    packet, data = stick.read_packet(path)
    with scope(EVERYWHERE):
        known = intake.find_packet(packet)
        row = intake.receive(data, packet=packet, at=at)
        receipt = intake.receipt(row)
    if known is None:
        done.new += 1
    else:
        done.known += 1
    with contextlib.suppress(OSError):  # a stick that may only be read still brings its packets
        stick.receipt_path(path.parent, packet).write_bytes(receipt)
        done.receipts += 1
