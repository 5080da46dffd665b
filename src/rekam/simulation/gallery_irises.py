"""Synthetic iris codes: the phase of filtered noise, as the engine's encoder would see it in an iris.

Noise stands for the texture of each ring; neighbouring rings share some of it, the engine's own log-Gabor
band shapes it along the angle, and lids and weak phases are masked. So bits hang together as in real codes.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.iris_code import RINGS
from rekam.abis.engine.iris_parameters import IRIS
from rekam.abis.engine.template import IrisTemplate

ANGLES: Final = 128
RING_SHARE: Final = 0.42  # correlation of a ring's texture with the next one's
SLOPE: Final = -0.6  # how the texture's amplitude falls with its waves a turn
UP, DOWN = 96, 32  # angles run clockwise as seen, from the right

Bits = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]


def iris_templates(count: int, *, rng: np.random.Generator) -> list[IrisTemplate]:
    """`count` codes of different eyes."""
    codes, masks, grades = iris_codes(count, rng=rng)
    return [
        IrisTemplate(code=codes[k].copy(), mask=masks[k].copy(), quality=int(grades[k])) for k in range(count)
    ]


def iris_codes(count: int, *, rng: np.random.Generator) -> tuple[Words, Words, npt.NDArray[np.int64]]:
    """The same as arrays: codes and masks, uint64[count, 32], and qualities."""
    response = _response(count, rng=rng)
    parts = np.stack([response.real, response.imag], axis=2)  # count x RINGS x 2 x ANGLES
    seen = _usable(count, rng=rng)
    held = np.repeat(seen[:, :, None, :], 2, axis=2)
    size = np.where(held, np.abs(parts), np.nan).reshape(count, -1)
    weak = np.nanquantile(size, IRIS.fragile, axis=1)
    held &= np.abs(parts) > weak[:, None, None, None]
    grades = np.rint(100 * seen.mean(axis=(1, 2))).astype(np.int64)
    return _words((parts > 0) & held), _words(held), grades


def _response(count: int, *, rng: np.random.Generator) -> npt.NDArray[np.complex128]:
    waves = np.arange(ANGLES)
    shape = np.zeros(ANGLES)
    positive = slice(1, ANGLES // 2)
    shape[positive] = np.exp(
        -(np.log(waves[positive] / IRIS.waves) ** 2) / (2.0 * np.log(IRIS.bandwidth) ** 2)
    )
    shape[positive] *= waves[positive] ** SLOPE
    noise = rng.normal(0, 1, (count, RINGS, ANGLES)) + 1j * rng.normal(0, 1, (count, RINGS, ANGLES))
    for ring in range(1, RINGS):
        noise[:, ring] = RING_SHARE * noise[:, ring - 1] + np.sqrt(1 - RING_SHARE**2) * noise[:, ring]
    answer: npt.NDArray[np.complex128] = np.fft.ifft(noise * shape, axis=2)
    return answer


def _usable(count: int, *, rng: np.random.Generator) -> Bits:
    """What lids and lashes leave: the upper lid takes outer rings round UP, the lower fewer round DOWN."""
    angles = np.arange(ANGLES)[None, None, :]
    rings = np.arange(RINGS)[None, :, None]
    seen = np.ones((count, RINGS, ANGLES), dtype=bool)
    for centre, reach, spread in ((UP, 3.4, 1.6), (DOWN, 6.6, 1.2)):
        lowest = rng.normal(reach, spread, (count, 1, 1))
        wide = np.maximum(rng.normal(17, 4, (count, 1, 1)), 5)
        tilt = rng.normal(0, 3, (count, 1, 1))
        off = np.abs((angles - centre - tilt + ANGLES / 2) % ANGLES - ANGLES / 2)
        seen &= rings < lowest + (off / wide) ** 2 * 4
    specks = rng.random((count, RINGS, ANGLES // 4)) < 0.04
    return seen & ~np.repeat(specks, 4, axis=2)


def _words(bits: Bits) -> Words:
    packed = np.packbits(bits.reshape(len(bits), -1), axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64)
