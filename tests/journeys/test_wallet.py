"""A resident's wallet: a PIN, a card from an officer's code, a service that asks, the server gone."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.test import override_settings
from joserfc import jwe
from joserfc.jwk import ECKey
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from rekam.credentials import certificates, claims, key_files, trust_list
from rekam.credentials.formats import base45, base64url, claim169, jose, keys, mdoc, mdoc_reading, sd_jwt
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.credentials.issuing import offering
from rekam.credentials.issuing.offering import Made
from rekam.credentials.issuing.ways import Seen, Way
from rekam.credentials.signing import FileSigner
from rekam.credentials.wallets.models import Wallet
from rekam.kernel.database import EVERYWHERE, scope
from tests.credentials.conftest import recorded
from tests.journeys.looks import check
from tests.journeys.served import serving
from tests.journeys.test_second_factors import AUTHENTICATOR

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("own_database", "own_vault")]
PIN, OTHER = "271904", "831460"
PATIENCE = 30_000  # milliseconds: the PIN is stretched on purpose
PHONE = {"width": 360, "height": 740}
AUDIENCE = "https://self-issued.me/v2"


@dataclass
class Office:
    """The office that serves the test, and the folder of its keys."""

    address: str
    wallet: str
    folder: Path
    stop: Callable[[], None]

    def trust(self) -> Trust:
        text = key_files.trusted(self.folder)
        return trust_list.read(text, root=key_files.root(self.folder), at=datetime.now(UTC))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "keys"
    told = {"REKAM_WALLET_HOST": "dompet.localhost", "REKAM_CREDENTIAL_KEYS": str(folder)}
    with ExitStack() as served, override_settings(**told):
        port = served.enter_context(serving()).rpartition(":")[2]
        ours = f"http://127.0.0.1:{port}"
        key_files.make(
            folder, issuer=ours, name="Disdukcapil (contoh)", at=datetime.now(UTC) - timedelta(days=1)
        )
        yield Office(ours, f"http://dompet.localhost:{port}", folder, served.close)


@pytest.fixture
def telephone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    expect.set_options(timeout=PATIENCE)
    yield context
    expect.set_options(timeout=5_000)
    context.close()


def offer() -> Made:
    with scope(EVERYWHERE):
        siti = recorded()
        return offering.make_offer(
            subject=siti.uuid,
            holder=siti.uuid,
            way=Way.OFFICE,
            seen=Seen.KTP,
            actor="rina",
            at=datetime.now(UTC),
        )


def test_a_card_is_got_shown_and_still_there_without_the_server(
    office: Office, telephone: BrowserContext
) -> None:
    page = telephone.new_page()
    mistakes: list[str] = []
    page.on("console", lambda said: mistakes.append(said.text) if "Content Security" in said.text else None)
    page.goto(office.wallet)
    begin(page)
    take(page, offer())
    get_more(page)
    show_to_a_service(page, office)
    set_up_a_passkey(page, office)
    lock_another(telephone, office)
    office.stop()
    look_without_a_line(page, office)
    assert mistakes == []


def begin(page: Page) -> None:
    check(page)
    page.set_viewport_size(PHONE)
    page.fill("#pin", "123456")
    page.get_by_role("button", name="Buat dompet").click()
    expect(page.locator("#pin-wrong")).to_contain_text("mudah ditebak")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.get_by_role("button", name="Buat dompet").click()
    expect(page.get_by_role("heading", name="Belum ada kartu")).to_be_visible()


def take(page: Page, made: Made) -> None:
    page.get_by_role("link", name="Ambil kartu").click()
    check(page)
    page.set_viewport_size(PHONE)
    page.fill("#offer", made.link)
    page.get_by_role("button", name="Lanjut").click()
    page.fill("#number", made.number)
    check(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Ambil kartu").click()
    expect(page.get_by_role("heading", name="Kartu Anda")).to_be_visible(timeout=30_000)
    check(page)
    page.set_viewport_size(PHONE)
    with scope(EVERYWHERE):
        assert Wallet.objects.get().resident is not None


def get_more(page: Page) -> None:
    """Where copies run short, opening the card fetches more by the refresh token."""
    page.evaluate(
        """async () => {
            const documents = await import("/wallet/documents.js");
            const [card] = await documents.all();
            card.copies.ktp_qr.splice(1);
            await documents.save(card);
        }"""
    )
    page.get_by_role("link", name="KTP-el").click()
    expect(page.get_by_alt_text("Foto pada kartu")).to_be_visible()
    count = "async () => (await (await import('/wallet/documents.js')).all())[0].copies.ktp_qr.length"
    assert page.evaluate(count) == 11


def set_up_a_passkey(page: Page, office: Office) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "hasPrf": True}})
    page.goto(f"{office.wallet}/#/pengaturan")
    page.fill("#own", PIN)
    page.get_by_role("button", name="Pasang kunci sandi").click()
    expect(page.get_by_role("button", name="Lepas kunci sandi")).to_be_visible()
    check(page)
    page.set_viewport_size(PHONE)


def lock_another(telephone: BrowserContext, office: Office) -> None:
    """Five wrong PINs with a line: the half is gone, and the phone says what to do."""
    other = telephone.browser.new_context(viewport=PHONE, locale="id-ID")  # type: ignore[union-attr]
    page = other.new_page()
    page.goto(office.wallet)
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.get_by_role("button", name="Buat dompet").click()
    page.get_by_role("button", name="Tutup dompet").click()
    for left in (4, 3, 2, 1):
        page.fill("#pin", OTHER)
        page.get_by_role("button", name="Buka", exact=True).click()
        expect(page.locator("#pin-wrong")).to_contain_text(f"Sisa percobaan: {left}")
    page.fill("#pin", OTHER)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_role("heading", name="Dompet terkunci")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Kosongkan dan mulai lagi").click()
    expect(page.get_by_role("heading", name="KTP digital di telepon Anda")).to_be_visible()
    other.close()


def show_to_a_service(page: Page, office: Office) -> None:
    """A registered one gets two elements, in both forms; a stranger is named as one."""
    secret = ec.generate_private_key(ec.SECP256R1())
    answered: list[str] = []

    def answer(route: Route) -> None:
        answered.append(route.request.post_data or "")
        route.fulfill(json={}, headers={"access-control-allow-origin": "*"})

    request = asked(office, secret, known=True)
    page.route(
        f"{office.address}/vp/request",
        lambda route: route.fulfill(body=request, headers={"access-control-allow-origin": "*"}),
    )
    page.route(f"{office.address}/vp/response", answer)
    client = jose.read(request, kinds=frozenset({"oauth-authz-req+jwt"})).payload["client_id"]
    page.goto(f"{office.wallet}/#/tunjuk?client_id={client}&request_uri={office.address}/vp/request")
    expect(page.get_by_role("heading", name="Puskesmas Contoh meminta data Anda")).to_be_visible()
    expect(page.get_by_text("✓ Layanan ini terdaftar pada kantor.")).to_be_visible()
    check(page)
    page.set_viewport_size(PHONE)
    assert answered == []
    page.get_by_role("button", name="Kirim ini saja").click()
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()
    read_answer(office, secret, client=client, form=answered[0])
    refuse_a_stranger(page, office, answered)


def refuse_a_stranger(page: Page, office: Office, answered: list[str]) -> None:
    """Whom the office does not know is named as a stranger and gets nothing by the button alone."""
    request = asked(office, ec.generate_private_key(ec.SECP256R1()), known=False)
    client = jose.read(request, kinds=frozenset({"oauth-authz-req+jwt"})).payload["client_id"]
    open_to_all = {"access-control-allow-origin": "*"}
    page.route(
        f"{office.address}/vp/stranger", lambda route: route.fulfill(body=request, headers=open_to_all)
    )
    page.goto(f"{office.wallet}/#/tunjuk?client_id={client}&request_uri={office.address}/vp/stranger")
    expect(page.get_by_text("✕ Layanan ini tidak terdaftar pada kantor.")).to_be_visible()
    check(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Kirim ini saja").click()
    expect(page.locator("#sure-wrong")).to_contain_text("Centang dahulu")
    assert len(answered) == 1
    page.get_by_role("button", name="Tolak, tidak ada yang dikirim").click()
    expect(page.get_by_role("heading", name="Kartu Anda")).to_be_visible()
    assert "error=access_denied" in answered[1]

    forged = f"{request[:-6]}AAAAAA"
    page.route(f"{office.address}/vp/forged", lambda route: route.fulfill(body=forged, headers=open_to_all))
    page.goto(f"{office.wallet}/#/tunjuk?client_id={client}&request_uri={office.address}/vp/forged")
    expect(page.get_by_text("Permintaan ini tidak sah dan ditolak.")).to_be_visible()
    page.goto(f"{office.wallet}/#/tunjuk?client_id={client}&request_uri=https://thief.example/vp")
    expect(page.get_by_text("datang dari luar alamat kantor")).to_be_visible()
    page.goto(f"{office.wallet}/#/riwayat")
    expect(page.get_by_role("heading", name="Puskesmas Contoh")).to_have_count(1)


def asked(office: Office, secret: ec.EllipticCurvePrivateKey, *, known: bool) -> str:
    """A signed request for a name and an age, of a reader whose certificate the office's root signed."""
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    root = key_files.root(office.folder)
    private = load_pem_private_key(
        json.loads((office.folder / key_files.ROOT).read_text())["private"].encode(), None
    )
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    if not known:
        private = ec.generate_private_key(ec.SECP256R1())
        ends = now + timedelta(days=2)
        root = certificates.make_root(
            private, name="X", issuer=office.address, since=now - timedelta(days=1), until=ends
        )
    told: dict[str, Any] = {"purpose": Purpose.SD_JWT, "name": "Puskesmas Contoh", "issuer": office.address}
    leaf = certificates.certify(
        key.public_key(),
        root=root,
        by=private,
        since=root.not_valid_before_utc,
        until=now + timedelta(days=1),
        **told,
    )
    digest = base64url.encode(hashlib.sha256(leaf).digest())
    jwk = {**keys.to_jwk(secret.public_key()), "kid": "1", "use": "enc", "alg": "ECDH-ES"}
    payload = {
        "client_id": f"x509_hash:{digest}",
        "aud": AUDIENCE,
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt",
        "response_uri": f"{office.address}/vp/response",
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
    }
    x5c = [base64.b64encode(leaf).decode()]
    return jose.sign(payload, kind="oauth-authz-req+jwt", signer=FileSigner(key), x5c=x5c)


