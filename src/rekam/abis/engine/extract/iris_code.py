"""From a sheet to bits: the phase of each ring's texture, and which of them can be trusted.

Source: log-Gabor filters after Masek, 2003; fragile bits after Hollingsworth, Bowyer and Flynn, IEEE TPAMI
31 (6), 2009.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.sheet import COLUMNS, ROWS
from rekam.abis.engine.iris_parameters import IrisParameters

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
U64 = npt.NDArray[np.uint64]

RINGS: Final = 8
STEPS: Final = 128
"""Rings and angles of a code (layout in IrisTemplate)."""


def encode(tones: F32, *, usable: Mask, parameters: IrisParameters) -> tuple[U64, U64]:
    """The 2,048 phase bits of a sheet's tones and the mask of those in use."""
    rings, shares = _ring_means(tones, usable=usable)
    response = np.fft.ifft(
        np.fft.fft(rings, axis=1) * _filter(parameters.waves, parameters.bandwidth), axis=1
    )
    sampled = response[:, :: COLUMNS // STEPS]
    whole = shares.reshape(RINGS, STEPS, -1).mean(axis=2) > parameters.cell_usable
    parts = np.stack([sampled.real, sampled.imag], axis=1)
    held = np.repeat(whole[:, None, :], 2, axis=1) & _firm(parts, whole=whole, parameters=parameters)
    return _words((parts > 0) & held), _words(held)


def _ring_means(tones: F32, *, usable: Mask) -> tuple[F64, F64]:
    """Each ring's tone by column from its usable rows alone, and the share of them.

    Columns with none get the ring's own mean, which the filter does not see.
    """
    shape = (RINGS, ROWS // RINGS, COLUMNS)
    counts = usable.reshape(shape).sum(axis=1)
    sums = np.where(usable, tones, np.float32(0.0)).reshape(shape).sum(axis=1, dtype=np.float64)
    seen = counts > 0
    means = sums / np.maximum(counts, 1)
    levels = means.sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return np.where(seen, means, levels[:, None]), counts / (ROWS // RINGS)


def _firm(parts: F64, *, whole: Mask, parameters: IrisParameters) -> Mask:
    """The parts that are not among the weakest: these flip from picture to picture."""
    size = np.abs(parts)
    held = size[np.repeat(whole[:, None, :], 2, axis=1)]
    return size > (np.quantile(held, parameters.fragile) if len(held) else 0.0)


@lru_cache(maxsize=8)
def _filter(waves: float, bandwidth: float) -> F64:
    """The log-Gabor filter's gain by waves a turn; no gain for the mean and for negative waves."""
    turns = np.arange(1, COLUMNS // 2, dtype=np.float64)
    shape = np.zeros(COLUMNS)
    shape[1 : COLUMNS // 2] = np.exp(-(np.log(turns / waves) ** 2) / (2.0 * np.log(bandwidth) ** 2))
    shape.setflags(write=False)
    return shape


def _words(bits: Mask) -> U64:
    packed = np.packbits(bits.reshape(-1), bitorder="little")
    return packed.view("<u8").astype(np.uint64)
