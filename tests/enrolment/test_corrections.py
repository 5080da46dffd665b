"""What a resident says is wrong becomes a case of the home office, and only a wrong card waits for it."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from rekam.accounts.rules import Role
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Reason
from rekam.cards.orders.services import request_print
from rekam.enrolment import correcting, queries
from rekam.enrolment.consents import Consent, Purpose
from rekam.enrolment.corrections import Correction, Element
from rekam.enrolment.forgetting import forget_contacts, forget_papers
from rekam.enrolment.models import CorrectionCase, OptionalConsent, Packet, PacketState, Record
from rekam.enrolment.particulars import decode_particulars
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import services as entries
from rekam.registry.entries.models import Entry
from rekam.registry.models import Resident
from rekam.vault import services as vault
from tests.enrolment.scene import NOON, Session, make_resident, person_of
from tests.enrolment.test_validation_page import client, recorded

pytestmark = pytest.mark.usefixtures("server")
NIK = "3673024101900001"
NAME = Correction(element=Element.FULL_NAME, told="SITI AMINAH")
MOTHER = Correction(element=Element.MOTHER_NAME, told="NENENG")
STREET = Correction(element=Element.ADDRESS, told="KP. LAMA NO 3")
YES = Consent(
    purpose=Purpose.COLLECTION_REMINDER,
    version="2026-1",
    language="su",
    granted=True,
    contact="081234567890",
    at="2026-11-24T08:12:00+07:00",
)


def photo() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "JPEG")
    return out.getvalue()


def told(*corrections: Correction, papers: tuple[bytes, ...] = ()) -> CorrectionCase:
    with scope(EVERYWHERE):
        someone = make_resident(nik=NIK)
    recorded(Session(person=person_of(someone), corrections=corrections, papers=papers))
    with scope(EVERYWHERE):
        return CorrectionCase.objects.select_related("record").get()


def print_ready(record: Record) -> None:
    """As the ladder would have brought it there."""
    Record.objects.filter(pk=record.pk).update(state=Status.PRINT_READY_RECORD, portrait="portrait/0")


def order(record: Record) -> PrintJob:
    return request_print(record=record.uuid, reason=Reason.NEW, actor="operator", at=NOON)


def why_no_card(record: Record) -> str:
    with pytest.raises(RuleBroken) as refused:
        order(record)
    return refused.value.code


def close(case: CorrectionCase, *, by: str) -> None:
    correcting.close_case(case=case.uuid, corrected=True, why="sudah dipindahkan", actor=by, at=NOON)


def test_a_wrong_name_waits_as_an_entry_with_its_paper_and_the_card_waits_with_it() -> None:
    case = told(NAME, papers=(photo(),))

    with scope(EVERYWHERE):
        entry = Entry.objects.get()
        assert (entry.uuid, entry.kind, entry.entered_by) == (case.entry, "correction", "yayan")
        assert entry.facts["values"] == {"full_name": "SITI AMINAH"}
        assert vault.read(entry.papers[0]["address"])[:3] == b"\xff\xd8\xff"
        print_ready(case.record)
        assert list(queries.print_ready(5)) == []
        assert why_no_card(case.record) == "correction_open"

        with pytest.raises(RuleBroken, match="four_eyes"):
            entries.approve(entry=entry.uuid, actor="yayan", at=NOON, why="akta kelahirannya cocok")
        entries.approve(entry=entry.uuid, actor="vera", at=NOON, why="akta kelahirannya cocok")

        assert Resident.objects.get().full_name == "SITI AMINAH"
        assert [one.pk for one in queries.print_ready(5)] == [case.record.pk]
        assert order(case.record).resident == case.record.resident


def test_what_no_card_shows_holds_no_card_up() -> None:
    case = told(MOTHER)

    with scope(EVERYWHERE):
        assert (case.on_card, case.entry is not None) == (False, True)
        assert queries.corrections.held_back() == frozenset()


def test_an_address_waits_at_the_desk_beside_its_paper_since_a_move_has_to_be_entered() -> None:
    case = told(STREET, papers=(photo(),))
    assert (case.entry, case.code) == (None, "correction_needs_event")
    desk = client(Role.VERIFIKATOR)
    address = f"/meja/koreksi/{case.uuid}/"

    page = desk.get(address).content.decode()
    assert "KP. LAMA NO 3" in page
    assert "peristiwa pindah" in page
    picture = desk.get(f"/perekaman/koreksi/{case.uuid}/berkas/0/")
    assert (picture["Content-Type"], picture.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    with scope(EVERYWHERE):
        print_ready(case.record)
        assert why_no_card(case.record) == "correction_open"
        with pytest.raises(RuleBroken, match="four_eyes"):
            correcting.close_case(
                case=case.uuid, corrected=True, why="sudah dipindahkan", actor="yayan", at=NOON
            )

    assert desk.post(address + "setujui/", {"why": "pindah sudah dientri"}).status_code == 302

    with scope(EVERYWHERE):
        assert CorrectionCase.objects.get().corrected
        assert queries.corrections.held_back() == frozenset()
        assert "diputus" in desk.get(f"/perekaman/{case.record.uuid}/").content.decode()
        with pytest.raises(RuleBroken, match="correction_decided"):
            correcting.close_case(
                case=case.uuid, corrected=True, why="sudah dipindahkan", actor="vera", at=NOON
            )


def test_a_name_and_an_address_together_wait_for_both_decisions() -> None:
    case = told(NAME, STREET)

    with scope(EVERYWHERE):
        assert (case.entry is not None, case.code) == (True, "correction_needs_event")
        print_ready(case.record)
        entries.refuse(entry=case.entry, why="nama di akta sama", actor="vera", at=NOON)
        assert queries.corrections.held_back() == {case.record.uuid}
        close(case, by="vera")
        assert queries.corrections.held_back() == frozenset()


def test_a_paper_that_is_no_picture_is_refused_by_name() -> None:
    with scope(EVERYWHERE):
        someone = make_resident(nik=NIK)
    with pytest.raises(Record.DoesNotExist):
        recorded(Session(person=person_of(someone), corrections=(NAME,), papers=(b"%PDF-1.7",)))
    with scope(EVERYWHERE):
        row = Packet.objects.get()
        assert (row.state, row.code) == (PacketState.REFUSED, "paper_type_unknown")


def test_a_sex_that_the_resident_calls_wrong_is_no_contradiction() -> None:
    with scope(EVERYWHERE):
        someone = make_resident(nik=NIK, sex="L")
    person = replace(person_of(someone), sex="P")  # the list was made after the register was put right
    record = recorded(Session(person=person, corrections=(Correction(element=Element.SEX, told="P"),)))

    assert record.state != Status.REQUEST_VALIDATION


def test_an_answer_to_what_is_optional_is_kept_with_its_version_until_it_is_withdrawn() -> None:
    with scope(EVERYWHERE):
        someone = make_resident(nik=NIK)
    record = recorded(Session(person=person_of(someone), consents=(YES,)))
    address = f"/perekaman/{record.uuid}/"
    with scope(EVERYWHERE):
        kept = OptionalConsent.objects.get()
        assert (kept.version, kept.language, kept.contact) == ("2026-1", "su", "081234567890")
        assert kept.received_at - NOON < timedelta(seconds=1)
        assert decode_particulars(vault.read(record.particulars)).consents == ()

    counter = client(Role.OPERATOR)
    assert "Cabut atas permintaan warga" in counter.get(address).content.decode()
    assert counter.post(address + "cabut/collection_reminder/").status_code == 302
    assert counter.post(address + "cabut/collection_reminder/").status_code == 409

    with scope(EVERYWHERE):
        kept.refresh_from_db()
        assert (kept.contact, kept.granted, kept.withdrawn_by) == ("", True, "operator")


def test_papers_of_a_closed_case_go_in_time_and_the_decision_stays() -> None:
    case = told(STREET, papers=(photo(),))
    address = case.papers[0]["address"]
    later = NOON + timedelta(days=400)
    with scope(EVERYWHERE):
        assert forget_papers(before=later) == []  # still open
        close(case, by="vera")
        assert forget_papers(before=later, dry_run=True) == [str(case.uuid)]
        assert vault.read(address)
        assert forget_papers(before=NOON) == []
    with scope(EVERYWHERE):
        assert forget_papers(before=later) == [str(case.uuid)]
    with scope(EVERYWHERE):
        assert CorrectionCase.objects.get().papers == []
        assert CorrectionCase.objects.get().corrected
        with pytest.raises(RuleBroken):
            vault.read(address)
        assert forget_papers(before=later) == []


def neighbours(*corrections: Correction) -> CorrectionCase:
    """The case of somebody else with the same paper."""
    with scope(EVERYWHERE):
        neighbour = make_resident(nik="3673024101900002")
    record = recorded(Session(person=person_of(neighbour), corrections=corrections, papers=(photo(),)))
    with scope(EVERYWHERE):
        return CorrectionCase.objects.get(record=record)


def test_a_refused_entry_leaves_the_paper_that_somebody_else_s_open_case_has() -> None:
    case, later = told(NAME, papers=(photo(),)), NOON + timedelta(days=400)
    waiting = neighbours(STREET)
    with scope(EVERYWHERE):
        entries.refuse(entry=case.entry, why="aktanya tidak cocok", actor="vera", at=NOON)
        assert entries.forget_refused(before=later) == [str(case.entry)]
    with scope(EVERYWHERE):
        assert vault.read(waiting.papers[0]["address"])
        close(waiting, by="vera")
        assert forget_papers(before=later) == [str(waiting.uuid)]
    with scope(EVERYWHERE), pytest.raises(RuleBroken):
        vault.read(case.papers[0]["address"])


def test_a_case_that_is_an_entry_too_lets_its_list_go_and_the_entry_keeps_its_paper() -> None:
    case, later = told(NAME, STREET, papers=(photo(),)), NOON + timedelta(days=400)
    with scope(EVERYWHERE):
        close(case, by="vera")
        assert forget_papers(before=later) == [str(case.uuid)]
    with scope(EVERYWHERE):
        case.refresh_from_db()
        assert (case.papers, case.entry is not None) == ([], True)
        assert vault.read(Entry.objects.get().papers[0]["address"])


@pytest.mark.parametrize("other", [STREET, NAME], ids=["another case", "an entry"])
def test_a_paper_that_somebody_else_s_correction_has_too_stays(other: Correction) -> None:
    case = told(STREET, papers=(photo(),))
    with scope(EVERYWHERE):
        close(case, by="vera")
    neighbours(other)

    with scope(EVERYWHERE):
        assert forget_papers(before=NOON + timedelta(days=400)) == [str(case.uuid)]

    with scope(EVERYWHERE):
        assert CorrectionCase.objects.exclude(pk=case.pk).get().papers == case.papers
        assert vault.read(case.papers[0]["address"])


def test_a_number_for_reminders_goes_in_time_and_the_answer_stays() -> None:
    with scope(EVERYWHERE):
        someone = make_resident(nik=NIK)
    recorded(Session(person=person_of(someone), consents=(YES,)))
    later = NOON + timedelta(days=400)
    with scope(EVERYWHERE):
        kept = OptionalConsent.objects.get()
        assert forget_contacts(before=NOON - timedelta(days=1)) == []
        assert (
            forget_contacts(before=later, dry_run=True) == forget_contacts(before=later) == [str(kept.uuid)]
        )
        kept.refresh_from_db()
        assert (kept.contact, kept.granted) == ("", True)
        assert forget_contacts(before=later) == []
