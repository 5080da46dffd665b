"""The ISO/IEC 19794 image records that the simulated device hands over, PNG inside, without any loss."""

import struct
from typing import Final

import cv2

from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.formats.face import PNG, SHAPE
from rekam.abis.engine.formats.records import build
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.fields import Picture

RGB_24_BIT: Final = 1  # ISO/IEC 19794-5:2011 table 21


def iso_record(image: DeviceImage) -> bytes:
    """The 2011 record of one image: 19794-4 finger, 19794-6 iris or 19794-5 face.

    A face keeps its colour, which the card needs; the engine's own encoder writes grey.
    """
    if image.colour is None:
        return encode_record(image.sample)
    return _coloured_face(image.colour)


def _coloured_face(colour: Picture) -> bytes:
    """A face record with a BGR picture as a PNG in colour."""
    png = cv2.imencode(".png", colour)[1].tobytes()
    height, width = colour.shape[:2]
    nothing_measured = struct.pack(">HBBBB3xH6B", 0, 0, 0, 0, 0, 0, *(0,) * 6)
    face_type, rate, post, cross = 1, 0, 0, 0
    kind = struct.pack(">BBHHBHBB", face_type, PNG, width, height, rate, post, cross, RGB_24_BIT)
    body = nothing_measured + kind + struct.pack(">I", len(png)) + png
    return build(body, shape=SHAPE, extra_header=bytes(2))
