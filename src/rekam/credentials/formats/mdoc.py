"""ISO mdoc: issued, and shown by its holder through OpenID4VP (pure). Reading is `mdoc_reading`.

Source: ISO/IEC 18013-5:2021 clauses 8.3.2.1 and 9.1; the transcript is of OpenID4VP 1.0 annex B.2.6.1.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import cbor, cose, keys, moments
from rekam.credentials.formats.credential import StatusPlace
from rekam.credentials.formats.signer import Entropy, Signer
from rekam.kernel.errors import RuleBroken

VERSION, HASH = "1.0", "SHA-256"
SALT_BYTES = 32
NOTHING = cbor.wrapped(cbor.write({}))  # DeviceNameSpacesBytes of a holder who adds nothing
_DATE_TIME = b"\xc0"  # tag 0


def issue(
    elements: Mapping[str, Mapping[str, object]],
    *,
    kind: str,
    holder: EllipticCurvePublicKey,
    issued: datetime,
    expires: datetime,
    status: StatusPlace,
    signer: Signer,
    entropy: Entropy,
) -> bytes:
    """The IssuerSigned of one document, bound to the holder's key.

    elements   values by namespace and identifier; a date as `cbor.Tag(1004, "YYYY-MM-DD")`
    kind       the docType
    signer     the document signer, with its certificate
    """
    spaces, digests = _elements(elements, entropy=entropy)
    security = _security_object(
        digests,
        kind=kind,
        holder=holder,
        issued=issued,
        expires=expires,
        status=status,
    )
    chain = signer.chain[0] if len(signer.chain) == 1 else list(signer.chain)
    signed = cose.sign(cbor.wrapped(security), signer=signer, unprotected={cose.X5CHAIN: chain})
    return b"".join([b"\xa2\x6anameSpaces", spaces, b"\x6aissuerAuth", cbor.write(signed)])


def _elements(elements: Mapping[str, Mapping[str, object]], *, entropy: Entropy) -> tuple[bytes, bytes]:
    """The elements with their salts, and the digests of them: two maps by namespace, encoded."""
    spaces, digests = [cbor.head(5, len(elements))], [cbor.head(5, len(elements))]
    for space, told in elements.items():
        salts = entropy(SALT_BYTES * len(told))
        spaces += [cbor.write(space), cbor.head(4, len(told))]
        digests += [cbor.write(space), cbor.head(5, len(told))]
        for number, (name, value) in enumerate(told.items()):
            salt = salts[SALT_BYTES * number : SALT_BYTES * (number + 1)]
            item = cbor.wrapped(_item(number, salt=salt, name=name, value=value))
            spaces.append(item)
            digests += [cbor.head(0, number), b"\x58\x20", hashlib.sha256(item).digest()]
    return b"".join(spaces), b"".join(digests)


def _item(number: int, *, salt: bytes, name: str, value: object) -> bytes:
    return b"".join(
        [
            b"\xa4\x68digestID",
            cbor.head(0, number),
            b"\x66random",
            cbor.head(2, len(salt)),
            salt,
            b"\x71elementIdentifier",
            cbor.write(name),
            b"\x6celementValue",
            cbor.write(value),
        ]
    )


def _security_object(
    digests: bytes,
    *,
    kind: str,
    holder: EllipticCurvePublicKey,
    issued: datetime,
    expires: datetime,
    status: StatusPlace,
) -> bytes:
    """The MobileSecurityObject; its digests come encoded."""
    since, until = _date_time(issued), _date_time(expires)
    return b"".join(
        [
            b"\xa7\x67version",
            cbor.write(VERSION),
            b"\x6fdigestAlgorithm",
            cbor.write(HASH),
            b"\x6cvalueDigests",
            digests,
            b"\x6ddeviceKeyInfo",
            cbor.write({"deviceKey": keys.to_cose(holder)}),
            b"\x67docType",
            cbor.write(kind),
            b"\x6cvalidityInfo\xa3\x66signed",
            since,
            b"\x69validFrom",
            since,
            b"\x6avalidUntil",
            until,
            b"\x66status",
            cbor.write({"status_list": {"idx": status.index, "uri": status.uri}}),
        ]
    )


def _date_time(at: datetime) -> bytes:
    return _DATE_TIME + cbor.write(moments.text(at))


def session_transcript(
    *, client: str, nonce: str, response_uri: str, thumbprint: bytes | None = None
) -> bytes:
    """The SessionTranscript of OpenID4VP over redirects.

    client       the verifier's client_id with its prefix
    thumbprint   of the verifier's encryption key (RFC 7638, SHA-256); None where the answer is not encrypted
    """
    told = hashlib.sha256(cbor.write([client, nonce, thumbprint, response_uri])).digest()
    return cbor.write([None, None, ["OpenID4VPHandover", told]])


@dataclass(frozen=True)
class Held:
    """A document in a wallet: its type and the IssuerSigned it got."""

    kind: str
    issued: bytes


def present(held: Held, *, show: Collection[str], holder: Signer, transcript: bytes) -> bytes:
    """The DeviceResponse with the named elements only, signed by the holder for this session.

    Raises RuleBroken("claim_not_held") for an element that the document does not have.
    """
    told = cbor.read(held.issued)
    shown = _chosen(told["nameSpaces"], show=show)
    authenticated = device_authentication(held.kind, transcript=transcript, elements=NOTHING)
    return cbor.write(
        {
            "version": VERSION,
            "documents": [
                {
                    "docType": held.kind,
                    "issuerSigned": {"nameSpaces": shown, "issuerAuth": told["issuerAuth"]},
                    "deviceSigned": {
                        "nameSpaces": cbor.Tag(24, cbor.write({})),
                        "deviceAuth": {
                            "deviceSignature": cose.sign(authenticated, signer=holder, detached=True)
                        },
                    },
                }
            ],
            "status": 0,
        }
    )


def _chosen(elements: Mapping[str, list[cbor.Tag]], *, show: Collection[str]) -> dict[str, list[cbor.Tag]]:
    """The elements of those names, as the issuer wrote them."""
    shown: dict[str, list[cbor.Tag]] = {}
    missing = set(show)
    for space, items in elements.items():
        for item in items:
            name = cbor.read(cbor.unwrapped(item))["elementIdentifier"]
            if name in show:
                shown.setdefault(space, []).append(item)
                missing.discard(name)
    if missing:
        raise RuleBroken("claim_not_held", claim=min(missing))
    return shown


def device_authentication(kind: str, *, transcript: bytes, elements: bytes) -> bytes:
    """DeviceAuthenticationBytes: what the holder's key signs. `elements` are DeviceNameSpacesBytes."""
    told: list[Any] = [b"\x84\x74DeviceAuthentication", transcript, cbor.write(kind), elements]
    return cbor.wrapped(b"".join(told))
