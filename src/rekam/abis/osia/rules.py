"""What OSIA's requests say, and what is wrong with one. Pure.

The schema is closed: a field that it does not name is refused, and so is every field that could carry what
a person is called or lives by, whatever the schema allows.
Source: OSIA ABIS Interface 1.6.0.
"""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Final

from rekam.abis.engine.positions import Position
from rekam.abis.references import NAME, is_reference

ALL: Final = "ALL"
TEMPLATE_FORMAT: Final = "ISO_19794_2_2011"
LONGEST_URL: Final = 2_000
LONGEST_TEXT: Final = 200
MOST_ITEMS: Final = 64
MOST_GALLERIES: Final = 50
MOST_CANDIDATES: Final = 1_000
USUAL_CANDIDATES: Final = 20
HIGHEST_PRIORITY: Final = 9
LARGEST_SIDE: Final = 65_535


class Scope(StrEnum):
    """What a token allows: the API's security scopes."""

    ENCOUNTER_READ = "abis.encounter.read"
    ENCOUNTER_WRITE = "abis.encounter.write"
    IDENTIFY = "abis.identify"
    VERIFY = "abis.verify"
    GALLERY_READ = "abis.gallery.read"
    TASK_READ = "abis.task.read"
    TASK_UPDATE = "abis.task.update"


class Fault(Enum):
    """Why a request could not be done: the error's code, its HTTP status, and its words."""

    NO_TOKEN = (1, 401, "show a bearer JWT that this ABIS trusts and that has not run out")
    NO_SCOPE = (2, 403, "the token does not have the scope of this operation")
    NOT_JSON = (10, 400, "the body is not JSON")
    STRUCTURE = (11, 400, "not of the schema")
    NO_TRANSACTION = (12, 400, "transactionId is required")
    PARAMETER = (13, 400, "a parameter has a value that it cannot have")
    CALLBACK = (14, 400, "callbacks are sent only to addresses that the installation names")
    NUMBER = (15, 400, "an id of digits alone could be a person's number: use opaque ids")
    TOO_LARGE = (16, 413, "the body is too large")
    PERSONAL = (
        20,
        400,
        "this ABIS keeps no personal data: send neither biographic nor contextual nor client data",
    )
    FILTER = (21, 400, "this ABIS knows nothing of people to filter by: only biometricType is a filter")
    NO_IMAGES = (30, 400, "at least one image of a finger, an iris or the face is needed")
    BASE64 = (31, 400, "an image is not base64")
    FETCHED = (32, 400, "nothing is fetched: send the image itself, not an address of it")
    TEMPLATE = (33, 400, "templates of others are not compared: send the image")
    SLAP = (34, 400, "an image of several fingers: send each finger by itself")
    PART = (35, 400, "a part of the body that this ABIS does not compare, or does not say which")
    COMPRESSION = (36, 400, "a compression that this part cannot have")
    SIZE = (37, 400, "width and height are needed for NONE and WSQ, 1 to 65535")
    IMAGE = (38, 400, "an image cannot be read")
    QUALITY = (39, 400, "no part of the body could be made out in the images")
    UNKNOWN = (40, 404, "unknown person, encounter, gallery or task")
    CONFLICT = (41, 409, "that encounterId is there already")
    NOT_AVAILABLE = (42, 409, "the task is not finished, or its result was delivered")
    BUSY = (50, 503, "too much is waiting: nothing was done, try again")
    INTERNAL = (51, 500, "our own fault; nothing was changed")

    @property
    def number(self) -> int:
        return self.value[0]

    @property
    def status(self) -> int:
        return self.value[1]

    @property
    def words(self) -> str:
        return self.value[2]


class Refused(Exception):
    """A request that cannot be done.

    where  the field, by its name in the schema; never what stood in it
    """

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(fault.name)
        self.fault, self.where = fault, where


