"""Fingers whose minutiae went through a record of ISO/IEC 19794-2, as another vendor's would come in.

All minutiae that are seen in an image are written, not only those that our templates keep: what a record
without qualities cannot say is which of them to keep.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, cast

import numpy as np

from rekam.abis.engine.extract import extract_finger
from rekam.abis.engine.extract.minutiae import Minutiae
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_minutiae, minutiae_2005, minutiae_2011
from rekam.abis.engine.formats.minutiae import MOST_MINUTIAE, OTHER, Minutia, View, template_of
from rekam.abis.engine.formats.minutiae_2005 import Record2005
from rekam.abis.engine.formats.records import Record
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FingerTemplate

RATES: Final = {500: 197, 1_000: 394, 300: 118}
"""Pixels an inch, and a centimetre as records tell them."""


def through_record(
    sample: Sample, *, way: str, by: str = Extractor.LEADER, quality: int | None = None
) -> FingerTemplate:
    """The template that comes back of a finger's minutiae, foreign. Raises as `extract_finger`."""
    notes = Notebook()
    extract_finger(sample, extractor=Extractor(by), quality=quality, recorder=notes)
    record = WAYS[way](cast(Minutiae, notes["finger.minutiae"]))
    (view,) = decode_minutiae(record)
    return template_of(view, extractor=Extractor.FOREIGN)


def _view(minutiae: Minutiae, *, judged: bool, ppi: int = 500) -> View:
    """From the top of the image down, as a vendor's own order tells nothing of reliability either."""
    scale, side = ppi / 500, round(1_001 * ppi / 500)
    order = np.argsort(minutiae.y, kind="stable")
    if len(order) > MOST_MINUTIAE:
        order = np.sort(np.argsort(-minutiae.reliability)[:MOST_MINUTIAE])
    told = tuple(
        Minutia(
            OTHER,
            round(float(minutiae.x[k]) * scale),
            round(float(minutiae.y[k]) * scale),
            int(minutiae.angle[k]),
            max(1, round(float(minutiae.reliability[k]) * 100)) if judged else None,
        )
        for k in order
    )
    rate = RATES[ppi]
    return View(position=2, width=side, height=side, across=rate, down=rate, minutiae=told)


def _as_2005(minutiae: Minutiae, *, judged: bool, ppi: int = 500) -> bytes:
    view = _view(minutiae, judged=judged, ppi=ppi)
    size = {"width": view.width, "height": view.height, "across": view.across, "down": view.down}
    return minutiae_2005.write(Record2005(views=(view,), **size))


def _as_2011(minutiae: Minutiae, *, judged: bool) -> bytes:
    view = replace(_view(minutiae, judged=judged), sized=6 if judged else 5)
    return minutiae_2011.write(Record(representations=(view,)))


WAYS: Final[Mapping[str, Callable[[Minutiae], bytes]]] = {
    "2005": partial(_as_2005, judged=True),
    "2011": partial(_as_2011, judged=True),
    "2011-bare": partial(_as_2011, judged=False),
    "2005-bare-300": partial(_as_2005, judged=False, ppi=300),
}
"""Editions with each minutia's quality; without any; and as of a device of 300 ppi."""
