"""ISO/IEC 19794-4:2011 finger image records (`FIR`, version 020)."""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.formats import finger_blocks
from rekam.abis.engine.formats.finger_blocks import FingerBlock
from rekam.abis.engine.formats.pixels import (
    WsqReader,
    jpeg2000,
    pixels_of,
    png,
    raw_pixels,
    wsq_pixels,
)
from rekam.abis.engine.formats.records import (
    MOST_REPRESENTATIONS,
    NOTHING_SAID,
    Capture,
    Layout,
    Reader,
    Record,
    Shape,
    broken,
    number,
    read_blocks,
    read_record,
    write_record,
)
from rekam.abis.engine.positions import FINGER_CODES
from rekam.abis.engine.samples import FINGER_SIDE, Pixels, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"FIR\0", version=b"020\0", told=1, has_certificates=True)
PER_INCH, PER_CENTIMETRE = 1, 2
RAW, PACKED, WSQ, JPEG, JP2_LOSSY, JP2_LOSSLESS, PNG = 0, 1, 2, 3, 4, 5, 6
FORMATS: Final = {JPEG: "JPEG", JP2_LOSSY: "JPEG2000", JP2_LOSSLESS: "JPEG2000", PNG: "PNG"}
LIVE_PLAIN: Final = 0
POSITIONS: Final = {code: position for position, code in FINGER_CODES.items()}


@dataclass(frozen=True, kw_only=True)
class FingerImage:
    """One image of a finger, or of several (positions 13 to 15), as the record has it.

    position      1 to 10 right thumb to left little, 0 unknown, 13 to 15 slaps
    unit          of the rates: 1 pixels an inch, 2 pixels a centimetre
    scan_across   at which the device scanned; image_across that of the image; likewise down
    impression    0 live plain, 1 live rolled, 24 contactless, 28 other, 29 unknown
    image         as it is stored, compressed or not
    blocks        what follows the image
    """

    capture: Capture = NOTHING_SAID
    position: int
    number: int = 0
    unit: int = PER_INCH
    scan_across: int
    scan_down: int
    image_across: int
    image_down: int
    depth: int = 8
    compression: int
    impression: int = LIVE_PLAIN
    width: int
    height: int
    image: bytes
    blocks: tuple[FingerBlock, ...] = ()


_LAYOUT: Final = Layout(
    "BBBHHHHBBBHH",
    *("position", "number", "unit", "scan_across", "scan_down", "image_across", "image_down"),
    *("depth", "compression", "impression", "width", "height"),
)


def read(data: bytes, *, most: int = MOST_REPRESENTATIONS) -> Record[FingerImage]:
    """All images of a record, nothing decoded.

    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    return read_record(data, shape=SHAPE, body=_body, most=most)


def write(record: Record[FingerImage]) -> bytes:
    """The bytes of a record. Raises ValueError for numbers that their fields cannot hold."""
    return write_record(record, shape=SHAPE, capture=lambda one: one.capture, body=_written)


def encode(sample: Sample, *, compression: int = PNG) -> bytes:
    """The record of one finger.

    compression  PNG (6, the default) or JP2_LOSSLESS (5)
    Raises ValueError for another compression or a sample that is no finger.
    """
    if sample.position not in FINGER_CODES or compression not in (PNG, JP2_LOSSLESS):
        raise ValueError(f"no finger record of {sample.position} with compression {compression}")
    rate = sample.ppi or 500
    height, width = sample.pixels.shape
    image = FingerImage(
        position=FINGER_CODES[sample.position],
        scan_across=rate,
        scan_down=rate,
        image_across=rate,
        image_down=rate,
        compression=compression,
        width=width,
        height=height,
        image=png(sample.pixels) if compression == PNG else jpeg2000(sample.pixels),
    )
    return write(Record(representations=(image,), told=1))


def decode(data: bytes, *, wsq: WsqReader | None = None) -> Sample:
    """The finger of a record with one image.

    wsq  reads compression 2; without it such a record is refused
    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" |
    "image_resolution_unknown" | "finger_position_unknown" | "compression_unknown" | "compression_needs_wsq").
    """
    image = read(data, most=1).only
    if image.position not in POSITIONS:
        raise RuleBroken("finger_position_unknown", position=image.position)
    if image.depth != 8:
        raise broken("depth")
    ppi = _ppi(image)
    return Sample(position=POSITIONS[image.position], pixels=_pixels(image, wsq=wsq), ppi=ppi)


def _body(capture: Capture, reader: Reader) -> FingerImage:
    fields = _LAYOUT.read(reader)
    image = reader.take(reader.u32())
    blocks = read_blocks(reader, value=finger_blocks.value_of)
    return FingerImage(capture=capture, image=image, blocks=blocks, **fields)


def _written(image: FingerImage) -> bytes:
    blocks = b"".join(finger_blocks.written(block) for block in image.blocks)
    return _LAYOUT.write(image) + number(len(image.image), width=4) + image.image + blocks


def _ppi(image: FingerImage) -> int:
    across, down = image.image_across, image.image_down
    if image.unit not in (PER_INCH, PER_CENTIMETRE) or across != down:
        raise RuleBroken("image_resolution_unknown", unit=image.unit, across=across, down=down)
    return across if image.unit == PER_INCH else round(across * 2.54)


def _pixels(image: FingerImage, *, wsq: WsqReader | None) -> Pixels:
    width, height, compression = image.width, image.height, image.compression
    if compression == RAW:
        return raw_pixels(image.image, width=width, height=height, limit=FINGER_SIDE)
    if compression == WSQ:
        return wsq_pixels(image.image, width=width, height=height, limit=FINGER_SIDE, wsq=wsq)
    if compression not in FORMATS:
        raise RuleBroken("compression_unknown", compression=compression)
    formats = (FORMATS[compression],)
    return pixels_of(image.image, width=width, height=height, limit=FINGER_SIDE, formats=formats)
