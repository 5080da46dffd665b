"""Linear steps of a network: channels mixed, and filters over several pixels, as products of matrices."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract import layers
from rekam.abis.engine.extract.layers import F32


@dataclass(frozen=True, eq=False)
class Linear:
    """Each result is a weighted sum of what is seen, plus its bias.

    matrix  rows and columns filled up with zeros to fours, as `layers.product` takes them
    bias    one a result
    seen    how many columns of the matrix are meant
    """

    matrix: F32
    bias: F32
    seen: int

    @staticmethod
    def of(matrix: F32, bias: F32) -> "Linear":
        """The step of a plain matrix [results, seen]."""
        results, seen = matrix.shape
        filled = np.zeros((-(-results // 4) * 4, -(-seen // 4) * 4), dtype=np.float32)
        filled[:results, :seen] = matrix
        return Linear(filled, np.ascontiguousarray(bias, dtype=np.float32), seen)

    @property
    def plain(self) -> F32:
        """The matrix without what filled it up."""
        return self.matrix[: len(self.bias), : self.seen]

    def mix(self, planes: F32) -> F32:
        """The results at each pixel of [channel, pixel], without the bias: [result, pixel]."""
        starts = self._filled(np.arange(self.seen, dtype=np.int64) * planes.shape[1])
        product: F32 = layers.product(self.matrix, planes.reshape(-1), starts, 1, 0, planes.shape[1])
        return product[: len(self.bias)]

    def filter(self, framed: F32, *, side: int, dilation: int, lines: tuple[int, int]) -> F32:
        """The results of a filter of side x side pixels, `dilation` apart: [result, pixel], without the bias.

        framed  the planes with a frame of zeros dilation * (side // 2) wide
        lines   first and last (exclusive) of the image that are wanted
        """
        starts = self._filled(window_starts(framed.shape, side=side, dilation=dilation))
        starts += lines[0] * framed.shape[2]
        width = framed.shape[2] - dilation * (side - 1)
        product: F32 = layers.product(
            self.matrix, framed.reshape(-1), starts, lines[1] - lines[0], framed.shape[2], width
        )
        return product[: len(self.bias)]

    def _filled(self, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        filled = np.zeros(self.matrix.shape[1], dtype=np.int64)
        filled[: self.seen] = starts
        return filled


@lru_cache(maxsize=64)
def window_starts(shape: tuple[int, ...], *, side: int, dilation: int) -> npt.NDArray[np.int64]:
    """Where each channel and place of a window begins in planes of that shape, line by line."""
    channels, height, width = shape
    c, dy, dx = np.meshgrid(np.arange(channels), np.arange(side), np.arange(side), indexing="ij")
    starts = np.asarray((c * height * width + dilation * (dy * width + dx)).reshape(-1), dtype=np.int64)
    starts.flags.writeable = False
    return starts
