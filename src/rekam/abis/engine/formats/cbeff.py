"""CBEFF in XML as MOSIP writes it: a root with a child BIR for each sample, its bytes in base64.

Reads base64 and base64url with or without padding, which real files mix; writes standard base64 with padding,
as the schema has it. A part that is missing is a BIR without bytes, and its entry EXCEPTION is true.
Source: ISO/IEC 19785-3:2015 patron format; MOSIP's mosip-cbeff.xsd; bio-utils' BIR writer.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from rekam.abis.engine.formats.bare_xml import Element, escaped, parse
from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken

NAMESPACE: Final = "http://standards.iso.org/iso-iec/19785/-3/ed-2/"
MOST_BIRS: Final = 64
MOST_ENTRIES: Final = 32
EXCEPTION: Final = "EXCEPTION"
AS_MOSIP_WRITES: Final = ("HMAC", "SHA-256")
"""What stands for the algorithm of a quality in MOSIP's files; its readers expect it."""

Name = TypeVar("Name", bound=StrEnum)


class Kind(StrEnum):
    """What a BIR is of, by the schema's names."""

    FINGER = "Finger"
    IRIS = "Iris"
    FACE = "Face"
    EXCEPTION_PHOTO = "ExceptionPhoto"


class Level(StrEnum):
    """How far the bytes were worked on."""

    RAW = "Raw"
    INTERMEDIATE = "Intermediate"
    PROCESSED = "Processed"


class Purpose(StrEnum):
    """What the bytes were taken for."""

    VERIFY = "Verify"
    IDENTIFY = "Identify"
    ENROLL = "Enroll"
    ENROLL_VERIFY = "EnrollVerify"
    ENROLL_IDENTIFY = "EnrollIdentify"
    AUDIT = "Audit"


FINGER_IMAGE, FINGER_MINUTIAE, FACE_IMAGE, IRIS_IMAGE = "7", "2", "8", "9"
FORMATS: Final[Mapping[str, tuple[Kind, ...]]] = {
    FINGER_IMAGE: (Kind.FINGER,),
    FINGER_MINUTIAE: (Kind.FINGER,),
    FACE_IMAGE: (Kind.FACE, Kind.EXCEPTION_PHOTO),
    IRIS_IMAGE: (Kind.IRIS,),
}
"""Format types, and the kinds that may have them."""

MAGICS: Final[Mapping[bytes, str]] = {
    b"FIR\0": FINGER_IMAGE,
    b"FMR\0": FINGER_MINUTIAE,
    b"FAC\0": FACE_IMAGE,
    b"IIR\0": IRIS_IMAGE,
}
_FINGERS: Final = ("Thumb", "IndexFinger", "MiddleFinger", "RingFinger", "LittleFinger")
_FINGER_POSITIONS: Final = tuple(Position)[:10]
SUBTYPES: Final[Mapping[Position, str]] = {
    position: f"{'Right' if at < len(_FINGERS) else 'Left'} {_FINGERS[at % len(_FINGERS)]}"
    for at, position in enumerate(_FINGER_POSITIONS)
} | {Position.IRIS_RIGHT: "Right", Position.IRIS_LEFT: "Left", Position.FACE: ""}


@dataclass(frozen=True, kw_only=True)
class Bir:
    """One sample, or the word that there is none.

    subtype        words such as "Left IndexFinger"; empty for faces
    content        the record's bytes; empty where the part is missing
    organisation   who named the format type: "Mosip", in older files "257"
    quality        0 to 100
    algorithm      organisation and type of what judged it, where there is a quality
    signature      the SB: in MOSIP's files the device's JWS without its payload
    entries        the others: EXCEPTION, RETRIES, SDK_SCORE, FORCE_CAPTURED, PAYLOAD, SPEC_VERSION
    """

    kind: Kind
    subtype: str = ""
    content: bytes = b""
    format_type: str
    organisation: str = "Mosip"
    index: UUID | None = None
    created: datetime | None = None
    level: Level | None = Level.RAW
    purpose: Purpose | None = Purpose.ENROLL
    quality: int | None = None
    algorithm: tuple[str, str] = ("", "")
    signature: bytes = b""
    entries: tuple[tuple[str, str], ...] = ()

    @property
    def position(self) -> Position | None:
        """The part of the body; None for slaps, unknown fingers and photographs of exceptions."""
        words = frozenset(self.subtype.split())
        for position, subtype in SUBTYPES.items():
            if KINDS[position] is self.kind and frozenset(subtype.split()) == words:
                return position
        return None

    @property
    def is_exception(self) -> bool:
        """Whether the part is told to be missing."""
        return dict(self.entries).get(EXCEPTION, "").strip().lower() == "true"


