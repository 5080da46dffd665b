"""The signed data set: canonical CBOR, bound to one chip, at most 8 KB (pure)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import FINGER_CODES, Position
from rekam.abis.engine.template import FingerTemplate
from rekam.cards.blanks.rules import parse_serial
from rekam.cards.chip.minutiae import BYTES_A_MINUTIA, FINGER_BYTES, minutiae, two_best
from rekam.cards.chip.pictures import PORTRAIT_BYTES, SIGNATURE_BYTES, small_portrait, small_signature
from rekam.cards.face.fields import CardFace
from rekam.enrolment.capture_rules import DEFAULTS
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality
from rekam.vault import sealing

DOMAIN = "rekam-chip-1"
VERSION = 2  # says whose minutiae a finger has; 1 holds mindtct's
READABLE = (1, VERSION)
MOST_BYTES = 8 * 1024
TEXT_BYTES = 1_700
_KEYS = {"v", "uid", "issued_on", "face", "portrait", "signature", "fingers"}
_POSITIONS = {code: position for position, code in FINGER_CODES.items()}
_DATES = ("birth_date", "permit_until", "issued_on")
_CODES = {
    "document_key_unknown": "chip_key_unknown",
    "document_signature_wrong": "chip_signature_wrong",
    "document_version_unknown": "chip_version_unknown",
}


@dataclass(frozen=True)
class Finger:
    """One finger of the chip: its quality (0 to 100), its minutiae as chip.minutiae packs them, and whose."""

    position: Position
    quality: int
    packed: bytes
    extractor: Extractor


@dataclass(frozen=True, kw_only=True)
class ChipData:
    """What a chip says, once its signature was checked.

    uid        the chip's own number, as the blank's serial
    portrait   JPEG 2000 codestream
    signature  PNG; None for who cannot sign
    fingers    at most two
    kid        the key that signed
    """

    uid: str
    issued_on: date
    face: CardFace
    portrait: bytes
    signature: bytes | None
    fingers: tuple[Finger, ...]
    kid: str


def build(
    face: CardFace,
    *,
    portrait: bytes,
    signature: bytes | None,
    templates: Mapping[Position, FingerTemplate],
    uid: str,
    issued_on: date,
    sign: Callable[[bytes], bytes],
) -> bytes:
    """The signed data set of one card, at most MOST_BYTES; the same input gives the same bytes.

    portrait, signature  PNG, JPEG or JPEG 2000; made small here
    templates  the holder's fingers; the two best are taken, none for who has none
    uid        of the chip it is written to: the data set says nothing on another one
    sign       a body to a signed document: vault.sealing.sign_document with DOMAIN
    Raises RuleBroken("serial_malformed" | "portrait_unreadable" | "chip_text_too_long").
    """
    told = _text_of(face)
    if len(canonical.encode(told)) > TEXT_BYTES:
        raise RuleBroken("chip_text_too_long", most=TEXT_BYTES)
    body = {
        "v": VERSION,
        "uid": bytes.fromhex(parse_serial(uid)),
        "issued_on": issued_on.isoformat(),
        "face": told,
        "portrait": small_portrait(portrait),
        "signature": None if signature is None else small_signature(signature),
        "fingers": [_packed(templates[one], at=one) for one in two_best(templates, usable=DEFAULTS.fair)],
    }
    made = sign(canonical.encode(body))
    if len(made) > MOST_BYTES:
        raise ValueError(f"a chip holds {MOST_BYTES} bytes, not {len(made)}")
    return made


def verify(data: bytes, *, uid: str, keys: Mapping[str, bytes]) -> ChipData:
    """What a chip says, if one of these keys signed it for this chip.

    uid   as the reader got it from the chip itself
    keys  public Ed25519 keys that are trusted, by kid
    Raises RuleBroken("serial_malformed" | "chip_malformed" | "chip_version_unknown" | "chip_key_unknown" |
    "chip_signature_wrong" | "chip_of_another_card").
    """
    number = parse_serial(uid)
    try:
        document = sealing.open_document(data, keys=keys, domain=DOMAIN, max_bytes=MOST_BYTES)
        body = canonical.decode(document.body, max_bytes=MOST_BYTES)
    except RuleBroken as broken:
        raise RuleBroken(_CODES.get(broken.code, "chip_malformed")) from broken
    if not isinstance(body, dict) or set(body) != _KEYS:
        raise RuleBroken("chip_malformed")
    if body["v"] not in READABLE:
        raise RuleBroken("chip_version_unknown", version=str(body["v"])[:20])
    if body["uid"] != bytes.fromhex(number):
        raise RuleBroken("chip_of_another_card")
    try:
        return _read(body, uid=number, kid=document.kid)
    except (KeyError, TypeError, ValueError) as error:
        raise RuleBroken("chip_malformed") from error


def _text_of(face: CardFace) -> dict[str, object]:
    told = asdict(face) | {"nationality": face.nationality.value}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _face(told: Mapping[str, Any]) -> CardFace:
    if set(told) != {field.name for field in fields(CardFace)}:
        raise ValueError("a face has other fields")
    days = {name: date.fromisoformat(told[name]) for name in _DATES if told[name] is not None}
    return CardFace(**{**told, **days, "nationality": Nationality(told["nationality"])})


def _read(body: Mapping[str, Any], *, uid: str, kid: str) -> ChipData:
    return ChipData(
        uid=uid,
        issued_on=date.fromisoformat(body["issued_on"]),
        face=_face(body["face"]),
        portrait=_picture(body["portrait"], most=PORTRAIT_BYTES),
        signature=None if body["signature"] is None else _picture(body["signature"], most=SIGNATURE_BYTES),
        fingers=tuple(_finger(*finger) for finger in body["fingers"]),
        kid=kid,
    )


def _picture(data: object, *, most: int) -> bytes:
    if not isinstance(data, bytes) or len(data) > most:
        raise ValueError("a picture is bytes within its share")
    return data


def _packed(finger: FingerTemplate, *, at: Position) -> list[object]:
    return [FINGER_CODES[at], finger.quality, minutiae(finger), str(finger.extractor)]


def _finger(code: int, quality: int, packed: bytes, extractor: str = Extractor.MINDTCT) -> Finger:
    if len(packed) > FINGER_BYTES or len(packed) % BYTES_A_MINUTIA or not 0 <= quality <= 100:
        raise ValueError("no finger of the chip")
    return Finger(_POSITIONS[code], quality, packed, Extractor(extractor))