def read_answer(office: Office, secret: ec.EllipticCurvePrivateKey, *, client: str, form: str) -> None:
    d = base64url.encode(secret.private_numbers().private_value.to_bytes(32, "big"))
    whole = ECKey.import_key({**keys.to_jwk(secret.public_key()), "d": d})
    opened = jwe.decrypt_compact(parse_qs(form)["response"][0], whole, algorithms=["ECDH-ES", "A256GCM"])
    assert opened.plaintext is not None
    told = json.loads(opened.plaintext)
    assert told["state"] == "s1"
    at = datetime.now(UTC)
    shown = sd_jwt.read_presented(
        told["vp_token"]["a"][0],
        trust=office.trust(),
        kinds=frozenset({claims.KTP.vct}),
        audience=client,
        nonce="n-0S6_WzA2Mj",
        at=at,
    )
    assert shown.claims.keys() == {"nama", "age_over_17"}
    transcript = mdoc.session_transcript(
        client=client,
        nonce="n-0S6_WzA2Mj",
        response_uri=f"{office.address}/vp/response",
        thumbprint=keys.thumbprint(secret.public_key()),
    )
    [document] = mdoc_reading.read_presented(
        base64url.decode(told["vp_token"]["b"][0]),
        trust=office.trust(),
        kinds=frozenset({claims.KTP.doctype}),
        transcript=transcript,
        at=at,
    )
    assert document.claims.keys() == {"nama"}


