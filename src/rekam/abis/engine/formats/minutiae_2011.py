"""ISO/IEC 19794-2:2011 minutiae records (`FMR`, version 030): each view with its own day, device and size."""

from functools import partial
from typing import Final

from rekam.abis.engine.formats.minutiae import (
    MAX_BYTES,
    MOST_MINUTIAE,
    MOST_PLACE,
    Minutia,
    View,
    broken,
    checked,
)
from rekam.abis.engine.formats.minutiae_blocks import value_of, written
from rekam.abis.engine.formats.records import (
    Capture,
    Layout,
    Reader,
    Record,
    Shape,
    number,
    read_blocks,
    read_record,
    write_record,
)
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"FMR\0", version=b"030\0", told=0, has_certificates=True)
WITHOUT, WITH = 5, 6
NOT_TOLD: Final = 254
MOST_VIEWS: Final = 176
"""Eleven positions, sixteen views each."""

_HEAD: Final = Layout("BBHHBHH", "position", "number", "across", "down", "impression", "width", "height")


def read(data: bytes) -> Record[View]:
    """All views of a record.

    Raises RuleBroken("minutiae_record_invalid").
    """
    if len(data) > MAX_BYTES:
        raise broken("too_large")
    try:
        return read_record(data, shape=SHAPE, body=_view, most=MOST_VIEWS)
    except RuleBroken as error:
        raise broken(str(error.facts.get("why", "truncated"))) from error


def _view(capture: Capture, reader: Reader) -> View:
    fields = _HEAD.read(reader)
    kinds = reader.u8()
    sized, ending = kinds >> 4, kinds & 0xF
    if sized not in (WITHOUT, WITH):
        raise broken("minutia_size")
    minutiae = tuple(_minutia(reader, sized=sized) for _ in range(reader.u8()))
    if reader.u16() != reader.left:
        raise broken("blocks")
    image = fields["width"], fields["height"]
    blocks = read_blocks(reader, value=partial(value_of, judged=True, image=image))
    return checked(
        View(minutiae=minutiae, blocks=blocks, capture=capture, ending=ending, sized=sized, **fields)
    )


def _minutia(reader: Reader, *, sized: int) -> Minutia:
    across, down, angle = reader.u16(), reader.u16(), reader.u8()
    if down > MOST_PLACE:
        raise broken("reserved")
    quality = reader.u8() if sized == WITH else NOT_TOLD
    told = None if quality == NOT_TOLD else quality
    return Minutia(kind=across >> 14, x=across & MOST_PLACE, y=down, angle=angle, quality=told)


def write(record: Record[View]) -> bytes:
    """The bytes of a record. Raises ValueError for numbers that their fields cannot hold."""
    return write_record(record, shape=SHAPE, capture=lambda one: one.capture, body=_written, most=MOST_VIEWS)


def _written(view: View) -> bytes:
    if view.sized not in (WITHOUT, WITH) or not view.ending < 16 or len(view.minutiae) > MOST_MINUTIAE:
        raise ValueError("a number that its field cannot hold")
    head = _HEAD.write(view) + bytes([view.sized << 4 | view.ending, len(view.minutiae)])
    minutiae = b"".join(_bytes_of(one, sized=view.sized) for one in checked(view).minutiae)
    blocks = b"".join(written(block, judged=True) for block in view.blocks)
    return head + minutiae + number(len(blocks), width=2) + blocks


def _bytes_of(one: Minutia, *, sized: int) -> bytes:
    place = number(one.kind << 14 | one.x, width=2) + number(one.y, width=2) + bytes([one.angle])
    if sized == WITHOUT:
        return place
    return place + bytes([NOT_TOLD if one.quality is None else one.quality])
