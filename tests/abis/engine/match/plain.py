"""The oracle: fingers compared in plain numpy, step by step as docs/explanation/minutia-cylinders.md says.

Places are complex numbers with y upwards, so that a turn is one product. Values that decide which of two is
larger are float32 as in the kernels: then equal ones are equal here too.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.template import FingerTemplate

F64 = npt.NDArray[np.float64]
F32 = npt.NDArray[np.float32]
C128 = npt.NDArray[np.complex128]
Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
SIDES = np.arange(16) * (2.0 * np.pi / 16)


@dataclass(frozen=True)
class Move:
    """Turn about `at`, which comes to lie on `to`."""

    at: complex
    to: complex
    turn: complex

    def on(self, places: C128) -> C128:
        return self.to + self.turn * (places - self.at)

    def back(self, places: C128) -> C128:
        return self.at + np.conj(self.turn) * (places - self.to)


def likenesses(one: FingerTemplate, other: FingerTemplate) -> F32:
    bits, others = one.cylinders[:, :, None], other.cylinders[:, None, :]
    common = np.bitwise_count(bits & others).sum(axis=0).astype(np.float32)
    ones, other_ones = (np.bitwise_count(f.cylinders).sum(axis=0).astype(float) for f in (one, other))
    inverse, other_inverse = (_inverse_root(n) for n in (ones, other_ones))
    chance = np.float32(FINGER.by_chance / (FINGER.cells * FINGER.sections))
    roots, other_roots = np.sqrt(ones).astype(np.float32), np.sqrt(other_ones).astype(np.float32)
    alike = common * (inverse[:, None] * other_inverse) - (roots * chance)[:, None] * other_roots
    return np.where((turned(one, other) <= FINGER.widest_turn) & (alike > 0), alike, np.float32(0))


def _inverse_root(ones: F64) -> F32:
    return np.where(ones > 0, 1.0 / np.sqrt(np.maximum(ones, 1)), 0.0).astype(np.float32)


def turned(one: FingerTemplate, other: FingerTemplate, by: float = 0.0) -> F64:
    """How far directions lie apart (0 to 128) after a turn of the first finger."""
    apart = one.angle[:, None].astype(float) + by - other.angle.astype(float)
    return np.abs((apart + 128) % 256 - 128)


def mutual(matrix: F32) -> Pairs:
    """Rows and columns that are each other's largest; of equal ones the higher index."""
    steps = (matrix * np.float32(2**24)).astype(np.int64)
    of_row = (steps * 64 + np.arange(matrix.shape[1])).argmax(axis=1)
    of_column = (steps * 64 + np.arange(matrix.shape[0])[:, None]).argmax(axis=0)
    rows = np.arange(len(matrix))
    kept = (of_column[of_row] == rows) & (steps[rows, of_row] > 0)
    return rows[kept], of_row[kept]


def mean_of_best(values: npt.NDArray[np.floating], least: int) -> float:
    size = FINGER.least_pairs + round(
        (FINGER.most_pairs - FINGER.least_pairs)
        / (1 + np.exp(-FINGER.growth * (least - FINGER.middle_pairs)))
    )
    return float(np.sort(values)[::-1][:size].sum() / size)


def stage1(one: FingerTemplate, other: FingerTemplate) -> float:
    matrix = likenesses(one, other)
    return mean_of_best(matrix[mutual(matrix)], min(len(one), len(other)))


def stage2(one: FingerTemplate, other: FingerTemplate) -> float:
    matrix = likenesses(one, other)
    pairs = best_pairs(matrix)
    if len(pairs[0]) < 2:
        return 0.0
    support = supports(one, other, pairs)
    held = relaxed(support, matrix[pairs].astype(float))
    strongest = held.argmax()
    agreed = np.minimum(support[strongest], support[:, strongest])
    agreed[strongest] = 1.0
    move = movement(one, other, pairs, held * agreed)
    matched, close = laid(one, other, move)
    if len(matched[0]) >= 2:
        move = movement(one, other, matched, np.ones(len(matched[0])))
        matched, close = laid(one, other, move)
    overlap = (within(other, move.on(places(one))) + FINGER.doubt) * (
        within(one, move.back(places(other))) + FINGER.doubt
    )
    return float(np.sqrt(mean_of_best(held, min(len(one), len(other))) * len(close) * close.sum() / overlap))


