"""An mdoc of plain values, written apart from the product: whole unless told otherwise."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import cbor2

from rekam.credentials.formats import keys, mdoc, mdoc_reading
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.world import HOLDER, NOW, signer

SPACE = world.KTP.doctype
OTHER = mdoc.session_transcript(
    client=world.READER, nonce="another", response_uri="https://bank.example/answer"
)


def day(at: datetime) -> cbor2.CBORTag:
    return cbor2.CBORTag(0, at.strftime("%Y-%m-%dT%H:%M:%SZ"))


def item(number: Any, name: Any, value: object) -> cbor2.CBORTag:
    told = {"digestID": number, "random": bytes(32), "elementIdentifier": name, "elementValue": value}
    return cbor2.CBORTag(24, cbor2.dumps(told))


ITEMS = [item(0, "nama", "SITI AMINAH"), item(1, "age_over_17", True)]
WINDOW = {"signed": day(NOW), "validFrom": day(NOW), "validUntil": day(NOW + timedelta(hours=1))}


def security(**changes: object) -> dict[str, Any]:
    """What the document signer signs, with one thing changed."""
    told = {
        "version": "1.0",
        "digestAlgorithm": "SHA-256",
        "valueDigests": {
            SPACE: {at: hashlib.sha256(cbor2.dumps(one)).digest() for at, one in enumerate(ITEMS)}
        },
        "deviceKeyInfo": {"deviceKey": keys.to_cose(HOLDER.public)},
        "docType": world.KTP.doctype,
        "validityInfo": WINDOW,
        "status": {"status_list": {"idx": world.PLACE.index, "uri": world.PLACE.uri}},
    }
    return {**told, **changes}


def sign1(
    payload: bytes,
    *,
    by: Signer,
    protected: Mapping[Any, Any] | None = None,
    more: Mapping[Any, Any] | None = None,
) -> list[Any]:
    head = cbor2.dumps({1: -7} if protected is None else protected)
    signature = by.sign(cbor2.dumps(["Signature1", head, b"", payload]))
    return [head, dict(more or {}), payload, signature]


def issuer_auth(told: object = None, *, by: Signer | None = None, **headers: Any) -> list[Any]:
    one = by or signer(Purpose.DOCUMENT)
    payload = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(told or security())))
    return sign1(payload, by=one, more={33: one.chain[0] if one.chain else b""}, **headers)


def device_signed(
    *,
    by: Signer = HOLDER,
    transcript: bytes = world.TRANSCRIPT,
    kind: str = world.KTP.doctype,
    names: object = None,
) -> dict[str, Any]:
    spaces = cbor2.CBORTag(24, cbor2.dumps(names or {}))
    told = ["DeviceAuthentication", cbor2.loads(transcript), kind, spaces]
    signature = sign1(cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(told))), by=by)
    return {"nameSpaces": spaces, "deviceAuth": {"deviceSignature": [*signature[:2], None, signature[3]]}}


def document(
    auth: list[Any] | None = None,
    *,
    items: object = None,
    signed: object = None,
    kind: object = world.KTP.doctype,
) -> dict[str, Any]:
    return {
        "docType": kind,
        "issuerSigned": {"nameSpaces": items or {SPACE: ITEMS[1:]}, "issuerAuth": auth or issuer_auth()},
        "deviceSigned": signed or device_signed(),
    }


def response(*documents: object, **changes: object) -> bytes:
    return cbor2.dumps(
        {"version": "1.0", "documents": list(documents or [document()]), "status": 0, **changes}
    )


def without(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != name}


def read(data: bytes) -> object:
    return mdoc_reading.read_presented(
        data, trust=world.trust(), kinds=world.DOCTYPES, transcript=world.TRANSCRIPT, at=NOW
    )
