"""The ISO/IEC 19794 image records that the simulated device hands over, PNG inside, without any loss."""

import struct
from datetime import datetime
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from rekam.abis.engine.positions import FINGER_CODES, IRIS_CODES
from rekam.abis.engine.samples import Sample
from rekam.simulation.device_images import DeviceImage

SIMULATED: Final = 0  # vendor, device type and algorithm: unknown, since nobody sold this device
PNG_FINGER, PNG_IRIS, PNG_FACE = 6, 14, 3


def iso_record(image: DeviceImage, *, quality: int, at: datetime) -> bytes:
    """The 2011 record of one image: 19794-4 finger, 19794-6 iris or 19794-5 face."""
    position = image.sample.position
    if position.is_finger:
        return _record(b"FIR\0020\0", b"\1", _finger(image.sample), quality=quality, at=at)
    if position.is_iris:
        return _record(b"IIR\0020\0", b"\1", _iris(image.sample), quality=quality, at=at)
    return _record(b"FAC\0030\0", b"\0\0", _face(image), quality=quality, at=at)


def _record(magic: bytes, rest: bytes, body: bytes, *, quality: int, at: datetime) -> bytes:
    moment = struct.pack(
        ">HBBBBBH", at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond // 1000
    )
    origin = struct.pack(">BHH", 0, SIMULATED, SIMULATED) + struct.pack(
        ">BBHH", 1, quality, SIMULATED, SIMULATED
    )
    whole = moment + origin + body
    one = struct.pack(">I", len(whole) + 4) + whole
    head = magic + struct.pack(">IHB", 8 + 7 + len(rest) + len(one), 1, 0) + rest
    return head + one


def _png(pixels: NDArray[np.uint8]) -> bytes:
    return cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1].tobytes()


def _finger(sample: Sample) -> bytes:
    png, (height, width), ppi = _png(sample.pixels), sample.pixels.shape, sample.ppi or 500
    head = struct.pack(">BBB4H", FINGER_CODES[sample.position], 0, 1, ppi, ppi, ppi, ppi)
    return head + struct.pack(">BBBHHI", 8, PNG_FINGER, 0, width, height, len(png)) + png


def _iris(sample: Sample) -> bytes:
    png, (height, width) = _png(sample.pixels), sample.pixels.shape
    head = struct.pack(">HBBBB", 1, IRIS_CODES[sample.position], 2, PNG_IRIS, 0)
    return head + struct.pack(">HHBHHH6HI", width, height, 8, 0, 0, 0, *(0,) * 6, len(png)) + png


def _face(image: DeviceImage) -> bytes:
    """A face with its colour, which the card needs; colour space 1 is 24-bit RGB, 2 is 8-bit grey."""
    pixels = image.sample.pixels if image.colour is None else image.colour
    png, (height, width) = _png(pixels), pixels.shape[:2]
    nothing_measured = struct.pack(">HBBBB3xH6B", 0, 0, 0, 0, 0, 0, *(0,) * 6)
    head = nothing_measured + struct.pack(
        ">BBHHBHBB", 1, PNG_FACE, width, height, 0, 0, 0, 2 - (pixels.ndim == 3)
    )
    return head + struct.pack(">I", len(png)) + png


def quality_of(sample: Sample) -> int:
    """The device's own score of an image, 0 to 100: sharpness against contrast, not NFIQ 2."""
    values = sample.pixels.astype(np.float32)
    contrast = min(1.0, float(values.std()) / 45)
    inside = cv2.GaussianBlur(values, (0, 0), 2)
    detail = min(1.0, float(np.abs(values - inside).mean()) / 4)
    return round(100 * (0.5 * contrast + 0.5 * detail))
