"""The score that the simulated device itself gives to an image, as scanners do before they hand it over."""

import cv2
import numpy as np

from rekam.abis.engine.extract.finger import finger_quality
from rekam.abis.engine.samples import Sample


def device_quality(sample: Sample) -> int:
    """0 to 100: NFIQ 2 for fingers; for irises and faces contrast and detail, without looking for either."""
    if sample.position.is_finger:
        return finger_quality(sample)
    values = sample.pixels.astype(np.float32)
    contrast = min(1.0, float(values.std()) / 45)
    coarse = cv2.GaussianBlur(values, (0, 0), 2)
    detail = min(1.0, float(np.abs(values - coarse).mean()) / 4)
    return round(100 * (0.5 * contrast + 0.5 * detail))
