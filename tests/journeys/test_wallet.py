"""One digital KTP from the officer's code to its end: got, shown, checked, forged, expired, revoked."""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from rekam.credentials import claims
from rekam.credentials.formats import base45, base64url, claim169, keys, mdoc, mdoc_reading, sd_jwt
from rekam.credentials.issuing import child_photos, making, phones
from rekam.credentials.issuing.documents import PRINT_LIFE, Kind
from rekam.credentials.issuing.models import Phone
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import Way
from rekam.credentials.presenting import registered
from rekam.credentials.presenting import services as presenting
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import Template
from rekam.credentials.verdict import Standing
from rekam.credentials.wallets.models import Wallet
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import services as vault
from tests.credentials.conftest import face
from tests.journeys.looks import check
from tests.journeys.test_second_factors import AUTHENTICATOR
from tests.journeys.wallets import (
    PATIENCE,
    PHONE,
    PIN,
    Office,
    Service,
    an_office,
    begin,
    certified,
    drawn,
    filmed,
    look,
    offer,
    request_of,
    take,
)

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("own_database", "own_vault")]
OTHER = "831460"
OPEN_TO_ALL = {"access-control-allow-origin": "*"}
READ = """async (png) => {
  const {prepare, readPicture} = await import("/static/ikd/scanner.js");
  await prepare();
  return readPicture(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))]));
}"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "keys") as made:
        yield made


@pytest.fixture
def telephone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    expect.set_options(timeout=PATIENCE)
    yield context
    expect.set_options(timeout=5_000)
    context.close()


@pytest.fixture
def guard(browser: Browser) -> Iterator[Page]:
    """Another telephone: a reader's."""
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    yield context.new_page()
    context.close()


def test_a_card_from_its_code_to_its_end(
    office: Office, telephone: BrowserContext, guard: Page, film: Path
) -> None:
    page = telephone.new_page()
    mistakes: list[str] = []
    page.on("console", lambda said: mistakes.append(said.text) if "Content Security" in said.text else None)
    bank = certified(office, origin="https://puskesmas.example", name="Puskesmas Contoh")
    page.goto(office.wallet)
    begin(page)
    take(page, offer())
    get_more(page)
    take_a_childs_card(page, office)
    show_to_the_office(page, office)
    show_to_a_service(page, office, bank)
    set_up_a_passkey(page, office)
    lock_another(telephone, office)
    printed = print_one()
    open_reader(guard, office)

    office.stop()
    for context in (telephone, guard.context):  # a stopped server still answers lines that are open
        context.set_offline(True)
    look_without_a_line(page, office)
    check_what_is_shown(page, guard)
    check_the_print(guard, printed, film=film)

    office.start()
    for context in (telephone, guard.context):
        context.set_offline(False)
    end_it(page, guard)
    assert mistakes == []
    assert not re.search("RATU MARYAMAH|36730252", kept(guard))


def get_more(page: Page) -> None:
    """Where copies run short, opening the card fetches more by the refresh token."""
    with scope(EVERYWHERE):
        assert Wallet.objects.get().resident is not None
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


def take_a_childs_card(page: Page, office: Office) -> None:
    """A child of six has its own photograph on the KIA, in the parent's wallet."""
    with scope(EVERYWHERE):
        parent, photo = Phone.objects.get().holder, vault.keep(face(), kind="document")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child_photos, "_above", [lambda _child: photo])
        page.goto(f"{office.wallet}/#/")
        take(page, offer(parent=parent), again=True)
    page.get_by_role("link", name="Kartu Identitas Anak").click()
    expect(page.get_by_alt_text("Foto pada kartu")).to_be_visible()
    expect(page.get_by_text("AHMAD FAUZI")).to_be_visible()


def show_to_the_office(page: Page, office: Office) -> None:
    with scope(EVERYWHERE):
        asked = presenting.ask(
            template=Template.AGE, purpose="Beli rokok", actor="rina", at=datetime.now(UTC)
        )
    page.goto(f"{office.wallet}/#/tunjuk{asked.link.removeprefix('openid4vp://')}")
    expect(page.get_by_text("Untuk: Beli rokok")).to_be_visible()
    page.get_by_role("button", name="Kirim ini saja").click()
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()
    with scope(EVERYWHERE):
        assert Question.objects.get().standing == Standing.VALID


