"""Comparing two faces: the cosine of their embeddings, -1 to 1; strangers lie near 0.1, the same face above 0.4."""

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def cosines(probe, gallery, out):  # type: ignore[no-untyped-def]
    """The cosine of a probe with each row of a gallery column.

    probe    int8[128]
    gallery  int8[rows, 128]; a row of zeros is absent
    out      float32[rows], -1 to 1; -1 where absent
    """
    length = probe.shape[0]
    own = np.int32(0)
    wide = probe.astype(np.int32)
    for k in range(length):
        own += wide[k] * wide[k]
    for r in range(len(gallery)):
        dot = np.int32(0)
        other = np.int32(0)
        for k in range(length):
            value = np.int32(gallery[r, k])
            dot += wide[k] * value
            other += value * value
        whole = np.sqrt(np.float32(own) * np.float32(other))
        out[r] = np.float32(dot) / whole if whole > 0 else np.float32(-1.0)
