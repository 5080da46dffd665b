"""How well an iris will compare, before it is compared: what is seen of it, its limbus, its pupil's shape.

Measured against the mean score of an image with others of its eye: the share in use says most (rank
correlation 0.4 to 0.8), a faint limbus or a ragged pupil tells of rings that were found wrongly. Sharpness
and the pupil's width say nothing more to this engine, whose filter is coarser than a blur that leaves rings.
"""

import math
from dataclasses import dataclass

import numpy as np

from rekam.abis.engine.extract.circles import Circle
from rekam.abis.engine.extract.sheet import Eye
from rekam.abis.engine.iris_parameters import IrisParameters


@dataclass(frozen=True)
class IrisQuality:
    """What an iris image is worth.

    usable     share (0 to 1) of the sheet that is iris: lids, lashes, reflections and the frame's edge take
               the rest
    limbus     rise of tone across the limbus
    ragged     deviation of the pupil's radius round its curve, as a share of it
    dilation   pupil radius over iris radius
    value      0 to 100
    """

    usable: float
    limbus: float
    ragged: float
    dilation: float
    value: int


def iris_quality(*, usable: float, limbus: Circle, eye: Eye, parameters: IrisParameters) -> IrisQuality:
    """The quality of an iris whose rings were found and of which a share is usable."""
    pupil = float(eye.pupil.radii.mean())
    ragged = float(np.std(eye.pupil.radii)) / max(pupil, 1e-6)
    clear = min(1.0, max(0.0, limbus.step) / parameters.clear_limbus)
    even = math.exp(-((ragged / parameters.ragged_pupil) ** 2))
    return IrisQuality(
        usable=usable,
        limbus=limbus.step,
        ragged=ragged,
        dilation=pupil / max(float(eye.limbus.radii.mean()), 1e-6),
        value=round(100 * usable * clear * even),
    )
