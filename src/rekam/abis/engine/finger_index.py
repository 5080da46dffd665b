"""Which fingers of a gallery may be a probe's, without comparing them all: an index over neighbourhoods.

Every neighbourhood stands in TABLES tables, in each under another 20 of its 255 bits. Two neighbourhoods of
one place of a finger differ in some bits, but in a few tables in none of those that count there. A probe's
neighbourhoods look into their own places and give a vote to every finger that they meet, unless the two are
turned against each other by more than `widest_turn`. Where fewer than LEAST_ONES of the 20 bits are 1
nothing is entered: most bits are 0, and everybody would meet there.

An index is made in memory from a gallery column, is never written to disk and does not see what is appended
later. How much it finds, and what it costs: docs/explanation/decisions/0071-an-index-of-neighbourhoods.md.

Source: Cappelli, Ferrara, Maltoni, "Fingerprint Indexing Based on Minutia Cylinder-Code", IEEE TPAMI 33 (5),
2011. The places that a pair of neighbourhoods shares are not raised to a power here: it found no more.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.columns import read_through
from rekam.abis.engine.compare import cores
from rekam.abis.engine.finger_parameters import FINGER, WORDS
from rekam.abis.engine.match.bits import ones
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import ANGLES_AT, COUNT_AT, X_AT, Row
from rekam.abis.engine.template import MAX_MINUTIAE

TABLES, KEY_BITS, LEAST_ONES = FINGER.tables, FINGER.key_bits, FINGER.least_ones
PLACE_BITS: Final = 16
"""A table has 65,536 places; several keys share one."""
PLACES: Final = 2**PLACE_BITS
MOST_FINGERS: Final = 2**24
"""An entry is a finger's number and a direction of 8 bits in one word of 32."""
WIDEST: Final = np.uint8(FINGER.widest_turn)
SIXTEEN: Final = np.uint64(64 - PLACE_BITS)


def _masks() -> npt.NDArray[np.uint64]:
    """uint64[TABLES, WORDS]: the bits that count in each table, by chance but always the same."""
    chance = np.random.default_rng(33_1087)
    bits = np.zeros((TABLES, 64 * WORDS), dtype=np.uint8)
    for table in bits:
        table[chance.choice(FINGER.cells * FINGER.sections, KEY_BITS, replace=False)] = 1
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


MASKS: Final = _masks()
FACTORS: Final = np.random.default_rng(33_1088).integers(0, 2**64, WORDS, dtype=np.uint64) | np.uint64(1)
"""Odd factors of the words whose sum, cut to its upper 16 bits, is a place."""


@dataclass(frozen=True, eq=False)
class FingerIndex:
    """The tables of one gallery column.

    starts   int64[TABLES * PLACES + 1]: where the entries of each place begin
    entries  uint32: finger number << 8 | direction in 1/256 turn
    counts   uint8, the minutiae of each finger
    """

    starts: npt.NDArray[np.int64]
    entries: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return self.starts.nbytes + self.entries.nbytes + self.counts.nbytes


def index_of(column: npt.NDArray[np.uint64]) -> FingerIndex:
    """The index of a gallery column of fingers, uint64[n, FINGER_WORDS]; absent ones are never found.

    Raises ValueError for more than MOST_FINGERS.
    """
    if len(column) > MOST_FINGERS:
        raise ValueError(f"an index holds at most {MOST_FINGERS} fingers, not {len(column)}")
    with read_through(column):
        starts = np.zeros(TABLES * PLACES + 1, dtype=np.int64)
        _count(column, MASKS, FACTORS, starts[1:])
        starts = np.cumsum(starts)
        entries = np.empty(starts[-1], dtype=np.uint32)
        _enter(column, MASKS, FACTORS, starts[:-1].copy(), entries)
    return FingerIndex(starts=starts, entries=entries, counts=column[:, COUNT_AT].astype(np.uint8))


def indices_of(
    columns: Mapping[Position, npt.NDArray[np.uint64]], *, positions: Iterable[Position]
) -> dict[Position, FingerIndex]:
    """The index of the fingers of each of these positions, made side by side where there are cores."""
    wanted = list(positions)
    with ThreadPoolExecutor(max_workers=cores()) as threads:
        return dict(zip(wanted, threads.map(lambda one: index_of(columns[one]), wanted), strict=True))


def votes(probe: Row, *, index: FingerIndex) -> npt.NDArray[np.float32]:
    """How many of a probe's neighbourhoods each finger answers to, by its minutiae: higher is more alike.

    probe  uint64[FINGER_WORDS] of `rows.finger_row`
    They sort a gallery and mean nothing else.
    """
    given = np.zeros(len(index), dtype=np.uint16)
    _vote(probe, MASKS, FACTORS, index.starts, index.entries, given)
    shared: npt.NDArray[np.float32] = given / (index.counts + np.float32(FINGER.vote_doubt))
    return shared


@njit(cache=True)
def _place(row, minutia, table, masks, factors):  # type: ignore[no-untyped-def]
    """The place of a neighbourhood in all tables together, or -1 where it is not entered."""
    total, count = np.uint64(0), 0
    for word in range(WORDS):
        kept = row[word * MAX_MINUTIAE + minutia] & masks[table, word]
        total += kept * factors[word]
        count += ones(kept)
    return table * PLACES + np.int64(total >> SIXTEEN) if count >= LEAST_ONES else -1


@njit(cache=True, nogil=True)
def _count(column, masks, factors, counts):  # type: ignore[no-untyped-def]
    for table in range(TABLES):
        for k in range(len(column)):
            row = column[k]
            for minutia in range(np.int64(row[COUNT_AT])):
                place = _place(row, minutia, table, masks, factors)
                if place >= 0:
                    counts[place] += 1


@njit(cache=True, nogil=True)
def _enter(column, masks, factors, free, entries):  # type: ignore[no-untyped-def]
    """Fill entries; free says where the next one of each place goes, and is moved on."""
    for table in range(TABLES):
        for k in range(len(column)):
            row = column[k]
            angles = row[ANGLES_AT:X_AT].view(np.uint8)
            for minutia in range(np.int64(row[COUNT_AT])):
                place = _place(row, minutia, table, masks, factors)
                if place >= 0:
                    entries[free[place]] = np.uint32(k << 8 | np.int64(angles[minutia]))
                    free[place] += 1


@njit(cache=True)
def _vote(probe, masks, factors, starts, entries, given):  # type: ignore[no-untyped-def]
    angles = probe[ANGLES_AT:X_AT].view(np.uint8)
    for table in range(TABLES):
        for minutia in range(np.int64(probe[COUNT_AT])):
            place = _place(probe, minutia, table, masks, factors)
            if place < 0:
                continue
            furthest = np.uint8(angles[minutia] + WIDEST)
            for at in range(starts[place], starts[place + 1]):
                turned = np.uint8(furthest - np.uint8(entries[at] & np.uint32(255)))
                given[entries[at] >> np.uint32(8)] += np.uint16(turned <= 2 * WIDEST)
