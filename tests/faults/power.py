"""A disk whose power can go: an APSW VFS under the cipher that knows what was really flushed.

What a file holds durably is what its last xSync saw. At the cut, each 512-byte sector written since then
arrived or did not, by the seed; so pages are torn, and later writes overtake earlier ones. That a file was
made or deleted may not have happened either, until the folder is flushed: SQLite does that with the first
xSync of a journal that it made.
"""

import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest.mock import patch

import apsw

SECTOR = 512


@dataclass
class Medium:
    """One file: its durable bytes (None = does not exist), and what was written since, in order."""

    durable: bytearray | None
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # (offset, data) or (size, None)
    deleted: bool = False

    def sync(self) -> None:
        self.durable = _applied(self.durable or bytearray(), self.pending)
        self.pending = []


class Disk:
    """From its `after`-th writing operation on each one raises `fault`; `settle` ends that."""

    def __init__(self, *, after: float = float("inf"), fault: type[apsw.Error] = apsw.IOError) -> None:
        self.files: dict[Path, Medium] = {}
        self.operations = 0
        self.after = after
        self.fault = fault
        self.is_cut = False

    def touch(self) -> None:
        self.operations += 1
        if self.operations > self.after:
            raise self.fault("the disk of this test")

    def settle(self) -> None:
        """No fault any more."""
        self.after = float("inf")

    def cut(self) -> None:
        """The power is gone: what is written from now on, as when files are closed, never arrives."""
        self.settle()
        self.is_cut = True

    def sync(self, medium: Medium, *, is_journal: bool) -> None:
        if self.is_cut:
            return
        is_new = medium.durable is None
        medium.sync()
        if is_journal and is_new:
            for one in self.files.values():
                if one.deleted:
                    one.durable, one.pending, one.deleted = None, [], False

    def medium(self, path: Path) -> Medium:
        if path not in self.files:
            self.files[path] = Medium(bytearray(path.read_bytes()) if path.exists() else None)
        return self.files[path]

    def after_cut(self, folder: Path, *, into: Path, chance: random.Random) -> Path:
        """The folder when the power is back: small files as they are, databases as the disk has them."""
        shutil.copytree(folder, into, ignore=shutil.ignore_patterns("*.db", "*.db-*"))
        kept = chance.choice((0.0, 0.5, 0.9, 1.0))
        for path, one in self.files.items():
            content = _survived(one, kept=kept, chance=chance)
            if content is not None and not path.name.endswith("-shm"):
                (into / path.name).write_bytes(content)
        return into


class _File(apsw.VFSFile):
    def __init__(self, vfs: "_Vfs", name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        told = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.disk = vfs.disk
        self.is_journal = bool(flags[0] & (apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL))
        self.medium = vfs.disk.medium(Path(told)) if told else Medium(None)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (the name that APSW calls)
        self.disk.touch()
        super().xWrite(data, offset)
        self._remember(offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802 (the name that APSW calls)
        self.disk.touch()
        super().xTruncate(size)
        self._remember(size, None)

    def xSync(self, flags: int) -> None:  # noqa: N802 (the name that APSW calls)
        self.disk.touch()
        super().xSync(flags)
        self.disk.sync(self.medium, is_journal=self.is_journal)

    def _remember(self, place: int, data: bytes | None) -> None:
        if not self.disk.is_cut:
            self.medium.pending.append((place, data))


class _Vfs(apsw.VFS):
    disk = Disk()

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 (the name that APSW calls)
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 (the name that APSW calls)
        self.disk.touch()
        super().xDelete(filename, syncdir)
        if not self.disk.is_cut:
            self.disk.medium(Path(filename)).deleted = True


_VFS = _Vfs("power", "")


@contextmanager
def under(disk: Disk, *, connection: type[apsw.Connection] = apsw.Connection) -> Iterator[Disk]:
    """Every database that is opened inside lies on this disk."""
    _VFS.disk = disk
    opened = patch.object(apsw, "Connection", partial(connection, vfs="multipleciphers-power"))
    # A database that is closed while the disk fails has nobody whom apsw could tell.
    silent = patch.object(sys, "unraisablehook", lambda _: None)
    with opened, silent:
        yield disk


def _applied(content: bytearray, pending: list[tuple[int, bytes | None]]) -> bytearray:
    content = bytearray(content)
    for place, data in pending:
        if data is None:
            del content[place:]
            continue
        content.extend(bytes(max(0, place - len(content))))
        content[place : place + len(data)] = data
    return content


def _survived(one: Medium, *, kept: float, chance: random.Random) -> bytearray | None:
    if one.deleted and chance.random() < 0.5:
        return None
    if one.durable is None and chance.random() < 0.5:
        return None
    sectors: list[tuple[int, bytes | None]] = []
    for place, data in one.pending:
        if data is None:
            sectors += [(place, None)] if chance.random() < kept else []
            continue
        for start in range(0, len(data), SECTOR):
            if chance.random() < kept:
                sectors.append((place + start, data[start : start + SECTOR]))
    return _applied(one.durable or bytearray(), sectors)
