"""What may follow the minutiae of a finger: ridge counts, cores and deltas, quality by zone, vendors' own.

Source: ISO/IEC 19794-2:2005 and :2011, extended data; the two editions differ in zones alone.
"""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.formats.records import Block, Layout, Reader, number, write_block
from rekam.kernel.errors import RuleBroken

RIDGE_COUNTS, CORES_AND_DELTAS, ZONES = 1, 2, 3
ANGLED: Final = 0x4000
PLACE: Final = 0x3FFF


@dataclass(frozen=True)
class RidgeCounts:
    """How many ridges lie between pairs of minutiae.

    method  0 chosen freely, 1 a neighbour in each quadrant, 2 in each octant
    counts  first minutia, second (255 none), ridges between them (255 none)
    """

    method: int
    counts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Point:
    """A core or a delta: pixels, and its one angle or three (256 to a turn), where they are told."""

    x: int
    y: int
    angles: tuple[int, ...] = ()


@dataclass(frozen=True)
class CoresAndDeltas:
    """The centres of whorls and loops, and where three ways of ridges meet."""

    cores: tuple[Point, ...]
    deltas: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Zones:
    """Quality by zone.

    vendor, algorithm  who judged (2011; 2005 does not tell)
    width, height      of a zone, pixels
    bits               a value
    values             packed row by row, the first value in the highest bits
    """

    vendor: int = 0
    algorithm: int = 0
    width: int
    height: int
    bits: int
    values: bytes


MinutiaeBlock = RidgeCounts | CoresAndDeltas | Zones | Block

_JUDGE: Final = Layout("HH", "vendor", "algorithm")
_ZONE: Final = Layout("BBB", "width", "height", "bits")


def value_of(block: Block, *, judged: bool, image: tuple[int, int]) -> MinutiaeBlock:
    """The value of a block; the block itself where its code or its content is not as the standard has it.

    judged  whether zones tell who judged them (2011) or not (2005)
    image   width and height in pixels, which tell how many zones there are
    """
    reader = Reader(block.content)
    try:
        value = _value(block, reader, judged=judged)
    except RuleBroken:
        return block
    if reader.left or (isinstance(value, Zones) and not _covers(value, image=image)):
        return block
    return value


def _value(block: Block, reader: Reader, *, judged: bool) -> MinutiaeBlock:
    if block.code == RIDGE_COUNTS:
        method, count = reader.u8(), reader.left // 3
        return RidgeCounts(method, tuple((reader.u8(), reader.u8(), reader.u8()) for _ in range(count)))
    if block.code == CORES_AND_DELTAS:
        cores = tuple(_point(reader, angles=1) for _ in range(reader.u8()))
        return CoresAndDeltas(cores, tuple(_point(reader, angles=3) for _ in range(reader.u8())))
    if block.code == ZONES:
        judge = _JUDGE.read(reader) if judged else {}
        return Zones(**judge, **_ZONE.read(reader), values=reader.rest())
    return block


def _covers(zones: Zones, *, image: tuple[int, int]) -> bool:
    if not (zones.width and zones.height and 1 <= zones.bits <= 8):
        return False
    across, down = -(-image[0] // zones.width), -(-image[1] // zones.height)
    return len(zones.values) == -(-across * down * zones.bits // 8)


def _point(reader: Reader, *, angles: int) -> Point:
    across, down = reader.u16(), reader.u16()
    if across & ~(ANGLED | PLACE) or down & ~PLACE:
        raise RuleBroken("minutiae_record_invalid", why="reserved")
    count = angles if across & ANGLED else 0
    return Point(across & PLACE, down, tuple(reader.u8() for _ in range(count)))


def written(block: MinutiaeBlock, *, judged: bool) -> bytes:
    """The bytes of a block, for an edition whose zones tell who judged them or not.

    Raises ValueError for numbers that their fields cannot hold.
    """
    return write_block(block if isinstance(block, Block) else Block(*_content(block, judged=judged)))


def _content(block: RidgeCounts | CoresAndDeltas | Zones, *, judged: bool) -> tuple[int, bytes]:
    if isinstance(block, RidgeCounts):
        return RIDGE_COUNTS, bytes([block.method, *(part for count in block.counts for part in count)])
    if isinstance(block, CoresAndDeltas):
        cores = b"".join(_bytes_of(point, angles=1) for point in block.cores)
        deltas = b"".join(_bytes_of(point, angles=3) for point in block.deltas)
        return CORES_AND_DELTAS, bytes([len(block.cores)]) + cores + bytes([len(block.deltas)]) + deltas
    judge = number(block.vendor, width=2) + number(block.algorithm, width=2) if judged else b""
    return ZONES, judge + _ZONE.write(block) + block.values


def _bytes_of(point: Point, *, angles: int) -> bytes:
    if not (0 <= point.x <= PLACE and 0 <= point.y <= PLACE and len(point.angles) in (0, angles)):
        raise ValueError(f"no core or delta: {point}")
    across = point.x | (ANGLED if point.angles else 0)
    return number(across, width=2) + number(point.y, width=2) + bytes(point.angles)
