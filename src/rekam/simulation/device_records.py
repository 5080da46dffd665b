"""The ISO/IEC 19794 image records that the simulated device hands over, PNG inside, without any loss."""

import cv2

from rekam.abis.engine.formats import encode_record, face
from rekam.abis.engine.formats.records import Record
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.fields import Picture


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
    image = face.FaceImage(data_type=face.PNG, width=width, height=height, colour=face.RGB_24_BIT, image=png)
    return face.write(Record(representations=(image,)))