def best_pairs(matrix: F32) -> Pairs:
    """The largest entries, each row and column once."""
    steps = (matrix * np.float32(2**24)).astype(np.int64)
    rows, columns = np.indices(matrix.shape)
    order = np.lexsort((rows.ravel(), -columns.ravel(), -steps.ravel()))
    taken: list[tuple[int, int]] = []
    for i, j in zip(rows.ravel()[order].tolist(), columns.ravel()[order].tolist(), strict=True):
        free = all(i != k and j != t for k, t in taken)
        if free and steps[i, j] > 0 and len(taken) < FINGER.tried_pairs:
            taken.append((i, j))
    first, second = np.array(taken, dtype=np.int64).reshape(-1, 2).T
    return first, second


def places(finger: FingerTemplate) -> C128:
    return finger.x.astype(float) - 1j * finger.y.astype(float)


def turns(one: FingerTemplate, other: FingerTemplate, pairs: Pairs) -> F64:
    return (other.angle[pairs[1]].astype(float) - one.angle[pairs[0]].astype(float)) % 256


def falls(share: F64) -> F64:
    return np.maximum(0.0, 1.0 - share**2) ** 2


def supports(one: FingerTemplate, other: FingerTemplate, pairs: Pairs) -> F64:
    """[k, t]: how far pair k agrees with pair t, by the turn of pair t."""
    a, b, turn = places(one)[pairs[0]], places(other)[pairs[1]], turns(one, other, pairs)
    a, b = a[:, None] - a, b[:, None] - b
    apart = np.abs((turn[:, None] - turn + 128) % 256 - 128)
    bearing = np.conj(a * np.exp(2j * np.pi * turn / 256)) * b
    sine = bearing.imag / np.maximum(1.0, np.abs(a) * np.abs(b))
    same = falls((np.abs(a) - np.abs(b)) / FINGER.stretch) * falls(apart / FINGER.turn)
    return np.where(bearing.real > 1e-6, same * falls(sine / FINGER.bearing), 0.0)


def relaxed(support: F64, held: F64) -> F64:
    for _ in range(FINGER.rounds):
        held = 0.5 * held + 0.5 / max(1, len(held) - 1) * (support.T @ held)
    return held


def movement(one: FingerTemplate, other: FingerTemplate, pairs: Pairs, weights: F64) -> Move:
    a, b = places(one)[pairs[0]], places(other)[pairs[1]]
    at, to = (complex((weights * side).sum() / weights.sum()) for side in (a, b))
    arm = FINGER.lever**2 * np.exp(2j * np.pi * turns(one, other, pairs) / 256)
    turn = complex((weights * (np.conj(a - at) * (b - to) + arm)).sum())
    return Move(at=at, to=to, turn=turn / abs(turn))


def laid(one: FingerTemplate, other: FingerTemplate, move: Move) -> tuple[Pairs, F64]:
    """Which minutiae then lie on each other, and how closely."""
    off = np.abs(move.on(places(one))[:, None] - places(other)) / FINGER.near
    aside = turned(one, other, np.angle(move.turn) * 128 / np.pi) / FINGER.aside
    close = np.where((off < 1) & (aside < 1), 1 - (off**2 + aside**2) / 2, 0.0)
    pairs = mutual(close.astype(np.float32))
    return pairs, close[pairs]


def within(finger: FingerTemplate, points: C128) -> int:
    """How many points lie in the outline of a finger: a polygon of sixteen sides, a pixel wide."""
    along, across = np.cos(SIDES).astype(np.float32), np.sin(SIDES).astype(np.float32)
    x, y = finger.x.astype(np.float32), finger.y.astype(np.float32)
    reach = np.trunc(x[:, None] * along + y[:, None] * across).max(axis=0) + 1
    far = points.real[:, None] * along - points.imag[:, None] * across
    return int((far <= reach).all(axis=1).sum())
