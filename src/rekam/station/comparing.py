"""Whether two templates of one position are the same body: 1:1, for this session's few people."""

import numpy as np

from rekam.abis.engine.match.fingers import stage2_many
from rekam.abis.engine.match.irises import APART, distances, rotated
from rekam.abis.engine.template import MAX_MINUTIAE, PLANES, FingerTemplate, IrisTemplate, PersonTemplate

# Strict on purpose: a false alarm stops a queue of people; the server searches again against everybody.
SAME_FINGER = 0.06
SAME_IRIS = 0.30


def same_body(first: PersonTemplate, second: PersonTemplate) -> bool:
    """Whether any position that both have is alike enough.

    Fingers: relaxed cylinder similarity (0 to 1) of at least SAME_FINGER; on FVC2002 DB1-B the highest of
    2,880 pairs of strangers has 0.026, and 80 % of 280 pairs of the same finger have more than 0.06.
    Irises: normalised distance of at most SAME_IRIS; strangers lie near 0.45.
    """
    fingers = any(
        finger_likeness(finger, second.fingers[position]) >= SAME_FINGER
        for position, finger in first.fingers.items()
        if position in second.fingers
    )
    return fingers or any(
        iris_distance(iris, second.irises[position]) <= SAME_IRIS
        for position, iris in first.irises.items()
        if position in second.irises
    )


def finger_likeness(first: FingerTemplate, second: FingerTemplate) -> float:
    """Stage 2 of the engine's finger comparison for one pair: 0 to 1."""
    count = len(second)
    cylinders = np.zeros((1, PLANES, MAX_MINUTIAE), dtype=np.uint64)
    cylinders[0, :, :count] = second.cylinders
    places = np.zeros((1, 2, MAX_MINUTIAE), dtype=np.int16)
    places[0, 0, :count], places[0, 1, :count] = second.x, second.y
    turns = np.zeros((1, MAX_MINUTIAE), dtype=np.uint8)
    turns[0, :count] = second.angle
    minutiae = np.array([first.x, first.y, first.angle], dtype=np.float64)
    scores = np.zeros(1, dtype=np.float32)
    rows, counts = np.zeros(1, dtype=np.int64), np.array([count], dtype=np.int16)
    stage2_many(first.cylinders, minutiae, first.angle, cylinders, places, turns, counts, rows, scores)
    return float(scores[0])


def iris_distance(first: IrisTemplate, second: IrisTemplate) -> float:
    """The engine's normalised distance of one pair: 0 (the same) to about 0.5."""
    codes, masks = rotated(first)
    out = np.full(1, APART, dtype=np.float32)
    distances(codes, masks, second.code[None], second.mask[None], out)
    return float(out[0])
