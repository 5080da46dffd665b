"""The root (IACA) of an office and the certificates under it. Source: ISO/IEC 18013-5:2021 annex B.1.

The root's private key is used here and nowhere else, on a machine without a network: it signs a handful of
certificates in its life.
"""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from rekam.credentials.formats.trust import DOCUMENT_SIGNER, Purpose

COUNTRY = "ID"
# Keys of other purposes go by kid: their certificates would look like one for SD-JWT.
CERTIFIED = frozenset({Purpose.DOCUMENT, Purpose.SD_JWT})


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, COUNTRY), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )


def make_root(
    private: ec.EllipticCurvePrivateKey, *, name: str, issuer: str, since: datetime, until: datetime
) -> x509.Certificate:
    """The self-signed root of an office; `issuer` is the address under which it issues."""
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(name))
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(root=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .add_extension(x509.IssuerAlternativeName([x509.UniformResourceIdentifier(issuer)]), critical=False)
        .sign(private, hashes.SHA256())
    )


def certify(
    public: ec.EllipticCurvePublicKey,
    *,
    purpose: Purpose,
    name: str,
    issuer: str,
    root: x509.Certificate,
    by: ec.EllipticCurvePrivateKey,
    since: datetime,
    until: datetime,
) -> bytes:
    """A certificate in DER for one key and one purpose; only a document signer's names that use.

    Raises ValueError for a purpose that has no certificates, and for a time that the root does not cover.
    """
    if purpose not in CERTIFIED:
        raise ValueError(f"a key for {purpose} has no certificate under the root")
    if since < root.not_valid_before_utc or until > root.not_valid_after_utc:
        raise ValueError("a certificate lies within its root's time")
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(root.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(_usage(root=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(issuer)]), critical=False)
    )
    if purpose is Purpose.DOCUMENT:
        builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNER]), critical=True)
    return builder.sign(by, hashes.SHA256()).public_bytes(Encoding.DER)
