"""NIST's NBIS: minutiae by mindtct, and the quality of an image by NFIQ 2.

Without a lock: 100 extractions on four threads gave what one thread gave, bit by bit.
"""

import atexit
import io
from functools import cache
from typing import Any

import nbis
import numpy as np
from PIL import Image

from rekam.abis.engine.extract.minutiae import Minutiae
from rekam.abis.engine.extract.ridges import along_flow, plain_ridges
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import FINGER_PPI, Pixels


def mindtct_minutiae(pixels: Pixels, *, recorder: Recorder | None = None) -> Minutiae:
    """The minutiae of a finger image at 500 ppi, ridges dark: none where mindtct cannot read it."""
    ridges = plain_ridges(pixels)
    found = _found(ridges.drawn)
    columns, rows = found.x.astype(np.int64), found.y.astype(np.int64)
    degrees = along_flow(x=columns, y=rows, degrees=found.degrees, flow=ridges.flow)
    inside = ~ridges.background[rows, columns]
    keep(recorder, finger__ridges=ridges)
    return Minutiae(
        x=found.x[inside], y=found.y[inside], degrees=degrees[inside], reliability=found.reliability[inside]
    )


def nfiq2(pixels: Pixels) -> int:
    """NFIQ 2 of a finger image at 500 ppi, 0 (nothing to see) to 100. Source: ISO/IEC 29794-4."""
    try:
        score = int(_read(pixels, with_quality=True).quality().score)
    except nbis.NbisError:
        return 0
    return min(100, max(0, score))


def _found(pixels: Pixels) -> Minutiae:
    try:
        found = _read(pixels, with_quality=False).get()
    except nbis.NbisError:
        found = []
    rows = [(m.x(), m.y(), m.angle(), m.reliability()) for m in found]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return Minutiae(x=columns[0], y=columns[1], degrees=columns[2], reliability=columns[3])


@cache
def _extractor(*, with_quality: bool) -> Any:
    settings = nbis.NbisExtractorSettings(
        min_quality=0.0,
        get_center=False,
        check_fingerprint=False,
        compute_nfiq2=with_quality,
        ppi=float(FINGER_PPI),
    )
    return nbis.new_nbis_extractor(settings)


atexit.register(_extractor.cache_clear)  # its finaliser needs a living interpreter


def _read(pixels: Pixels, *, with_quality: bool) -> Any:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return _extractor(with_quality=with_quality).extract_minutiae(file.getvalue())