def _kind_of(position: Position) -> Kind:
    if position.is_finger:
        return Kind.FINGER
    return Kind.IRIS if position.is_iris else Kind.FACE


KINDS: Final[Mapping[Position, Kind]] = {position: _kind_of(position) for position in Position}
IMAGES: Final[Mapping[Kind, str]] = {
    Kind.FINGER: FINGER_IMAGE,
    Kind.IRIS: IRIS_IMAGE,
    Kind.FACE: FACE_IMAGE,
    Kind.EXCEPTION_PHOTO: FACE_IMAGE,
}


def bir_of(
    position: Position,
    *,
    content: bytes,
    index: UUID,
    created: datetime,
    quality: int | None = None,
    entries: Mapping[str, str] | None = None,
) -> Bir:
    """A BIR for an image record of a position; without bytes, one for a part that is missing."""
    kind = KINDS[position]
    told = {EXCEPTION: "false" if content else "true"} | dict(entries or {})
    return Bir(
        kind=kind,
        subtype=SUBTYPES[position],
        content=content,
        format_type=MAGICS.get(content[:4], IMAGES[kind]),
        index=index,
        created=created,
        quality=quality,
        algorithm=("", "") if quality is None else AS_MOSIP_WRITES,
        entries=tuple(told.items()),
    )


def broken(why: str) -> RuleBroken:
    """The refusal of a malformed document; `why` is a fixed word for the log."""
    return RuleBroken("cbeff_invalid", why=why)


def read(document: bytes) -> tuple[Bir, ...]:
    """The BIRs of a document, in its order; elements that ours has no place for are passed over.

    Raises RuleBroken("cbeff_invalid"), and RuleBroken("cbeff_data_contradicts_type") where the bytes, the
    format type and the type of a BIR do not agree.
    """
    root = parse(document, refuse=broken)
    if root.name != "BIR" or root.namespace not in (None, NAMESPACE):
        raise broken("root")
    children = list(root.all("BIR"))
    if len(children) > MOST_BIRS:
        raise broken("too_many")
    return tuple(_bir(child) for child in children)


def _bir(element: Element) -> Bir:
    if any(element.all("BIR")):
        raise broken("nested")
    details = _one(element, "BDBInfo")
    if details is None:
        raise broken("no_details")
    kind = _named(Kind, _words(details, "Type"))
    if kind is None:
        raise broken("type")
    bir = Bir(
        kind=kind,
        subtype=" ".join(_words(details, "Subtype").split()),
        content=_bytes(element, "BDB"),
        format_type=_words(details, "Format", "Type"),
        organisation=_words(details, "Format", "Organization"),
        index=_index(_words(details, "Index")),
        created=_moment(_words(details, "CreationDate")),
        level=_named(Level, _words(details, "Level")),
        purpose=_named(Purpose, _words(details, "Purpose")),
        quality=_score(_words(details, "Quality", "Score")),
        algorithm=(
            _words(details, "Quality", "Algorithm", "Organization"),
            _words(details, "Quality", "Algorithm", "Type"),
        ),
        signature=_bytes(element, "SB"),
        entries=tuple(_entries(element)),
    )
    check_kind(bir)
    return bir


def check_kind(bir: Bir) -> None:
    """Refuse bytes of one kind in a BIR of another; bytes of no known kind say nothing.

    Raises RuleBroken("cbeff_data_contradicts_type").
    """
    magic = MAGICS.get(bir.content[:4])
    allowed = FORMATS.get(bir.format_type, tuple(Kind))
    if bir.kind not in allowed or (magic is not None and bir.kind not in FORMATS[magic]):
        raise RuleBroken("cbeff_data_contradicts_type", type=str(bir.kind))
    if magic is not None and bir.format_type in FORMATS and magic != bir.format_type:
        raise RuleBroken("cbeff_data_contradicts_type", type=str(bir.kind))


def _one(element: Element | None, name: str) -> Element | None:
    """The child of that name; two of them would let two readers see two different things."""
    found = list(element.all(name)) if element is not None else []
    if len(found) > 1:
        raise broken("doubled")
    return found[0] if found else None


