"""Opening what MOSIP's data share gives out: one AES key for a document, closed to a partner's RSA key. Pure.

since 1.2   VER_R2 | thumbprint 32 | closed key 256 | #KEY_SPLITTER# | AAD 32, nonce its first 12 | sealed
before it   [thumbprint 32] | closed key 256 | #KEY_SPLITTER# | sealed | IV 16
All of it in base64url or base64. Source: MOSIP keymanager and commons, key header VER_R2; AES-GCM of NIST SP
800-38D, RSA-OAEP with SHA-256 of RFC 8017.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from rekam.abis.engine.formats.cbeff import from_base64
from rekam.abis.mosip.rules import Failed, Failure
from rekam.kernel.errors import RuleBroken

VERSION: Final = b"VER_R2"
SPLITTER: Final = b"#KEY_SPLITTER#"
THUMBPRINT: Final = 32
AAD: Final = 32
NONCE: Final = 12
OLD_IV: Final = 16
LEAST_KEY_BITS: Final = 2_048
PADDING: Final = OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)


@dataclass(frozen=True, repr=False)
class PartnerKey:
    """Our own key as MOSIP's partner; no repr, since it is a secret.

    thumbprint  SHA-256 of the certificate that MOSIP closes documents to
    """

    private: RSAPrivateKey
    thumbprint: bytes

    @classmethod
    def read(cls, *, private: bytes, certificate: bytes) -> "PartnerKey":
        """From PEM files. Raises RuleBroken("mosip_partner_key"): no RSA key, or not its certificate."""
        try:
            key = load_pem_private_key(private, password=None)
            paper = x509.load_pem_x509_certificate(certificate)
        except (ValueError, TypeError) as error:
            raise RuleBroken("mosip_partner_key") from error
        if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_KEY_BITS:
            raise RuleBroken("mosip_partner_key")
        if paper.public_key() != key.public_key():
            raise RuleBroken("mosip_partner_key")
        return cls(private=key, thumbprint=hashlib.sha256(paper.public_bytes(Encoding.DER)).digest())


def open_share(text: bytes, *, key: PartnerKey) -> bytes:
    """The document in what a data share answered.

    Raises Failed(NO_DATA) for what was closed to somebody else or altered, or is closed in no form we know.
    """
    head, splitter, sealed = _from_base64(text).partition(SPLITTER)
    if not splitter:
        raise Failed(Failure.NO_DATA)
    try:
        if head.startswith(VERSION):
            return _open(head[len(VERSION) :], sealed, key=key)
        return _open_old(head, sealed, key=key)
    except (ValueError, InvalidTag) as error:
        raise Failed(Failure.NO_DATA) from error


def _from_base64(text: bytes) -> bytes:
    try:
        return from_base64(text.decode("ascii"))
    except (UnicodeDecodeError, RuleBroken) as error:
        raise Failed(Failure.NO_DATA) from error


def _open(head: bytes, sealed: bytes, *, key: PartnerKey) -> bytes:
    symmetric = AESGCM(_symmetric(head, key=key))
    aad = sealed[:AAD]
    return symmetric.decrypt(aad[:NONCE], sealed[AAD:], aad)


def _open_old(head: bytes, sealed: bytes, *, key: PartnerKey) -> bytes:
    symmetric = AESGCM(_symmetric(head, key=key))
    return symmetric.decrypt(sealed[-OLD_IV:], sealed[:-OLD_IV], None)


def _symmetric(head: bytes, *, key: PartnerKey) -> bytes:
    """The AES key; where a thumbprint stands before it, it must be ours."""
    closed = key.private.key_size // 8
    thumbprint, block = head[:-closed], head[-closed:]
    if thumbprint not in (b"", key.thumbprint) or len(block) != closed:
        raise ValueError("closed to somebody else")
    return key.private.decrypt(block, PADDING)
