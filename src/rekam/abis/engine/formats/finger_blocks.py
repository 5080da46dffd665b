"""What may follow a finger image: segments of a slap, annotations of missing fingers, comments.

Source: ISO/IEC 19794-4:2011, segmentation, annotation and comment blocks; MOSIP's bio-utils writes all three.
"""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.formats.records import Block, Layout, Reader, broken, number, write_block
from rekam.kernel.errors import RuleBroken

SEGMENTATION, ANNOTATION = 1, 2
COMMENTS: Final = range(3, 256)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One finger of a slap: its corners in pixels, and how it is turned (1/256 of a turn)."""

    position: int
    score: int
    corners: tuple[tuple[int, int], ...]
    turned: int


@dataclass(frozen=True, kw_only=True)
class Segmentation:
    """The fingers of an image, and by whose algorithms they were told apart and judged."""

    vendor: int
    algorithm: int
    score: int
    quality_vendor: int
    quality_algorithm: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Annotation:
    """Fingers that are not on the image: pairs of position and reason (1 amputated, 2 bandaged)."""

    fingers: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Comment:
    """A remark, as bytes: the standard says ASCII, devices do not. It may have any code from 3 to 255."""

    text: bytes
    code: int = COMMENTS[0]


FingerBlock = Segmentation | Annotation | Comment | Block

_SEGMENTATION: Final = Layout("HHBHH", "vendor", "algorithm", "score", "quality_vendor", "quality_algorithm")


def value_of(block: Block) -> FingerBlock:
    """The value of a block; the block itself where its code or its content is not as the standard has it."""
    reader = Reader(block.content)
    try:
        value = _value(block, reader)
    except RuleBroken:
        return block
    return block if reader.left else value


def _value(block: Block, reader: Reader) -> FingerBlock:
    if block.code == SEGMENTATION:
        return _segmentation(reader)
    if block.code == ANNOTATION:
        return Annotation(tuple((reader.u8(), reader.u8()) for _ in range(reader.u8())))
    if block.code in COMMENTS:
        return Comment(reader.rest(), code=block.code)
    return block


def _segmentation(reader: Reader) -> Segmentation:
    fields = _SEGMENTATION.read(reader)
    return Segmentation(segments=tuple(_segment(reader) for _ in range(reader.u8())), **fields)


def _segment(reader: Reader) -> Segment:
    position, score, count = reader.u8(), reader.u8(), reader.u8()
    if count < 2:
        raise broken("segment")
    corners = tuple((reader.u16(), reader.u16()) for _ in range(count))
    return Segment(position=position, score=score, corners=corners, turned=reader.u8())


def written(block: FingerBlock) -> bytes:
    """The bytes of a block. Raises ValueError for numbers that their fields cannot hold."""
    if isinstance(block, Segmentation):
        segments = b"".join(_written(segment) for segment in block.segments)
        content = _SEGMENTATION.write(block) + bytes([len(block.segments)]) + segments
        return write_block(Block(SEGMENTATION, content))
    if isinstance(block, Annotation):
        pairs = b"".join(bytes(pair) for pair in block.fingers)
        return write_block(Block(ANNOTATION, bytes([len(block.fingers)]) + pairs))
    if isinstance(block, Comment):
        return write_block(Block(block.code, block.text))
    return write_block(block)


def _written(segment: Segment) -> bytes:
    corners = b"".join(number(place, width=2) for corner in segment.corners for place in corner)
    return bytes([segment.position, segment.score, len(segment.corners)]) + corners + bytes([segment.turned])
