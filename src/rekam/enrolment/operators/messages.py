"""An officer's body on its way from the laptop to the office: signed by officer and station. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment import packet_shape as shape
from rekam.enrolment.operators.rules import NUMBER_DIGITS
from rekam.enrolment.sync_messages import message
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

BODY_DOMAIN = "rekam-officer-body-1"
SENT_DOMAIN = "rekam-officer-body-sent-1"
VERSION = 1
MAX_BYTES = 512 * 1024
MAX_PHOTO_BYTES = 256 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, kw_only=True, repr=False)
class TakenBody:
    """What a laptop took of an officer.

    id          made at the laptop: the same one again changes nothing
    photo       small PNG of the face, for the witness's eyes; let go with the decision
    exceptions  exception code of each part that is missing or cannot be better
    number      six digits on the laptop's screen, which the witness types at the office
    """

    id: uuid.UUID
    station: str
    username: str
    template: PersonTemplate
    photo: bytes
    exceptions: Mapping[str, str]
    number: str


def encode_body(taken: TakenBody, *, seed: bytes) -> bytes:
    """The document that the officer signs (Ed25519 seed, 32 bytes); the station signs it with SENT_DOMAIN."""
    body = vars(taken) | {
        "v": VERSION,
        "id": taken.id.bytes,
        "template": taken.template.to_bytes(),
        "exceptions": dict(taken.exceptions),
    }
    return sealing.sign_document(canonical.encode(body), seed=seed, domain=BODY_DOMAIN)


def open_body(data: bytes, *, keys: Mapping[str, bytes]) -> tuple[TakenBody, str]:
    """What was taken, and the kid of the officer's key (of `keys`, by kid) that signed it.

    Raises RuleBroken("officer_body_malformed"), the codes of `sealing.open_document`, `canonical.decode`
    and of templates.
    """
    document = sealing.open_document(data, keys=keys, domain=BODY_DOMAIN, max_bytes=MAX_BYTES)
    told = message(document.body, code="officer_body_malformed", kinds=_KINDS, max_bytes=MAX_BYTES)
    number, photo, exceptions = told["number"], told["photo"], told["exceptions"]
    sound = (
        len(told["id"]) == 16
        and photo.startswith(PNG)
        and len(photo) <= MAX_PHOTO_BYTES
        and len(number) == NUMBER_DIGITS
        and number.isascii()
        and number.isdigit()
        and all(isinstance(text, str) for pair in exceptions.items() for text in pair)
    )
    if not sound:
        raise RuleBroken("officer_body_malformed")
    taken = TakenBody(
        **told | {"id": uuid.UUID(bytes=told["id"]), "template": PersonTemplate.from_bytes(told["template"])}
    )
    return taken, document.kid


_KINDS: Mapping[str, shape.Kind] = {
    "v": int,
    "id": bytes,
    "station": str,
    "username": str,
    "template": bytes,
    "photo": bytes,
    "exceptions": dict,
    "number": str,
}
