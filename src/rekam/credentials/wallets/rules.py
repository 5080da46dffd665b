"""What a phone sends to open its store, and how often a wrong PIN may come (pure).

The store is closed by two halves: one is made from the PIN in the phone, the other lies here and is given out
for the right proof only. Neither alone opens anything. Decision: the office keeps half of a phone's key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.kernel.errors import RuleBroken

KIND = "rekam-wallet+jwt"
MAX_BYTES = 4 * 1024
SPAN = timedelta(minutes=5)
TRIES = 5
PROOF_BYTES = HALF_BYTES = 32
# Phones that may begin at one network address, in how many minutes: a school's or an office's line is shared.
BEGUN, BEGUN_MINUTES = 40, 60


class State(StrEnum):
    """What an office's half is good for."""

    OPEN = "open"
    LOCKED = "locked"  # too many wrong PINs; the phone begins anew
    REMOVED = "removed"


class Sort(StrEnum):
    """What a resident recognises a phone by, in the list of phones; the phone says it."""

    ANDROID = "android"
    IPHONE = "iphone"
    COMPUTER = "computer"
    OTHER = "other"


class Use(StrEnum):
    """What a request is for; one for the other is none."""

    BEGIN = "begin"
    OPEN = "open"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that its phone signed.

    thumbprint  of the phone's key, in hexadecimal
    proof       what the phone made of the PIN; who has it can make nothing of it but this request
    next        the proof of the new PIN, where it is to change
    """

    thumbprint: str
    proof: bytes
    sort: Sort
    next: bytes | None = None


def read(text: str, *, use: Use, audience: str, at: datetime, check_nonce: Callable[[object], None]) -> Asked:
    """A request, after every check but whether its PIN is right.

    audience     our address, which the request must be meant for
    check_nonce  refuses a nonce that is not ours or too old
    Raises RuleBroken("wallet_request_wrong" | "nonce_wrong").
    """
    try:
        signed = jose.read(text, kinds=frozenset({KIND}), max_bytes=MAX_BYTES)
        key = keys.from_jwk(signed.header.get("jwk"))
        made = moments.moment(signed.payload.get("iat"))
    except RuleBroken as broken:
        raise RuleBroken("wallet_request_wrong") from broken
    told = signed.payload
    is_ours = told.get("use") == use and told.get("aud") == audience
    if not is_ours or not jose.is_by(signed, key=key) or not at - SPAN <= made <= at + SPAN:
        raise RuleBroken("wallet_request_wrong")
    check_nonce(told.get("nonce"))
    return Asked(
        thumbprint=keys.thumbprint(key).hex(),
        proof=_proof(told, "proof"),
        sort=_sort(told.get("sort")),
        next=_proof(told, "next") if use is Use.CHANGE else None,
    )


def after_try(*, tries: int, right: bool) -> tuple[int, State]:
    """Wrong tries and state after one more; a right one begins the count anew."""
    if right:
        return 0, State.OPEN
    return tries + 1, State.LOCKED if tries + 1 >= TRIES else State.OPEN


def check_begun(before: int) -> None:
    """Refuse further phones from one address for a while. Raises RuleBroken("wallet_too_many")."""
    if before >= BEGUN:
        raise RuleBroken("wallet_too_many", minutes=BEGUN_MINUTES)


def _proof(told: Mapping[str, Any], name: str) -> bytes:
    text = told.get(name)
    try:
        proof = base64url.decode(text) if isinstance(text, str) else b""
    except RuleBroken as broken:
        raise RuleBroken("wallet_request_wrong") from broken
    if len(proof) != PROOF_BYTES:
        raise RuleBroken("wallet_request_wrong")
    return proof


def _sort(told: object) -> Sort:
    return Sort(told) if isinstance(told, str) and told in set(Sort) else Sort.OTHER
