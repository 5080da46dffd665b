"""A receipt: what a partner was told, signed by the office (pure).

Compact JWS by ES256 (RFC 7515). The question stands in it as SHA-256 over the bytes of the request's body, as
they were sent: whoever has the body can show what was asked, and the receipt alone tells nobody's NIK.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import base64url, jose, moments
from rekam.credentials.formats.signer import Signer
from rekam.kernel.errors import RuleBroken

KIND = "verification-receipt+jwt"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was said to whom.

    question  SHA-256 of the request's body
    answer    as the partner got it: "confirmed", "matches", "code"
    number    the office's own, unlike every other
    sandbox   an answer about invented people
    """

    client_id: str
    reference: str
    number: str
    question: bytes
    answer: Mapping[str, Any]
    at: datetime
    sandbox: bool


def digest(body: bytes) -> bytes:
    """What stands for a question in its receipt."""
    return hashlib.sha256(body).digest()


def write(receipt: Receipt, *, issuer: str, signer: Signer) -> str:
    """The receipt as a compact JWS."""
    told = {
        "iss": issuer,
        "sub": receipt.client_id,
        "jti": receipt.number,
        "iat": moments.stamp(receipt.at),
        "reference": receipt.reference,
        "question": {"alg": "sha-256", "digest": base64url.encode(receipt.question)},
        "answer": dict(receipt.answer),
        "sandbox": receipt.sandbox,
    }
    return jose.sign(told, kind=KIND, signer=signer, kid=signer.kid)


def read(text: str, *, keys: Mapping[str, EllipticCurvePublicKey], body: bytes | None = None) -> Receipt:
    """A receipt that one of these keys signed.

    keys  public keys of the office, by kid
    body  of the request that it is to belong to; None = what was asked is not looked at
    Raises RuleBroken("receipt_wrong" | "receipt_of_another_question").
    """
    try:
        token = jose.read(text.strip(), kinds=frozenset({KIND}))
        key = keys.get(str(token.header.get("kid")))
        if key is None or not jose.is_by(token, key=key):
            raise RuleBroken("receipt_wrong", where="signature")
        found = _receipt(token.payload)
    except (KeyError, TypeError) as error:
        raise RuleBroken("receipt_wrong", where="payload") from error
    except RuleBroken as broken:
        raise RuleBroken("receipt_wrong", where=broken.facts.get("where", broken.code)) from broken
    if body is not None and found.question != digest(body):
        raise RuleBroken("receipt_of_another_question")
    return found


def _receipt(told: Mapping[str, Any]) -> Receipt:
    return Receipt(
        client_id=str(told["sub"]),
        reference=str(told["reference"]),
        number=str(told["jti"]),
        question=base64url.decode(told["question"]["digest"]),
        answer=dict(told["answer"]),
        at=moments.moment(told["iat"]),
        sandbox=told["sandbox"] is True,
    )
