"""`make conformance`: every judge in turn; prints the table and writes it into docs/reference/conformance.md.

Not collected by `make test`: it needs the folder that tests/conformance/judges/set_up.sh makes, named in
JUDGES.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from rekam.credentials import key_files
from rekam.credentials.issuing import offering
from rekam.credentials.issuing.ways import Seen, Way
from rekam.credentials.presenting import services as presenting
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import MDOC, SD_JWT, Template
from rekam.credentials.verdict import Standing
from rekam.kernel.database import Scope, scope
from tests.conformance import formats, page
from tests.conformance.judging import ACCEPTED, judge
from tests.credentials.conftest import recorded
from tests.journeys.served import serving

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
