"""ISO mdoc, verified (pure). Source: ISO/IEC 18013-5:2021 clauses 9.1.2.4 and 9.1.3.5, and annex B."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import cbor, cose, keys, moments
from rekam.credentials.formats.credential import Credential, StatusPlace, read_status
from rekam.credentials.formats.mdoc import HASH, NOTHING, VERSION, device_authentication
from rekam.credentials.formats.trust import Leaf, Purpose, Trust
from rekam.kernel.errors import RuleBroken

MAX_DOCUMENTS = 8


@dataclass(frozen=True)
class _SecurityObject:
    """What the issuer signed: digests by namespace and number, and how long it counts."""

    kind: str
    digests: Mapping[Any, Any]
    holder: EllipticCurvePublicKey
    until: datetime
    status: StatusPlace | None


def read_presented(
    data: bytes, *, trust: Trust, kinds: frozenset[str], transcript: bytes, at: datetime
) -> list[Credential]:
    """What a holder shows in this session, after every check but the status list's; one or more documents.

    kinds        the docTypes that the verifier asked for
    transcript   the SessionTranscript as the verifier works it out, never as it was sent
    Raises RuleBroken: "credential_too_large", "credential_malformed", "mdoc_version_unknown",
    "mdoc_not_given", "credential_type_wrong", "document_type_differs", "algorithm_refused", "hash_refused",
    "critical_header_unknown", "issuer_untrusted", "signature_wrong", "credential_expired",
    "credential_not_yet_valid", "element_altered", "element_unreferenced", "element_repeated",
    "holder_key_refused", "binding_missing", "binding_signature_wrong", "binding_elements_refused".
    """
    told = cbor.read(data)
    if not isinstance(told, Mapping):
        raise RuleBroken("credential_malformed", where="response")
    if told.get("version") != VERSION:
        raise RuleBroken("mdoc_version_unknown")
    documents = told.get("documents")
    if told.get("status") != 0 or not documents:
        raise RuleBroken("mdoc_not_given")
    if not isinstance(documents, list) or len(documents) > MAX_DOCUMENTS:
        raise RuleBroken("credential_malformed", where="documents")
    return [_document(one, trust=trust, kinds=kinds, transcript=transcript, at=at) for one in documents]


def _document(
    told: object, *, trust: Trust, kinds: frozenset[str], transcript: bytes, at: datetime
) -> Credential:
    document = _map(told, where="document")
    kind = document.get("docType")
    if not isinstance(kind, str) or kind not in kinds:
        raise RuleBroken("credential_type_wrong")
    if "deviceSigned" not in document:
        raise RuleBroken("binding_missing")
    issued = _map(document.get("issuerSigned"), where="issuerSigned")
    credential, holder = _issued(issued, kind=kind, trust=trust, at=at)
    _check_binding(
        _map(document["deviceSigned"], where="deviceSigned"), kind=kind, holder=holder, transcript=transcript
    )
    return credential


def read_issued(data: bytes, *, kind: str, trust: Trust, at: datetime) -> Credential:
    """An IssuerSigned as a wallet gets it: the issuer's own signature and the digest of every element.

    Raises RuleBroken as `read_presented` does, but for the codes of the binding.
    """
    return _issued(_map(cbor.read(data), where="issuerSigned"), kind=kind, trust=trust, at=at)[0]


def _issued(
    told: Mapping[Any, Any], *, kind: str, trust: Trust, at: datetime
) -> tuple[Credential, EllipticCurvePublicKey]:
    signed = cose.read(told.get("issuerAuth"))
    leaf = trust.leaf_of(signed.unprotected.get(cose.X5CHAIN), purpose=Purpose.DOCUMENT, at=at)
    if not cose.is_by(signed, key=leaf.key):
        raise RuleBroken("signature_wrong")
    security = _security_object(signed.payload or b"", leaf=leaf, at=at)
    if security.kind != kind:
        raise RuleBroken("document_type_differs")
    credential = Credential(
        kind=kind,
        issuer=next(iter(sorted(leaf.issuers)), ""),
        claims=_claims(told.get("nameSpaces", {}), digests=security.digests),
        expires=security.until,
        status=security.status,
        holder=security.holder,
    )
    return credential, security.holder


def _security_object(payload: bytes, *, leaf: Leaf, at: datetime) -> _SecurityObject:
    told = _map(cbor.read(cbor.unwrapped(cbor.read(payload))), where="security object")
    if told.get("version") != VERSION:
        raise RuleBroken("mdoc_version_unknown")
    if told.get("digestAlgorithm") != HASH:
        raise RuleBroken("hash_refused")
    window = _map(told.get("validityInfo"), where="validityInfo")
    signed = moments.from_text(window.get("signed"))
    since, until = moments.from_text(window.get("validFrom")), moments.from_text(window.get("validUntil"))
    if not leaf.since <= signed < leaf.until:
        raise RuleBroken("issuer_untrusted")
    moments.check_window(not_before=max(signed, since), expires=until, at=at)
    return _SecurityObject(
        kind=str(told.get("docType")),
        digests=_map(told.get("valueDigests"), where="valueDigests"),
        holder=keys.from_cose(_map(told.get("deviceKeyInfo"), where="deviceKeyInfo").get("deviceKey")),
        until=until,
        status=read_status(told.get("status")),
    )


def _claims(told: object, *, digests: Mapping[Any, Any]) -> dict[str, Any]:
    """The elements shown, each against its digest. Two of one name are refused, whatever their namespaces."""
    claims: dict[str, Any] = {}
    for space, items in _map(told, where="nameSpaces").items():
        signed = digests.get(space)
        if not isinstance(items, list):
            raise RuleBroken("credential_malformed", where="nameSpaces")
        for item in items:
            inner = cbor.unwrapped(item)
            element = _map(cbor.read(inner), where="element")
            name, number = element.get("elementIdentifier"), element.get("digestID")
            if not isinstance(name, str) or not isinstance(number, int) or "elementValue" not in element:
                raise RuleBroken("credential_malformed", where="element")
            wanted = signed.get(number) if isinstance(signed, Mapping) else None
            if wanted is None:
                raise RuleBroken("element_unreferenced", claim=name)
            if hashlib.sha256(cbor.wrapped(inner)).digest() != wanted:
                raise RuleBroken("element_altered", claim=name)
            if name in claims:
                raise RuleBroken("element_repeated", claim=name)
            claims[name] = element["elementValue"]
    return claims


def _check_binding(
    told: Mapping[Any, Any], *, kind: str, holder: EllipticCurvePublicKey, transcript: bytes
) -> None:
    """The holder's own signature over this session; a MAC is refused, since OpenID4VP has no key for it."""
    elements = cbor.wrapped(cbor.unwrapped(told.get("nameSpaces")))
    if elements != NOTHING:
        raise RuleBroken("binding_elements_refused")
    proof = _map(told.get("deviceAuth"), where="deviceAuth")
    if "deviceSignature" not in proof:
        raise RuleBroken("binding_missing")
    signed = cose.read(proof["deviceSignature"])
    if signed.payload is not None:
        raise RuleBroken("credential_malformed", where="deviceSignature")
    message = device_authentication(kind, transcript=transcript, elements=elements)
    if not cose.is_by(signed, key=holder, payload=message):
        raise RuleBroken("binding_signature_wrong")


def _map(told: object, *, where: str) -> Mapping[Any, Any]:
    if not isinstance(told, Mapping):
        raise RuleBroken("credential_malformed", where=where)
    return told
