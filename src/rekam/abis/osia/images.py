"""From OSIA's images to ISO/IEC 19794 records, as they were compressed, and back. Pure."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Final

from rekam.abis.engine.formats import face, finger, iris
from rekam.abis.engine.formats.pixels import size_of
from rekam.abis.engine.formats.records import NOTHING_SAID, Capture, Record
from rekam.abis.engine.positions import FINGER_CODES, IRIS_CODES, Position
from rekam.abis.engine.samples import FINGER_PPI
from rekam.abis.osia.rules import SUB_TYPE_OF, Compression, Fault, Image, Refused, kind_of
from rekam.kernel.errors import RuleBroken

FINGER: Final[Mapping[Compression, int]] = {
    Compression.NONE: finger.RAW,
    Compression.WSQ: finger.WSQ,
    Compression.JPEG: finger.JPEG,
    Compression.JPEG2000: finger.JP2_LOSSY,
    Compression.PNG: finger.PNG,
}
IRIS: Final[Mapping[Compression, int]] = {
    Compression.NONE: iris.RAW,
    Compression.JPEG2000: iris.JP2,
    Compression.PNG: iris.PNG,
}
FACE: Final[Mapping[Compression, int]] = {
    Compression.JPEG: face.JPEG,
    Compression.JPEG2000: face.JP2_LOSSY,
    Compression.PNG: face.PNG,
}
PILLOW: Final = {Compression.JPEG: "JPEG", Compression.JPEG2000: "JPEG2000", Compression.PNG: "PNG"}
Item = dict[str, object]


def records_of(images: Mapping[Position, Image]) -> dict[str, bytes]:
    """The record of each image, by position; nothing is decoded.

    Raises Refused(COMPRESSION) where the records of that part know no such image, IMAGE and SIZE.
    """
    return {str(position): _record(image) for position, image in images.items()}


def item_of(position: Position, record: bytes, *, encounter: str) -> Item:
    """An image record as OSIA's BiometricData. Raises RuleBroken("image_record_invalid")."""
    told: Item = {
        "biometricType": str(kind_of(position)),
        "biometricSubType": SUB_TYPE_OF[position],
        "encounterId": encounter,
    }
    if position.is_finger:
        one = finger.read(record, most=1).only
        return told | {"resolution": one.image_across} | _told(one, by=FINGER, code=one.compression)
    if position.is_iris:
        eye = iris.read(record, most=1).only
        return told | _told(eye, by=IRIS, code=eye.image_format)
    portrait = face.read(record, most=1).only
    return told | _told(portrait, by=FACE, code=portrait.data_type)


def _record(image: Image) -> bytes:
    codes = FINGER if image.position.is_finger else IRIS if image.position.is_iris else FACE
    if image.compression not in codes:
        raise Refused(Fault.COMPRESSION, "compression")
    code, (width, height), capture = codes[image.compression], _size(image), _capture(image)
    if image.position.is_iris:
        eye = iris.IrisImage(
            position=IRIS_CODES[image.position],
            image_format=code,
            capture=capture,
            width=width,
            height=height,
            image=image.image,
        )
        return iris.write(Record(representations=(eye,), told=1))
    if image.position is Position.FACE:
        portrait = face.FaceImage(
            data_type=code, capture=capture, width=width, height=height, image=image.image
        )
        return face.write(Record(representations=(portrait,)))
    rate = image.resolution or FINGER_PPI
    if rate > 1_200:
        raise Refused(Fault.IMAGE, "resolution")
    one = finger.FingerImage(
        position=FINGER_CODES[image.position],
        capture=capture,
        compression=code,
        width=width,
        height=height,
        image=image.image,
        scan_across=rate,
        scan_down=rate,
        image_across=rate,
        image_down=rate,
    )
    return finger.write(Record(representations=(one,), told=1))


def _size(image: Image) -> tuple[int, int]:
    """As it was told, or as the head of the file says."""
    if image.width and image.height:
        return image.width, image.height
    try:
        found = size_of(image.image, formats=(PILLOW[image.compression],))
    except RuleBroken as broken:
        raise Refused(Fault.IMAGE, "image") from broken
    if max(found) > 65_535:
        raise Refused(Fault.SIZE)
    return found


def _capture(image: Image) -> Capture:
    at = image.captured
    if at is None:
        return NOTHING_SAID
    parts = (at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond // 1000)
    return Capture(moment=parts)


def _told(
    one: finger.FingerImage | iris.IrisImage | face.FaceImage, *, by: Mapping[Compression, int], code: int
) -> Item:
    names = {number: str(name) for name, number in by.items()}
    taken = one.capture.at
    told: Item = {
        "image": b64encode(one.image).decode("ascii"),
        "width": one.width,
        "height": one.height,
        "compression": names.get(code, str(Compression.JPEG2000)),  # lossless, which OSIA does not tell apart
    }
    return told | ({"captureDate": taken.isoformat()} if taken is not None else {})
