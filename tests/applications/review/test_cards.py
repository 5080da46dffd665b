"""Cards that were applied for: ordered, printed, handed over in the card rooms; the application follows."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from rekam.abis import services as abis
from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.filing.models import Application
from rekam.applications.filing.rules import Channel
from rekam.applications.review import making
from rekam.applications.review.cards import order_of
from rekam.cards import services as cards
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.requirements import Cause
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import services as entries
from rekam.registry.entries.effects import Kind
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from tests.applications.conftest import MONDAY, approved, checked, person, scanned, sent
from tests.cards import city

LATER = MONDAY + timedelta(hours=3)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def matching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abis, "verify", lambda **_asked: SimpleNamespace(decision="hit"))


def in_work(row: Application) -> Application:
    seen = [Document(one) for one in row.scans.values_list("document", flat=True)]
    return services.see_originals(
        application=row.uuid, seen=seen, office_area="36.73", actor="rina", at=LATER
    )


def state(row: Application) -> str:
    row.refresh_from_db()
    return str(row.state)


def walk(row: Application, job: PrintJob) -> None:
    """The card room's way, and what the application says after each step."""
    (serial,) = city.blanks(1)
    cards.approve_print(job=job.uuid, actor="budi", at=LATER)
    cards.start_print(job=job.uuid, serial=serial, actor="rina", at=LATER)
    assert state(row) == "in_work"
    cards.confirm_print(job=job.uuid, actor="rina", at=LATER)
    assert state(row) == "ready"
    with pytest.raises(RuleBroken, match="application_card_not_handed"):
        services.hand_out(application=row.uuid, actor="rina", at=LATER)
    assert cards.hand_over(job=job.uuid, samples=[], actor="siti", at=LATER).issued
    assert state(row) == "collected"


def held(serial: int, **changed: object) -> tuple[Resident, Record]:
    """Somebody with a card in hand, and the recording behind it."""
    row = person(serial, name="Siti Aminah", handed_on=date(2020, 1, 1), rt="001", rw="002", **changed)
    return row, city.record(row, state=Status.CARD_ISSUED)


def test_a_first_card(office: None) -> None:
    row = person(1, name="Ratu Maryamah", birth_date=date(2009, 8, 12), rt="001", rw="002")
    record = city.record(row)
    application = in_work(approved(sent(row, Service.KTP_NEW, Document.KK)))
    told = making.context(application, site="36.73", username="rina", opens=True, on=TODAY)
    assert told["card"] == making.Card(record.uuid, None, ("none", ""), "")

    walk(application, city.ordered(record))


def test_a_lost_card(office: None) -> None:
    row, record = held(1)
    application = in_work(approved(sent(row)))

    walk(application, city.reprint(record))
    assert [step.step for step in application.steps.order_by("number")][-2:] == ["ready", "collected"]


def test_a_damaged_card(office: None) -> None:
    row, record = held(1)
    papers = (Document.OLD_KTP, Document.KK)
    application = in_work(approved(sent(row, Service.KTP_DAMAGED, *papers, facts={"damage": "patah"})))

    walk(application, city.reprint(record, cause=Cause.DAMAGED))


def test_a_card_with_a_change_of_the_register(office: None) -> None:
    row, record = held(1)
    papers = (Document.OLD_KTP, Document.KK, Document.PROOF_OF_CHANGE)
    facts: dict[str, object] = {"changed": "pekerjaan", "document": "SK/1"}
    application = in_work(approved(sent(row, Service.KTP_CHANGE, *papers, facts=facts)))
    entry = entries.propose(
        kind=Kind.CHANGE,
        resident=row.uuid,
        facts={"on": TODAY, "document": "SK/1", "values": {"occupation": "Guru"}, "note": ""},
        office_area="36.73",
        kept=[entries.Paper("document/0", "jpeg")],
        actor="rina",
        at=LATER,
    )
    entries.approve(entry=entry.uuid, actor="vera", at=LATER)

    walk(application, city.reprint(record, cause=Cause.ELEMENT, entry=entry.uuid))


