"""A folder whose power can go: it knows what was really flushed, and keeps that alone.

A file holds durably what its last fsync saw, and has its name once its folder was flushed. After so many
fsyncs, renames and deletions nothing happens any more.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from unittest.mock import patch


class Cut(BaseException):
    """The power is gone, or the process is: nobody may catch it."""


class Left(StrEnum):
    """What is there afterwards: all (a kill), what was flushed, or that and half of what was not."""

    ALL = "all"
    FLUSHED = "flushed"
    HALF = "half"


class Folder:
    """One folder under this watch, from the moment at which it is made; what is in it then is durable."""

    def __init__(self, path: Path, *, after: int) -> None:
        self.path = path
        self.after = after
        self.done: list[str] = []  # what was flushed, renamed or deleted
        self._held: list[int] = []  # open files, or a new one might get the number of one that is gone
        self._names = self._now()
        self._durable = {number: (path / name).read_bytes() for name, number in self._names.items()}

    @contextmanager
    def watched(self) -> Iterator[None]:
        replace, unlink = Path.replace, Path.unlink

        def renamed(one: Path, to: Path) -> Any:
            self._touch(one.name)
            return replace(one, to)

        def deleted(one: Path, missing_ok: bool = False) -> None:
            self._touch(one.name)
            unlink(one, missing_ok)

        with (
            patch.object(os, "fsync", self._flush),
            patch.object(Path, "replace", renamed),
            patch.object(Path, "unlink", deleted),
        ):
            try:
                yield
            finally:
                for handle in self._held:
                    os.close(handle)

    def after_cut(self, *, left: Left, into: Path) -> Path:
        """What is there when the power is back."""
        into.mkdir()
        names = self._names if left is Left.FLUSHED else self._now()
        for name, number in names.items():
            flushed = self._durable.get(number, b"")
            now = (self.path / name).read_bytes() if left is not Left.FLUSHED else b""
            more = len(flushed) + max(0, len(now) - len(flushed)) // 2
            content = {Left.ALL: now, Left.FLUSHED: flushed, Left.HALF: flushed + now[len(flushed) : more]}
            (into / name).write_bytes(content[left])
        return into

    def _touch(self, name: str) -> None:
        if len(self.done) == self.after:
            raise Cut
        self.done.append(name)
        self._held += [os.open(one, os.O_RDONLY) for one in self.path.iterdir()]

    def _flush(self, handle: int) -> None:
        flushed = Path(f"/proc/self/fd/{handle}").resolve()
        self._touch(flushed.name)
        if flushed == self.path.resolve():
            self._names = self._now()
            return
        found = os.fstat(handle)
        self._durable[found.st_ino] = Path(f"/proc/self/fd/{handle}").read_bytes()

    def _now(self) -> dict[str, int]:
        return {one.name: one.stat().st_ino for one in self.path.iterdir()}
