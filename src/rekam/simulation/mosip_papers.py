"""What a simulated MOSIP makes for an ABIS: a partner's key and certificate, closed documents of bodies."""

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from rekam.abis.engine.formats import cbeff, encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.mosip.opening import AAD, NONCE, OLD_IV, PADDING, SPLITTER, VERSION
from rekam.simulation.bodies import Body

KEY_BYTES: Final = 32


def partner(*, at: datetime) -> tuple[bytes, bytes]:
    """A new RSA key and its own certificate, both PEM: what a country gives its ABIS."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "simulated ABIS partner")])
    paper = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + timedelta(days=30))
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, paper.public_bytes(Encoding.PEM)


def document(body: Body, *, positions: Sequence[Position], impression: int, at: datetime) -> bytes:
    """The CBEFF of one visit of a body, as MOSIP writes it."""
    birs = [
        cbeff.bir_of(
            position,
            content=encode_record(body.sample(position, impression=impression)),
            index=UUID(int=Random(f"{body.seed} {position} {impression}").getrandbits(128)),  # noqa: S311
            created=at,
            quality=80,
        )
        for position in positions
    ]
    return cbeff.write(tuple(birs), url_safe=True)


def policy_document(cbeff: bytes, *, name: str) -> bytes:
    """What the adjudication's policy shares of a registration: the body among identity and papers."""
    packed = base64.urlsafe_b64encode(cbeff).rstrip(b"=").decode()
    paper = base64.urlsafe_b64encode(b"%PDF- a drawn paper").decode()
    told = {"identity": {"fullName": name}, "documents": {"POI": paper}, "metaInfo": "{}", "audits": "[]"}
    return json.dumps(told | {"biometrics": packed}).encode()


def close(content: bytes, *, certificate: bytes, random: Random, before_1_2: bool = False) -> bytes:
    """A document as the data share gives it out, closed to the certificate's key.

    random      draws key and nonces: a simulator repeats itself, a real share must not
    before_1_2  in the form without a version
    """
    paper = x509.load_pem_x509_certificate(certificate)
    public = paper.public_key()
    if not isinstance(public, rsa.RSAPublicKey):
        raise ValueError("the partner's certificate is not of an RSA key")
    key = random.randbytes(KEY_BYTES)
    closed_key = public.encrypt(key, PADDING)
    if before_1_2:
        iv = random.randbytes(OLD_IV)
        head, sealed = closed_key, AESGCM(key).encrypt(iv, content, None) + iv
    else:
        aad = random.randbytes(AAD)
        thumbprint = hashlib.sha256(paper.public_bytes(Encoding.DER)).digest()
        head, sealed = VERSION + thumbprint + closed_key, aad + AESGCM(key).encrypt(aad[:NONCE], content, aad)
    return base64.urlsafe_b64encode(head + SPLITTER + sealed).rstrip(b"=")
