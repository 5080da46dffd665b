"""Throw-away keys of the simulated device: root, provider and device certificate, made anew at each start.

Nothing here outlives the process but the root certificate, which the station is told to trust.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

KEY_BITS: Final = 2048  # RS256 is what SBI 0.9.5 asks for
LIFE: Final = timedelta(days=2)


def b64url(data: bytes) -> str:
    """Base64url without padding, as everywhere in SBI."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def compact(value: object) -> bytes:
    """JSON without spaces, UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True)
class DeviceKeys:
    """The device's signing key with its certificate path, leaf first, the root being left out.

    expired_path   under a device certificate that ran out yesterday
    own_path       under a certificate that the device made itself, which nobody trusts
    """

    key: rsa.RSAPrivateKey
    path: tuple[x509.Certificate, ...]
    expired_path: tuple[x509.Certificate, ...]
    own_path: tuple[x509.Certificate, ...]
    root: x509.Certificate

    def jws(
        self,
        payload: dict[str, Any],
        *,
        path: tuple[x509.Certificate, ...] | None = None,
        spoilt: bool = False,
    ) -> str:
        """The payload as a compact JWS, RS256 with x5c.

        path    of certificates to name, where it is not the device's
        spoilt  with a signature over other bytes
        """
        chain = [
            base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode()
            for one in path or self.path
        ]
        header = b64url(compact({"alg": "RS256", "typ": "JWT", "x5c": chain}))
        signed = f"{header}.{b64url(compact(payload))}"
        over = signed + ("." if spoilt else "")
        signature = self.key.sign(over.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{b64url(signature)}"

    def write_root(self, folder: Path, *, name: str) -> Path:
        """Leave the root certificate (PEM) where the station looks for DEVICE trust anchors."""
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.pem"
        fresh = target.with_suffix(".new")
        fresh.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        fresh.replace(target)
        return target


def make_keys(*, at: datetime, serial: str) -> DeviceKeys:
    """Three fresh RSA keys and their certificates, valid for LIFE round `at`.

    serial  what stands in the device's certificate as its name
    """
    root_key, provider_key, device_key = (
        rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS) for _ in range(3)
    )
    since, until = at - timedelta(hours=1), at + LIFE
    root = _certificate("Simulated device root", root_key, None, root_key, since, until, authority=1)
    provider = _certificate("Simulated provider", provider_key, root, root_key, since, until, authority=0)
    device = _certificate(serial, device_key, provider, provider_key, since, until)
    past = (at - timedelta(days=9), at - timedelta(days=1))
    expired = _certificate(serial, device_key, provider, provider_key, *past)
    own = _certificate(serial, device_key, None, device_key, since, until)
    return DeviceKeys(
        key=device_key,
        path=(device, provider),
        expired_path=(expired, provider),
        own_path=(own,),
        root=root,
    )


def _certificate(
    name: str,
    key: rsa.RSAPrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: rsa.RSAPrivateKey,
    since: datetime,
    until: datetime,
    authority: int | None = None,
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Rekam simulation, not a real device"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=authority is None,
        key_cert_sign=authority is not None,
        crl_sign=authority is not None,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    signer = issuer_key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority is not None, path_length=authority), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
