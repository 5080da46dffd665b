"""The office's keys in a folder of the test, a recorded holder with a face, and a phone."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from rekam.credentials import key_files
from rekam.enrolment.models import Record
from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from rekam.vault import services as vault
from tests.cards.city import holder, record
from tests.credentials.wallet import Wallet, by_client

OURS = "http://testserver"
OFFICE = Scope.of("36.73")
NOW = datetime.now(UTC)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    key_files.make(folder, issuer=OURS, name="Disdukcapil Kota Serang", at=NOW)
    return folder


@pytest.fixture
def issuer(db: None, own_vault: None, key_folder: Path, settings: Any) -> Iterator[Path]:
    settings.REKAM_CREDENTIAL_KEYS = str(key_folder)
    with scope(OFFICE):
        yield key_folder


@pytest.fixture
def siti(issuer: Path) -> Resident:
    """She heads a card, is recorded and print-ready, and has a photograph."""
    return recorded()


@pytest.fixture
def phone(client: Client, issuer: Path) -> Wallet:
    return Wallet(by_client(client))


def recorded(**changed: object) -> Resident:
    told = {
        "print_ready_on": NOW.date(),
        "head_relation": "KEPALA KELUARGA",
        "born": date(1990, 1, 1),
    }
    row = holder(**(told | changed))  # type: ignore[arg-type]
    Record.objects.filter(pk=record(row).pk).update(portrait=vault.keep(face(), kind="portrait"))
    return row


def face() -> bytes:
    """A drawn face on a red ground, as PNG."""
    image = Image.new("RGB", (480, 640), (190, 30, 40))
    draw = ImageDraw.Draw(image)
    draw.ellipse((120, 120, 360, 460), fill=(224, 182, 150))
    draw.ellipse((180, 250, 215, 275), fill=(40, 30, 30))
    draw.ellipse((265, 250, 300, 275), fill=(40, 30, 30))
    draw.arc((190, 320, 290, 400), 20, 160, fill=(120, 40, 40), width=8)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