def show_to_a_service(page: Page, office: Office, service: Service) -> None:
    """A registered one gets two elements, in both forms, at its own address; nobody else is even asked."""
    answered: list[str] = []

    def answer(route: Route) -> None:
        answered.append(route.request.post_data or "")
        route.fulfill(json={}, headers=OPEN_TO_ALL)

    def serve(name: str, request: str) -> str:
        page.route(f"{service.origin}/{name}", lambda route: route.fulfill(body=request, headers=OPEN_TO_ALL))
        return service.link(office, name=name)

    page.route(service.response_uri, answer)
    page.goto(serve("request", request_of(service)))
    expect(page.get_by_role("heading", name="Puskesmas Contoh meminta data Anda")).to_be_visible()
    expect(page.get_by_text("✓ Layanan ini terdaftar pada kantor.")).to_be_visible()
    expect(page.get_by_text("puskesmas.example")).to_be_visible()
    look(page)
    assert answered == []
    page.get_by_role("button", name="Kirim ini saja").click()
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()
    read_answer(office, service, form=answered[0])

    page.goto(serve("open", request_of(service, response_mode="direct_post")))
    page.get_by_role("button", name="Tolak, tidak ada yang dikirim").click()
    expect(page.get_by_role("heading", name="Kartu Anda")).to_be_visible()
    assert "error=access_denied" in answered[1]

    page.goto(serve("forged", f"{request_of(service)[:-6]}AAAAAA"))
    expect(page.get_by_text("Permintaan ini tidak sah dan ditolak.")).to_be_visible()
    page.goto(serve("elsewhere", request_of(service, response_uri="https://thief.example/answer")))
    expect(page.get_by_text("Permintaan ini tidak sah dan ditolak.")).to_be_visible()
    refuse_strangers(page, office, service)
    assert len(answered) == 2
    page.goto(f"{office.wallet}/#/riwayat")
    expect(page.get_by_role("heading", name="Puskesmas Contoh")).to_have_count(1)


def refuse_strangers(page: Page, office: Office, service: Service) -> None:
    """Whom the office does not list gets no answer: another address, or a service that was struck out."""
    stranger = page.get_by_text("Yang meminta tidak terdaftar pada kantor")
    page.goto(f"{office.wallet}/#/tunjuk?client_id={service.client}&request_uri=https://thief.example/vp")
    expect(stranger).to_be_visible()
    registered.strike_out(office.folder, origin=service.origin)
    page.goto(f"{office.wallet}/#/")
    page.reload()
    unlock(page)
    page.goto(service.link(office))
    expect(stranger).to_be_visible()


def unlock(page: Page) -> None:
    page.fill("#pin", PIN)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_role("heading", name="Kartu Anda")).to_be_visible()


def read_answer(office: Office, service: Service, *, form: str) -> None:
    d = base64url.encode(service.answers.private_numbers().private_value.to_bytes(32, "big"))
    whole = ECKey.import_key({**keys.to_jwk(service.answers.public_key()), "d": d})
    opened = jwe.decrypt_compact(parse_qs(form)["response"][0], whole, algorithms=["ECDH-ES", "A256GCM"])
    assert opened.plaintext is not None
    told = json.loads(opened.plaintext)
    assert told["state"] == "s1"
    at = datetime.now(UTC)
    shown = sd_jwt.read_presented(
        told["vp_token"]["a"][0],
        trust=office.trust(),
        kinds=frozenset({claims.KTP.vct}),
        audience=service.client,
        nonce="n-0S6_WzA2Mj",
        at=at,
    )
    assert shown.claims.keys() == {"nama", "age_over_17"}
    transcript = mdoc.session_transcript(
        client=service.client,
        nonce="n-0S6_WzA2Mj",
        response_uri=service.response_uri,
        thumbprint=keys.thumbprint(service.answers.public_key()),
    )
    [document] = mdoc_reading.read_presented(
        base64url.decode(told["vp_token"]["b"][0]),
        trust=office.trust(),
        kinds=frozenset({claims.KTP.doctype}),
        transcript=transcript,
        at=at,
    )
    assert document.claims.keys() == {"nama"}


