"""Claim 169: an identity in a QR code, to be read without a network (pure).

A CWT with claim 169, COSE_Sign1, optionally COSE_Encrypt0, zlib, Base45. A live code is the holder's: the
issuer's CWT with the time and, where the reader shows one, its nonce, signed again by the key the CWT names.
Source: Claim 169 1.2.0 (MOSIP, OpenSPP); CWT is RFC 8392. The live wrapping is ours.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import base45, cbor, cose, keys, moments
from rekam.credentials.formats.credential import Credential, StatusPlace, read_status
from rekam.credentials.formats.inflating import inflate
from rekam.credentials.formats.signer import Entropy, Signer
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.kernel.errors import RuleBroken

MAX_LETTERS = 4_296  # of a QR code in alphanumeric mode, version 40-L
MAX_BYTES = 64 * 1024
LIVE = timedelta(seconds=30)
# CWT claims: RFC 8392, RFC 8747 (cnf), Token Status List draft-20 (status), Claim 169
ISS, EXP, NBF, IAT, CNF, IDENTITY, STATUS = 1, 4, 5, 6, 8, 169, 65535
_CNF_KEY = 1
LIVE_VERSION = 1


def issue(
    identity: Mapping[int, object],
    *,
    issuer: str,
    holder: EllipticCurvePublicKey | None,
    issued: datetime,
    expires: datetime,
    status: StatusPlace,
    signer: Signer,
) -> bytes:
    """The issuer's CWT, signed; `to_qr` makes a printed code of it, `wrap` a live one.

    identity  by the keys of Claim 169
    holder    None for print: then only the photograph binds it to a person
    """
    told: dict[int, Any] = {
        ISS: issuer,
        EXP: moments.stamp(expires),
        IAT: moments.stamp(issued),
        STATUS: {"status_list": {"idx": status.index, "uri": status.uri}},
        IDENTITY: dict(identity),
    }
    if holder is not None:
        told[CNF] = {_CNF_KEY: keys.to_cose(holder, short=True)}
    head = {cose.KID: signer.kid.encode()}
    return cbor.write(cbor.Tag(cose.SIGN1, cose.sign(cbor.write(told), signer=signer, protected=head)))


def wrap(issued: bytes, *, holder: Signer, at: datetime, nonce: bytes | None = None) -> bytes:
    """A live code: it counts for thirty seconds, and for one reader where that reader showed a nonce."""
    told = cbor.write([LIVE_VERSION, moments.stamp(at), nonce, issued])
    return cbor.write(cbor.Tag(cose.SIGN1, cose.sign(told, signer=holder)))


def to_qr(data: bytes, *, key: bytes | None = None, entropy: Entropy | None = None) -> str:
    """The letters of the QR code; with a key, only who has it can read them.

    Raises RuleBroken("qr_too_long") beyond what a QR code holds.
    """
    if key is not None and entropy is not None:
        data = cbor.write(cose.encrypt(data, key=key, entropy=entropy))
    letters = base45.encode(zlib.compress(data, 9))
    if len(letters) > MAX_LETTERS:
        raise RuleBroken("qr_too_long", letters=len(letters), limit=MAX_LETTERS)
    return letters


def from_qr(letters: str, *, key: bytes | None = None) -> Any:
    """The value in a QR code: a COSE_Sign1, opened where it was encrypted.

    Raises RuleBroken("qr_too_long" | "credential_too_large" | "credential_malformed" | "qr_encrypted" |
    "algorithm_refused" | "critical_header_unknown" | "decryption_failed").
    """
    if len(letters) > MAX_LETTERS:
        raise RuleBroken("qr_too_long", letters=len(letters), limit=MAX_LETTERS)
    value = cbor.read(inflate(base45.decode(letters), most=MAX_BYTES))
    if isinstance(value, cbor.Tag) and value.tag == cose.ENCRYPT0:
        if key is None:
            raise RuleBroken("qr_encrypted")
        value = cbor.read(cose.decrypt(value, key=key))
    return value


@dataclass(frozen=True)
class Scanned:
    """A QR code that was read: what the issuer says, and whether the holder's phone showed it live.

    live   False for a printed code: then the photograph is the only binding, and the page says so
    """

    credential: Credential
    live: bool


def read(
    letters: str,
    *,
    trust: Trust,
    at: datetime,
    nonce: bytes | None = None,
    live_only: bool = False,
    key: bytes | None = None,
) -> Scanned:
    """What a QR code says, after every check but the status list's.

    nonce      what this reader shows; a live code must then name it
    live_only  refuse print, and a phone's code without the phone's signature
    Raises RuleBroken: the codes of `from_qr` and `trust`, and "signature_wrong", "credential_expired",
    "credential_not_yet_valid", "qr_not_identity", "qr_not_live", "qr_copied", "qr_too_old", "qr_too_early",
    "qr_version_unknown", "holder_key_missing", "holder_key_refused", "binding_signature_wrong",
    "binding_nonce_wrong".
    """
    outer = cose.read(from_qr(letters, key=key))
    told = cbor.read(_payload(outer))
    if not isinstance(told, list):
        credential = _credential(outer, told, trust=trust, at=at)
        if credential.holder is not None:
            raise RuleBroken("qr_copied")
        if live_only or nonce is not None:
            raise RuleBroken("qr_not_live")
        return Scanned(credential, live=False)
    made, shown, inner = _live(told)
    issued = cose.read(cbor.read(inner))
    credential = _credential(issued, cbor.read(_payload(issued)), trust=trust, at=at)
    if credential.holder is None:
        raise RuleBroken("holder_key_missing")
    if not cose.is_by(outer, key=credential.holder):
        raise RuleBroken("binding_signature_wrong")
    _check_moment(made, at=at)
    if nonce is not None and shown != nonce:
        raise RuleBroken("binding_nonce_wrong")
    return Scanned(credential, live=True)


def _live(told: list[Any]) -> tuple[datetime, object, bytes]:
    if len(told) != 4 or told[0] != LIVE_VERSION:
        raise RuleBroken("qr_version_unknown")
    _, made, nonce, inner = told
    if not isinstance(inner, bytes):
        raise RuleBroken("credential_malformed", where="live")
    return moments.moment(made), nonce, inner


def _check_moment(made: datetime, *, at: datetime) -> None:
    if made < at - LIVE:
        raise RuleBroken("qr_too_old")
    if made > at + LIVE:
        raise RuleBroken("qr_too_early")


def _credential(signed: cose.Signed, told: object, *, trust: Trust, at: datetime) -> Credential:
    if not isinstance(told, Mapping) or not isinstance(told.get(IDENTITY), Mapping):
        raise RuleBroken("qr_not_identity")
    issuer, kid = told.get(ISS), signed.headers.get(cose.KID, signed.unprotected.get(cose.KID))
    if not isinstance(issuer, str) or not isinstance(kid, bytes):
        raise RuleBroken("issuer_untrusted")
    key = trust.key_of(purpose=Purpose.QR, kid=kid.decode("ascii", "replace"), issuer=issuer, at=at)
    if not cose.is_by(signed, key=key):
        raise RuleBroken("signature_wrong")
    since = moments.latest(told.get(IAT), told.get(NBF))
    until = moments.moment(told.get(EXP))
    moments.check_window(not_before=since, expires=until, at=at)
    cnf = told.get(CNF)
    holder = None if cnf is None else keys.from_cose(cnf.get(_CNF_KEY) if isinstance(cnf, Mapping) else None)
    return Credential(
        kind="claim169",
        issuer=issuer,
        claims=told[IDENTITY],
        expires=until,
        status=read_status(told.get(STATUS)),
        holder=holder,
    )


def _payload(signed: cose.Signed) -> bytes:
    if signed.payload is None:
        raise RuleBroken("credential_malformed", where="payload")
    return signed.payload
