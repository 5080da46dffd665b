"""`rekam station export | import | resend`, beside a running station or without one."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.station import second_medium
from rekam.station.identity import load_trust
from rekam.station.options import read_options
from rekam.station.store.files import medium_told
from rekam.station.store.outbox import Outbox, State


def carry(act: str, *, folder: Path | None) -> int:
    """Do it and print what came of it; 0 = done, 1 = something was refused, 2 = no folder."""
    if folder is None and act != "resend":
        sys.stderr.write(f"rekam station {act}: name the stick's folder\n")
        return 2
    if folder is not None and not folder.is_dir():  # an empty mount point's name must not become a folder
        sys.stderr.write(f"rekam station {act}: there is no folder {folder}\n")
        return 2
    home = read_options(os.environ).folder
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        if act == "export" and folder is not None:
            return _export(home, medium=folder, at=at)
        with _outbox(home) as outbox:
            if folder is None:
                return _resend(outbox, at=at)
            return _take_in(outbox, home=home, medium=folder, at=at)
    except RuleBroken as broken:
        sys.stderr.write(f"rekam station {act}: {broken}\n")
        return 1


def _export(home: Path, *, medium: Path, at: str) -> int:
    try:
        with _outbox(home) as outbox:
            count = second_medium.export(outbox, medium=medium, at=at)
    except RuleBroken as broken:
        if broken.code != "store_unreadable":
            raise
        count = _rescue(home, medium=medium, at=at)
    print(f"{count} packets lie on {medium}")
    return 0


def _rescue(home: Path, *, medium: Path, at: str) -> int:
    """From a disk that can only be read any more: the sealed store is opened from a copy on the stick."""
    with medium_told(), tempfile.TemporaryDirectory(dir=medium) as aside:
        for path in home.glob("outbox.db*"):
            shutil.copy(path, aside)
        with _outbox(Path(aside)) as outbox:
            return second_medium.export(outbox, medium=medium, at=at)


def _take_in(outbox: Outbox, *, home: Path, medium: Path, at: str) -> int:
    done = second_medium.take_in(outbox, medium=medium, keys=load_trust(home), at=at)
    print(f"{done.packets} packets are new here, {done.receipts} receipts changed something")
    for name, code in done.failed.items():
        sys.stderr.write(f"{name}: {code}\n")
    return 1 if done.failed else 0


def _resend(outbox: Outbox, *, at: str) -> int:
    sent = [row for row in outbox.rows() if row.state in {State.SENT, State.ACCEPTED}]
    count = sum(outbox.mark_queued(row.packet, at=at) for row in sent)
    print(f"{count} packets are queued again; the server takes each once")
    return 0


@contextmanager
def _outbox(home: Path) -> Iterator[Outbox]:
    if not (home / "outbox.db").exists():
        raise RuleBroken("outbox_not_here", folder=str(home))
    outbox = Outbox(home / "outbox.db")
    try:
        yield outbox
    finally:
        outbox.close()
