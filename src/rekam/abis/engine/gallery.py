"""The gallery: append-only columns of rows on disk, mapped into memory, with a checksummed manifest.

One file a position (rows of `rows.py`), one for the subject ids (16 bytes each). An append writes its rows
behind those that count, syncs them, then replaces the manifest: a kill at any point leaves the last
acknowledged state. Absent parts are zeros, which the file system keeps as holes.
"""

import fcntl
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from rekam.abis.engine import manifest
from rekam.abis.engine.manifest import Manifest
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, row_words, rows_of
from rekam.abis.engine.template import PersonTemplate
from rekam.kernel.errors import RuleBroken

SUBJECTS: Final = "subjects"
SUBJECT_BYTES: Final = 16
BATCH: Final = 512
CHUNK: Final = 8 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class View:
    """A consistent state of a gallery: all columns have `len(self)` rows, whatever is appended later."""

    ids: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    columns: Mapping[Position, np.ndarray[tuple[int, ...], np.dtype[np.uint64]]]

    def __len__(self) -> int:
        return len(self.ids)

    def subject(self, row: int) -> uuid.UUID:
        return uuid.UUID(bytes=self.ids[row].tobytes())


class Gallery:
    """A gallery in a folder; many may read, one at a time appends (a file lock keeps the others waiting)."""

    def __init__(self, path: Path, *, state: Manifest) -> None:
        self._path = path
        self._state = state
        self._view = self._mapped()
        self._known: dict[bytes, int] = {}
        self._index()

    @classmethod
    def create(cls, path: Path) -> "Gallery":
        """A new empty gallery in a folder that must not hold one. Raises RuleBroken("gallery_exists")."""
        path.mkdir(parents=True, exist_ok=True)
        if (path / manifest.NAME).exists():
            raise RuleBroken("gallery_exists", path=str(path))
        for name in (SUBJECTS, *Position):
            (path / f"{name}.rows").touch()
        empty = Manifest(rows=0, checksums={str(name): 0 for name in (SUBJECTS, *Position)})
        manifest.write(path, empty)
        return cls(path, state=empty)

    @classmethod
    def open(cls, path: Path, *, verify: bool = True) -> "Gallery":
        """An existing gallery.

        verify  read every row that counts and compare checksums (about 1 s a GB); lengths are always checked
        Raises RuleBroken("gallery_missing" | "gallery_corrupt").
        """
        state = manifest.read(path)
        for name, width in _widths().items():
            _check_column(
                path, name=name, size=state.rows * width, checksum=state.checksums[name], deep=verify
            )
        return cls(path, state=state)

    def __len__(self) -> int:
        return len(self._view)

    @property
    def subjects(self) -> list[uuid.UUID]:
        """All subjects in the order in which they were appended."""
        return [self._view.subject(row) for row in range(len(self._view))]

    def __contains__(self, subject: uuid.UUID) -> bool:
        return subject.bytes in self._known

    def view(self) -> View:
        """The state as of the last append or refresh of this object."""
        return self._view

    def refresh(self) -> None:
        """See what other processes have appended. Raises RuleBroken("gallery_corrupt")."""
        self._take(manifest.read(self._path))

    def append(self, subject: uuid.UUID, template: PersonTemplate) -> None:
        """Add one person; on return it is on disk. Raises RuleBroken("subject_exists")."""
        self.append_many([(subject, template)])

    def append_many(self, people: Iterable[tuple[uuid.UUID, PersonTemplate]]) -> int:
        """Add people in batches, each acknowledged as a whole; returns how many.

        Raises RuleBroken("subject_exists"): the batch of that subject is not added.
        """
        count = 0
        with self._locked():
            self.refresh()
            for batch in _batches(people):
                self._append(batch)
                count += len(batch)
        return count

    def template_rows(self, subject: uuid.UUID) -> dict[Position, Row]:
        """The rows of one subject that are not absent. Raises RuleBroken("subject_unknown")."""
        row = self._known.get(subject.bytes)
        if row is None:
            raise RuleBroken("subject_unknown", subject=str(subject))
        found = {position: column[row] for position, column in self._view.columns.items()}
        return {position: np.array(words) for position, words in found.items() if words.any()}

    def _append(self, batch: list[tuple[uuid.UUID, PersonTemplate]]) -> None:
        fresh = [subject.bytes for subject, _ in batch]
        if len(set(fresh)) != len(fresh) or any(known in self._known for known in fresh):
            raise RuleBroken("subject_exists")
        rows = [rows_of(template) for _, template in batch]
        checksums = dict(self._state.checksums)
        for position in Position:
            block = np.zeros((len(batch), row_words(position)), dtype="<u8")
            for k, parts in enumerate(rows):
                if position in parts:
                    block[k] = parts[position]
            checksums[position] = self._write(position, block.tobytes(), checksum=checksums[position])
        checksums[SUBJECTS] = self._write(SUBJECTS, b"".join(fresh), checksum=checksums[SUBJECTS])
        state = Manifest(rows=self._state.rows + len(batch), checksums=checksums)
        manifest.write(self._path, state)
        self._take(state)

    def _write(self, name: str, content: bytes, *, checksum: int) -> int:
        at = self._state.rows * _widths()[name]
        with (self._path / f"{name}.rows").open("r+b") as file:
            file.truncate(at)  # what a killed append left behind does not count
            if any(content):
                file.seek(at)
                file.write(content)
            else:
                file.truncate(at + len(content))
            file.flush()
            os.fsync(file.fileno())
        return zlib.crc32(content, checksum)

    def _take(self, state: Manifest) -> None:
        if state.rows < self._state.rows:
            raise RuleBroken("gallery_corrupt", why="shrunk")
        self._state = state
        self._view = self._mapped()
        self._index()

    def _index(self) -> None:
        for row in range(len(self._known), len(self._view)):
            self._known[self._view.ids[row].tobytes()] = row

    def _mapped(self) -> View:
        rows = self._state.rows
        if rows == 0:
            empty = {position: np.zeros((0, row_words(position)), dtype=np.uint64) for position in Position}
            return View(ids=np.zeros((0, SUBJECT_BYTES), dtype=np.uint8), columns=empty)
        columns = {
            position: np.asarray(
                np.memmap(self._file(position), dtype=np.uint64, mode="r", shape=(rows, row_words(position)))
            )
            for position in Position
        }
        ids = np.memmap(self._file(SUBJECTS), dtype=np.uint8, mode="r", shape=(rows, SUBJECT_BYTES))
        return View(ids=np.asarray(ids), columns=columns)

    def _file(self, name: str) -> Path:
        return self._path / f"{name}.rows"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _widths() -> dict[str, int]:
    return {SUBJECTS: SUBJECT_BYTES} | {str(position): 8 * row_words(position) for position in Position}


def _batches(
    people: Iterable[tuple[uuid.UUID, PersonTemplate]],
) -> Iterator[list[tuple[uuid.UUID, PersonTemplate]]]:
    batch = []
    for person in people:
        batch.append(person)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _check_column(path: Path, *, name: str, size: int, checksum: int, deep: bool) -> None:
    try:
        with (path / f"{name}.rows").open("rb") as file:
            if os.fstat(file.fileno()).st_size < size:
                raise RuleBroken("gallery_corrupt", column=name, why="short")
            found, left = 0, size if deep else 0
            while left:
                block = file.read(min(left, CHUNK))
                found, left = zlib.crc32(block, found), left - len(block)
    except OSError as error:
        raise RuleBroken("gallery_corrupt", column=name, why="unreadable") from error
    if deep and found != checksum:
        raise RuleBroken("gallery_corrupt", column=name, why="checksum")