def look_without_a_line(page: Page, office: Office) -> None:
    """The pages come out of the phone, PIN and passkey open, and the code is one that Python believes."""
    page.goto(f"{office.wallet}/#/")
    page.reload()
    expect(page.get_by_role("heading", name="Buka dompet")).to_be_visible()
    check(page)
    page.set_viewport_size(PHONE)
    page.fill("#pin", OTHER)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.locator("#pin-wrong")).to_contain_text("Sisa percobaan: 4")
    page.fill("#pin", PIN)
    page.get_by_role("button", name="Buka", exact=True).click()
    page.get_by_role("button", name="Tutup dompet").click()
    page.get_by_role("button", name="Buka dengan kunci sandi").click()
    page.get_by_role("link", name="KTP-el").click()
    expect(page.get_by_alt_text("Foto pada kartu")).to_be_visible()
    check(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Tunjukkan kode").click()
    code = page.locator("canvas")
    expect(code).to_have_attribute("data-letters", re.compile("^[0-9A-Z $%*+./:-]+$"))
    check(page)
    scanned = claim169.read(
        str(code.get_attribute("data-letters")), trust=office.trust(), at=datetime.now(UTC)
    )
    assert scanned.live
    assert claims.from_qr(scanned.credential.claims)["type"] == "ktp"
    nonce = secrets.token_bytes(16)
    page.get_by_text("Pembaca menunjukkan kode sendiri").click()
    page.fill("#nonce", f"IKD:{base45.encode(nonce)}")
    page.get_by_role("button", name="Pakai").click()
    expect(page.get_by_text("hanya untuk pembaca itu")).to_be_visible()
    letters = str(code.get_attribute("data-letters"))
    assert claim169.read(letters, trust=office.trust(), at=datetime.now(UTC), nonce=nonce).live
