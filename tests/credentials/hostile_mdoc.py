"""Hostile mdocs: ISO/IEC 18013-5 and OpenID4VP 1.0 annex B."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from rekam.credentials.formats import keys
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import DOCUMENT_SIGNER, Purpose
from tests.credentials import world
from tests.credentials.case import Case
from tests.credentials.plain_mdoc import (
    ITEMS,
    OTHER,
    SPACE,
    WINDOW,
    day,
    device_signed,
    document,
    issuer_auth,
    item,
    read,
    response,
    security,
    without,
)
from tests.credentials.world import HOLDER, NOW, THIEF, signer


def case(name: str, code: str, make: Callable[[], bytes]) -> Case:
    return Case(f"mdoc/{name}", code, lambda: read(make()))


def signed_with(auth: dict[str, Any]) -> bytes:
    return response(document(signed={"nameSpaces": cbor2.CBORTag(24, cbor2.dumps({})), "deviceAuth": auth}))


def _window(**changes: object) -> list[Any]:
    return issuer_auth(security(validityInfo={**WINDOW, **changes}))


def _flipped() -> list[Any]:
    head, more, payload, signature = issuer_auth()
    return [head, more, payload, bytes([signature[0] ^ 1]) + signature[1:]]


def _certified(public: Any, *, by: Signer, signs: bool = True, certifies: bool = False) -> list[Any]:
    """A document by a key whose certificate the root made, though it should not have."""
    usage = x509.KeyUsage(signs, False, False, False, False, certifies, False, False, False)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "odd")])
    made = (
        x509.CertificateBuilder(world.root().subject, subject, public, 7)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNER]), critical=True)
        .sign(world.private("root"), SHA256())
    )
    head, _, payload, signature = issuer_auth(by=by)
    return [head, {33: made.public_bytes(Encoding.DER)}, payload, signature]


def _without_value() -> list[cbor2.CBORTag]:
    told = {"digestID": 1, "random": bytes(32), "elementIdentifier": "age_over_17"}
    return [cbor2.CBORTag(24, cbor2.dumps(told))]


def _device_key(name: str, **changes: object) -> Case:
    """A COSE_Key with one thing wrong; m3 stands for the label -3, k1 for 1."""
    labels = {int(label[1:]) * (-1 if label[0] == "m" else 1): value for label, value in changes.items()}
    told = {"deviceKey": {**keys.to_cose(HOLDER.public), **labels}}
    return case(
        f"device-key-{name}",
        "holder_key_refused",
        lambda: response(document(issuer_auth(security(deviceKeyInfo=told)))),
    )


def _payload_attached() -> bytes:
    told = device_signed()
    signature = told["deviceAuth"]["deviceSignature"]
    return signed_with({"deviceSignature": [*signature[:2], b"x", signature[3]]})


CASES = (
    case(
        "invalid-session-transcript",
        "binding_signature_wrong",
        lambda: response(document(signed=device_signed(transcript=OTHER))),
    ),
    case(
        "other-device-key",
        "binding_signature_wrong",
        lambda: response(document(signed=device_signed(by=THIEF))),
    ),
    case("no-device-signed", "binding_missing", lambda: response(without(document(), "deviceSigned"))),
    case("no-device-auth", "binding_missing", lambda: signed_with({"x": 1})),
    case("device-mac", "binding_missing", lambda: signed_with({"deviceMac": [b"", {}, None, bytes(32)]})),
    case(
        "device-elements",
        "binding_elements_refused",
        lambda: response(document(signed=device_signed(names={SPACE: {"age_over_17": True}}))),
    ),
    case("device-signature-with-payload", "credential_malformed", _payload_attached),
    case("invalid-credential-signature", "signature_wrong", lambda: response(document(_flipped()))),
    case(
        "signed-by-another-key",
        "signature_wrong",
        lambda: response(document([*issuer_auth()[:3], THIEF.sign(b"x")])),
    ),
    case("mso-expired", "credential_expired", lambda: response(document(_window(validUntil=day(NOW))))),
    case(
        "mso-not-yet-valid",
        "credential_not_yet_valid",
        lambda: response(document(_window(validFrom=day(NOW + timedelta(minutes=1))))),
    ),
    case(
        "mso-signed-before-certificate",
        "issuer_untrusted",
        lambda: response(document(_window(signed=day(NOW - timedelta(days=9))))),
    ),
    case(
        "mso-time-without-zone",
        "credential_malformed",
        lambda: response(document(_window(validUntil="2027-01-01T00:00:00"))),
    ),
    case("mso-time-rubbish", "credential_malformed", lambda: response(document(_window(validUntil="soon")))),
    case("mso-time-number", "credential_malformed", lambda: response(document(_window(validUntil=7)))),
    case(
        "untrusted-root",
        "issuer_untrusted",
        lambda: response(document(issuer_auth(by=signer(Purpose.DOCUMENT, name="x", under="strange root")))),
    ),
    case(
        "certificate-of-another-purpose",
        "issuer_untrusted",
        lambda: response(document(issuer_auth(by=signer(Purpose.SD_JWT)))),
    ),
    case("no-certificate", "issuer_untrusted", lambda: response(document(issuer_auth(by=THIEF)))),
    case(
        "root-as-signer", "issuer_untrusted", lambda: response(document(issuer_auth(by=world.root_signer())))
    ),
    case(
        "doctype-not-of-the-mso",
        "document_type_differs",
        lambda: response(document(issuer_auth(security(docType="rekam.kk.1")))),
    ),
    case("doctype-not-asked", "credential_type_wrong", lambda: response(document(kind="rekam.kk.1"))),
    case(
        "certificate-of-ed25519",
        "issuer_untrusted",
        lambda: response(
            document(
                _certified(ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key(), by=THIEF)
            )
        ),
    ),
    case(
        "certificate-of-p384",
        "issuer_untrusted",
        lambda: response(
            document(_certified(ec.derive_private_key(7, ec.SECP384R1()).public_key(), by=THIEF))
        ),
    ),
    case(
        "certificate-that-signs-nothing",
        "issuer_untrusted",
        lambda: response(document(_certified(THIEF.public, by=THIEF, signs=False))),
    ),
    case(
        "certificate-that-certifies",
        "issuer_untrusted",
        lambda: response(document(_certified(THIEF.public, by=THIEF, certifies=True))),
    ),
    case("doctype-list", "credential_type_wrong", lambda: response(document(kind=[1]))),
    case("doctype-number", "credential_type_wrong", lambda: response(document(kind=7))),
    case(
        "tampered-element",
        "element_altered",
        lambda: response(document(items={SPACE: [item(1, "age_over_17", False)]})),
    ),
    case(
        "element-in-no-digest",
        "element_unreferenced",
        lambda: response(document(items={SPACE: [item(7, "nik", "0")]})),
    ),
    case(
        "element-of-another-namespace",
        "element_unreferenced",
        lambda: response(document(items={"rekam.x.1": ITEMS[1:]})),
    ),
    case(
        "element-twice", "element_repeated", lambda: response(document(items={SPACE: [ITEMS[1], ITEMS[1]]}))
    ),
    case(
        "element-without-name",
        "credential_malformed",
        lambda: response(document(items={SPACE: [item(1, None, True)]})),
    ),
    case(
        "element-with-a-list-as-number",
        "credential_malformed",
        lambda: response(document(items={SPACE: [item([1], "age_over_17", True)]})),
    ),
    case(
        "element-without-value",
        "credential_malformed",
        lambda: response(document(items={SPACE: _without_value()})),
    ),
    case("elements-number", "credential_malformed", lambda: response(document(items={SPACE: 7}))),
    case("element-not-embedded", "credential_malformed", lambda: response(document(items={SPACE: [b"x"]}))),
    case(
        "element-of-another-tag",
        "credential_malformed",
        lambda: response(document(items={SPACE: [cbor2.CBORTag(18, ITEMS[1].value)]})),
    ),
    case(
        "element-embeds-a-number",
        "credential_malformed",
        lambda: response(document(items={SPACE: [cbor2.CBORTag(24, 7)]})),
    ),
    case(
        "digest-sha-1",
        "hash_refused",
        lambda: response(document(issuer_auth(security(digestAlgorithm="SHA-1")))),
    ),
    case(
        "mso-version",
        "mdoc_version_unknown",
        lambda: response(document(issuer_auth(security(version="2.0")))),
    ),
    case("version", "mdoc_version_unknown", lambda: response(version="2.0")),
    case("status-not-zero", "mdoc_not_given", lambda: response(status=10)),
    case("no-documents", "mdoc_not_given", lambda: response(documents=[])),
    case("documents-number", "credential_malformed", lambda: response(documents=7)),
    case("too-many-documents", "credential_malformed", lambda: response(*[document()] * 9)),
    case("response-list", "credential_malformed", lambda: cbor2.dumps([1])),
    case("document-number", "credential_malformed", lambda: response(documents=[7])),
    case("alg-none", "algorithm_refused", lambda: response(document(issuer_auth(protected={})))),
    case("alg-es384", "algorithm_refused", lambda: response(document(issuer_auth(protected={1: -35})))),
    case(
        "alg-eddsa-with-p256", "signature_wrong", lambda: response(document(issuer_auth(protected={1: -8})))
    ),
    case(
        "unknown-crit",
        "critical_header_unknown",
        lambda: response(document(issuer_auth(protected={1: -7, 2: [99], 99: 1}))),
    ),
    case(
        "crit-unprotected",
        "credential_malformed",
        lambda: response(document([issuer_auth()[0], {2: [1], **issuer_auth()[1]}, *issuer_auth()[2:]])),
    ),
    case(
        "alg-unprotected-too",
        "credential_malformed",
        lambda: response(document([issuer_auth()[0], {1: -8, **issuer_auth()[1]}, *issuer_auth()[2:]])),
    ),
    case("protected-no-map", "credential_malformed", lambda: response(document(issuer_auth(protected=[1])))),  # type: ignore[arg-type]
    case("sign1-short", "credential_malformed", lambda: response(document([b"", {}]))),
    case("sign1-number", "credential_malformed", lambda: response(document([7, {}, b"", b""]))),
    case(
        "unprotected-list",
        "credential_malformed",
        lambda: response(document([issuer_auth()[0], [], *issuer_auth()[2:]])),
    ),
    case("payload-number", "credential_malformed", lambda: response(document([*issuer_auth()[:2], 7, b"x"]))),
    case("signature-number", "credential_malformed", lambda: response(document([*issuer_auth()[:3], 7]))),
    case(
        "issuer-payload-detached",
        "signature_wrong",
        lambda: response(document([*issuer_auth()[:2], None, issuer_auth()[3]])),
    ),
    case(
        "device-key-missing",
        "holder_key_refused",
        lambda: response(document(issuer_auth(security(deviceKeyInfo={})))),
    ),
    _device_key("okp", k1=1),
    _device_key("p384", m1=2),
    _device_key("y-number", m3=7),
    _device_key("x-number", m2=7),
    _device_key("short", m2=b"x"),
)
