"""Compact JWS (RFC 7515) as SBI devices sign it: RS256, certificates in x5c, a path to a trust anchor."""

import base64
import binascii
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from rekam.kernel.errors import RuleBroken

MAX_CERTIFICATES = 5
MIN_KEY_BITS = 2048


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A payload whose signature and certificate path were checked, and its leaf certificate (DER)."""

    payload: dict[str, Any]
    leaf: bytes


def verify(token: str, *, anchors: Sequence[x509.Certificate], at: datetime.datetime) -> Signed:
    """The payload of a JWS that a device of a trusted maker signed.

    anchors   certificates of the DEVICE (or FTM) trust anchors
    at        the moment for which certificates must be valid (aware)
    Raises RuleBroken("device_answer_invalid" | "device_signature_wrong" | "device_untrusted" |
    "device_certificate_expired" | "device_certificate_early").
    """
    head, body, signature = _split(token)
    header = json_object(head)
    if header.get("alg") != "RS256" or "crit" in header:
        raise RuleBroken("device_signature_wrong", alg=str(header.get("alg"))[:20])
    chain = _certificates(header.get("x5c"))
    key = chain[0].public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < MIN_KEY_BITS:
        raise RuleBroken("device_signature_wrong")
    try:
        key.verify(unbase64url(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise RuleBroken("device_signature_wrong") from error
    _check_path(chain, anchors=anchors, at=at)
    return Signed(payload=json_object(body), leaf=_der(chain[0]))


def unbase64url(text: str) -> bytes:
    """Bytes from base64url with or without padding. Raises RuleBroken("device_answer_invalid")."""
    try:
        raw = text.encode("ascii").rstrip(b"=")
        return base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise RuleBroken("device_answer_invalid", where="base64") from error


def json_object(part: str) -> dict[str, Any]:
    """The JSON object in a base64url part. Raises RuleBroken("device_answer_invalid")."""
    try:
        value = json.loads(unbase64url(part))
    except (ValueError, RecursionError) as error:
        raise RuleBroken("device_answer_invalid", where="json") from error
    if not isinstance(value, dict):
        raise RuleBroken("device_answer_invalid", where="json")
    return value


def _split(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(parts) != 3:
        raise RuleBroken("device_answer_invalid", where="jws")
    return parts[0], parts[1], parts[2]


def _certificates(x5c: object) -> list[x509.Certificate]:
    if not isinstance(x5c, list) or not 1 <= len(x5c) <= MAX_CERTIFICATES:
        raise RuleBroken("device_answer_invalid", where="x5c")
    try:
        return [x509.load_der_x509_certificate(base64.b64decode(one, validate=True)) for one in x5c]
    except (ValueError, TypeError, binascii.Error) as error:
        raise RuleBroken("device_answer_invalid", where="x5c") from error


def _check_path(
    chain: list[x509.Certificate], *, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> None:
    current = chain[0]
    _check_dates(current, at=at)
    for following in chain[1:]:
        if _issued(current, by=anchors):
            break
        if not (_is_authority(following) and _issued(current, by=[following])):
            raise RuleBroken("device_untrusted")
        _check_dates(following, at=at)
        current = following
    issuers = [anchor for anchor in anchors if _issued(current, by=[anchor])]
    if not issuers and current not in anchors:
        raise RuleBroken("device_untrusted")
    for anchor in issuers:
        _check_dates(anchor, at=at)


def _issued(certificate: x509.Certificate, *, by: Sequence[x509.Certificate]) -> bool:
    for issuer in by:
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature):
            continue
        return True
    return False


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _check_dates(certificate: x509.Certificate, *, at: datetime.datetime) -> None:
    if at < certificate.not_valid_before_utc:
        raise RuleBroken("device_certificate_early", since=certificate.not_valid_before_utc.isoformat())
    if at > certificate.not_valid_after_utc:
        raise RuleBroken("device_certificate_expired", until=certificate.not_valid_after_utc.isoformat())


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