class Status(StrEnum):
    """Whether an encounter is searched and compared."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"


class Kind(StrEnum):
    """Kinds of biometrics that are compared here."""

    FACE = "FACE"
    FINGER = "FINGER"
    IRIS = "IRIS"


class Compression(StrEnum):
    """How an image is stored."""

    NONE = "NONE"
    WSQ = "WSQ"
    JPEG = "JPEG"
    JPEG2000 = "JPEG2000"
    PNG = "PNG"


@dataclass(frozen=True, kw_only=True)
class Image:
    """One image of one part of a body, as it was sent.

    width, height  pixels; 0 = not said
    resolution     dots an inch; 0 = not said
    quality        as the sender says, -1 = not said; the best of several of one position is taken
    """

    position: Position
    image: bytes
    compression: Compression
    width: int = 0
    height: int = 0
    resolution: int = 0
    quality: int = -1
    captured: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Body:
    """The images of one body, one a position, and which positions are told to be missing, and why."""

    images: Mapping[Position, Image]
    missing: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """One visit of one person."""

    status: Status
    kind: str
    galleries: tuple[str, ...]
    body: Body


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the address of a request says besides its path.

    callback   "" = the answer is waited for
    most       candidates, 1 to 1,000
    threshold  score (0 to 1) from which somebody is a candidate; None = as the engine decides
    """

    transaction: str
    callback: str = ""
    priority: int = 0
    most: int = USUAL_CANDIDATES
    threshold: float | None = None
    offset: int = 0
    limit: int = 1_000
    status: str = ""


SUB_TYPES: Final[Mapping[str, Position]] = {
    **{position.name: position for position in Position if position.is_finger},
    "EYE_RIGHT": Position.IRIS_RIGHT,
    "EYE_LEFT": Position.IRIS_LEFT,
    "PORTRAIT": Position.FACE,
}
"""The API's biometricSubType -> our position."""

SUB_TYPE_OF: Final = {position: name for name, position in SUB_TYPES.items()}
SLAPS: Final = frozenset(
    {
        *("PLAIN_RIGHT_FOUR_FINGERS", "PLAIN_LEFT_FOUR_FINGERS", "PLAIN_THUMBS", "RIGHT_INDEX_AND_MIDDLE"),
        *("RIGHT_MIDDLE_AND_RING", "RIGHT_RING_AND_LITTLE", "LEFT_INDEX_AND_MIDDLE"),
        *("LEFT_MIDDLE_AND_RING", "LEFT_RING_AND_LITTLE", "RIGHT_INDEX_AND_LEFT_INDEX"),
        *("RIGHT_INDEX_AND_MIDDLE_AND_RING", "RIGHT_MIDDLE_AND_RING_AND_LITTLE"),
        *("LEFT_INDEX_AND_MIDDLE_AND_RING", "LEFT_MIDDLE_AND_RING_AND_LITTLE", "EYE_BOTH"),
    }
)
MIME_TYPES: Final = {
    "image/png": Compression.PNG,
    "image/jpeg": Compression.JPEG,
    "image/jp2": Compression.JPEG2000,
    "image/x-wsq": Compression.WSQ,
}
ABSENT: Final = ("BANDAGED", "AMPUTATED", "DAMAGED")
_ENCOUNTER: Final = frozenset(
    {
        *("encounterId", "status", "encounterType", "galleries", "clientData", "contextualData"),
        *("biographicData", "biometricData"),
    }
)
_ITEM: Final = frozenset(
    {
        *("biometricType", "biometricSubType", "instance", "encounterId", "image", "imageRef", "captureDate"),
        *("captureDevice", "impressionType", "width", "height", "bitdepth", "mimeType", "resolution"),
        *("compression", "missing", "metadata", "comment", "template", "templateRef", "templateFormat"),
        *("quality", "qualityFormat", "algorithm", "vendor"),
    }
)
_PASSED_OVER: Final = ("instance", "captureDevice", "impressionType", "qualityFormat", "algorithm", "vendor")


def read_question(told: Mapping[str, str]) -> Question:
    """The parameters of a request, by the API's names; those we do not know are passed over.

    Raises Refused(NO_TRANSACTION), Refused(PARAMETER).
    """
    transaction = told.get("transactionId", "")
    if not transaction:
        raise Refused(Fault.NO_TRANSACTION)
    if not NAME.fullmatch(transaction):
        raise Refused(Fault.PARAMETER, "transactionId")
    callback = told.get("callback", "")
    if len(callback) > LONGEST_URL or not callback.isprintable():
        raise Refused(Fault.PARAMETER, "callback")
    return Question(
        transaction=transaction,
        callback=callback,
        priority=_whole(told, "priority", usual=0, least=0, most=HIGHEST_PRIORITY),
        most=_whole(told, "maxNbCand", usual=USUAL_CANDIDATES, least=1, most=MOST_CANDIDATES),
        threshold=_share(told, "threshold"),
        offset=_whole(told, "offset", usual=0, least=0, most=10**9),
        limit=_whole(told, "limit", usual=1_000, least=1, most=1_000),
        status=told.get("status", ""),
    )


