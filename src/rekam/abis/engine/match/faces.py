"""Comparing two faces: the cosine of their embeddings, -1 to 1.

Strangers lie near 0.1, the same face mostly above 0.5.
"""

from typing import Final

import numpy as np
from numba import njit

ABSENT: Final = -1.0


@njit(cache=True, fastmath=True)
def cosines(probe, gallery, rows, out):  # type: ignore[no-untyped-def]
    """The cosine of a probe with rows of a gallery column.

    probe    int8[128]; gallery int8[n, 128], a row of zeros is absent
    rows     int64, which rows to compare
    out      float32, one for each of them: -1 to 1; ABSENT where absent
    """
    own = np.int32(0)
    wide = probe.astype(np.int32)
    for k in range(len(wide)):
        own += wide[k] * wide[k]
    for i in range(len(rows)):
        row = gallery[rows[i]]
        dot = np.int32(0)
        other = np.int32(0)
        for k in range(len(wide)):
            value = np.int32(row[k])
            dot += wide[k] * value
            other += value * value
        whole = np.sqrt(np.float32(own) * np.float32(other))
        out[i] = np.float32(dot) / whole if whole > 0 else np.float32(ABSENT)
