"""What station and server say to each other besides packets: receipts and pull requests. Pure.

Both sides read and write them here, so that they cannot differ (docs/reference/sync.md).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

RECEIPT_DOMAIN = "rekam-receipt-1"
PULL_DOMAIN = "rekam-pull-1"
VERSION = 1
MAX_RECEIPT_BYTES = 4_096
MAX_PULL_BYTES = 8_192
# What a station says of the work lists that it can read: an older one says nothing and gets the first form.
FORM_HEADER, OFFICERS_BODIES = "Rekam-Worklist", "officers-bodies"
# What each tells the other of its version, at OPTIONS of the packets' door; it refuses nothing.
STATION_HEADER, OLDEST_HEADER = "Rekam-Station-Version", "Rekam-Oldest-Station"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The server's signed word on one packet: stage 1 or 2, "accepted" or "refused" with a code."""

    packet: uuid.UUID
    sha256: bytes
    stage: int
    state: str
    code: str
    received_at: str


@dataclass(frozen=True, kw_only=True, repr=False)
class PullRequest:
    """An officer's request for a visit's work list; no repr, since it holds a passphrase."""

    station: str
    username: str
    passphrase: str
    visit: uuid.UUID | None
    nonce: bytes


def encode_receipt(receipt: Receipt, *, seed: bytes) -> bytes:
    """The receipt as a document signed by the server's receipt key (Ed25519 seed, 32 bytes)."""
    body = {"v": VERSION, **vars(receipt), "packet": receipt.packet.bytes}
    return sealing.sign_document(canonical.encode(body), seed=seed, domain=RECEIPT_DOMAIN)


def open_receipt(data: bytes, *, keys: Mapping[str, bytes]) -> Receipt:
    """A receipt whose signature by one of `keys` (public Ed25519, by kid) was checked.

    Raises RuleBroken("receipt_malformed"), the codes of `sealing.open_document` and `canonical.decode`.
    """
    document = sealing.open_document(data, keys=keys, domain=RECEIPT_DOMAIN, max_bytes=MAX_RECEIPT_BYTES)
    kinds = {"v": int, "packet": bytes, "sha256": bytes, "stage": int, "state": str, "code": str}
    body = message(document.body, code="receipt_malformed", kinds={**kinds, "received_at": str})
    sound = len(body["packet"]) == 16 and len(body["sha256"]) == 32 and body["stage"] in (1, 2)
    if not sound or body["state"] not in ("accepted", "refused"):
        raise RuleBroken("receipt_malformed")
    if (body["state"] == "refused") != bool(body["code"]):
        raise RuleBroken("receipt_malformed")
    return Receipt(**body | {"packet": uuid.UUID(bytes=body["packet"])})


def encode_pull(request: PullRequest) -> bytes:
    """The body of a pull; sign it with `sealing.sign(..., domain=PULL_DOMAIN)`."""
    visit = request.visit.bytes if request.visit else None
    return canonical.encode({"v": VERSION, **vars(request), "visit": visit})


def decode_pull(data: bytes) -> PullRequest:
    """A pull request. Raises RuleBroken("pull_malformed" | "pull_too_large").

    Check the station's signature over `data` before the login, so that only stations can try passphrases.
    """
    if len(data) > MAX_PULL_BYTES:
        raise RuleBroken("pull_too_large", bytes=len(data))
    kinds: Mapping[str, shape.Kind] = {
        "v": int,
        "station": str,
        "username": str,
        "passphrase": str,
        "visit": (bytes, None),
        "nonce": bytes,
    }
    body = message(data, code="pull_malformed", kinds=kinds)
    visit = body["visit"]
    if len(body["nonce"]) != 16 or (visit is not None and len(visit) != 16):
        raise RuleBroken("pull_malformed")
    return PullRequest(**body | {"visit": uuid.UUID(bytes=visit) if visit is not None else None})


def message(
    data: bytes,
    *,
    code: str,
    kinds: Mapping[str, shape.Kind],
    may: Mapping[str, shape.Kind] | None = None,
    max_bytes: int = MAX_PULL_BYTES,
) -> dict[str, Any]:
    """The fields of a versioned message without its version. Raises RuleBroken(code, reason=...).

    may   fields that it may have besides `kinds`
    """
    try:
        body = shape.fields(canonical.decode(data, max_bytes=max_bytes), where="body", kinds=kinds, may=may)
    except RuleBroken as broken:
        raise RuleBroken(code, reason=broken.code, **broken.facts) from broken
    if body["v"] != VERSION:
        raise RuleBroken(code, reason="version")
    return {key: value for key, value in body.items() if key != "v"}
