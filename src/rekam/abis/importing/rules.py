"""What the files of one person say, whoever wrote them. Pure: from bytes to image records and minutiae."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import cbeff, decode_minutiae, face, finger, iris
from rekam.abis.engine.formats.minutiae import POSITIONS, View, template_of
from rekam.abis.engine.formats.records import Record
from rekam.abis.engine.positions import FINGER_CODES, IRIS_CODES, Position
from rekam.abis.engine.samples import FINGER_SIDE
from rekam.abis.engine.template import FaceTemplate, FingerTemplate, PersonTemplate
from rekam.abis.importing.why import Refused
from rekam.abis.osia.images import records_of
from rekam.abis.osia.rules import Compression, Fault, Image
from rekam.abis.osia.rules import Refused as NotOsia
from rekam.kernel.errors import RuleBroken

LEAST_MINUTIAE: Final = 6
"""As of our own extractors (`engine.extract.finger`)."""

MOST_FILES: Final = 64
MOST_FILE_BYTES: Final = 16 * 1024 * 1024
MOST_PERSON_BYTES: Final = 64 * 1024 * 1024

MAGICS: Final = {
    b"\x89PNG": Compression.PNG,
    b"\xff\xd8\xff": Compression.JPEG,
    b"\x00\x00\x00\x0cjP": Compression.JPEG2000,
    b"\xff\x4f\xff\x51": Compression.JPEG2000,
    b"\xff\xa0": Compression.WSQ,
}
FRAME: Final = 0xFFA2
"""The segment of a WSQ file that tells its size."""

FAULTS: Final = {Fault.COMPRESSION: "compression_unknown", Fault.SIZE: "image_too_large"}
EYES: Final = {code: position for position, code in IRIS_CODES.items()}
UNKNOWN: Final = 0
UNJUDGED: Final = -1
BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one file says of one position: an image record, or else foreign minutiae.

    quality  0 to 100 as its maker says; UNJUDGED
    """

    position: Position
    quality: int = UNJUDGED
    record: bytes = b""
    minutiae: FingerTemplate | None = None


def position_named(stem: str) -> Position | None:
    """The position that a file's name or a manifest's cell says; None for another word."""
    word = stem.strip().lower().replace("-", "_").replace(" ", "_")
    return Position(word) if word in tuple(Position) else None


def parts_of(data: bytes, *, told: Position | None, ppi: int) -> tuple[Part, ...]:
    """All parts of a file, of whichever format its first bytes are.

    told  the position that its name or the manifest says, None = the record says it
    ppi   of a finger's image that is no record: such a file does not say it, or not reliably
    Raises Refused, and RuleBroken with the codes of `engine.formats`.
    """
    magic = data[:4]
    if magic == b"FMR\0":
        return tuple(_of_view(view, told=told) for view in decode_minutiae(data))
    if magic == finger.SHAPE.magic:
        return tuple(_fingers(data, told=told))
    if magic == iris.SHAPE.magic:
        return tuple(_irises(data, told=told))
    if magic == face.SHAPE.magic:
        return tuple(_faces(data, told=told))
    if data.removeprefix(BOM).lstrip().startswith(b"<"):
        return tuple(_of_cbeff(data, ppi=ppi))
    for beginning, compression in MAGICS.items():
        if data.startswith(beginning):
            return (_plain(data, compression, told=told, ppi=ppi),)
    raise Refused("file_kind_unknown")


def best_of(parts: Iterable[Part]) -> tuple[Mapping[Position, Part], Mapping[Position, Part]]:
    """Of each position the best image and the best minutiae: by quality, then by number, then the first."""
    images: dict[Position, Part] = {}
    minutiae: dict[Position, Part] = {}
    for part in parts:
        kept = images if part.minutiae is None else minutiae
        known = kept.get(part.position)
        if known is None or _rank(part) > _rank(known):
            kept[part.position] = part
    return images, minutiae


def together(read: PersonTemplate | None, *, minutiae: Mapping[Position, Part]) -> PersonTemplate:
    """What was read of images, and foreign minutiae only of fingers of which no image gave any.

    Raises Refused("nothing_extracted").
    """
    foreign = {position: part.minutiae for position, part in minutiae.items() if part.minutiae is not None}
    own: Mapping[Position, FingerTemplate] = read.fingers if read is not None else {}
    found = PersonTemplate(
        fingers={**foreign, **own},
        irises=read.irises if read is not None else {},
        face=_face(read),
    )
    if not found.positions:
        raise Refused("nothing_extracted")
    return found


def _face(read: PersonTemplate | None) -> FaceTemplate | None:
    return read.face if read is not None else None


