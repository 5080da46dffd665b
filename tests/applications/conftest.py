"""An office, a family in its register, and an application on its way."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from PIL import Image

from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.filing import services as filing
from rekam.applications.filing.models import Application
from rekam.applications.filing.people import Said
from rekam.applications.filing.rules import Channel, ForWhom
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.cards.orders.models import PrintJob
from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from tests.personas import resident

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 WIB
HOUR = timedelta(hours=1)
OFFICE = Scope.of("36.73")


@pytest.fixture(autouse=True)
def _many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests speak of the same Siti, and what strangers say of her is counted past their transactions."""
    monkeypatch.setattr(filing, "MOST_OF_A_NIK", 10_000)


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(OFFICE):
        yield


@pytest.fixture
def siti(office: None) -> Resident:
    """She heads a card and holds a KTP-el."""
    return person(1, name="Siti Aminah", head_relation="KEPALA KELUARGA", handed_on=date(2020, 1, 1))


@pytest.fixture
def ahmad(office: None) -> Resident:
    """Her child, six years old."""
    return person(2, name="Ahmad Fauzi", birth_date=date(2020, 3, 3))


def person(serial: int, *, name: str, **changed: object) -> Resident:
    row = resident(serial=serial, name=name)
    row.recorded_on = date(2019, 1, 1)
    for field, value in changed.items():
        setattr(row, field, value)
    row.save()
    return row


def said(row: Resident, *, subject: Resident | None = None) -> Said:
    return Said(
        nik=row.nik,
        kk=row.kk,
        born=row.birth_date,
        for_whom=ForWhom.FAMILY if subject else ForWhom.SELF,
        subject_nik=subject.nik if subject else "",
    )


def picture(*, shade: int = 200) -> bytes:
    written = io.BytesIO()
    Image.new("L", (60, 40), shade).save(written, "PNG")
    return written.getvalue()


def begun(service: Service = Service.KTP_LOST, *, token: UUID | None = None) -> Application:
    channel = Channel.ONLINE
    return services.begin(service=service, token=token or uuid4(), channel=channel, at=MONDAY).application


def scanned(row: Application, *documents: Document) -> None:
    """Sheets as they stand when they are kept, without the reading of a picture."""
    for document in documents:
        Scan.objects.create(
            application=row,
            area_code=row.area_code,
            document=document,
            address=f"document/{uuid4().hex}{uuid4().hex}",
            kind="jpeg",
            size=1,
            sent_digest=uuid4().hex * 2,
            sent_at=MONDAY,
        )


def sent(
    who: Resident,
    service: Service = Service.KTP_LOST,
    *documents: Document,
    subject: Resident | None = None,
    facts: dict[str, object] | None = None,
) -> Application:
    row = begun(service)
    services.say_who(application=row.uuid, said=said(who, subject=subject), actor="public", at=MONDAY)
    services.fill_in(application=row.uuid, facts=facts or {"note": ""}, actor="public", at=MONDAY)
    row.refresh_from_db()
    scanned(row, *(documents or (Document.POLICE_LETTER, Document.KK)))
    return services.send(application=row.uuid, actor="public", at=MONDAY)


def checked(row: Application, *, by: str = "rina") -> Application:
    for sheet in Scan.objects.filter(application=row, dropped_at=None):
        services.judge(scan=sheet.uuid, verdict=Verdict.ACCEPTED, actor=by, at=MONDAY + HOUR)
    return services.check(application=row.uuid, actor=by, at=MONDAY + HOUR)


def approved(row: Application) -> Application:
    checked(row)
    return services.approve(application=row.uuid, actor="vera", at=MONDAY + 2 * HOUR)


def card_of(row: Application, *, state: str) -> None:
    """An order for the card, as far as the card rooms have come with it."""
    PrintJob.objects.update_or_create(
        resident=row.subject,
        defaults={
            "record": uuid4(),
            "area_code": row.area_code,
            "reason": "lost",
            "priority": 5,
            "state": state,
            "requested_by": "rina",
            "requested_at": MONDAY + HOUR,
            "decided_by": "vera",
        },
    )
