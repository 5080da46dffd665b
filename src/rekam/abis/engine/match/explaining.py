"""One comparison of two fingers with everything that led to its score, by the kernels' own steps.

`fingers.stage1` and `fingers.stage2` keep nothing, since they run over millions. Here the same compiled parts
are called one after the other for a single pair, so that the scores are the same to the last bit.
docs/explanation/minutia-cylinders.md tells the steps; docs/reference/recorder.md their public names.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.match.agreement import (
    PAIR_COLUMNS,
    TRIED,
    agreeing,
    best_pairs,
    lay_out_matched,
    lay_out_pairs,
    relaxed,
    supports,
)
from rekam.abis.engine.match.fingers import EVENLY, LEAST_FOUND, mean_of_best, pairs_counted
from rekam.abis.engine.match.laying import SIDES, laid, movement, outline, shared
from rekam.abis.engine.match.likeness import COLUMNS, WIDTH, bits_of, lay_out, likenesses, mutual
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import finger_row
from rekam.abis.engine.template import MAX_MINUTIAE, FingerTemplate

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pair:
    """Minutia `first` of the one finger with `second` of the other (indices into the templates).

    value  0 to 1; what it says is told where the pair stands
    """

    first: int
    second: int
    value: float


@dataclass(frozen=True)
class Movement:
    """How the one print is laid on the other: turned about `at`, which comes to lie on `to` (pixels)."""

    at: tuple[float, float]
    to: tuple[float, float]
    cos: float
    sin: float

    @property
    def degrees(self) -> float:
        """The turn (-180 to 180), counter-clockwise as seen."""
        return math.degrees(math.atan2(self.sin, self.cos))

    def on(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the one print comes to lie on the other."""
        dx, dy = x - self.at[0], y - self.at[1]
        return self.to[0] + self.cos * dx + self.sin * dy, self.to[1] + self.cos * dy - self.sin * dx


@dataclass(frozen=True, eq=False)
class Explained:
    """What both stages found, and why.

    likeness   float32[n, m]: of each minutia's surroundings to each of the other finger, 0 to 1
    alike      stage 1: pairs that are each other's best, by likeness; the first `counted` make its score
    counted    how many of the best pairs count in either stage
    stage1     the score of stage 1
    tried      stage 2: the most alike pairs, each minutia once, by likeness
    support    float32[k, k] of the tried pairs: how far pair i agrees with pair j, as seen from j
    supported  the tried pairs by what they hold after the others have supported them
    strength   the mean of the best of these
    agreeing   the tried pairs by their weight in the first movement
    movement   the last one; None where fewer than two pairs were found
    laid       the minutiae that then lie on each other, by how closely
    overlap    the share of what both prints show that coincides
    score      the score of stage 2: the geometric mean of strength and overlap
    """

    likeness: F32
    alike: tuple[Pair, ...]
    counted: int
    stage1: float
    tried: tuple[Pair, ...] = ()
    support: F32 | None = None
    supported: tuple[Pair, ...] = ()
    strength: float = 0.0
    agreeing: tuple[Pair, ...] = ()
    movement: Movement | None = None
    laid: tuple[Pair, ...] = ()
    overlap: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, eq=False)
class _Side:
    """A finger as the kernels take it."""

    finger: FingerTemplate

    @property
    def count(self) -> int:
        return len(self.finger)

    @cached_property
    def row(self) -> npt.NDArray[np.uint64]:
        return finger_row(self.finger)

    @cached_property
    def columns(self) -> F32:
        columns = np.zeros((COLUMNS, WIDTH), np.float32)
        lay_out(self.row, columns)
        return columns

    @cached_property
    def reach(self) -> npt.NDArray[np.int32]:
        reach = np.zeros(SIDES, dtype=np.int32)
        outline(self.columns, self.count, reach)
        return reach


def explain_fingers(
    one: FingerTemplate, other: FingerTemplate, *, recorder: Recorder | None = None
) -> Explained:
    """Compare two fingers as `fingers.stage1` and `fingers.stage2` do, and keep what led to their scores."""
    sides = _Side(one), _Side(other)
    matrix = np.zeros((MAX_MINUTIAE, WIDTH), dtype=np.float32)
    likenesses(
        bits_of(sides[0].row), sides[0].columns, len(one), bits_of(sides[1].row), sides[1].columns, matrix
    )
    likeness = matrix[: len(one), : len(other)].copy()
    counted = int(pairs_counted(min(len(one), len(other))))
    alike, stage1 = _stage1(matrix, count=len(one), counted=counted)
    first = Explained(likeness=likeness, alike=alike, counted=counted, stage1=stage1)
    told = _stage2(first, sides=sides, matrix=matrix)
    keep(recorder, match__likeness=told.likeness, match__alike=told.alike, match__stage1=told.stage1)
    keep(recorder, match__tried=told.tried, match__support=told.support, match__supported=told.supported)
    keep(recorder, match__strength=told.strength, match__agreeing=told.agreeing)
    keep(recorder, match__movement=told.movement, match__laid=told.laid, match__overlap=told.overlap)
    keep(recorder, match__counted=told.counted, match__score=told.score)
    return told