def _words(element: Element, *path: str) -> str:
    at: Element | None = element
    for name in path:
        at = _one(at, name)
    return at.text.strip() if at is not None else ""


def _named(names: type[Name], word: str) -> Name | None:
    if not word:
        return None
    try:
        return names(word)
    except ValueError as error:
        raise broken(names.__name__.lower()) from error


def _bytes(element: Element, name: str) -> bytes:
    found = _one(element, name)
    return b"" if found is None else from_base64(found.text)


def from_base64(text: str) -> bytes:
    """The bytes of base64 or base64url, with or without padding, blanks and line ends anywhere.

    Raises RuleBroken("cbeff_invalid") for both alphabets in one text, and for what is neither.
    """
    packed = "".join(text.split())
    if ("-" in packed or "_" in packed) and ("+" in packed or "/" in packed):
        raise broken("base64")
    plain = packed.rstrip("=")
    if len(packed) - len(plain) > 2:
        raise broken("base64")
    plain = plain.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise broken("base64") from error


def _index(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise broken("index") from error


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise broken("date") from error


def _score(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > 100:
        raise broken("quality")
    return int(text)


def _entries(element: Element) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for others in element.all("others"):
        for entry in others.all("entry"):
            key = entry.attributes.get("key", "")
            if not key or key in seen or len(seen) >= MOST_ENTRIES:
                raise broken("entries")
            seen.add(key)
            yield key, entry.text


def write(birs: tuple[Bir, ...], *, url_safe: bool = False) -> bytes:
    """A document of these BIRs, in their order.

    url_safe  base64url without padding, as MOSIP's registration client writes it
    Raises ValueError for more than MOST_BIRS, and for text that XML has no place for.
    Raises RuleBroken("cbeff_data_contradicts_type") as `read` does.
    """
    if len(birs) > MOST_BIRS:
        raise ValueError(f"{len(birs)} BIRs")
    inside = "".join(_written(bir, url_safe=url_safe) for bir in birs)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<BIR xmlns="{NAMESPACE}">{_INTACT}{inside}</BIR>\n'.encode()


_INTACT: Final = "<BIRInfo><Integrity>false</Integrity></BIRInfo>"
_VERSIONS: Final = "".join(
    f"<{name}><Major>1</Major><Minor>1</Minor></{name}>" for name in ("Version", "CBEFFVersion")
)


def _written(bir: Bir, *, url_safe: bool) -> str:
    check_kind(bir)
    content = _tag("BDB", to_base64(bir.content, url_safe=url_safe))
    signature = _tag("SB", to_base64(bir.signature, url_safe=url_safe)) if bir.signature else ""
    entries = "".join(f'<entry key="{escaped(key)}">{escaped(value)}</entry>' for key, value in bir.entries)
    others = f"<others>{entries}</others>" if entries else ""
    return f"<BIR>{_VERSIONS}{_INTACT}{_details(bir)}{content}{signature}{others}</BIR>"


def _details(bir: Bir) -> str:
    quality = ""
    if bir.quality is not None:
        quality = f"<Quality>{_registered('Algorithm', bir.algorithm)}{_tag('Score', bir.quality)}</Quality>"
    created = bir.created.astimezone(UTC).isoformat().replace("+00:00", "Z") if bir.created else None
    parts = (
        _tag("Index", bir.index),
        _registered("Format", (bir.organisation, bir.format_type)),
        _tag("CreationDate", created),
        _tag("Type", bir.kind),
        _tag("Subtype", bir.subtype or None),
        _tag("Level", bir.level),
        _tag("Purpose", bir.purpose),
        quality,
    )
    return f"<BDBInfo>{''.join(parts)}</BDBInfo>"


def _registered(name: str, value: tuple[str, str]) -> str:
    return f"<{name}>{_tag('Organization', value[0])}{_tag('Type', value[1])}</{name}>"


def _tag(name: str, value: object) -> str:
    return "" if value is None else f"<{name}>{escaped(str(value))}</{name}>"


def to_base64(content: bytes, *, url_safe: bool) -> str:
    """Standard base64 with padding, or base64url without."""
    if url_safe:
        return base64.urlsafe_b64encode(content).decode().rstrip("=")
    return base64.b64encode(content).decode()
