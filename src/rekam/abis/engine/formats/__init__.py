"""Records of other systems: ISO/IEC 19794 images (fingers, irises, faces) and minutiae, CBEFF XML.

`decode_record` reads one image of any kind; the modules read and write all that a record holds.
"""

from rekam.abis.engine.formats import face, finger, iris, minutiae_2005, minutiae_2011
from rekam.abis.engine.formats.minutiae import View
from rekam.abis.engine.formats.pixels import WsqReader
from rekam.abis.engine.formats.records import broken
from rekam.abis.engine.samples import Sample


def decode_record(data: bytes, *, wsq: WsqReader | None = None) -> Sample:
    """The sample of an image record of any of the three kinds, told apart by its first four bytes.

    wsq  reads fingers compressed as WSQ; without it they are refused
    Raises RuleBroken with the codes of `finger.decode`, `iris.decode` and `face.decode`.
    """
    data = bytes(data)
    magic = data[:4]
    if magic == finger.SHAPE.magic:
        return finger.decode(data, wsq=wsq)
    if magic == iris.SHAPE.magic:
        return iris.decode(data)
    if magic == face.SHAPE.magic:
        return face.decode(data)
    raise broken("magic")


def decode_minutiae(data: bytes) -> tuple[View, ...]:
    """The views of a minutiae record of either edition.

    Raises RuleBroken("minutiae_record_invalid").
    """
    data = bytes(data)
    if data[: len(minutiae_2005.MAGIC)] == minutiae_2005.MAGIC:
        return minutiae_2005.read(data).views
    return minutiae_2011.read(data).representations


def encode_record(sample: Sample) -> bytes:
    """The image record of a sample of any position, its image as PNG."""
    if sample.position.is_finger:
        return finger.encode(sample)
    return iris.encode(sample) if sample.position.is_iris else face.encode(sample)
