"""News of a recording: to who left a contact with its slip, or agreed then to hear of the card."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from rekam.applications.filing.models import ApplicationTry
from rekam.applications.notices import services
from rekam.applications.notices.models import Notice, Wish
from rekam.applications.notices.rules import State
from rekam.applications.notices.services import forget_wishes
from rekam.audit.models import Entry
from rekam.enrolment import services as enrolment
from rekam.enrolment.models import OptionalConsent, Record
from rekam.enrolment.rules import Mover, Status
from rekam.enrolment.slip import slip_number
from rekam.kernel.database import apart, scope
from rekam.kernel.errors import RuleBroken
from rekam.messages.models import Message
from rekam.messages.texts import Template
from rekam.registry.models import Resident
from tests.cards.city import NOON, OFFICE, blanks, holder, printed, record

pytestmark = pytest.mark.django_db
PHONE, OTHER = "0812 3456 7890", "081234567891"
NIK = "3673025208090001"
PATH = "/permohonan/rekaman/"


@pytest.fixture(autouse=True)
def no_tries() -> Iterator[None]:
    yield
    with apart():  # where they were counted
        ApplicationTry.objects.all().delete()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "out"))
    return tmp_path / "out"


@pytest.fixture
def of() -> Record:
    """Waits for the comparison with all others; its person is 17."""
    with scope(OFFICE):
        return record(state=Status.SENT_FOR_DEDUP)


def follow(of: Record, *, contact: str = PHONE, slip: str = "") -> None:
    services.follow(
        slip=slip or slip_number(of.packet.uuid),
        nik=NIK,
        contact=contact,
        language="id",
        asker=uuid4().hex,
        at=NOON,
    )


def agree(of: Record, contact: str = OTHER) -> None:
    OptionalConsent.objects.create(
        record=of,
        area_code=of.area_code,
        purpose="collection_reminder",
        version="2026-1",
        language="id",
        granted=True,
        contact=contact,
        told_at="2026-11-20",
        received_at=NOON,
    )


def found(of: Record, to: Status) -> None:
    enrolment.move(record=of.uuid, to=to, by=Mover.PIPELINE, actor="pipeline", at=NOON)


def events() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("event", flat=True))


def test_who_leaves_a_contact_hears_of_check_and_card_and_is_forgotten_after(of: Record) -> None:
    follow(of)
    follow(of)  # the same contact again
    with scope(OFFICE):
        found(of, Status.PRINT_READY_RECORD)
        printed(of, serial=blanks(1)[0])
        assert events() == [Template.RECORDING_FOLLOWED, Template.RECORDING_CHECKED, Template.CARD_READY]
        assert set(Notice.objects.values_list("state", flat=True)) == {State.HANDED}
        assert Message.objects.count() == 3

        enrolment.move(record=of.uuid, to=Status.CARD_ISSUED, actor="siti", at=NOON)
        assert Wish.objects.get().contact == ""
    assert Entry.objects.filter(action="applications.wished").count() == 1


@pytest.mark.parametrize(("born", "hears"), [(1990, [Template.CARD_READY]), (2009, [])])
def test_who_agreed_at_the_recording_hears_of_the_card_only_and_no_child(
    of: Record, *, born: int, hears: list[Template]
) -> None:
    with scope(OFFICE):
        Resident.objects.update(birth_date=date(born, 8, 12))
        agree(of)
        found(of, Status.PRINT_READY_RECORD)
        assert events() == []
        printed(of, serial=blanks(1)[0])
        assert events() == hears


def test_a_double_is_asked_to_come_and_told_nothing_more(of: Record) -> None:
    with scope(OFFICE):
        Resident.objects.update(birth_date=date(1990, 8, 12))
        agree(of)
        found(of, Status.DUPLICATE_RECORD)
        assert events() == [Template.COME_TO_OFFICE]


def test_whoever_a_double_resembles_hears_of_it_and_where_to_object(of: Record) -> None:
    with scope(OFFICE):
        other = record(holder(name="Lain", number=2, born=date(1990, 8, 12)))
        agree(other)
        told = {"to": Status.DUPLICATE_RECORD, "by": Mover.PIPELINE, "actor": "pipeline", "at": NOON}
        enrolment.move(record=of.uuid, other=str(other.uuid), **told)  # type: ignore[arg-type]
        [notice] = Notice.objects.all()
        assert (notice.event, notice.record) == (Template.RECORDING_RESEMBLED, other.uuid)
        assert Message.objects.get().key == notice.key


def test_nobody_is_written_to_where_nobody_asked(of: Record) -> None:
    with scope(OFFICE):
        found(of, Status.PRINT_READY_RECORD)
        assert events() == []


def test_at_most_three_contacts_of_a_slip_and_none_for_a_wrong_one(of: Record) -> None:
    for last in range(3):
        follow(of, contact=f"08123456789{last}")
    with pytest.raises(RuleBroken, match="wish_too_many"):
        follow(of, contact="081234567899")
    with scope(OFFICE):
        stranger = record(holder(name="Lain", number=2))
    with pytest.raises(RuleBroken, match="standing_unknown"):
        follow(of, slip=slip_number(stranger.packet.uuid))
    with scope(OFFICE):
        assert Wish.objects.filter(record=stranger.uuid).count() == 0
        assert len(forget_wishes(before=NOON.replace(year=2027), at=NOON)) == 3
        assert set(Wish.objects.values_list("contact", flat=True)) == {""}


def test_the_page_answers_without_account_or_script_and_wrong_and_unknown_alike(of: Record) -> None:
    browser = Client(REMOTE_ADDR=f"10.2.{uuid4().int % 256}.{uuid4().int % 256}")
    slip = slip_number(of.packet.uuid)
    with scope(OFFICE):
        other = record(holder(name="Lain", number=2))
    assert "Kabari saya" in browser.get(PATH).content.decode()

    told = browser.post(PATH, {"slip": slip, "nik": NIK, "contact": PHONE})
    assert told.status_code == 200
    assert "sedang dibandingkan" in told.content.decode()
    assert "Kabar berikutnya" in told.content.decode()
    assert NIK not in told.content.decode()
    assert told["Cache-Control"] == "no-store, private" or "no-store" in told["Cache-Control"]

    wrong = browser.post(PATH, {"slip": slip_number(other.packet.uuid), "nik": NIK, "contact": PHONE})
    unknown = browser.post(PATH, {"slip": slip, "nik": "3673025208099999", "contact": PHONE})
    assert wrong.status_code == unknown.status_code == 400
    assert _summary(wrong.content.decode()) == _summary(unknown.content.decode())
    half = browser.post(PATH, {"slip": slip, "nik": NIK, "contact": "12"})
    assert "Nomor telepon terdiri" in half.content.decode()


def test_a_network_address_may_ask_ten_times() -> None:
    browser = Client(REMOTE_ADDR=f"10.3.{uuid4().int % 256}.{uuid4().int % 256}")
    sent = {"slip": slip_number(uuid4()), "nik": NIK, "contact": PHONE}
    codes = [browser.post(PATH, sent).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]


def _summary(page: str) -> str:
    return page.split("govuk-error-summary", 1)[1].split("</div>", 1)[0]
