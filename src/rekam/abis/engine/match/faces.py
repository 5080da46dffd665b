"""Comparing two faces: the cosine of their embeddings, -1 to 1.

Strangers lie near 0.1, the same face mostly above 0.5.
"""

from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.rows import FACE_NORM

ABSENT: Final = -1.0
UNIT: Final = np.float32(1.0 / FACE_NORM**2)


@njit(cache=True, nogil=True)
def cosines(probe, gallery, rows, out):  # type: ignore[no-untyped-def]
    """The cosine of a probe with rows of a gallery column.

    probe    int8[128] of `rows.face_row`; gallery int8[n, 128], a row of zeros is absent
    rows     int64, which rows to compare
    out      float32, one for each of them: -1 to 1, to within 0.01; ABSENT where absent

    All rows are of one length, so that one product is enough. It is kept to 16 and 32 bits, which
    processors multiply and add in one instruction; looking for absent rows beside it would halve its pace.
    """
    wide = probe.astype(np.int16)
    for i in range(len(rows)):
        row = gallery[np.uint64(rows[i])]
        product = np.int32(0)
        for k in range(len(wide)):
            product = np.int32(product + np.int32(np.int32(wide[k]) * np.int32(row[k])))
        out[i] = min(max(np.float32(product) * UNIT, np.float32(-1.0)), np.float32(1.0))
    for i in range(len(rows)):
        if out[i] == 0 and not np.any(gallery[np.uint64(rows[i])]):
            out[i] = np.float32(ABSENT)
