"""The gallery: append-only columns of rows on disk, mapped into memory, with a checksummed manifest.

An append writes its rows behind those that count, syncs them, then replaces the manifest: a kill at any point
leaves the last acknowledged state. Taking a person out appends the row's number to a column of its own; the
bytes go with the next compaction, which writes what is left beside the old files and replaces the manifest.
"""

import fcntl
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from rekam.abis.engine import columns, manifest
from rekam.abis.engine.columns import SUBJECT_BYTES, Block
from rekam.abis.engine.manifest import REMOVED, SUBJECTS, Manifest
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, row_words, rows_of
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import View
from rekam.kernel.errors import RuleBroken

__all__ = ["Gallery", "View"]

BATCH: Final = 512
T = TypeVar("T")


class Gallery:
    """A gallery in a folder; many may read, one at a time writes (a file lock keeps the others waiting)."""

    def __init__(self, path: Path, *, state: Manifest) -> None:
        self._path = path
        self._state = state
        self._view = columns.mapped(path, state=state)
        self._known: dict[bytes, int] = {}
        self._index(since=0)

    @classmethod
    def create(cls, path: Path) -> "Gallery":
        """A new empty gallery in a folder that must not hold one. Raises RuleBroken("gallery_exists")."""
        path.mkdir(parents=True, exist_ok=True)
        if (path / manifest.NAME).exists():
            raise RuleBroken("gallery_exists", path=str(path))
        empty = Manifest(rows=0, checksums=dict.fromkeys(columns.WIDTHS, 0))
        columns.make(path, generation=empty.generation)
        manifest.sync_folder(path)
        manifest.write(path, empty)
        return cls(path, state=empty)

    @classmethod
    def open(cls, path: Path, *, verify: bool = True) -> "Gallery":
        """An existing gallery.

        verify  read every row that counts and compare checksums (about 1 s a GB); lengths are always checked
        Raises RuleBroken("gallery_missing" | "gallery_corrupt").
        """

        def opened(state: Manifest) -> "Gallery":
            columns.check(path, state=state, deep=verify)
            return cls(path, state=state)

        return _with_state(path, opened)

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._view.everybody)

    @property
    def subjects(self) -> list[uuid.UUID]:
        """All subjects in the order in which they were appended."""
        return [self._view.subject(row) for row in self._view.everybody]

    @property
    def removed(self) -> int:
        """How many rows wait for a compaction."""
        return self._state.removed

    def __contains__(self, subject: uuid.UUID) -> bool:
        return subject.bytes in self._known

    @property
    def path(self) -> Path:
        """Its folder."""
        return self._path

    @property
    def state(self) -> Manifest:
        """What the manifest said at the last write or refresh of this object: the state that `view` shows."""
        return self._state

    def view(self) -> View:
        """The state as of the last write or refresh of this object."""
        return self._view

    def refresh(self) -> None:
        """See what other processes have written. Raises RuleBroken("gallery_corrupt")."""
        _with_state(self._path, self._take)

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

    def remove(self, subjects: Iterable[uuid.UUID]) -> int:
        """Take people out, all at once; on return nobody finds them, whatever happens. How many were there.

        Their bytes lie in the files until `compact`.
        """
        with self._locked():
            self.refresh()
            rows = [self._known[one.bytes] for one in set(subjects) if one.bytes in self._known]
            if rows:
                self._write({REMOVED: np.array(sorted(rows), dtype="<u8")}, rows=0, removed=len(rows))
        return len(rows)

    def renew(self, subject: uuid.UUID, *, new: uuid.UUID) -> None:
        """Give a person another subject id, in one step; the old one is unknown from then on.

        Raises RuleBroken("subject_unknown" | "subject_exists").
        """
        with self._locked():
            self.refresh()
            row = self._row(subject)
            if new in self:
                raise RuleBroken("subject_exists", subject=str(new))
            blocks: dict[str, Block] = {
                str(one): part[row : row + 1] for one, part in self._view.columns.items()
            }
            blocks[SUBJECTS] = _ids([new])
            blocks[REMOVED] = np.array([row], dtype="<u8")
            self._write(blocks, rows=1, removed=1)

    def compact(self) -> int:
        """Write the gallery anew without the rows that were taken out; how many those were.

        Rows get other numbers. Whoever holds a view of before goes on with it, until `refresh`. Takes as much
        room again on disk, and the time to read and write it.
        """
        with self._locked():
            self.refresh()
            gone = self._state.removed
            columns.sweep(self._path, generation=self._state.generation)  # what a kill left behind
            if gone:
                state = columns.write_generation(self._path, self._view, state=self._state)
                manifest.write(self._path, state)
                self._take(state)
                columns.sweep(self._path, generation=state.generation)
        return gone

    def index(self, positions: Iterable[Position]) -> None:
        """Make the indices of fingers at these positions over all rows there are; searches ask them.

        They are in memory alone, 1.5 kB and 25 microseconds a finger. Who comes later is compared without; a
        compaction gives rows other numbers and drops the indices.
        """
        from rekam.abis.engine.finger_index import indices_of  # not before: it is compiled

        fresh = indices_of(self._view.columns, positions=positions)
        self._view = replace(self._view, indices={**self._view.indices, **fresh})

    def template_rows(self, subject: uuid.UUID) -> dict[Position, Row]:
        """The rows of one subject that are not absent. Raises RuleBroken("subject_unknown")."""
        row = self._row(subject)
        found = {position: column[row] for position, column in self._view.columns.items()}
        return {position: np.array(words) for position, words in found.items() if words.any()}

    def _row(self, subject: uuid.UUID) -> int:
        row = self._known.get(subject.bytes)
        if row is None:
            raise RuleBroken("subject_unknown", subject=str(subject))
        return row

    def _append(self, batch: list[tuple[uuid.UUID, PersonTemplate]]) -> None:
        fresh = {subject.bytes for subject, _ in batch}
        if len(fresh) != len(batch) or any(known in self._known for known in fresh):
            raise RuleBroken("subject_exists")
        rows = [rows_of(template) for _, template in batch]
        blocks: dict[str, Block] = {SUBJECTS: _ids([subject for subject, _ in batch])}
        for position in Position:
            block = np.zeros((len(batch), row_words(position)), dtype="<u8")
            for k, parts in enumerate(rows):
                if position in parts:
                    block[k] = parts[position]
            blocks[str(position)] = block
        self._write(blocks, rows=len(batch), removed=0)

    def _write(self, blocks: Mapping[str, Block], *, rows: int, removed: int) -> None:
        """Put blocks behind their columns and let them count, all or none."""
        before = self._state
        checksums = {
            name: columns.write_behind(self._path, name, block, state=before)
            for name, block in blocks.items()
        }
        state = replace(
            before,
            rows=before.rows + rows,
            removed=before.removed + removed,
            checksums={**before.checksums, **checksums},
        )
        manifest.write(self._path, state)
        self._take(state)

    def _take(self, state: Manifest) -> None:
        before = self._state
        if (state.generation, state.rows, state.removed) < (before.generation, before.rows, before.removed):
            raise RuleBroken("gallery_corrupt", why="shrunk")
        same = state.generation == before.generation
        indices = self._view.indices if same else {}
        self._view = replace(columns.mapped(self._path, state=state), indices=indices)
        self._state = state
        if not same:
            self._known = {}
        self._index(since=before.rows if same else 0)

    def _index(self, *, since: int) -> None:
        """Note the rows of subjects from that row on, and forget those that were taken out."""
        ids = self._view.ids[since:].tobytes()
        for k in range(len(self._view) - since):
            self._known[ids[k * SUBJECT_BYTES : (k + 1) * SUBJECT_BYTES]] = since + k
        for row in self._view.removed.tolist():
            subject = self._view.ids[row].tobytes()
            if self._known.get(subject) == row:  # one that was taken out may have come again
                del self._known[subject]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _with_state(path: Path, use: Callable[[Manifest], T]) -> T:
    """What `use` makes of the state on disk; again with the next, where a compaction took its files away."""
    while True:
        state = manifest.read(path)
        try:
            return use(state)
        except FileNotFoundError as gone:
            if manifest.read(path).generation == state.generation:
                raise RuleBroken("gallery_corrupt", why="unreadable") from gone


def _ids(subjects: list[uuid.UUID]) -> Block:
    whole = b"".join(subject.bytes for subject in subjects)
    return np.frombuffer(whole, dtype=np.uint8).reshape(-1, SUBJECT_BYTES)


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
