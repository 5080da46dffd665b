"""The layers of a small convolutional network on one core: float32 planes [channel, row, column].

All is compiled here and runs on the thread that calls it. A library for products of matrices would be
somewhat faster alone, but starts threads of its own: on a busy machine of two cores a picture then took
ten times as long. Nothing is kept between calls: threads may share the weights.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

F32 = npt.NDArray[np.float32]

BAND_FLOATS: Final = 196_608
"""Numbers of the widest result of a band of lines: 768 kB, so that it is still in the caches when used."""
BLOCK: Final = 512
"""Pixels that are worked on together in a product: their sums stay in the first cache."""
EPSILON: Final = np.float32(1e-3)
"""Added to the variance by the normalisation with which the network was trained."""
SIDE: Final = 7
"""Of the filters of single planes; those of 5 x 5 carry a frame of zeros, so that one loop serves both."""

ONE, TWO, SIX = np.float32(1.0), np.float32(2.0), np.float32(6.0)
CUBE = np.float32(0.044715)
SHARE = np.float32(-2.0 * math.sqrt(2.0 / math.pi) / 64.0)
SERIES = tuple(np.float32(1.0 / math.factorial(k)) for k in (2, 3, 4, 5))

compiled = njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
"""Reals may be regrouped, and a division by zero is not looked for: else loops would not be vectorised."""


def bands(height: int, *, width: int, channels: int) -> list[tuple[int, int]]:
    """First and last line (exclusive) of bands, such that `channels` planes of a band fit in the cache."""
    step = max(1, BAND_FLOATS // (width * channels))
    return [(top, min(top + step, height)) for top in range(0, height, step)]


def padded(planes: F32, *, margin: int) -> F32:
    """The planes with a frame of zeros."""
    channels, height, width = planes.shape
    framed = np.zeros((channels, height + 2 * margin, width + 2 * margin), dtype=np.float32)
    framed[:, margin : margin + height, margin : margin + width] = planes
    return framed


@compiled
def filtered(framed, kernel, top, bottom):  # type: ignore[no-untyped-def]
    """Each plane filtered by its own kernel [channel, SIDE, SIDE]: lines top to bottom as [channel, pixel].

    framed  the planes with a frame of zeros SIDE // 2 wide
    """
    channels, _, width = framed.shape
    width -= SIDE - 1
    out = np.zeros((channels, (bottom - top) * width), dtype=np.float32)
    for c in range(channels):
        for y in range(bottom - top):
            sums = out[c, y * width : (y + 1) * width]
            for dy in range(SIDE):
                line, k = framed[c, top + y + dy], kernel[c, dy]
                k0, k1, k2, k3, k4, k5, k6 = k[0], k[1], k[2], k[3], k[4], k[5], k[6]
                for x in range(width):
                    left = k0 * line[x] + k1 * line[x + 1] + k2 * line[x + 2]
                    right = k4 * line[x + 4] + k5 * line[x + 5] + k6 * line[x + 6]
                    sums[x] += left + k3 * line[x + 3] + right
    return out


@compiled
def product(matrix, flat, starts, lines, stride, width):  # type: ignore[no-untyped-def]
    """matrix @ planes, where plane k is the lines of `width` pixels from flat[starts[k]] on, `stride` apart.

    matrix  [4 n, 4 m]: rows and columns in fours, each four of rows times each four of columns in one loop
    Returns [4 n, lines * width]. With starts that are shifted by a pixel or a line it is a filter.
    """
    out = np.zeros((matrix.shape[0], lines * width), dtype=np.float32)
    for line in range(lines):
        for left in range(0, width, BLOCK):
            size = min(BLOCK, width - left)
            at, shift = line * width + left, line * stride + left
            for n in range(0, matrix.shape[0], 4):
                o0, o1 = out[n, at : at + size], out[n + 1, at : at + size]
                o2, o3 = out[n + 2, at : at + size], out[n + 3, at : at + size]
                for k in range(0, matrix.shape[1], 4):
                    a, b = matrix[n, k : k + 4], matrix[n + 1, k : k + 4]
                    c, d = matrix[n + 2, k : k + 4], matrix[n + 3, k : k + 4]
                    a0, a1, a2, a3 = a[0], a[1], a[2], a[3]
                    b0, b1, b2, b3 = b[0], b[1], b[2], b[3]
                    c0, c1, c2, c3 = c[0], c[1], c[2], c[3]
                    d0, d1, d2, d3 = d[0], d[1], d[2], d[3]
                    x0, x1 = flat[starts[k] + shift :], flat[starts[k + 1] + shift :]
                    x2, x3 = flat[starts[k + 2] + shift :], flat[starts[k + 3] + shift :]
                    for i in range(size):
                        y0, y1, y2, y3 = x0[i], x1[i], x2[i], x3[i]
                        o0[i] += a0 * y0 + a1 * y1 + a2 * y2 + a3 * y3
                        o1[i] += b0 * y0 + b1 * y1 + b2 * y2 + b3 * y3
                        o2[i] += c0 * y0 + c1 * y1 + c2 * y2 + c3 * y3
                        o3[i] += d0 * y0 + d1 * y1 + d2 * y2 + d3 * y3
    return out


@compiled
def normalise(rows, gain, shift):  # type: ignore[no-untyped-def]
    """Bring each pixel of [channel, pixel] to mean 0 and variance 1, then scale and shift; in place."""
    channels, count = rows.shape
    mean, scale = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    share = ONE / np.float32(channels)
    for c in range(channels):
        row = rows[c]
        for i in range(count):
            mean[i] += share * row[i]
    for c in range(channels):
        row = rows[c]
        for i in range(count):
            scale[i] += share * (row[i] - mean[i]) * (row[i] - mean[i])
    for i in range(count):
        scale[i] = ONE / np.sqrt(scale[i] + EPSILON)
    for c in range(channels):
        row, g, s = rows[c], gain[c], shift[c]
        for i in range(count):
            row[i] = (row[i] - mean[i]) * scale[i] * g + s


@compiled
def activate(rows, bias):  # type: ignore[no-untyped-def]
    """Add each channel's bias to [channel, pixel], then GELU: x / (1 + exp(-2 u)), u = 0.798 (x + 0.0447 x³).

    In place. The loop has to become vector instructions, so exp is a short series for a 64th of the exponent,
    kept less 1 and squared six times. Past 6 from 0 the result is x or 0 to the last bit.
    Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016.
    """
    for c in range(rows.shape[0]):
        row, b = rows[c], bias[c]
        for i in range(row.size):
            x = row[i] + b
            y = x if x < SIX else SIX
            y = y if y > -SIX else -SIX
            z = SHARE * y * (ONE + CUBE * y * y)
            q = z * (ONE + z * (SERIES[0] + z * (SERIES[1] + z * (SERIES[2] + z * SERIES[3]))))
            q = q * (TWO + q)
            q = q * (TWO + q)
            q = q * (TWO + q)
            q = q * (TWO + q)
            q = q * (TWO + q)
            q = q * (TWO + q)
            row[i] = x / (TWO + q)


@compiled
def halved(planes, largest):  # type: ignore[no-untyped-def]
    """Half the size: of four pixels the largest in the first `largest` planes, the mean in the others."""
    channels, height, width = planes.shape
    out = np.empty((channels, height // 2, width // 2), dtype=np.float32)
    for c in range(channels):
        for y in range(height // 2):
            above, below, line = planes[c, 2 * y], planes[c, 2 * y + 1], out[c, y]
            if c < largest:
                for x in range(width // 2):
                    one = max(above[2 * x], above[2 * x + 1])
                    line[x] = max(one, max(below[2 * x], below[2 * x + 1]))
            else:
                for x in range(width // 2):
                    one = above[2 * x] + above[2 * x + 1]
                    line[x] = np.float32(0.25) * (one + below[2 * x] + below[2 * x + 1])
    return out


@compiled
def doubled_beside(small, large):  # type: ignore[no-untyped-def]
    """Small planes at twice their size, each pixel repeated, followed by large ones."""
    own, height, width = large.shape
    first = small.shape[0]
    out = np.empty((first + own, height, width), dtype=np.float32)
    for c in range(first):
        for y in range(height):
            line, source = out[c, y], small[c, y // 2]
            for x in range(width // 2):
                line[2 * x] = source[x]
                line[2 * x + 1] = source[x]
    out[first:] = large
    return out
