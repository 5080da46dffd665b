"""ISO/IEC 19794-2:2005 minutiae records (`FMR`, version " 20"): one header for all views of all fingers."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from rekam.abis.engine.formats.minutiae import (
    FAILED,
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
    MOST_SCORE,
    Capture,
    Layout,
    Quality,
    Reader,
    number,
    read_blocks,
)
from rekam.kernel.errors import RuleBroken

MAGIC: Final = b"FMR\0 20\0"
MOST_VIEWS: Final = 255


@dataclass(frozen=True, kw_only=True)
class Record2005:
    """A record of the 2005 edition.

    device   four bits of certificates (1: appendix F of the FBI's CJIS) and twelve of the device's type
    views    all of one size and one resolution, which the header tells once
    """

    device: int = 0
    width: int
    height: int
    across: int
    down: int
    views: tuple[View, ...]


_HEAD: Final = Layout("HHHHH", "device", "width", "height", "across", "down")


def read(data: bytes) -> Record2005:
    """All views of a record; a view's quality is its capture's one score.

    Raises RuleBroken("minutiae_record_invalid").
    """
    if len(data) > MAX_BYTES:
        raise broken("too_large")
    reader = Reader(data)
    try:
        record = _record(reader)
    except RuleBroken as error:
        raise broken(str(error.facts.get("why", "truncated"))) from error
    return record


def _record(reader: Reader) -> Record2005:
    length = reader.left
    if reader.take(8) != MAGIC:
        raise broken("magic")
    if reader.u32() != length:
        raise broken("length")
    head = _HEAD.read(reader)
    count, reserved = reader.u8(), reader.u8()
    if reserved:
        raise broken("reserved")
    size = {name: head[name] for name in ("width", "height", "across", "down")}
    views = tuple(_view(reader, size=size) for _ in range(count))
    if reader.left:
        raise broken("rest")
    return Record2005(views=views, **head)


def _view(reader: Reader, *, size: dict[str, int]) -> View:
    position, number, quality, count = reader.u8(), reader.u8(), reader.u8(), reader.u8()
    minutiae = tuple(_minutia(reader) for _ in range(count))
    inside = Reader(reader.take(reader.u16()))
    blocks = read_blocks(inside, value=partial(value_of, judged=False, image=(size["width"], size["height"])))
    if quality > MOST_SCORE:
        raise broken("quality")
    return checked(
        View(
            position=position,
            number=number >> 4,
            impression=number & 0xF,
            minutiae=minutiae,
            blocks=blocks,
            capture=Capture(qualities=(Quality(quality),)),
            **size,
        )
    )


def _minutia(reader: Reader) -> Minutia:
    across, down, angle, quality = reader.u16(), reader.u16(), reader.u8(), reader.u8()
    if down > MOST_PLACE:
        raise broken("reserved")
    if quality == FAILED:
        raise broken("quality")
    return Minutia(kind=across >> 14, x=across & MOST_PLACE, y=down, angle=angle, quality=quality or None)


def write(record: Record2005) -> bytes:
    """The bytes of a record.

    Of a view that came from 2011 the day, the device, certificates and all but the first score are left out:
    2005 has no room for them. A quality that could not be told is told as none.
    Raises ValueError for views of another size or resolution than the header, and for numbers that their
    fields cannot hold.
    """
    if len(record.views) > MOST_VIEWS:
        raise ValueError(f"{len(record.views)} views")
    views = b"".join(_written(view, record=record) for view in record.views)
    head = _HEAD.write(record) + bytes([len(record.views), 0])
    total = len(MAGIC) + 4 + len(head) + len(views)
    return MAGIC + number(total, width=4) + head + views


def _written(view: View, *, record: Record2005) -> bytes:
    header = (record.width, record.height, record.across, record.down)
    if (view.width, view.height, view.across, view.down) != header:
        raise ValueError("a view of another size or resolution than the header's")
    if not (view.number < 16 and view.impression < 16 and len(view.minutiae) <= MOST_MINUTIAE):
        raise ValueError("a number that its field cannot hold")
    head = bytes(
        [view.position, view.number << 4 | view.impression, view.capture.score or 0, len(view.minutiae)]
    )
    minutiae = b"".join(_bytes_of(one) for one in checked(view).minutiae)
    blocks = b"".join(written(block, judged=False) for block in view.blocks)
    return head + minutiae + number(len(blocks), width=2) + blocks


def _bytes_of(one: Minutia) -> bytes:
    quality = 0 if one.quality is None or one.quality == FAILED else one.quality
    place = number(one.kind << 14 | one.x, width=2) + number(one.y, width=2)
    return place + bytes([one.angle, quality])
