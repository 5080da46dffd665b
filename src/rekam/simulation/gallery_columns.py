"""Gallery columns of very many SYNTHETIC strangers, made fast: what a search is measured against.

Faces are drawn one by one as in `gallery`. Fingers and irises are crossed: the part of one finger of a pool
that lies left of a line, with the part of another that lies right of it; the inner rings of one iris with
the outer rings of another. Everything about a minutia or a ring stays as it was, so a stranger's scores
spread as against whole fingers and irises, and pools of thousands give millions. The columns lie in a folder
of plain files and are used again by the next run.
"""

import ctypes
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.columns import mapped_column
from rekam.abis.engine.extract.iris_code import RINGS
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.finger_parameters import WORDS
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.rows import (
    ANGLES_AT,
    COUNT_AT,
    EXTRACTOR_AT,
    FACE_NORM,
    LAYOUT,
    ONES_AT,
    X_AT,
    Y_AT,
    finger_row,
    row_words,
)
from rekam.abis.engine.template import IRIS_WORDS, MAX_MINUTIAE
from rekam.kernel.places import private_folder
from rekam.simulation.fingers import WIDTH
from rekam.simulation.gallery import MAX_COUNT, face_embeddings
from rekam.simulation.gallery_fingers import finger_templates, orientation_fields
from rekam.simulation.gallery_irises import iris_codes

WHEN_READ: Final = 1
"""MLOCK_ONFAULT of mlock2(2): to lock all at once would copy a column that may be written."""
SEED: Final = 20_261_123
CHUNK: Final = 5_000
"""People made together, and the unit of the random streams: a larger gallery begins like a smaller one."""
DRAWN: Final = 500
"""Irises drawn together: their noise fills the processor's caches."""
EYES: Final = 20_000
"""Different irises that are crossed: two thousand million ways."""
INNER: Final = (2, RINGS - 2)
"""Rings that a crossed iris has of its first eye, fewest and most."""
POOL: Final = 3_000
"""Different fingers that are crossed: nine million pairs, and more lines than one between them."""
LEAST: Final = 16
"""Minutiae of a crossed finger below which another line is tried: an office would take the finger again."""

Words = npt.NDArray[np.uint64]
Columns = Mapping[Position, Words]


def stranger_columns(
    folder: Path,
    *,
    count: int,
    extractor: Extractor,
    processes: int,
    told: Callable[[int], None],
    fingers: int | None = None,
    locked: Collection[Position] = (),
) -> Columns:
    """The columns of `count` synthetic strangers with all thirteen parts; made where missing.

    fingers  how many of them, the first, have fingers; None = all. The others take no room on disk for them
    folder  of this installation; of strangers made otherwise before nothing is kept
    told    hears how many people are made
    locked  columns that the system may not page out while this process runs
    What is written into them stays in this process and goes with it.
    20 kB a person on disk, of which a search of irises, face and two fingers reads 5.2.
    Raises ValueError for a count that is not 1 to MAX_COUNT; OSError where columns cannot be locked.
    """
    if not 1 <= count <= MAX_COUNT:
        raise ValueError(f"count must lie between 1 and {MAX_COUNT}, not {count}")
    with_fingers = count if fingers is None else min(fingers, count)
    kept = folder / f"strangers-{LAYOUT}-{SEED}-{extractor}-{count}-{with_fingers}"
    if not kept.exists():
        made = _Made(count=count, fingers=with_fingers)
        _make(kept, made=made, extractor=extractor, processes=processes, told=told)
    columns = _mapped(kept, count=count, mode="c")
    for position in locked:
        _lock(columns[position])
    return columns


