"""A face image to its template: YuNet finds the face and five points, SFace embeds it.

Source: Wu, Peng, Yu, "YuNet", 2023; Zhong, Deng et al., "SFace", IEEE TIP 30, 2021; weights from opencv_zoo.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.face_quality import measure_quality
from rekam.abis.engine.extract.networks import ONE_AT_A_TIME, detector, recogniser
from rekam.abis.engine.face_parameters import FACE
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import FaceTemplate
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True, eq=False)
class Found:
    """A face in the picture that was searched: its row of the detector, that picture, and the scale to it.

    others  how many faces besides are at least half as wide: people in the background are smaller
    """

    row: npt.NDArray[np.float32]
    picture: Pixels
    scale: float
    others: int = 0

    @property
    def points(self) -> npt.NDArray[np.float64]:
        """Right eye, left eye, nose, corners of the mouth: [5, x and y] in the image's own pixels."""
        rows = np.asarray(self.row[4:14], dtype=np.float64).reshape(5, 2)
        return (rows - FACE.border) / self.scale


def extract_face(sample: Sample, *, recorder: Recorder | None = None) -> FaceTemplate:
    """The template of the largest face of an image.

    Raises RuleBroken("face_not_found" | "weights_missing" | "weights_invalid").
    """
    found = find_face(sample.pixels)
    if found is None:
        raise RuleBroken("face_not_found")
    network = recogniser()
    with ONE_AT_A_TIME:
        aligned = network.alignCrop(found.picture, found.row)
        vector = np.array(network.feature(aligned), dtype=np.float64).reshape(-1)
    embedding = np.rint(vector * (127.0 / max(float(np.abs(vector).max()), 1e-9))).astype(np.int8)
    quality = measure_quality(found)
    template = FaceTemplate(embedding=embedding, quality=quality.overall)
    keep(recorder, face__found=found, face__quality=quality, face__aligned=aligned, face__template=template)
    return template


def find_face(pixels: Pixels) -> Found | None:
    """The largest face that the detector believes in, or None. Small and large pictures are scaled first."""
    scale = FACE.working_side / max(pixels.shape)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how)
    edge = FACE.border
    framed = cv2.copyMakeBorder(resized, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    picture: Any = cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR)
    network = detector()
    with ONE_AT_A_TIME:
        network.setInputSize((picture.shape[1], picture.shape[0]))
        _, rows = network.detect(picture)
    if rows is None:
        return None
    row = max(rows, key=lambda face: float(face[14] * face[2] * face[3]))
    others = sum(bool(2 * face[2] >= row[2]) for face in rows) - 1
    return Found(row=row, picture=np.asarray(picture, dtype=np.uint8), scale=scale, others=others)


def quality_of(found: Found) -> int:
    """0 to 100: the detector's belief, lowered for faces of few pixels and for contrast that is lost."""
    return measure_quality(found).overall
