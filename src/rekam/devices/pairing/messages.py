"""What laptop and office say to each other when they are paired. Pure; both sides read and write it here.

The invitation goes by a QR code or by hand and names the server's key, so the laptop knows whom it hears; the
code in it is known to whoever saw the screen. The six digits show that the laptop that was heard is the one
on the table (docs/how-to/pair-a-laptop.md).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rekam.kernel import canonical, letters
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

ASK_DOMAIN, ANSWER_DOMAIN = "rekam-pair-1", "rekam-pair-answer-1"
VERSION = 1
HEAD = "REKAM1"
CODE_LENGTH = 12
NONCE_BYTES = 16
MAX_BYTES = 4_096


class PairState(StrEnum):
    """How far a pairing is."""

    OPEN = "open"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the office shows: its address, the code, and the fingerprint of the key that signs its answers."""

    server: str
    code: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Question:
    """A laptop's question, repeated until it is decided; no repr, since the code is a secret."""

    code: str
    public: bytes
    nonce: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The office's signed answer: the state, the laptop's name there, and whose receipts to believe."""

    nonce: bytes
    state: PairState
    name: str
    receipt_keys: Mapping[str, bytes]


def write_invitation(invitation: Invitation) -> str:
    """The text of the QR code: four words."""
    return " ".join((HEAD, invitation.server, in_groups(invitation.code), invitation.fingerprint))


def read_invitation(text: str) -> Invitation:
    """An invitation as it was scanned, pasted or typed. Raises RuleBroken("invitation_malformed")."""
    words = text.split()
    if len(words) != 4 or words[0].upper() != HEAD:
        raise RuleBroken("invitation_malformed")
    fingerprint = words[3].lower()
    if not re.fullmatch(r"([0-9a-f]{4}-){7}[0-9a-f]{4}", fingerprint):
        raise RuleBroken("invitation_malformed")
    return Invitation(server=words[1], code=read_code(words[2]), fingerprint=fingerprint)


def read_code(text: str) -> str:
    """A code without groups and doubtful letters. Raises RuleBroken("invitation_malformed")."""
    code = letters.alike(text).replace("-", "")
    if len(code) != CODE_LENGTH or set(code) - set(letters.LETTERS):
        raise RuleBroken("invitation_malformed")
    return code


def code_from(random: bytes) -> str:
    """A code out of 12 random bytes, 60 bits of them."""
    return letters.code_from(random, letters=CODE_LENGTH)


def in_groups(text: str) -> str:
    """Four letters at a time: "7K3M-9QXA-2FHB"."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def fingerprint_of(public: bytes) -> str:
    """128 bits of the SHA-256 of a public key (32 bytes), in eight groups."""
    return in_groups(hashlib.sha256(public).hexdigest()[:32])


def check_number(*, code: str, station: bytes, server: bytes) -> str:
    """The six digits that both screens show, "482 913": out of the code and both public keys (32 bytes)."""
    told = hashlib.sha256(b"rekam-pair-check-1\0" + code.encode() + station + server).digest()
    digits = f"{int.from_bytes(told[:8], 'big') % 10**6:06}"
    return f"{digits[:3]} {digits[3:]}"


def encode_question(question: Question) -> bytes:
    """The body of a question; sign it with `sealing.sign(..., domain=ASK_DOMAIN)`."""
    return canonical.encode({"v": VERSION, **vars(question)})


def decode_question(data: bytes) -> Question:
    """A question. Raises RuleBroken("pairing_malformed")."""
    body = _fields(data, kinds={"v": int, "code": str, "public": bytes, "nonce": bytes})
    if len(body["public"]) != sealing.KEY_BYTES or len(body["nonce"]) != NONCE_BYTES:
        raise RuleBroken("pairing_malformed")
    return Question(**body)


def encode_answer(answer: Answer, *, seed: bytes) -> bytes:
    """The answer as a document signed by the server's receipt key (Ed25519 seed, 32 bytes)."""
    told = vars(answer) | {"v": VERSION, "receipt_keys": dict(answer.receipt_keys)}
    return sealing.sign_document(canonical.encode(told), seed=seed, domain=ANSWER_DOMAIN)


def open_answer(data: bytes, *, fingerprint: str, nonce: bytes) -> tuple[Answer, bytes]:
    """The answer to the question with this nonce, and the public key that signed it.

    Only the key of the invitation is believed; the others it names are then believed through it.
    Raises RuleBroken("server_key_differs" | "pairing_malformed") and the codes of `sealing.open_document`.
    """
    outer = _map(data)
    body = _map(outer.get("body"))
    named = body.get("receipt_keys")
    keys = {} if not isinstance(named, dict) else {k: v for k, v in named.items() if _is_key(k, v)}
    trusted = {kid: key for kid, key in keys.items() if fingerprint_of(key) == fingerprint}
    if not trusted:
        raise RuleBroken("server_key_differs")
    document = sealing.open_document(data, keys=trusted, domain=ANSWER_DOMAIN, max_bytes=MAX_BYTES)
    told = _fields(
        document.body, kinds={"v": int, "nonce": bytes, "state": str, "name": str, "receipt_keys": dict}
    )
    if told["nonce"] != nonce or told["state"] not in set(PairState) or keys != named:
        raise RuleBroken("pairing_malformed")
    return Answer(**told | {"state": PairState(told["state"])}), trusted[document.kid]


def _is_key(kid: object, key: object) -> bool:
    return isinstance(key, bytes) and len(key) == sealing.KEY_BYTES and sealing.kid_of(key) == kid


def _fields(data: object, *, kinds: Mapping[str, type]) -> dict[str, Any]:
    """The fields of a message without its version."""
    value = _map(data)
    sound = set(value) == set(kinds) and all(type(value[key]) is kind for key, kind in kinds.items())
    if not sound or value["v"] != VERSION:
        raise RuleBroken("pairing_malformed")
    return {key: part for key, part in value.items() if key != "v"}


def _map(data: object) -> dict[str, Any]:
    if not isinstance(data, bytes):
        raise RuleBroken("pairing_malformed")
    try:
        value = canonical.decode(data, max_bytes=MAX_BYTES)
    except RuleBroken as broken:
        raise RuleBroken("pairing_malformed") from broken
    if not isinstance(value, dict):
        raise RuleBroken("pairing_malformed")
    return value
