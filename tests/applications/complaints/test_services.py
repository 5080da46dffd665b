"""Complaining, answering, reopening; and that the accused neither sees nor answers."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from rekam.abis.models import Case, SearchRun, Subject, Verdict
from rekam.accounts.models import Account
from rekam.accounts.people import number_account
from rekam.accounts.rules import Role
from rekam.applications.complaints import services
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.queries import get_complaint, may_be_owner, seen_by
from rekam.applications.complaints.rules import (
    Accused,
    Category,
    Level,
    Mended,
    Outcome,
    is_closed_to_colleagues,
)
from rekam.applications.complaints.steps import State
from rekam.enrolment.waiting.models import Submission
from rekam.kernel.errors import RuleBroken
from rekam.messages.models import Message
from rekam.registry.models import Resident
from tests.applications.complaints.conftest import FOUND, filed
from tests.applications.conftest import HOUR, MONDAY, approved, checked, sent
from tests.cards import city
from tests.personas import officer

DAY = timedelta(days=1)


def refused(act: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        act(**named)  # type: ignore[operator]
    return broken.value.code


def answered(row: Complaint, by: Account, *, mended: Mended = Mended.NOTHING) -> Complaint:
    return services.answer(
        complaint=row.uuid, outcome=Outcome.UPHELD, mended=mended, text=FOUND, by=by, at=MONDAY + HOUR
    )


def test_the_same_form_again_is_the_same_complaint_and_other_words_are_none(staff: SimpleNamespace) -> None:
    token = uuid4()
    first, again = filed(token=token), filed(token=token, at=MONDAY + HOUR)

    assert first.pk == again.pk
    assert first.steps.count() == 1
    with pytest.raises(RuleBroken, match="complaint_form_used"):
        filed(token=token, said="Lain sama sekali ceritanya.")


def test_who_acted_on_the_application_neither_owns_nor_sees_the_complaint(
    staff: SimpleNamespace, siti: Resident
) -> None:
    case = checked(sent(siti))  # by rina
    row = filed(application=case.number)

    assert (row.owner, row.level, row.barred) == ("vera", Level.OFFICER, ["rina"])
    assert not seen_by(staff.rina, at=MONDAY).exists()
    assert refused(get_complaint, complaint=row.uuid, by=staff.rina, at=MONDAY) == "not_found"
    assert seen_by(staff.vera, at=MONDAY).get() == row


def test_where_every_officer_acted_it_is_the_heads_and_above_him_the_provinces(
    staff: SimpleNamespace, siti: Resident
) -> None:
    case = approved(sent(siti))  # rina checked, vera approved
    assert (filed(application=case.number).owner, filed(accused=Accused.HEAD).owner) == ("euis", "banten")


def test_another_account_of_the_same_human_is_barred_too(staff: SimpleNamespace, siti: Resident) -> None:
    case = checked(sent(siti))
    staff.rina.is_active = False  # she got a new account; a number is one human's
    for account in (staff.rina, staff.vera):
        number_account(account, "19900101 2015 03 2 001")
        account.save()
    row = filed(application=case.number)

    assert row.barred == ["rina", "vera"]
    assert row.owner == "euis"


def test_the_database_refuses_an_owner_who_is_barred(staff: SimpleNamespace) -> None:
    row = filed()
    with pytest.raises(IntegrityError, match="complaint_owner_not_barred"), transaction.atomic():
        Complaint.objects.filter(pk=row.pk).update(barred=[row.owner])


def test_a_complaint_against_the_head_is_hidden_from_the_head(staff: SimpleNamespace) -> None:
    row = filed(accused=Accused.HEAD)

    assert (row.level, row.owner) == (Level.PROVINCE, "banten")
    assert not seen_by(staff.euis, at=MONDAY).exists()
    handed = {"complaint": row.uuid, "to": "rina", "why": "supaya lekas selesai", "at": MONDAY}
    assert refused(services.hand_over, by=staff.euis, **handed) == "not_found"


def test_the_accused_cannot_be_handed_it_nor_hand_it_on(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE, Accused.COUNTER)
    assert row.owner == "euis"
    assert not seen_by(staff.vera, at=MONDAY).exists()  # it waits with the head: whom it means nobody knows
    handed = {"complaint": row.uuid, "why": "supaya lekas selesai", "by": staff.euis, "at": MONDAY}
    assert refused(services.hand_over, to="vera", **handed) == "complaint_accused_unnamed"
    services.name_accused(complaint=row.uuid, accused="rina", by=staff.euis, at=MONDAY)

    assert refused(services.hand_over, to="rina", **handed) == "complaint_owner_barred"
    row.refresh_from_db()
    assert {one.username for one in may_be_owner(row)} == {"vera", "euis", "banten"}
    services.hand_over(to="vera", **handed)
    assert refused(services.hand_over, **(handed | {"to": "euis", "by": staff.rina})) == "not_found"
    row.refresh_from_db()
    assert (row.owner, row.level) == ("vera", Level.HEAD)


def test_colleagues_read_what_can_mean_none_of_them_as_the_rule_says(staff: SimpleNamespace) -> None:
    for category, accused in product(Category, Accused):
        filed(category, accused)
    seen = set(seen_by(staff.vera, at=MONDAY).values_list("category", "accused"))
    owned = set(Complaint.objects.filter(owner="vera").values_list("category", "accused"))

    open_ones = {
        (category.value, accused.value)
        for category, accused in product(Category, Accused)
        if not is_closed_to_colleagues(category=category, accused=accused, knows_case=False)
    }
    assert seen == open_ones | owned


def test_a_head_who_names_himself_loses_it_to_the_province(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE)
    row = services.name_accused(complaint=row.uuid, accused="euis", by=staff.euis, at=MONDAY)

    assert (row.owner, row.level) == ("banten", Level.PROVINCE)


def test_an_administrator_sees_none_and_moves_none(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE)
    named = services.name_accused(complaint=row.uuid, accused="adi", by=staff.euis, at=MONDAY)

    assert "adi" in named.barred
    assert not seen_by(staff.adi, at=MONDAY).exists()


@pytest.fixture
def judged(staff: SimpleNamespace, siti: Resident) -> SimpleNamespace:
    """A recording of Siti's that Vera and somebody of the centre found to be double."""
    record = city.record(siti)
    record.officer = "rina"
    record.save(update_fields=["officer"])
    subject = Subject.objects.create(uuid=record.subject, enrolled_at=MONDAY)
    run = SearchRun.objects.create(
        subject=subject, outcome="hit", gallery=2, parameters={}, candidates=[], at=MONDAY
    )
    case = Case.objects.create(area_code="36.73", probe=subject, candidate=uuid4(), run=run, opened_at=MONDAY)
    Verdict.objects.create(
        case=case, area_code="36.73", actor="vera", answer="same", reason="sama", at=MONDAY
    )
    return SimpleNamespace(record=record, resident=siti)


