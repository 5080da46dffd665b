"""An operator with a station key, a registered laptop, and a witness at the office."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from rekam.abis.engine.template import PersonTemplate
from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.enrolment.operators.messages import PNG, SENT_DOMAIN, TakenBody, encode_body
from rekam.kernel.database import EVERYWHERE, scope
from rekam.simulation.gallery import synthetic_templates
from rekam.vault import sealing
from tests.enrolment.scene import OFFICER, OFFICER_NAME, STATION, furnish
from tests.personas import officer

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
KID = sealing.kid_of(sealing.signing_public(STATION))
(_, TEMPLATE), (_, ANOTHER) = synthetic_templates(2, 7)


def taken(template: PersonTemplate = TEMPLATE, **more: object) -> TakenBody:
    body = TakenBody(
        id=uuid.uuid4(),
        station=KID,
        username=OFFICER_NAME,
        template=template,
        photo=PNG + b"small",
        exceptions={},
        number="048213",
    )
    return replace(body, **more)  # type: ignore[arg-type]


def send(body: TakenBody, *, seed: bytes = OFFICER, station: bytes = STATION):  # type: ignore[no-untyped-def]
    document = encode_body(body, seed=seed)
    return Client().post(
        "/api/v1/station/officer",
        data=document,
        content_type="application/cbor",
        headers={
            "Rekam-Station": KID,
            "Rekam-Station-Signature": sealing.sign(document, seed=station, domain=SENT_DOMAIN).hex(),
        },
    )


@pytest.fixture
def office(db: None, folder: Path) -> None:
    with scope(EVERYWHERE):
        furnish()


@pytest.fixture
def vera(office: None) -> Account:
    return officer(Role.VERIFIKATOR, username="vera")


@pytest.fixture
def browser(vera: Account) -> Client:
    made = Client()
    made.force_login(vera)
    return made