def test_a_spoiled_card_is_not_ready_after_all_and_the_days_count(office: None) -> None:
    from rekam.applications.clock.queries import timed

    row, record = held(1)
    application = in_work(approved(sent(row)))
    job = city.reprint(record)
    (serial,) = city.blanks(1)
    cards.approve_print(job=job.uuid, actor="budi", at=LATER)
    cards.start_print(job=job.uuid, serial=serial, actor="rina", at=LATER)
    cards.confirm_print(job=job.uuid, actor="rina", at=LATER)
    cards.spoil_print(job=job.uuid, reason="tercetak miring sekali", actor="rina", at=LATER)

    assert state(application) == "in_work"
    (one,) = timed([application], now=LATER + timedelta(days=2))
    assert (one.used, one.clock.stopped_at) == (3, None)


def test_an_order_of_earlier_that_is_still_open_is_the_applications(office: None) -> None:
    row = person(1, name="Ratu Maryamah", birth_date=date(2009, 8, 12), rt="001", rw="002")
    job = city.ordered(city.record(row))
    application = in_work(approved(sent(row, Service.KTP_NEW, Document.KK)))

    assert order_of(application) == job


@pytest.fixture
def guest(db: None) -> Iterator[tuple[Application, Resident]]:
    """Ratu lives in Kasemen, lost her card, and applied in Serang, where she stands now."""
    with scope(EVERYWHERE):
        row, _record = held(1, area_code=city.SAWAH_LUHUR)
    with scope(city.Scope.of(city.SERANG)):
        application = services.begin(
            service=Service.OUTSIDE, token=uuid4(), channel=Channel.ONLINE, area_code=city.SERANG, at=MONDAY
        ).application
        told = {"full_name": row.full_name, "nik": row.nik, "birth_date": row.birth_date.isoformat()}
        services.say_who_from_elsewhere(
            application=application.uuid, told=told, area_code=city.SERANG, actor="public", at=MONDAY
        )
        services.fill_in(
            application=application.uuid, facts={"wanted": "lost", "home": "x"}, actor="public", at=MONDAY
        )
        application.refresh_from_db()
        scanned(application, Document.KK, Document.POLICE_LETTER)
        services.send(application=application.uuid, actor="public", at=MONDAY)
        checked(application)
        services.approve(application=application.uuid, actor="vera", at=LATER)
        seen = [Document.KK, Document.POLICE_LETTER]
        application = services.see_originals(
            application=application.uuid, seen=seen, office_area=city.SERANG, actor="rina", at=LATER
        )
        yield application, row


def opened(application: UUID, **changed: object) -> Application:
    asked: dict[str, object] = {"places": [city.SERANG], "actor": "siti", "on": TODAY, "at": LATER}
    return services.open_door(application=application, **(asked | changed))  # type: ignore[arg-type]


@pytest.mark.usefixtures("log_put_back")
def test_somebody_of_another_office_goes_through_the_door(guest: tuple[Application, Resident]) -> None:
    application, row = guest
    with pytest.raises(RuleBroken, match="application_door_unopened"):
        services.finish(application=application.uuid, actor="siti", at=LATER)
    application = opened(application.uuid)
    visit = OutsideService.objects.get()
    assert (visit.uuid, visit.resident, visit.service) == (application.visit, row.uuid, "lost")
    with pytest.raises(RuleBroken, match="application_card_waits"):
        services.finish(application=application.uuid, actor="siti", at=LATER)

    job = cards.request_reprint_away(visit=visit.uuid, unchanged=True, actor="siti", on=TODAY, at=LATER)
    city.documents(job)
    (serial,) = city.blanks(1, site=city.SERANG)
    cards.approve_print(job=job.uuid, actor="budi", at=LATER)
    cards.start_print(job=job.uuid, serial=serial, actor="rina", at=LATER)
    cards.confirm_print(job=job.uuid, actor="rina", at=LATER)
    assert state(application) == "ready"
    cards.hand_over(job=job.uuid, samples=[], actor="siti", at=LATER)
    assert state(application) == "collected"
    with pytest.raises(RuleBroken, match="application_step_not_allowed"):
        opened(application.uuid)


@pytest.mark.usefixtures("log_put_back")
def test_the_door_stays_shut_for_who_does_not_fit(guest: tuple[Application, Resident]) -> None:
    application, _row = guest
    Application.objects.filter(pk=application.pk).update(
        facts=application.facts | {"full_name": "Orang Lain"}
    )

    with pytest.raises(RuleBroken, match="application_door_nobody"):
        opened(application.uuid)