def test_who_judged_the_double_gives_it_up_when_the_person_is_found(
    staff: SimpleNamespace, judged: SimpleNamespace
) -> None:
    district = officer(Role.BACK_OFFICE, areas=("36.73.02",), username="tuti")
    row = filed(Category.DUPLICATE)
    Complaint.objects.filter(pk=row.pk).update(owner="vera")
    row = services.link(complaint=row.uuid, typed=judged.resident.nik, by=staff.vera, at=MONDAY)

    assert {"rina", "vera"} <= set(row.barred)
    assert row.owner == "euis"  # Tuti's kecamatan is not the whole office
    assert district.username not in row.barred
    assert not seen_by(staff.vera, at=MONDAY).exists()


def test_nothing_is_said_to_be_mended_that_nobody_has_begun(
    staff: SimpleNamespace, judged: SimpleNamespace
) -> None:
    row = filed(Category.ILLEGAL_FEE)  # the head's
    services.link(complaint=row.uuid, typed=judged.resident.nik, by=staff.euis, at=MONDAY)
    tried = {"row": row, "by": staff.euis, "mended": Mended.RELOOK}
    assert refused(answered, **tried) == "complaint_nothing_mended"

    Submission.objects.create(
        record=judged.record,
        area_code=judged.record.area_code,
        remedy="keep",
        status="DUPLICATE_RECORD",
        why="dua orang kembar",
        asked_by="tuti",
        asked_at=MONDAY + HOUR,
    )
    assert answered(**tried).mended == Mended.RELOOK


def test_a_question_leaves_the_days_running_and_the_reply_comes_back(staff: SimpleNamespace) -> None:
    row = filed()
    asked = services.ask(
        complaint=row.uuid, text="Di loket berapa kejadiannya?", by=_owner(row, staff), at=MONDAY
    )
    assert (asked.state, asked.due_on) == (State.ASKED, row.due_on)

    assert services.reply(complaint=row.uuid, text="Loket 2", at=MONDAY).state == State.OPEN


def _owner(row: Complaint, staff: SimpleNamespace) -> Account:
    account: Account = getattr(staff, row.owner)
    return account


def test_only_the_owner_answers_and_whoever_left_an_address_hears_of_it(staff: SimpleNamespace) -> None:
    row = filed()
    Complaint.objects.filter(pk=row.pk).update(contact="081234567890", owner="rina")

    assert refused(answered, row=row, by=staff.vera) == "complaint_not_yours"
    assert answered(row, staff.rina).state == State.ANSWERED
    assert Message.objects.get().template == "complaint_moved"


def test_it_is_reopened_once_and_then_above_who_answered(staff: SimpleNamespace) -> None:
    row = filed(Category.ILLEGAL_FEE)
    answered(row, staff.euis)
    again = services.reopen(complaint=row.uuid, text="Uang saya belum kembali.", at=MONDAY + DAY)

    assert (again.state, again.owner, again.level) == (State.OPEN, "banten", Level.PROVINCE)
    assert again.due_on > row.due_on
    answered(again, staff.banten)
    assert (
        refused(services.reopen, complaint=row.uuid, text="Masih belum puas juga.", at=MONDAY + DAY)
        == "complaint_reopened_already"
    )


def test_a_complaint_without_owner_is_taken_by_who_may(staff: SimpleNamespace) -> None:
    row = filed()
    Complaint.objects.filter(pk=row.pk).update(owner="")

    assert refused(services.take, complaint=row.uuid, by=staff.euis, at=MONDAY) == "complaint_not_yours"
    assert services.take(complaint=row.uuid, by=staff.rina, at=MONDAY).owner == "rina"
    assert refused(services.take, complaint=row.uuid, by=staff.vera, at=MONDAY) == "complaint_owned"
