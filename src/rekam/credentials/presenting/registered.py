"""Services outside the office that wallets answer: each has a certificate and stands in a list.

The certificate says who it is, and needs the root's file. The list says whether it still counts, and lies
beside the keys, so that a service is struck out at once and without the root.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from rekam.credentials import key_files
from rekam.credentials.formats import base64url
from rekam.credentials.issuing import keys
from rekam.credentials.presenting import reader_key
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private

FILE = "credential-services.json"


@dataclass(frozen=True, kw_only=True)
class Service:
    """One certificate of a service.

    origin  from which it asks and where it is answered: scheme, host and port
    digest  SHA-256 of its certificate in base64url, as its client id tells it too
    until   when the certificate ends
    """

    origin: str
    name: str
    digest: str
    until: datetime


def add(folder: Path, *, origin: str, name: str, request: bytes, at: datetime) -> bytes:
    """Certify the key of a certificate request (PEM) and list it; the certificate in DER.

    An earlier certificate of the same service counts on until it ends, or until it is struck out.
    Raises RuleBroken("signing_key_missing" | "signing_root_away" | "service_request_wrong").
    """
    der = reader_key.certify(
        _public(request),
        name=name,
        host=urlsplit(origin).hostname or "",
        root=key_files.root(folder),
        by=reader_key.root_key(folder),
        at=at,
    )
    until = x509.load_der_x509_certificate(der).not_valid_after_utc
    added = Service(
        origin=origin, name=name, digest=base64url.encode(hashlib.sha256(der).digest()), until=until
    )
    _write(folder, [*(one for one in listed(folder) if one.until > at), added])
    return der


def strike_out(folder: Path, *, origin: str) -> int:
    """Take all of a service's certificates from the list; how many."""
    before = listed(folder)
    left = [one for one in before if one.origin != origin]
    _write(folder, left)
    return len(before) - len(left)


def listed(folder: Path) -> tuple[Service, ...]:
    """All services that are not struck out."""
    path = folder / FILE
    return tuple(_read(one) for one in json.loads(path.read_text())) if path.exists() else ()


def here(*, at: datetime) -> tuple[Service, ...]:
    """Those that this office's wallets answer at that time."""
    path = keys.folder() / FILE
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return tuple(one for one in _listed(keys.folder(), changed) if at < one.until)


@lru_cache(maxsize=4)
def _listed(folder: Path, _changed: int) -> tuple[Service, ...]:
    return listed(folder)


def _public(request: bytes) -> ec.EllipticCurvePublicKey:
    try:
        asked = x509.load_pem_x509_csr(request)
        key, is_own = asked.public_key(), asked.is_signature_valid
    except (ValueError, InvalidSignature) as error:
        raise RuleBroken("service_request_wrong") from error
    if (
        not is_own
        or not isinstance(key, ec.EllipticCurvePublicKey)
        or not isinstance(key.curve, ec.SECP256R1)
    ):
        raise RuleBroken("service_request_wrong")
    return key


def _write(folder: Path, services: list[Service]) -> None:
    told = [{**asdict(one), "until": one.until.isoformat()} for one in services]
    write_private(folder / FILE, json.dumps(told).encode())


def _read(told: Mapping[str, str]) -> Service:
    return Service(
        origin=told["origin"],
        name=told["name"],
        digest=told["digest"],
        until=datetime.fromisoformat(told["until"]),
    )