def read_encounter(told: object, *, encounter: str = "") -> Encounter:
    """The encounter in a body of JSON.

    encounter  its id where the address says it; the body may repeat it
    Raises Refused.
    """
    fields = _object(told, known=_ENCOUNTER, where="encounter")
    for name in ("biographicData", "contextualData", "clientData"):
        if fields.get(name):
            raise Refused(Fault.PERSONAL, name)
    if fields.get("encounterId") not in (None, "", encounter):
        raise Refused(Fault.STRUCTURE, "encounterId")
    if not is_reference(_text(fields, "encounterType")):
        raise Refused(Fault.STRUCTURE, "encounterType")
    return Encounter(
        status=read_status(fields.get("status")),
        kind=_text(fields, "encounterType"),
        galleries=read_galleries(fields["galleries"]) if "galleries" in fields else (),
        body=read_body(fields.get("biometricData")),
    )


def read_status(told: object) -> Status:
    """Raises Refused(STRUCTURE)."""
    if told not in tuple(Status):
        raise Refused(Fault.STRUCTURE, "status")
    return Status(str(told))


def read_galleries(told: object) -> tuple[str, ...]:
    """The names of galleries, each once, at least one. Raises Refused(STRUCTURE), Refused(NUMBER)."""
    if not isinstance(told, list) or not 1 <= len(told) <= MOST_GALLERIES:
        raise Refused(Fault.STRUCTURE, "galleries")
    names = [check_id(name, where="galleries") for name in told]
    if len(set(names)) != len(names) or ALL in names:
        raise Refused(Fault.STRUCTURE, "galleries")
    return tuple(names)


def check_id(told: object, *, where: str) -> str:
    """An id of a person, an encounter or a gallery. Raises Refused(STRUCTURE), Refused(NUMBER)."""
    if not isinstance(told, str) or not NAME.fullmatch(told):
        raise Refused(Fault.STRUCTURE, where)
    if not is_reference(told):
        raise Refused(Fault.NUMBER, where)
    return told


def read_search(told: object) -> tuple[frozenset[Kind], Body]:
    """Filter and images of an identification. Raises Refused."""
    fields = _object(told, known=frozenset({"filter", "biometricData"}), where="body")
    return read_filter(fields.get("filter")), read_body(fields.get("biometricData"))


def read_filter(told: object) -> frozenset[Kind]:
    """Which kinds of biometrics are compared; all where the filter says none.

    Raises Refused(FILTER) for anything else that a filter asks: passed over, it would answer with people
    whom the asker wanted left out.
    """
    if told is None:
        return frozenset(Kind)
    if not isinstance(told, dict):
        raise Refused(Fault.STRUCTURE, "filter")
    if not told.keys() <= {"biometricType"}:
        raise Refused(Fault.FILTER, "filter")
    wanted = told.get("biometricType", list(Kind))
    listed = wanted if isinstance(wanted, list) else [wanted]
    if not listed or not all(isinstance(one, str) and one in tuple(Kind) for one in listed):
        raise Refused(Fault.FILTER, "biometricType")
    return frozenset(Kind(one) for one in listed)


def read_one(told: object) -> Body:
    """The images of a verification against a person. Raises Refused."""
    fields = _object(told, known=frozenset({"biometricData"}), where="body")
    return read_body(fields.get("biometricData"))


def read_two(told: object) -> tuple[Body, Body]:
    """The images of a verification of two bodies. Raises Refused."""
    names = ("biometricData1", "biometricData2")
    fields = _object(told, known=frozenset(names), where="body")
    first, second = (read_body(fields.get(name)) for name in names)
    return first, second


def read_body(told: object) -> Body:
    """The images of one body; of several of one position the one of best quality, and the first of equals.

    Raises Refused, NO_IMAGES where nothing is left to compare.
    """
    if not isinstance(told, list) or len(told) > MOST_ITEMS:
        raise Refused(Fault.STRUCTURE, "biometricData")
    best: dict[Position, Image] = {}
    missing: dict[str, str] = {}
    for item in told:
        fields = _object(item, known=_ITEM, where="biometricData")
        missing |= _missing(fields.get("missing", []))
        image = _image(fields)
        if image is not None and (image.position not in best or image.quality > best[image.position].quality):
            best[image.position] = image
    if not best:
        raise Refused(Fault.NO_IMAGES)
    return Body(images=best, missing={name: why for name, why in missing.items() if name not in best})


def kind_of(position: Position) -> Kind:
    """The API's biometricType of a position."""
    return Kind(position.kind.upper())


