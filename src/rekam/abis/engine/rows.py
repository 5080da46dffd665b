"""Templates as rows of fixed size: how a part of a body lies in a gallery column and in a kernel's hands.

A row of zeros means that the part is absent.

finger  uint64[249]: cylinders [4, 52], their counts of ones and the angles 52 x uint8 each (and 4 unused),
        x and y 52 x int16, count, the extractor's number (2,000 bytes)
iris    uint64[64]: code [32], mask [32] (512 bytes)
face    uint64[16]: embedding 128 x int8, stretched to the length FACE_NORM (128 bytes)
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import NUMBERS, Extractor
from rekam.abis.engine.finger_parameters import WORDS
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import (
    FACE_LENGTH,
    IRIS_WORDS,
    MAX_MINUTIAE,
    FaceTemplate,
    FingerTemplate,
    IrisTemplate,
    PersonTemplate,
)

Row = npt.NDArray[np.uint64]

LAYOUT: Final = 3
"""Raised whenever words of a row come to mean something else, also when neighbourhoods are built otherwise:
a gallery of another layout is refused, never misread, and made again from the template store."""

CYLINDER_WORDS: Final = WORDS * MAX_MINUTIAE
ONES_AT: Final = CYLINDER_WORDS
ANGLES_AT: Final = ONES_AT + -(-MAX_MINUTIAE // 8)
X_AT: Final = ANGLES_AT + -(-MAX_MINUTIAE // 8)
Y_AT: Final = X_AT + MAX_MINUTIAE // 4
COUNT_AT: Final = Y_AT + MAX_MINUTIAE // 4
EXTRACTOR_AT: Final = COUNT_AT + 1
FINGER_WORDS: Final = EXTRACTOR_AT + 1
IRIS_ROW_WORDS: Final = 2 * IRIS_WORDS
FACE_WORDS: Final = FACE_LENGTH // 8
EXTRACTORS: Final = {number: extractor for extractor, number in NUMBERS.items()}
FACE_NORM: Final = 320.0
"""One length for all faces makes a cosine one product. Of a unit vector nothing above 0.4 is kept, and the
steps are 0.003: embeddings lie mostly below 0.3."""


def row_words(position: Position) -> int:
    """The 64-bit words of a row of this position."""
    if position.is_finger:
        return FINGER_WORDS
    return IRIS_ROW_WORDS if position.is_iris else FACE_WORDS


BYTES_PER_PERSON: Final = 16 + 8 * sum(row_words(position) for position in Position)
"""A person with all thirteen positions and the subject id; absent parts are holes in the files."""


def finger_row(finger: FingerTemplate) -> Row:
    """uint64[FINGER_WORDS] of a finger."""
    row = np.zeros(FINGER_WORDS, dtype=np.uint64)
    count = len(finger)
    row[:CYLINDER_WORDS].reshape(WORDS, MAX_MINUTIAE)[:, :count] = finger.cylinders
    row[ONES_AT:ANGLES_AT].view(np.uint8)[:count] = np.bitwise_count(finger.cylinders).sum(axis=0)
    row[ANGLES_AT:X_AT].view(np.uint8)[:count] = finger.angle
    row[X_AT:Y_AT].view(np.int16)[:count] = finger.x
    row[Y_AT:COUNT_AT].view(np.int16)[:count] = finger.y
    row[COUNT_AT] = count
    row[EXTRACTOR_AT] = NUMBERS[finger.extractor]
    return row


def extractor_of(row: Row) -> Extractor:
    """Who found the minutiae of a finger's row. Raises KeyError for a row without a finger."""
    return EXTRACTORS[int(row[EXTRACTOR_AT])]


def iris_row(iris: IrisTemplate) -> Row:
    """uint64[IRIS_ROW_WORDS] of an iris."""
    return np.concatenate([iris.code, iris.mask])


def face_row(face: FaceTemplate) -> Row:
    """uint64[FACE_WORDS] of a face; an embedding of zeros is an absent face."""
    vector = face.embedding.astype(np.float64)
    stretched = vector * (FACE_NORM / max(1.0, float(np.linalg.norm(vector))))
    return np.clip(np.rint(stretched), -127, 127).astype(np.int8).view(np.uint64)


def rows_of(template: PersonTemplate) -> dict[Position, Row]:
    """The rows of all parts that are present."""
    rows = {position: finger_row(finger) for position, finger in template.fingers.items()}
    rows |= {position: iris_row(iris) for position, iris in template.irises.items()}
    if template.face is not None:
        rows[Position.FACE] = face_row(template.face)
    return rows
