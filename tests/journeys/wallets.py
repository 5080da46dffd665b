"""An office with its wallet's address, a resident's telephone, and services that ask it."""

import base64
import hashlib
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Page, expect

from rekam.credentials import claims, key_files, trust_list
from rekam.credentials.formats import base64url, jose, keys
from rekam.credentials.formats.trust import Trust
from rekam.credentials.issuing import offering
from rekam.credentials.issuing.offering import Made
from rekam.credentials.issuing.ways import Seen, Way
from rekam.credentials.presenting import registered
from rekam.credentials.signing import FileSigner
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.queries import get_resident
from tests.credentials.conftest import recorded
from tests.credentials.issuing.test_issuance import child_of
from tests.journeys.looks import check
from tests.journeys.served import serving

PIN = "271904"
PHONE = {"width": 360, "height": 740}
PATIENCE = 30_000  # milliseconds: the PIN is stretched on purpose
AUDIENCE = "https://self-issued.me/v2"


@dataclass
class Office:
    """The office that serves the test, and the folder of its keys; it may be stopped, and come back."""

    folder: Path
    port: int = 0
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def wallet(self) -> str:
        return f"http://dompet.localhost:{self.port}"

    def start(self) -> None:
        self.port = int(self.running.enter_context(serving(port=self.port)).rpartition(":")[2])

    def stop(self) -> None:
        self.running.close()

    def trust(self) -> Trust:
        text = key_files.trusted(self.folder)
        return trust_list.read(text, root=key_files.root(self.folder), at=datetime.now(UTC))


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """One that answers, with keys of yesterday for its address."""
    office = Office(folder)
    told = {"REKAM_WALLET_HOST": "dompet.localhost", "REKAM_CREDENTIAL_KEYS": str(folder)}
    with override_settings(**told), office.running:
        office.start()
        yesterday = datetime.now(UTC) - timedelta(days=1)
        key_files.make(folder, issuer=office.address, name="Disdukcapil (contoh)", at=yesterday)
        yield office


def look(page: Page) -> None:
    """At both sizes; then it is a telephone again."""
    check(page)
    page.set_viewport_size({"width": 360, "height": 740})


def offer(*, parent: UUID | None = None) -> Made:
    """The own documents of a holder who was just recorded; with a parent, those of a child of hers."""
    with scope(EVERYWHERE):
        holder = parent or recorded().uuid
        subject = child_of(get_resident(holder)).uuid if parent else holder
        told = {"way": Way.OFFICE, "seen": Seen.KTP, "actor": "rina", "at": datetime.now(UTC)}
        return offering.make_offer(subject=subject, holder=holder, **told)  # type: ignore[arg-type]


def begin(page: Page) -> None:
    expect(page.get_by_role("heading", name="KTP digital di telepon Anda")).to_be_visible()
    look(page)
    page.fill("#pin", "123456")
    page.get_by_role("button", name="Buat dompet").click()
    expect(page.locator("#pin-wrong")).to_contain_text("mudah ditebak")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.get_by_role("button", name="Buat dompet").click()
    expect(page.get_by_role("heading", name="Belum ada kartu")).to_be_visible()


def take(page: Page, made: Made, *, again: bool = False) -> None:
    """With `again` its pages are not looked at once more."""
    page.get_by_role("link", name="Ambil", exact=True).click()
    page.fill("#offer", made.link)
    page.get_by_role("button", name="Lanjut").click()
    page.fill("#number", made.number)
    if not again:
        look(page)
    page.get_by_role("button", name="Ambil kartu").click()
    expect(page.get_by_role("heading", name="Kartu Anda")).to_be_visible(timeout=PATIENCE)
    if not again:
        look(page)


@dataclass
class Service:
    """Somebody who asks, with a key for the requests and one for the answers."""

    origin: str
    certificate: bytes
    key: ec.EllipticCurvePrivateKey
    answers: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def client(self) -> str:
        return f"x509_hash:{base64url.encode(hashlib.sha256(self.certificate).digest())}"

    @property
    def response_uri(self) -> str:
        return f"{self.origin}/answer"

    def link(self, office: Office, *, name: str = "request") -> str:
        return f"{office.wallet}/#/tunjuk?client_id={self.client}&request_uri={self.origin}/{name}"


def certified(office: Office, *, origin: str, name: str) -> Service:
    """A service that the office registered."""
    key = ec.generate_private_key(ec.SECP256R1())
    asked = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    pem = asked.public_bytes(Encoding.PEM)
    return Service(
        origin,
        registered.add(office.folder, origin=origin, name=name, request=pem, at=datetime.now(UTC)),
        key,
    )


def request_of(service: Service, **changed: Any) -> str:
    """Its signed request: a name and an age by SD-JWT VC, and the name by mdoc."""
    jwk = {**keys.to_jwk(service.answers.public_key()), "kid": "1", "use": "enc", "alg": "ECDH-ES"}
    payload = {
        "client_id": service.client,
        "aud": AUDIENCE,
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt",
        "response_uri": service.response_uri,
        "nonce": "n-0S6_WzA2Mj",
        "state": "s1",
        "client_metadata": {"jwks": {"keys": [jwk]}, "encrypted_response_enc_values_supported": ["A256GCM"]},
        "dcql_query": {
            "credentials": [
                {
                    "id": "a",
                    "format": "dc+sd-jwt",
                    "meta": {"vct_values": [claims.KTP.vct]},
                    "claims": [{"path": ["nama"]}, {"path": ["age_over_17"], "values": [True]}],
                },
                {
                    "id": "b",
                    "format": "mso_mdoc",
                    "meta": {"doctype_value": claims.KTP.doctype},
                    "claims": [{"path": [claims.KTP.doctype, "nama"]}],
                },
            ]
        },
        **changed,
    }
    x5c = [base64.b64encode(service.certificate).decode()]
    return jose.sign(payload, kind="oauth-authz-req+jwt", signer=FileSigner(service.key), x5c=x5c)


def filmed(png: bytes) -> bytes:
    """A picture held before a camera for a second, as Motion JPEG."""
    seen = Image.new("RGB", (1280, 720), "#8a8578")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.thumbnail((680, 680))
    seen.paste(picture, (300, 20))
    frame = io.BytesIO()
    seen.save(frame, "JPEG", quality=90)
    return frame.getvalue() * 10


def drawn(letters: str) -> bytes:
    """A QR code as a PNG."""
    png = io.BytesIO()
    segno.make(letters, error="l", boost_error=False).save(png, kind="png", scale=4)
    return png.getvalue()
