"""What the records of ISO/IEC 19794:2011 share: big-endian fields, headers, details of the capture, blocks.

All reading goes through `Reader`, so that bytes from outside can only end in RuleBroken. What is read is
kept: writing a record that was read gives the same bytes again.
Source: ISO/IEC 19794-1:2011; the layout as MOSIP's bio-utils and FingerprintIO read and write it.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from rekam.kernel.errors import RuleBroken

MAX_BYTES: Final = 16 * 1024 * 1024
MOST_REPRESENTATIONS: Final = 32
"""Of one record; the standard allows hundreds. With the next one it bounds what a record costs to read."""

MOST_BLOCK_BYTES: Final = 64 * 1024
"""Of all blocks of one representation."""

UNKNOWN_MOMENT: Final = (0xFFFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFFFF)
MOST_SCORE: Final = 100

T = TypeVar("T")


def broken(why: str) -> RuleBroken:
    """The one refusal of a malformed record; `why` is a fixed word for the log, never bytes from outside."""
    return RuleBroken("image_record_invalid", why=why)


class Reader:
    """Big-endian fields one after the other; raises RuleBroken("image_record_invalid") at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        if count < 0 or count > self.left:
            raise broken("truncated")
        self._at += count
        return self._data[self._at - count : self._at]

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(self.left)

    def u8(self) -> int:
        return self.take(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")


class Layout:
    """Fields of fixed width, named as the attributes of the value that holds them.

    widths  a `struct` format without its byte order, one letter a name
    """

    def __init__(self, widths: str, *names: str) -> None:
        self._fields = struct.Struct(f">{widths}")
        self._names = names

    def read(self, reader: Reader) -> dict[str, int]:
        return dict(zip(self._names, self._fields.unpack(reader.take(self._fields.size)), strict=True))

    def write(self, value: object) -> bytes:
        """The fields of a value. Raises ValueError for a number that its field cannot hold."""
        try:
            return self._fields.pack(*(getattr(value, name) for name in self._names))
        except struct.error as error:
            raise ValueError(f"{type(value).__name__}: {error}") from error


@dataclass(frozen=True)
class Quality:
    """A score (0 to 100; 254 none, 255 failed) by an algorithm of a vendor, both as registered with IBIA."""

    score: int
    vendor: int = 0
    algorithm: int = 0


@dataclass(frozen=True)
class Certification:
    """A certificate of the device: who gave it, after which scheme."""

    authority: int
    scheme: int


@dataclass(frozen=True, kw_only=True)
class Capture:
    """When and with what a sample was taken, and how good it is.

    moment  year, month, day, hour, minute, second, millisecond (UTC); all bits set = not said
    """

    moment: tuple[int, ...] = UNKNOWN_MOMENT
    technology: int = 0
    vendor: int = 0
    device: int = 0
    qualities: tuple[Quality, ...] = ()
    certifications: tuple[Certification, ...] = ()

    @property
    def at(self) -> datetime | None:
        """The moment, when it is one."""
        try:
            *parts, thousandths = self.moment
            year, month, day, hour, minute, second = parts
            return datetime(year, month, day, hour, minute, second, thousandths * 1000, tzinfo=UTC)
        except ValueError:
            return None

    @property
    def score(self) -> int | None:
        """The first score that is one."""
        return next((one.score for one in self.qualities if one.score <= MOST_SCORE), None)


NOTHING_SAID: Final = Capture()


@dataclass(frozen=True)
class Block:
    """Bytes of a kind that is not known, or not as its table says, behind a code and a length."""

    code: int
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Record(Generic[T]):
    """A record: its representations, and what its header says besides.

    certified  whether certificates are told of (only fingers and minutiae have room for them)
    told       how many fingers or eyes; what time the faces of a series cover; 0 for minutiae
    """

    representations: tuple[T, ...]
    certified: bool = False
    told: int = 0

    @property
    def only(self) -> T:
        """The one representation. Raises RuleBroken("image_record_invalid") where there are more or none."""
        if len(self.representations) != 1:
            raise broken("representations")
        return self.representations[0]


@dataclass(frozen=True)
class Shape:
    """What one kind of record looks like before its own fields.

    told              bytes of the header's last field
    has_certificates  whether each representation has a list of them where the header says so
    """

    magic: bytes
    version: bytes
    told: int
    has_certificates: bool = False


_DEVICE: Final = Layout("BHH", "technology", "vendor", "device")
_MOMENT: Final = struct.Struct(">HBBBBBH")
_QUALITY: Final = Layout("BHH", "score", "vendor", "algorithm")
_CERTIFICATION: Final = Layout("HB", "authority", "scheme")


def read_record(
    data: bytes, *, shape: Shape, body: Callable[[Capture, Reader], T], most: int = MOST_REPRESENTATIONS
) -> Record[T]:
    """All representations of a record.

    body  reads the part's own fields; what it leaves is refused
    most  representations; a record with more is refused before any is read
    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("image_too_large", bytes=len(data), limit=MAX_BYTES)
    reader = Reader(data)
    if reader.take(4) != shape.magic or reader.take(4) != shape.version:
        raise broken("magic")
    if reader.u32() != len(data):
        raise broken("length")
    count, certified = reader.u16(), reader.u8()
    if not 1 <= count <= most:
        raise broken("representations")
    if certified > 1:
        raise broken("certification")
    told = int.from_bytes(reader.take(shape.told), "big")
    with_list = certified == 1 and shape.has_certificates
    found = tuple(_representation(reader, with_list=with_list, body=body) for _ in range(count))
    if reader.left:
        raise broken("rest")
    return Record(representations=found, certified=certified == 1, told=told)


def _representation(reader: Reader, *, with_list: bool, body: Callable[[Capture, Reader], T]) -> T:
    length = reader.u32()
    if length < 5 or length - 4 > reader.left:
        raise broken("representation_length")
    inner = Reader(reader.take(length - 4))
    found = body(_capture(inner, with_list=with_list), inner)
    if inner.left:
        raise broken("rest")
    return found


def _capture(reader: Reader, *, with_list: bool) -> Capture:
    moment = _MOMENT.unpack(reader.take(_MOMENT.size))
    device = _DEVICE.read(reader)
    qualities = tuple(Quality(**_QUALITY.read(reader)) for _ in range(reader.u8()))
    count = reader.u8() if with_list else 0
    certifications = tuple(Certification(**_CERTIFICATION.read(reader)) for _ in range(count))
    return Capture(moment=moment, qualities=qualities, certifications=certifications, **device)


def write_record(
    record: Record[T],
    *,
    shape: Shape,
    capture: Callable[[T], Capture],
    body: Callable[[T], bytes],
    most: int = MOST_REPRESENTATIONS,
) -> bytes:
    """The bytes of a record.

    capture, body  the details of the capture of a representation, and the bytes of its own fields
    Raises ValueError for numbers that their fields cannot hold, and for certificates without room.
    """
    parts = []
    with_list = record.certified and shape.has_certificates
    for one in record.representations:
        inner = _written(capture(one), with_list=with_list) + body(one)
        parts.append(struct.pack(">I", len(inner) + 4) + inner)
    if not 1 <= len(parts) <= most:
        raise ValueError(f"{len(parts)} representations")
    head = struct.pack(">HB", len(parts), record.certified) + number(record.told, width=shape.told)
    rest = head + b"".join(parts)
    return shape.magic + shape.version + struct.pack(">I", 12 + len(rest)) + rest


def _written(capture: Capture, *, with_list: bool) -> bytes:
    if capture.certifications and not with_list:
        raise ValueError("certificates in a record that has no room for them")
    qualities = [_QUALITY.write(one) for one in capture.qualities]
    certifications = [_CERTIFICATION.write(one) for one in capture.certifications]
    written = _moment(capture) + _DEVICE.write(capture) + bytes([len(qualities)])
    written += b"".join(qualities)
    return written + bytes([len(certifications)]) + b"".join(certifications) if with_list else written


def _moment(capture: Capture) -> bytes:
    try:
        return _MOMENT.pack(*capture.moment)
    except struct.error as error:
        raise ValueError(f"moment {capture.moment}") from error


def number(value: int, *, width: int) -> bytes:
    """A number in so many bytes. Raises ValueError where it does not fit."""
    try:
        return value.to_bytes(width, "big")
    except OverflowError as error:
        raise ValueError(f"{value} does not fit into {width} bytes") from error


def read_blocks(reader: Reader, *, value: Callable[[Block], T]) -> tuple[T, ...]:
    """Blocks of u16 code, u16 length (these four bytes included) and content, up to the end.

    value  of a block; of one whose code is not known, or whose content is not as it should be, itself
    Raises RuleBroken("image_record_invalid").
    """
    if reader.left > MOST_BLOCK_BYTES:
        raise broken("blocks")
    found = []
    while reader.left:
        code, length = reader.u16(), reader.u16()
        found.append(value(Block(code, reader.take(length - 4))))
    return tuple(found)


def write_block(block: Block) -> bytes:
    """The bytes of a block. Raises ValueError where it is longer than its length can say."""
    return number(block.code, width=2) + number(len(block.content) + 4, width=2) + block.content