def _lock(column: Words) -> None:
    """Keep what is read of a mapped column in memory until this process ends."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.mlock2(ctypes.c_void_p(column.ctypes.data), ctypes.c_size_t(column.nbytes), WHEN_READ):
        raise OSError(ctypes.get_errno(), "columns cannot be locked in memory, see ulimit -l")


@dataclass(frozen=True)
class _Made:
    """How many strangers, and how many of them have fingers."""

    count: int
    fingers: int


def _make(
    kept: Path, *, made: _Made, extractor: Extractor, processes: int, told: Callable[[int], None]
) -> None:
    """Under another name first: what a kill leaves is never taken for whole."""
    fresh = private_folder(kept.with_name("strangers.new"))
    for position in Position:
        with (fresh / f"{position}.rows").open("wb") as file:
            file.truncate(made.count * 8 * row_words(position))
    np.save(fresh / "fingers.npy", _fingers(extractor))
    np.save(fresh / "eyes.npy", _eyes())
    for done in _filled(fresh, made=made, processes=processes):
        told(min(done * CHUNK, made.count))
    for older in kept.parent.glob("strangers-*"):
        shutil.rmtree(older)
    fresh.rename(kept)


def _filled(folder: Path, *, made: _Made, processes: int) -> Iterator[int]:
    """Write all chunks, by one process or by more of them; how many are done after each."""
    starts = range(0, made.count, CHUNK)
    if processes == 1:
        for done, start in enumerate(starts, start=1):
            _fill(folder, start=start, made=made)
            yield done
        return
    with ProcessPoolExecutor(max_workers=processes) as pool:
        tasks = [pool.submit(_fill, folder, start=start, made=made) for start in starts]
        for done, task in enumerate(as_completed(tasks), start=1):
            task.result()
            yield done


def _mapped(folder: Path, *, count: int, mode: Literal["c", "r+"]) -> dict[Position, Words]:
    return {
        position: mapped_column(folder / f"{position}.rows", position=position, rows=count, mode=mode)
        for position in Position
    }


def _fingers(extractor: Extractor) -> Words:
    orientation_fields()
    rng = np.random.default_rng([SEED, 1])
    return np.stack([finger_row(one) for one in finger_templates(POOL, rng=rng, extractor=extractor)])


def _eyes() -> Words:
    rng = np.random.default_rng([SEED, 2])
    drawn = [iris_codes(DRAWN, rng=rng) for _ in range(max(1, EYES // DRAWN))]
    return np.concatenate([np.concatenate([codes, masks], axis=1) for codes, masks, _ in drawn])


def _fill(folder: Path, *, start: int, made: _Made) -> None:
    """Write the people from `start` on into the files, one chunk of them."""
    columns = _mapped(folder, count=made.count, mode="r+")
    fingers, eyes = (np.load(folder / name) for name in ("fingers.npy", "eyes.npy"))
    ends = dict.fromkeys(Position, min(start + CHUNK, made.count))
    ends |= dict.fromkeys(FINGERS, min(start + CHUNK, made.fingers))
    for position, rows in _parts(fingers if start < made.fingers else None, eyes, number=start // CHUNK):
        columns[position][start : ends[position]] = rows[: ends[position] - start]


def _parts(fingers: Words | None, eyes: Words, *, number: int) -> Iterator[tuple[Position, Words]]:
    """Each part of the people of a chunk; each by a random stream of its own."""
    for place, position in enumerate(FINGERS if fingers is not None else ()):
        assert fingers is not None
        yield position, crossed(fingers, CHUNK, rng=np.random.default_rng([SEED, number, 60 + place]))
    for place, position in enumerate(IRISES):
        yield position, crossed_irises(eyes, CHUNK, rng=np.random.default_rng([SEED, number, 80 + place]))
    yield Position.FACE, _face_rows(np.random.default_rng([SEED, number, 90]))


def _face_rows(rng: np.random.Generator) -> Words:
    """As `rows.face_row`, of a whole chunk."""
    vectors = face_embeddings(CHUNK, rng=rng).astype(np.float64)
    stretched = vectors * (FACE_NORM / np.linalg.norm(vectors, axis=1, keepdims=True))
    rows: Words = np.clip(np.rint(stretched), -127, 127).astype(np.int8).view(np.uint64)
    return rows


def crossed_irises(eyes: Words, count: int, *, rng: np.random.Generator) -> Words:
    """`count` rows of irises, each the inner rings of one of the eyes with the outer rings of another."""
    pairs = rng.integers(0, len(eyes), (count, 2))
    inner = rng.integers(INNER[0], INNER[1] + 1, count)
    ring = np.tile(np.arange(IRIS_WORDS) * RINGS // IRIS_WORDS, 2)  # of each word: code, then mask
    rows: Words = np.where(ring[None] < inner[:, None], eyes[pairs[:, 0]], eyes[pairs[:, 1]])
    return rows


def crossed(pool: Words, count: int, *, rng: np.random.Generator) -> Words:
    """`count` rows of fingers, each the left part of one of the pool with the right part of another."""
    pairs = rng.integers(0, len(pool), (count, 2))
    lines = rng.integers(WIDTH // 3, 2 * WIDTH // 3, count)
    rows = np.zeros((count, pool.shape[1]), dtype=np.uint64)
    _cross(pool, pairs, lines, rows)
    return rows


@njit(cache=True)
def _cross(pool, pairs, lines, rows):  # type: ignore[no-untyped-def]
    for k in range(len(rows)):
        one, other, row = pool[pairs[k, 0]], pool[pairs[k, 1]], rows[k]
        count = _take(one, row, 0, -32_768, lines[k])
        count = _take(other, row, count, lines[k], 32_767)
        if count < LEAST:
            count = _take(one, row, 0, -32_768, 32_767)
        row[COUNT_AT] = count
        row[EXTRACTOR_AT] = one[EXTRACTOR_AT]


@njit(cache=True)
def _take(source, row, count, left, right):  # type: ignore[no-untyped-def]
    """Copy the minutiae from `left` to before `right` behind those that are there; how many there are now."""
    x, to_x = source[X_AT:Y_AT].view(np.int16), row[X_AT:Y_AT].view(np.int16)
    y, to_y = source[Y_AT:COUNT_AT].view(np.int16), row[Y_AT:COUNT_AT].view(np.int16)
    ones, to_ones = source[ONES_AT:ANGLES_AT].view(np.uint8), row[ONES_AT:ANGLES_AT].view(np.uint8)
    angles, to_angles = source[ANGLES_AT:X_AT].view(np.uint8), row[ANGLES_AT:X_AT].view(np.uint8)
    for minutia in range(np.int64(source[COUNT_AT])):
        if x[minutia] < left or x[minutia] >= right or count == MAX_MINUTIAE:
            continue
        for word in range(WORDS):
            row[word * MAX_MINUTIAE + count] = source[word * MAX_MINUTIAE + minutia]
        to_x[count], to_y[count] = x[minutia], y[minutia]
        to_ones[count], to_angles[count] = ones[minutia], angles[minutia]
        count += 1
    return count