def _image(fields: Mapping[str, object]) -> Image | None:
    """The image of an item, or None for one that only tells what is missing."""
    for name in ("metadata", "comment"):
        if fields.get(name):
            raise Refused(Fault.PERSONAL, name)
    for name in _PASSED_OVER:
        _text(fields, name)
    if fields.get("imageRef") or fields.get("templateRef"):
        raise Refused(Fault.FETCHED, "imageRef")
    if not fields.get("image"):
        if fields.get("template"):
            raise Refused(Fault.TEMPLATE, "template")
        if fields.get("missing"):
            return None
        raise Refused(Fault.NO_IMAGES, "image")
    position = _position(fields)
    compression = _compression(fields)
    if _number(fields, "bitdepth", usual=8) not in ((8, 24) if position is Position.FACE else (8,)):
        raise Refused(Fault.COMPRESSION, "bitdepth")
    width, height = (_number(fields, name, usual=0) for name in ("width", "height"))
    if (compression in (Compression.NONE, Compression.WSQ) and not (width and height)) or max(
        width, height
    ) > LARGEST_SIDE:
        raise Refused(Fault.SIZE)
    return Image(
        position=position,
        image=_bytes(fields["image"]),
        compression=compression,
        width=width,
        height=height,
        resolution=_number(fields, "resolution", usual=0),
        quality=_number(fields, "quality", usual=-1),
        captured=_moment(fields.get("captureDate")),
    )


def _position(fields: Mapping[str, object]) -> Position:
    kind, name = _text(fields, "biometricType"), _text(fields, "biometricSubType")
    if kind not in tuple(Kind):
        raise Refused(Fault.PART, "biometricType")
    if name in SLAPS:
        raise Refused(Fault.SLAP, "biometricSubType")
    found = SUB_TYPES.get(name or ("PORTRAIT" if kind == Kind.FACE else ""))
    if found is None or kind_of(found) != kind:
        raise Refused(Fault.PART, "biometricSubType")
    return found


def _compression(fields: Mapping[str, object]) -> Compression:
    name, mime = _text(fields, "compression"), _text(fields, "mimeType")
    if name in tuple(Compression):
        return Compression(name)
    if name or mime not in MIME_TYPES:
        raise Refused(Fault.COMPRESSION, "compression")
    return MIME_TYPES[mime]


def _missing(told: object) -> dict[str, str]:
    if not isinstance(told, list) or len(told) > MOST_ITEMS:
        raise Refused(Fault.STRUCTURE, "missing")
    found: dict[str, str] = {}
    for one in told:
        fields = _object(one, known=frozenset({"biometricSubType", "presence"}), where="missing")
        position = SUB_TYPES.get(_text(fields, "biometricSubType"))
        if position is None or fields.get("presence") not in ABSENT:
            raise Refused(Fault.STRUCTURE, "missing")
        found[str(position)] = str(fields["presence"]).lower()
    return found


def _bytes(told: object) -> bytes:
    try:
        if not isinstance(told, str):
            raise Refused(Fault.BASE64, "image")
        return b64decode(told, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(Fault.BASE64, "image") from error


def _moment(told: object) -> datetime | None:
    if told is None:
        return None
    try:
        found = datetime.fromisoformat(str(told))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(Fault.STRUCTURE, "captureDate") from error


def _object(told: object, *, known: frozenset[str], where: str) -> Mapping[str, object]:
    if not isinstance(told, dict) or not told.keys() <= known:
        raise Refused(Fault.STRUCTURE, where)
    return told


def _text(fields: Mapping[str, object], name: str) -> str:
    told = fields.get(name, "")
    if not isinstance(told, str) or len(told) > LONGEST_TEXT or not told.isprintable():
        raise Refused(Fault.STRUCTURE, name)
    return told


def _number(fields: Mapping[str, object], name: str, *, usual: int) -> int:
    told = fields.get(name, usual)
    if not isinstance(told, int) or isinstance(told, bool) or not (told == usual or 0 <= told < 2**31):
        raise Refused(Fault.STRUCTURE, name)
    return told


def _whole(told: Mapping[str, str], name: str, *, usual: int, least: int, most: int) -> int:
    text = told.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= most):
        raise Refused(Fault.PARAMETER, name)
    return int(text)


def _share(told: Mapping[str, str], name: str) -> float | None:
    if name not in told:
        return None
    try:
        found = float(told[name])
    except ValueError as error:
        raise Refused(Fault.PARAMETER, name) from error
    if not 0 <= found <= 1:
        raise Refused(Fault.PARAMETER, name)
    return found