def set_up_a_passkey(page: Page, office: Office) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "hasPrf": True}})
    page.goto(f"{office.wallet}/#/pengaturan")
    page.fill("#own", PIN)
    page.get_by_role("button", name="Pasang kunci sandi").click()
    expect(page.get_by_role("button", name="Lepas kunci sandi")).to_be_visible()
    look(page)


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


def print_one() -> bytes:
    """A code on paper for the same holder."""
    with scope(EVERYWHERE):
        holder = Phone.objects.get().holder
        return making.print_qr(
            kind=Kind.KTP, subject=holder, holder=holder, way=Way.OFFICE, actor="rina", at=datetime.now(UTC)
        )


def look_without_a_line(page: Page, office: Office) -> None:
    """The pages come out of the phone; PIN and passkey open it."""
    page.goto(f"{office.wallet}/#/")
    page.reload()
    expect(page.get_by_role("heading", name="Buka dompet")).to_be_visible()
    look(page)
    page.fill("#pin", OTHER)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.locator("#pin-wrong")).to_contain_text("Sisa percobaan: 4")
    unlock(page)
    page.get_by_role("button", name="Tutup dompet").click()
    page.get_by_role("button", name="Buka dengan kunci sandi").click()
    page.get_by_role("link", name="KTP-el").click()
    expect(page.get_by_alt_text("Foto pada kartu")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tunjukkan kode").click()
    expect(page.locator("canvas")).to_have_attribute("data-letters", re.compile("^[0-9A-Z $%*+./:-]+$"))
    check(page)


def open_reader(guard: Page, office: Office) -> None:
    guard.clock.install()
    guard.goto(f"{office.address}/periksa/ktp/")
    guard.evaluate("navigator.serviceWorker.ready")
    reload(guard)
    check(guard)


def reload(guard: Page) -> None:
    guard.reload()
    expect(guard.locator("[data-reader][data-ready]")).to_have_count(1)


def scan(guard: Page, png: bytes) -> None:
    again = guard.get_by_role("button", name="Hapus dan periksa yang lain")
    if again.is_visible():
        again.click()
    guard.set_input_files("#gambar", {"name": "k.png", "mimeType": "image/png", "buffer": png})


def expect_verdict(guard: Page, word: str, sentence: str) -> None:
    expect(guard.locator("[data-sentence]")).to_contain_text(sentence)
    expect(guard.locator("[data-verdict]")).to_have_text(word)


def live(page: Page) -> str:
    return str(page.locator("canvas").get_attribute("data-letters"))


def check_what_is_shown(page: Page, guard: Page) -> None:
    """No server runs: the guard scans the telephone's screen, a forged one, and one that answers a number."""
    reload(guard)
    scan(guard, page.locator("canvas").screenshot())
    expect_verdict(guard, "BERLAKU", "Berlaku.")
    expect(guard.locator("[data-facts]")).to_contain_text("RATU MARYAMAH")
    expect(guard.locator("[data-facts]")).to_contain_text("1 Januari 1990")
    assert guard.locator("[data-portrait]").evaluate("face => face.naturalWidth") > 0
    check(guard)

    said = zlib.decompress(base45.decode(live(page)))
    forged = said.replace(b"RATU MARYAMAH", b"RATU MARYAMAN")
    assert forged != said
    scan(guard, drawn(base45.encode(zlib.compress(forged))))
    expect_verdict(guard, "TIDAK BERLAKU", "bukan seperti yang diterbitkan")
    expect(guard.locator("[data-facts]")).to_be_empty()

    number = asked_number(guard)
    page.get_by_text("Pembaca menunjukkan kode sendiri").click()
    page.fill("#nonce", number)
    page.get_by_role("button", name="Pakai").click()
    expect(page.get_by_text("hanya untuk pembaca itu")).to_be_visible()
    answer = drawn(live(page))
    scan(guard, answer)
    expect_verdict(guard, "BERLAKU", "Berlaku.")
    expect(guard.locator("[data-bound]")).to_contain_text("menjawab angka")
    asked_number(guard)
    scan(guard, answer)
    expect_verdict(guard, "TIDAK BERLAKU", "permintaan lain")


def asked_number(guard: Page) -> str:
    guard.get_by_role("button", name="Hapus dan periksa yang lain").click()
    guard.get_by_role("button", name="Minta kode hidup").click()
    picture = guard.locator("[data-nonce-code]").screenshot()
    return str(guard.evaluate(READ, b64encode(picture).decode()))


def check_the_print(guard: Page, printed: bytes, *, film: Path) -> None:
    """Paper counts by its photograph alone; without newer lists it is not known, and at last expires."""
    png, now = drawn(claim169.to_qr(printed)), datetime.now(UTC)
    scan(guard, png)
    expect_verdict(guard, "BERLAKU", "Berlaku.")
    expect(guard.locator("[data-bound]")).to_contain_text("hanya foto ini")
    film.write_bytes(filmed(png))
    guard.get_by_role("button", name="Hapus dan periksa yang lain").click()
    guard.get_by_role("button", name="Pindai dengan kamera").click()
    expect_verdict(guard, "BERLAKU", "Berlaku.")
    guard.clock.set_fixed_time(now + timedelta(hours=13))
    scan(guard, png)
    expect_verdict(guard, "TIDAK DIKETAHUI", "daftar statusnya sudah lama")
    guard.clock.set_fixed_time(now + PRINT_LIFE + timedelta(days=1))
    scan(guard, png)
    expect_verdict(guard, "TIDAK BERLAKU", "sudah habis masa berlakunya")


def end_it(page: Page, guard: Page) -> None:
    """Suspended and revoked are seen once the list was fetched again; an older list turns nothing back."""
    with scope(EVERYWHERE):
        phones.suspend(Phone.objects.get(), actor="rina", at=datetime.now(UTC))
    guard.clock.set_fixed_time(datetime.now(UTC))
    with guard.expect_response(re.compile("/ikd/status/2$")):
        guard.clock.fast_forward(300_000)  # the page looks for newer lists by itself
    expect_lists(guard)  # else the next look would be taken for this one
    before = renewed(guard)
    scan(guard, drawn(live(page)))
    expect_verdict(guard, "DITANGGUHKAN", "Ditangguhkan")
    with scope(EVERYWHERE):
        phones.end_phone(Phone.objects.get(), cause=Cause.LOST, actor="rina", at=datetime.now(UTC))
    # A look that the page had begun by itself may be taken for ours, and bring the list of before.
    assert any(sees_it_revoked(page, guard) for _look in range(3))
    expect_verdict(guard, "TIDAK BERLAKU", "Dicabut")
    guard.route("**/ikd/status/1", lambda route: route.fulfill(body=before, content_type=CWT))
    renewed(guard)
    scan(guard, drawn(live(page)))
    expect_verdict(guard, "TIDAK BERLAKU", "Dicabut")


def sees_it_revoked(page: Page, guard: Page) -> bool:
    """Whether a fresh list and a fresh code say so."""
    renewed(guard)
    scan(guard, drawn(live(page)))
    expect(guard.locator("[data-answer]")).to_be_visible()
    return "Dicabut" in guard.locator("[data-sentence]").inner_text()


CWT = "application/statuslist+cwt"


def renewed(guard: Page) -> bytes:
    """The list that the reader fetched just now."""
    guard.clock.set_fixed_time(datetime.now(UTC))
    again = guard.get_by_role("button", name="Hapus dan periksa yang lain")
    if again.is_visible():
        again.click()
    with (
        guard.expect_response(re.compile("/ikd/status/2$")),
        guard.expect_response(re.compile("/1$")) as first,
    ):
        guard.get_by_role("button", name="Perbarui daftar").click()
    expect_lists(guard)
    return first.value.body()


def expect_lists(guard: Page) -> None:
    """The look for newer lists is over."""
    expect(guard.locator("[data-trust-age]")).to_contain_text("bertanggal")


def kept(guard: Page) -> str:
    """All that the browser keeps of this page."""
    return str(
        guard.evaluate("""async () => {
          const told = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) told.push(request.url);
          }
          return [...told, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(" ");
        }""")
    )
