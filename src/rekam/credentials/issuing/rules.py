"""The pre-authorised code: three tries, five minutes, one use, one phone (pure).

An officer who knows the person hands out a QR code with the code in it, and the number by another way: on
paper or by word. Whoever photographs the screen has half of it.
"""

import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rekam.credentials.formats import base64url
from rekam.credentials.formats.signer import Entropy
from rekam.kernel.errors import RuleBroken

LIFE = timedelta(minutes=5)
TRIES = 3
DIGITS = 6
CODE_BYTES = 24
BATCH = 10

# What the protocol calls each refusal: OpenID4VCI 1.0 sections 6.3 and 8.3.1.2, RFC 9449 section 7.1.
OAUTH = {
    "offer_over": "invalid_grant",
    "offer_used": "invalid_grant",
    "offer_tries_used": "invalid_grant",
    "tx_code_wrong": "invalid_grant",
    "tx_code_missing": "invalid_request",
    "dpop_missing": "invalid_dpop_proof",
    "dpop_wrong": "invalid_dpop_proof",
    "dpop_repeated": "invalid_dpop_proof",
    "dpop_nonce_wanted": "use_dpop_nonce",
    "token_of_another_key": "invalid_token",
    "configuration_unknown": "unknown_credential_configuration",
    "proof_missing": "invalid_proof",
    "proof_wrong": "invalid_proof",
    "proof_too_many": "invalid_proof",
    "proof_repeated": "invalid_proof",
    "nonce_wrong": "invalid_nonce",
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A code that waits for its phone; only digests are kept.

    tries       wrong numbers so far
    thumbprint  of the phone's key, once it was redeemed
    """

    code: bytes
    number: bytes
    made: datetime
    tries: int = 0
    thumbprint: bytes | None = None


@dataclass(frozen=True)
class Tried:
    """What came of a try: the offer as it is to be kept, and the refusal (None: redeemed)."""

    offer: Offer
    refused: str | None


def digest(secret: str, *, key: bytes) -> bytes:
    """What is kept of a code or a number: a keyed digest, since a number of six digits is soon tried out."""
    return hmac.new(key, secret.encode(), hashlib.sha256).digest()


def configuration(request: Mapping[str, object], *, granted: Collection[str]) -> str:
    """The sort of credential that a request asks for, of those that the token is for.

    Raises RuleBroken("configuration_unknown"). Source: OpenID4VCI 1.0 section 8.2.
    """
    asked = request.get("credential_configuration_id")
    if not isinstance(asked, str) or asked not in granted or "credential_identifier" in request:
        raise RuleBroken("configuration_unknown")
    return asked


def make_code(*, entropy: Entropy) -> str:
    """A pre-authorised code of 192 bits."""
    return base64url.encode(entropy(CODE_BYTES))


def make_number(*, randbelow: Callable[[int], int]) -> str:
    """A tx_code of six digits."""
    return f"{randbelow(10**DIGITS):0{DIGITS}}"


def redeem(offer: Offer, *, number: str | None, thumbprint: bytes, key: bytes, at: datetime) -> Tried:
    """A phone comes with the code and a number; keep `Tried.offer` whatever came of it, for it counts.

    thumbprint  of the key that signed the request (DPoP): the token belongs to it alone
    refused     "offer_over" | "offer_used" | "offer_tries_used" | "tx_code_missing" | "tx_code_wrong"
    Source: OpenID4VCI 1.0 sections 3.5, 6.1 and 6.3; RFC 9449 section 5.
    """
    if offer.thumbprint is not None:
        return Tried(offer, "offer_used")
    if offer.tries >= TRIES:
        return Tried(offer, "offer_tries_used")
    if not offer.made <= at < offer.made + LIFE:
        return Tried(offer, "offer_over")
    if not number:
        return Tried(offer, "tx_code_missing")
    if not hmac.compare_digest(digest(number, key=key), offer.number):
        return Tried(replace(offer, tries=offer.tries + 1), "tx_code_wrong")
    return Tried(replace(offer, thumbprint=thumbprint), None)