def numbered(pairs: Sequence[Pair], *, one: FingerTemplate) -> tuple[dict[int, int], dict[int, int]]:
    """Numbers for the minutiae of both fingers, the same for both of a pair, from the top of `one` down."""
    downwards = sorted(pairs, key=lambda pair: int(one.y[pair.first]))
    first = {pair.first: number for number, pair in enumerate(downwards, start=1)}
    return first, {pair.second: first[pair.first] for pair in downwards}


def _stage1(matrix: F32, *, count: int, counted: int) -> tuple[tuple[Pair, ...], float]:
    partner, value = _whole_numbers(), _numbers()
    mutual(matrix, count, partner, value)
    return _partners(partner, value, count=count), float(mean_of_best(value, count, counted))


def _stage2(first: Explained, *, sides: tuple[_Side, _Side], matrix: F32) -> Explained:
    """`first` with what stage 2 adds. The working arrays are filled and used again as in the kernel."""
    own, other = sides
    one, two, value, held = _whole_numbers(), _whole_numbers(), _numbers(), _numbers()
    found = int(best_pairs(matrix, own.count, one, two, value))
    tried = _pairs(one, two, value, found=found)
    if found < LEAST_FOUND:
        return replace(first, tried=tried)
    pairs = np.zeros((PAIR_COLUMNS, MAX_MINUTIAE), dtype=np.float32)
    support = np.zeros((TRIED, TRIED), dtype=np.float32)
    lay_out_pairs(own.columns, other.columns, one, two, found, pairs)
    supports(pairs, found, support)
    relaxed(support, value, found, held)
    strength = float(mean_of_best(held, found, first.counted))
    agreeing(support, held, found, value)
    seen = replace(
        first,
        tried=tried,
        support=support[:found, :found].copy(),
        supported=_pairs(one, two, held, found=found),
        strength=strength,
        agreeing=_pairs(one, two, value, found=found),
    )
    return _laid_on(seen, sides=sides, move=movement(pairs, value, found), pairs=pairs, matrix=matrix)


def _laid_on(
    seen: Explained, *, sides: tuple[_Side, _Side], move: tuple[float, ...], pairs: F32, matrix: F32
) -> Explained:
    own, other = sides
    partner, value = _whole_numbers(), _numbers()
    points = laid(own.columns, own.count, other.columns, other.count, move, matrix, partner, value)
    matched = int(lay_out_matched(own.columns, other.columns, own.count, partner, pairs))
    if matched >= LEAST_FOUND:
        move = movement(pairs, EVENLY, matched)
        points = laid(own.columns, own.count, other.columns, other.count, move, matrix, partner, value)
    overlap = float(
        shared(points, own.count, own.reach, other.columns, other.count, other.reach, move, partner, value)
    )
    ax, ay, bx, by, cos, sin = move
    return replace(
        seen,
        movement=Movement(at=(ax, ay), to=(bx, by), cos=cos, sin=sin),
        laid=_partners(partner, value, count=own.count),
        overlap=overlap,
        score=float(np.float32(math.sqrt(seen.strength * overlap))),
    )


def _partners(partner: I64, value: F32, *, count: int) -> tuple[Pair, ...]:
    """The minutiae that have a partner, the highest value first."""
    found = [Pair(i, int(partner[i]), float(value[i])) for i in range(count) if partner[i] >= 0]
    return tuple(sorted(found, key=lambda pair: -pair.value))


def _pairs(first: I64, second: I64, value: F32, *, found: int) -> tuple[Pair, ...]:
    return tuple(Pair(int(first[t]), int(second[t]), float(value[t])) for t in range(found))


def _whole_numbers() -> I64:
    return np.zeros(MAX_MINUTIAE, dtype=np.int64)


def _numbers() -> F32:
    return np.zeros(MAX_MINUTIAE, dtype=np.float32)