def _rank(part: Part) -> tuple[int, int]:
    return part.quality, len(part.minutiae) if part.minutiae is not None else 0


def _of_view(view: View, *, told: Position | None) -> Part:
    position = _agreed(POSITIONS.get(view.position), told=told, unknown=view.position == UNKNOWN)
    if not position.is_finger:
        raise Refused("position_contradicts")
    if len(view.minutiae) < LEAST_MINUTIAE:
        raise Refused("minutiae_few")
    template = template_of(view, extractor=Extractor.FOREIGN)
    if max(template.x.max(), template.y.max()) >= FINGER_SIDE:
        raise Refused("image_too_large")
    return Part(position=position, quality=_judged(view.capture.score), minutiae=template)


def _fingers(data: bytes, *, told: Position | None) -> Iterator[Part]:
    record = finger.read(data)
    for one in record.representations:
        position = _agreed(
            finger.POSITIONS.get(one.position), told=told, unknown=one.position == UNKNOWN, many=True
        )
        alone = replace(one, position=FINGER_CODES[position]) if position.is_finger else None
        if alone is None:
            raise Refused("position_contradicts")
        written = finger.write(Record(representations=(alone,), certified=record.certified, told=1))
        yield Part(position=position, quality=_judged(one.capture.score), record=written)


def _irises(data: bytes, *, told: Position | None) -> Iterator[Part]:
    record = iris.read(data)
    for one in record.representations:
        position = _agreed(EYES.get(one.position), told=told, unknown=one.position == UNKNOWN)
        if not position.is_iris:
            raise Refused("position_contradicts")
        alone = replace(one, position=IRIS_CODES[position])
        written = iris.write(Record(representations=(alone,), certified=record.certified, told=1))
        yield Part(position=position, quality=_judged(one.capture.score), record=written)


def _faces(data: bytes, *, told: Position | None) -> Iterator[Part]:
    record = face.read(data)
    for one in record.representations:
        position = _agreed(Position.FACE, told=told)
        alone = Record(representations=(one,), certified=record.certified, told=record.told)
        yield Part(position=position, quality=_judged(one.capture.score), record=face.write(alone))


def _of_cbeff(data: bytes, *, ppi: int) -> Iterator[Part]:
    for bir in cbeff.read(data):
        if not bir.content or bir.is_exception or bir.kind is cbeff.Kind.EXCEPTION_PHOTO:
            continue
        if bir.content.lstrip().startswith(b"<"):
            raise Refused("file_kind_unknown")
        for part in parts_of(bir.content, told=bir.position, ppi=ppi):
            yield part if part.quality != UNJUDGED else replace(part, quality=_judged(bir.quality))


def _plain(data: bytes, compression: Compression, *, told: Position | None, ppi: int) -> Part:
    if told is None:
        raise Refused("position_unknown")
    width, height = _wsq_size(data) if compression is Compression.WSQ else (0, 0)
    image = Image(
        position=told,
        image=data,
        compression=compression,
        width=width,
        height=height,
        resolution=ppi if told.is_finger else 0,
    )
    try:
        records = records_of({told: image})
    except NotOsia as refused:
        raise Refused(FAULTS.get(refused.fault, "image_record_invalid")) from refused
    return Part(position=told, record=records[told])


def _wsq_size(data: bytes) -> tuple[int, int]:
    """Width and height that the frame of a WSQ file tells. Source: CJIS, WSQ Gray-Scale Fingerprint Image
    Compression Specification 3.1, annex A."""
    at = 2
    while at + 4 <= len(data):
        marker, length = int.from_bytes(data[at : at + 2]), int.from_bytes(data[at + 2 : at + 4])
        if marker == FRAME and at + 10 <= len(data):
            height, width = int.from_bytes(data[at + 6 : at + 8]), int.from_bytes(data[at + 8 : at + 10])
            if width and height:
                return width, height
        if length < 2:
            break
        at += 2 + length
    raise RuleBroken("image_record_invalid", why="wsq")


def _agreed(
    said: Position | None, *, told: Position | None, unknown: bool = False, many: bool = False
) -> Position:
    """The position of a record and of its file's name, where they agree or only one of them speaks.

    unknown  the record leaves it open
    many     a code that is none of ours is of several parts at once
    """
    if said is None and not unknown:
        raise Refused("several_fingers" if many else "position_unknown")
    if said is None and told is None:
        raise Refused("position_unknown")
    if said is not None and told is not None and said is not told:
        raise Refused("position_contradicts")
    found = said if said is not None else told
    assert found is not None
    return found


def _judged(score: int | None) -> int:
    return UNJUDGED if score is None else score
