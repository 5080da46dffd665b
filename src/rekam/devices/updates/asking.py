"""What a station asks of the office about new versions, and the answer. Pure; both sides read it here.

One door: without a number it asks what there is for it, with one it asks for a piece of that bundle's bytes.
"""

from dataclasses import dataclass

from rekam.devices.updates.bundle import MAX_HEAD, MAX_NUMBER, MAX_PAYLOAD
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

DOMAIN = "rekam-update-ask-1"
VERSION = 1
MAX_BYTES = 512
PIECE_BYTES = 256 * 1024
MAX_BUNDLE = MAX_HEAD + MAX_PAYLOAD


@dataclass(frozen=True, kw_only=True)
class Ask:
    """`running` is the highest number that was ever in use there; `number` 0 asks for what there is."""

    station: str
    running: int
    number: int = 0
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A bundle for this station: its number and length. Only its signers are believed, not this."""

    number: int
    length: int


def encode_ask(ask: Ask) -> bytes:
    """The body; sign it with `sealing.sign(..., domain=DOMAIN)`."""
    return canonical.encode({"v": VERSION, **vars(ask)})


def decode_ask(data: bytes) -> Ask:
    """An ask. Raises RuleBroken("update_ask_malformed"); check the station's signature over `data` too."""
    try:
        told = canonical.decode(data, max_bytes=MAX_BYTES)
        if told.pop("v") != VERSION or set(told) != {"station", "running", "number", "offset"}:
            raise ValueError("fields")
        station = told.pop("station")
        if not isinstance(station, str) or len(station) != 16:
            raise ValueError("station")
        return Ask(
            station=station,
            running=_count(told["running"], most=MAX_NUMBER),
            number=_count(told["number"], most=MAX_NUMBER),
            offset=_count(told["offset"], most=MAX_BUNDLE),
        )
    except (RuleBroken, KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleBroken("update_ask_malformed") from error


def encode_offer(offer: Offer) -> bytes:
    """The answer to an ask without a number."""
    return canonical.encode({"v": VERSION, **vars(offer)})


def decode_offer(data: bytes) -> Offer:
    """An offer. Raises RuleBroken("server_answer_invalid")."""
    try:
        told = canonical.decode(data, max_bytes=MAX_BYTES)
        return Offer(
            number=_count(told["number"], most=MAX_NUMBER), length=_count(told["length"], most=MAX_BUNDLE)
        )
    except (RuleBroken, KeyError, TypeError, ValueError) as error:
        raise RuleBroken("server_answer_invalid", where="offer") from error


def _count(value: object, *, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("count")
    return value
