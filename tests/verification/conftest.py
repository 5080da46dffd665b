"""A bank with a contract in Kota Serang, and Siti, about whom it asks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from rekam.verification.asking.rules import Code, Consent, Field, Question
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import Grant, Kind, Terms
from rekam.verification.partners.services import approve_partner, draft_partner
from tests.personas import resident

OFFICE = Scope.of("36.73")
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TERMS = Terms(
    name="Bank Contoh Serang",
    kind=Kind.BANK,
    contract_number="PKS-1/2026",
    contract_from=date(2026, 1, 1),
    contract_until=date(2027, 12, 31),
    purpose="membuka rekening",
    law="UU 10/1998",
    fields=(Field.NAMA_LGKP, Field.TGL_LHR, Field.JENIS_KLMIN, Field.NO_KK),
    codes=(Code.DEAD,),
    monthly_quota=1_000,
    nik_quota=3,
)
GRANT = Grant(giver="Menteri", number="HA-1", begins=date(2026, 1, 1), until=date(2027, 12, 31))
CONSENT = Consent(number="S-1", given_on=TODAY)
RIGHT = {Field.NAMA_LGKP: "SITI", Field.TGL_LHR: "01-01-1990", Field.JENIS_KLMIN: "Perempuan"}


def terms(**changed: object) -> Terms:
    return replace(TERMS, **changed)  # type: ignore[arg-type]


def active(**changed: object) -> Partner:
    """An institution that may ask; in the office's scope."""
    row = draft_partner(terms=terms(**changed), area_code="36.73", actor="bakri", at=NOON)
    return approve_partner(partner=row.uuid, grant=GRANT, actor="yayan", at=NOON)


def question(nik: str, **changed: object) -> Question:
    told = Question(nik=nik, values=RIGHT, reference="REK-1", consent=CONSENT)
    return replace(told, **changed)  # type: ignore[arg-type]


@pytest.fixture
def bank(db: None) -> Partner:
    with scope(OFFICE):
        return active()


@pytest.fixture
def siti(db: None) -> Resident:
    return keep(1)


def keep(serial: int, **changed: object) -> Resident:
    """A woman of 1 January 1990 in Kasemen."""
    row = resident(serial=serial)
    for name, value in changed.items():
        setattr(row, name, value)
    with scope(Scope.of("*")):
        row.save()
    return row
