"""The key with which the office signs its questions, and its certificate under the office's root.

Its certificate names a host and no issuer, so that nothing signed with it is ever taken for a credential.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID, ObjectIdentifier

from rekam.credentials import key_files
from rekam.credentials.formats import base64url
from rekam.credentials.formats.signer import Signer
from rekam.credentials.issuing import keys
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private

FILE = "credential-reader.json"
LIFE = timedelta(days=400)
READER_AUTHENTICATION = ObjectIdentifier("1.0.18013.5.1.6")  # ISO/IEC 18013-5 annex B.1.7


def signer(*, at: datetime) -> Signer:
    """The key of this office's questions; made once, while the root's file still lies beside the others.

    Raises RuleBroken("signing_key_missing" | "signing_root_away").
    """
    folder = keys.folder()
    if not (folder / FILE).exists():
        make(folder, issuer=keys.ring().issuer, at=at)
    return _signer(folder, (folder / FILE).stat().st_mtime_ns)


def client_id(one: Signer) -> str:
    """By which wallets know who asks: the hash of the certificate. Source: OpenID4VP 1.0 section 5.9.3."""
    return f"x509_hash:{base64url.encode(hashlib.sha256(one.chain[0]).digest())}"


def make(folder: Path, *, issuer: str, at: datetime) -> None:
    """Make the key, certified by the root. Raises RuleBroken("signing_root_away")."""
    by, root = root_key(folder), key_files.root(folder)
    public, kept = key_files.new_key("reader")
    [name] = root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    certificate = certify(
        public,
        name=str(name.value),
        host=urlsplit(issuer).hostname or "",
        root=root,
        by=by,
        at=at,
    )
    told = {**kept, "certificate": base64.b64encode(certificate).decode()}
    write_private(folder / FILE, json.dumps(told).encode())


def root_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """The root's own key. Raises RuleBroken("signing_root_away") while its file lies in its safe."""
    if not (folder / key_files.ROOT).exists():
        raise RuleBroken("signing_root_away", purpose="reader")
    told = json.loads((folder / key_files.ROOT).read_text())
    by = load_pem_private_key(told["private"].encode(), password=None)
    if not isinstance(by, ec.EllipticCurvePrivateKey):
        raise RuleBroken("signing_key_unreadable")
    return by


def certify(
    public: ec.EllipticCurvePublicKey,
    *,
    name: str,
    host: str,
    root: x509.Certificate,
    by: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> bytes:
    """A reader's certificate in DER, from the day's beginning on; residents are shown its name."""
    since = max(datetime(at.year, at.month, at.day, tzinfo=UTC), root.not_valid_before_utc)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(root.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(min(since + LIFE, root.not_valid_after_utc))
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([READER_AUTHENTICATION]), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(by, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )


@lru_cache(maxsize=4)
def _signer(folder: Path, _changed: int) -> Signer:
    told = json.loads((folder / FILE).read_text())
    return key_files.signer_of(told, chain=(base64.b64decode(told["certificate"]),))
