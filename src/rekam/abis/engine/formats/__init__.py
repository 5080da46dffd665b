"""ISO/IEC 19794:2011 image records: fingers, irises, faces; `decode_record` reads any of them."""

from collections.abc import Callable, Mapping

from rekam.abis.engine.formats import face, finger, iris
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken

_DECODERS: Mapping[bytes, Callable[[bytes], Sample]] = {
    codec.SHAPE.magic: codec.decode for codec in (finger, iris, face)
}


def decode_record(data: bytes) -> Sample:
    """The sample of an image record of any of the three kinds, told apart by its first four bytes.

    Raises RuleBroken with the codes of `finger.decode`, `iris.decode` and `face.decode`.
    """
    decoder = _DECODERS.get(bytes(data[:4]))
    if decoder is None:
        raise RuleBroken("image_record_invalid", why="magic")
    return decoder(bytes(data))


def encode_record(sample: Sample) -> bytes:
    """The image record of a sample of any position, its image as PNG."""
    if sample.position.is_finger:
        return finger.encode(sample)
    return iris.encode(sample) if sample.position.is_iris else face.encode(sample)
