"""`make conformance`: every judge in turn; prints the table and writes it into docs/reference/conformance.md.

Not collected by `make test`: it needs the folder that tests/conformance/judges/set_up.sh makes, named in
JUDGES.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import override_settings
from playwright.sync_api import Page, expect, sync_playwright

from rekam.credentials import key_files
from rekam.credentials.claims import KTP
from rekam.credentials.issuing import offering
from rekam.credentials.issuing.ways import Seen, Way
from rekam.credentials.presenting import services as presenting
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import MDOC, SD_JWT, Template
from rekam.credentials.verdict import Standing
from rekam.kernel.database import Scope, scope
from tests.chromium import CHROMIUM
from tests.conformance import formats, page
from tests.conformance.judging import ACCEPTED, Row, judge, judge_at_work
from tests.credentials.conftest import recorded
from tests.journeys.served import serving
from tests.journeys.wallets import PATIENCE, PIN, Office, an_office, begin, certified, offer, take

OFFICE = Scope.of("36.73")
COPIES = 10


@pytest.fixture(scope="module")
def judges() -> Path:
    return Path(os.environ["JUDGES"]).resolve()


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[page.Table]:
    """What all judges said, kept when the last has spoken."""
    made = page.Table()
    yield made
    made.keep()


@pytest.fixture
def issuer(own_database: str, own_vault: None, tmp_path: Path) -> Iterator[str]:
    """An office that answers over HTTP, with keys for its address."""
    with serving() as address, override_settings(REKAM_CREDENTIAL_KEYS=str(tmp_path)):
        key_files.make(tmp_path, issuer=address, name="Disdukcapil", at=datetime.now(UTC))
        yield address


def test_formats(judges: Path, table: page.Table) -> None:
    rows = table.take(formats.rows(judges))

    assert [row for row in rows if row[2] != ACCEPTED] == []


def test_a_wallet_of_others_takes_and_shows_credentials(issuer: str, judges: Path, table: page.Table) -> None:
    now = datetime.now(UTC)
    with scope(OFFICE):
        siti = recorded().uuid
        offer = offering.make_offer(
            subject=siti, holder=siti, way=Way.OFFICE, seen=Seen.KTP, actor="rina", at=now
        )
        asked = {
            form: presenting.ask(template=Template.IDENTITY, purpose="loket", actor="rina", at=now)
            for form in (SD_JWT, MDOC)
        }
    told: dict[str, Any] = {
        "offer": offer.link,
        "tx_code": offer.number,
        "copies": COPIES,
        "questions": [{"link": one.link, "format": form} for form, one in asked.items()],
    }
    rows = table.take(judge("wallet.mjs", told=told, folder=judges))

    assert [row for row in rows if row[2] != ACCEPTED] == []
    with scope(OFFICE):
        standings = [Question.objects.get(uuid=one.question).standing for one in asked.values()]
    assert standings == [Standing.VALID, Standing.VALID]


@pytest.fixture
def wallet(own_database: str, own_vault: None, tmp_path: Path) -> Iterator[tuple[Page, Office]]:
    """A telephone with a KTP, and the office that it is from."""
    with (
        pytest.MonkeyPatch.context() as patch,
        an_office(tmp_path / "keys") as office,
        sync_playwright() as play,
    ):
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        telephone = browser.new_page(locale="id-ID")
        telephone.goto(office.wallet)
        begin(telephone)
        take(telephone, offer())
        yield telephone, office
        browser.close()


def test_our_wallet_answers_services_of_others(
    wallet: tuple[Page, Office], judges: Path, table: page.Table
) -> None:
    for script in ("verifier.py", "verifier.mjs"):
        rows = table.take(_asked_by(script, wallet=wallet, judges=judges))
        assert rows
        assert [row for row in rows if row[2] != ACCEPTED] == []


def _asked_by(script: str, *, wallet: tuple[Page, Office], judges: Path) -> list[Row]:
    telephone, office = wallet
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        origin = f"http://127.0.0.1:{free.getsockname()[1]}"
    service = certified(office, origin=origin, name="Bank Contoh")
    told = {
        "origin": origin,
        "certificate": _pem(service.certificate),
        "key": service.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "root": key_files.root(office.folder).public_bytes(Encoding.PEM).decode(),
        "vct": KTP.vct,
        "doctype": KTP.doctype,
        "claims": ["nama", "age_over_17"],
    }
    with judge_at_work(script, told=told, folder=judges) as said:
        for link in said():
            _answer(telephone, office, link)
        rows: list[Row] = said()
    return rows


def _answer(telephone: Page, office: Office, link: str) -> None:
    """Opened anew, so that the browser knows the service; then the one button."""
    telephone.goto("about:blank")
    telephone.goto(f"{office.wallet}/#/tunjuk?{link}")
    telephone.fill("#pin", PIN)
    telephone.get_by_role("button", name="Buka", exact=True).click()
    telephone.get_by_role("button", name="Kirim ini saja").click()
    expect(telephone.get_by_role("heading", name="Terkirim")).to_be_visible(timeout=PATIENCE)


def _pem(der: bytes) -> str:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()
