"""Whose keys count: by kid, and by certificates under a root (IACA, ISO/IEC 18013-5 annex B); pure.

A key counts for one purpose only. Certificates come straight from a root: chains with something between are
refused, and so is a root sent along, as OpenID4VC HAIP 1.0 section 6.1.1 asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.x509.oid import ObjectIdentifier

from rekam.credentials.formats.keys import PublicKey
from rekam.kernel.errors import RuleBroken

DOCUMENT_SIGNER = ObjectIdentifier("1.0.18013.5.1.2")
_REMEMBERED = 256


class Purpose(StrEnum):
    """What one key may sign, and nothing else: six keys, so that the theft of one forges one thing."""

    ROOT = "root"
    DOCUMENT = "document"
    SD_JWT = "sd_jwt"
    STATUS = "status"
    QR = "qr"
    RECEIPT = "receipt"  # what an institution was told (verification.api.receipts)


@dataclass(frozen=True, kw_only=True)
class TrustedKey:
    """A key of an issuer; it verifies what it signed from `since` until before `until`."""

    issuer: str
    kid: str
    purpose: Purpose
    key: PublicKey
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """What a certificate under a trusted root says of its key."""

    key: EllipticCurvePublicKey
    since: datetime
    until: datetime
    issuers: frozenset[str]
    signs_documents: bool


@dataclass(frozen=True)
class Trust:
    """All keys and roots of one verifier. Certificates that were checked once are remembered."""

    keys: Iterable[TrustedKey] = ()
    roots: Sequence[x509.Certificate] = ()
    _by_kid: dict[tuple[Purpose, str], TrustedKey] = field(default_factory=dict, init=False, repr=False)
    _leaves: dict[bytes, Leaf] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_kid.update({(one.purpose, one.kid): one for one in self.keys})

    def key_of(self, *, purpose: Purpose, kid: object, issuer: str | None = None, at: datetime) -> PublicKey:
        """The key of that name for that purpose; `issuer`, where the token names one, must be the key's own.

        Raises RuleBroken("issuer_untrusted").
        """
        known = self._by_kid.get((purpose, kid)) if isinstance(kid, str) else None
        if known is None or (issuer is not None and issuer != known.issuer):
            raise RuleBroken("issuer_untrusted")
        if not known.since <= at < known.until:
            raise RuleBroken("issuer_untrusted")
        return known.key

    def leaf_of(self, chain: object, *, purpose: Purpose, at: datetime) -> Leaf:
        """The certificate of a chain, for that purpose, at that time.

        chain   one certificate in DER, or a list of one, as x5chain and x5c bring it
        Raises RuleBroken("issuer_untrusted").
        """
        der = chain[0] if isinstance(chain, list) and len(chain) == 1 else chain
        if not isinstance(der, bytes):
            raise RuleBroken("issuer_untrusted")
        leaf = self._leaves.get(der)
        if leaf is None:
            leaf = self._read_leaf(der)
            if len(self._leaves) >= _REMEMBERED:
                self._leaves.clear()
            self._leaves[der] = leaf
        if not leaf.since <= at < leaf.until or leaf.signs_documents != (purpose is Purpose.DOCUMENT):
            raise RuleBroken("issuer_untrusted")
        return leaf

    def _read_leaf(self, der: bytes) -> Leaf:
        try:
            certificate = x509.load_der_x509_certificate(der)
            root = next(one for one in self.roots if _issued(certificate, by=one))
            usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        except (ValueError, StopIteration, x509.ExtensionNotFound) as error:
            raise RuleBroken("issuer_untrusted") from error
        key = certificate.public_key()
        if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
            raise RuleBroken("issuer_untrusted")
        if not usage.digital_signature or usage.key_cert_sign:
            raise RuleBroken("issuer_untrusted")
        return Leaf(
            key=key,
            since=max(certificate.not_valid_before_utc, root.not_valid_before_utc),
            until=min(certificate.not_valid_after_utc, root.not_valid_after_utc),
            issuers=_issuers(certificate),
            signs_documents=_signs_documents(certificate),
        )


def _issued(certificate: x509.Certificate, *, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return certificate != by


def _signs_documents(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return DOCUMENT_SIGNER in usage


def _issuers(certificate: x509.Certificate) -> frozenset[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(names.get_values_for_type(x509.UniformResourceIdentifier))
