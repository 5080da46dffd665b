"""The files of a gallery: one column a position, one of subject ids, one of the rows that were taken out.

Rows are written behind those that count and synced; only the manifest makes them count. A compaction writes
all columns anew, as a generation with names of its own. Absent parts are zeros, kept as holes.
"""

import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.manifest import REMOVED, SUBJECTS, Manifest, sync_folder
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import row_words
from rekam.abis.engine.view import Rows, View
from rekam.kernel.errors import RuleBroken

SUBJECT_BYTES: Final = 16
CHUNK: Final = 8 * 1024 * 1024
READ_APART: Final = 1_000_000
"""Rows of a column of fingers from which they are read one by one."""
WIDTHS: Final[Mapping[str, int]] = {
    SUBJECTS: SUBJECT_BYTES,
    REMOVED: 8,
    **{str(position): 8 * row_words(position) for position in Position},
}
"""Bytes of a row of each column."""
Block = npt.NDArray[np.uint8] | npt.NDArray[np.uint64]


def file_of(path: Path, name: str, *, generation: int) -> Path:
    """The file of a column."""
    return path / (f"{name}.{generation}.rows" if generation else f"{name}.rows")


def make(path: Path, *, generation: int) -> None:
    """Empty files of all columns."""
    for name in WIDTHS:
        file_of(path, name, generation=generation).write_bytes(b"")


def write_behind(path: Path, name: str, block: Block, *, state: Manifest) -> int:
    """Write rows behind those of a column that count, durably; the checksum with them."""
    at = _rows(name, state=state) * WIDTHS[name]
    handle = os.open(file_of(path, name, generation=state.generation), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        file.truncate(at)  # what a killed append left behind does not count
        if block.any():
            file.seek(at)
            file.write(block.tobytes())
        else:
            file.truncate(at + block.nbytes)
        file.flush()
        os.fsync(file.fileno())
    return zlib.crc32(block.tobytes(), state.checksums[name])


def write_generation(path: Path, view: View, *, state: Manifest) -> Manifest:
    """Write all that a view holds, without the rows that were taken out, as the next generation.

    It counts only when the manifest that is returned is written.
    """
    fresh = Manifest(rows=0, checksums=dict.fromkeys(WIDTHS, 0), generation=state.generation + 1, removed=0)
    make(path, generation=fresh.generation)
    columns: dict[str, Block] = {SUBJECTS: view.ids, **{str(one): view.columns[one] for one in Position}}
    checksums = {
        name: _copy(path, name, column, rows=view.everybody, state=fresh) for name, column in columns.items()
    }
    sync_folder(path)
    return Manifest(
        rows=len(view.everybody),
        checksums=checksums | {REMOVED: 0},
        generation=fresh.generation,
        removed=0,
    )


def _copy(path: Path, name: str, column: Block, *, rows: Rows, state: Manifest) -> int:
    checksum, step = 0, max(1, CHUNK // WIDTHS[name])
    with file_of(path, name, generation=state.generation).open("r+b") as file:
        for start in range(0, len(rows), step):
            block = column[rows[start : start + step]]
            checksum = zlib.crc32(block.tobytes(), checksum)
            if block.any():
                file.write(block.tobytes())
            else:
                file.seek(block.nbytes, os.SEEK_CUR)
        file.truncate(len(rows) * WIDTHS[name])
        file.flush()
        os.fsync(file.fileno())
    return checksum


def sweep(path: Path, *, generation: int) -> None:
    """Delete the columns of every other generation; whoever has them mapped keeps them until he lets go."""
    kept = {file_of(path, name, generation=generation) for name in WIDTHS}
    for file in path.glob("*.rows"):
        if file not in kept:
            file.unlink()


def check(path: Path, *, state: Manifest, deep: bool) -> None:
    """Whether all columns hold what counts: lengths, and with `deep` every byte by its checksum.

    Raises RuleBroken("gallery_corrupt"); FileNotFoundError where there is no such file (any more).
    """
    for name, width in WIDTHS.items():
        size = _rows(name, state=state) * width
        if size:
            file = file_of(path, name, generation=state.generation)
            _check(file, name=name, size=size, checksum=state.checksums[name], deep=deep)


def _check(path: Path, *, name: str, size: int, checksum: int, deep: bool) -> None:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < size:
                raise RuleBroken("gallery_corrupt", column=name, why="short")
            found, left = 0, size if deep else 0
            while left:
                block = file.read(min(left, CHUNK))
                found, left = zlib.crc32(block, found), left - len(block)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RuleBroken("gallery_corrupt", column=name, why="unreadable") from error
    if deep and found != checksum:
        raise RuleBroken("gallery_corrupt", column=name, why="checksum")


def mapped(path: Path, *, state: Manifest) -> View:
    """All that counts, mapped into memory. Raises FileNotFoundError."""
    if state.rows == 0:
        empty = {position: np.zeros((0, row_words(position)), dtype=np.uint64) for position in Position}
        return View(ids=np.zeros((0, SUBJECT_BYTES), dtype=np.uint8), columns=empty)
    removed = np.zeros(0, dtype=np.uint64)
    if state.removed:
        file = file_of(path, REMOVED, generation=state.generation)
        removed = np.fromfile(file, dtype="<u8", count=state.removed)
    columns = {
        position: mapped_column(
            file_of(path, position, generation=state.generation), position=position, rows=state.rows
        )
        for position in Position
    }
    subjects = file_of(path, SUBJECTS, generation=state.generation)
    ids = np.memmap(subjects, dtype=np.uint8, mode="r", shape=(state.rows, SUBJECT_BYTES))
    return View(ids=np.asarray(ids), columns=columns, removed=np.sort(removed).astype(np.int64))


def mapped_column(
    file: Path, *, position: Position, rows: int, mode: Literal["r", "r+", "c"] = "r"
) -> npt.NDArray[np.uint64]:
    """A column as words of memory.

    Where fingers are so many that a search reads them for its shortlist alone, the system is told to read no
    more of them than it is asked for: it would read up to some megabytes around each row.
    """
    column = np.asarray(np.memmap(file, dtype=np.uint64, mode=mode, shape=(rows, row_words(position))))
    if position.is_finger:
        _advise(column, mmap.MADV_RANDOM)
    return column


@contextmanager
def read_through(column: npt.NDArray[np.uint64]) -> Iterator[None]:
    """Let the system read a column of fingers ahead, for whoever goes through it from beginning to end."""
    _advise(column, mmap.MADV_SEQUENTIAL)
    try:
        yield
    finally:
        _advise(column, mmap.MADV_RANDOM)


def _advise(column: npt.NDArray[np.uint64], how: int) -> None:
    under: object = column
    while isinstance(under, np.ndarray):
        under = under.base
    if isinstance(under, mmap.mmap) and len(under) >= READ_APART * column.strides[0]:
        under.madvise(how)


def _rows(name: str, *, state: Manifest) -> int:
    return state.removed if name == REMOVED else state.rows
