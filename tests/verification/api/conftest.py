from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rekam.credentials.making_keys import make_all
from rekam.kernel.database import Scope, scope
from rekam.verification.asking.rules import Code, Field
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import Grant
from rekam.verification.partners.services import add_key, approve_partner, draft_partner
from rekam.verification.sandbox.services import open_client
from tests.verification.api.asker import Asker
from tests.verification.conftest import terms

OFFICE = Scope.of("36.73")
FIELDS = (Field.NAMA_LGKP, Field.TGL_LHR, Field.NAMA_LGKP_IBU)


@pytest.fixture
def receipt_keys(tmp_path: Path, settings: Any) -> None:
    """Keys of this test's own."""
    settings.REKAM_CREDENTIAL_KEYS = str(tmp_path)
    make_all(tmp_path, issuer="http://testserver", name="Disdukcapil", at=timezone.now())


@pytest.fixture
def asker(db: None, receipt_keys: None) -> Asker:
    """A client of the sandbox that signed in."""
    one = Asker()
    one.client_id = open_client(one.jwk, at=timezone.now())
    assert one.sign_in().status_code == 200
    return one


@pytest.fixture
def partner(db: None) -> Partner:
    now = timezone.now()
    today, later = now.date() - timedelta(days=1), now.date() + timedelta(days=300)
    told = terms(
        contract_from=today, contract_until=later, fields=FIELDS, needs_consent=False, codes=(Code.DEAD,)
    )
    with scope(OFFICE):
        row = draft_partner(terms=told, area_code="36.73", actor="bakri", at=now)
        grant = Grant(giver="Menteri", number="HA-1", begins=today, until=later)
        return approve_partner(partner=row.uuid, grant=grant, actor="yayan", at=now)


@pytest.fixture
def bank_asks(partner: Partner, receipt_keys: None) -> Asker:
    asker, today = Asker(partner.client_id), timezone.now().date()
    with scope(OFFICE):
        add_key(
            partner=partner.uuid,
            jwk=asker.jwk,
            begins=today - timedelta(days=1),
            until=today + timedelta(days=300),
            actor="yayan",
            at=timezone.now(),
        )
    assert asker.sign_in().status_code == 200
    return asker
