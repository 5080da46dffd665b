"""What is asked for a recording that stands still: done at once, or when a second person agrees."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from rekam.audit.models import Entry
from rekam.enrolment import correcting, queries, validation
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import queries as waiting
from rekam.enrolment.waiting import services
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import MOST_SENDS, Reason, Remedy
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import NOON, holder, record
from tests.enrolment.waiting.conftest import Stand

WHY = "Berkas dan register sudah dilihat."
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def question(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the register has against a recording, in place of what lies in its packet."""
    told = {"code": ""}
    monkeypatch.setattr(validation, "question_of", lambda _row: (None, None, told["code"]))
    return told


def ask(of: Record, remedy: Remedy, **more: Any) -> Submission:
    return services.ask(record=of.uuid, remedy=remedy, why=WHY, actor="bakri", at=NOON, **more)


def agree(asked: Submission, *, actor: str = "vera", agreed: bool = True) -> Submission:
    return services.decide(submission=asked.uuid, agreed=agreed, actor=actor, at=NOON)


def state(of: Record) -> str:
    of.refresh_from_db()
    return of.state


def refusal(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(RuleBroken) as broken:
        act(*given, **more)
    return broken.value.code


def statuses(of: Record) -> list[str]:
    return [event.status for event in queries.events(of)[2:]]


def test_a_failed_recording_is_sent_again_and_goes_through_the_register_first(
    stand: Stand, question: dict[str, str]
) -> None:
    of = stand(Status.ENROLL_FAILURE_AT_CENTRAL)
    ask(of, Remedy.RESEND)
    assert statuses(of) == [Status.BIO_CAPTURED, Status.PROCESSING]
    assert Resident.objects.get().ektp_status == Status.PROCESSING
    assert ProcrastinateJob.objects.filter(task_name="enrolment.extract", lock=str(of.packet.uuid)).exists()
    asked = Submission.objects.get()
    assert (asked.agreed, asked.status, asked.why) == (True, Status.ENROLL_FAILURE_AT_CENTRAL, WHY)
    assert Entry.objects.filter(action="enrolment.submission_asked").count() == 1


def test_what_contradicts_the_register_by_now_is_not_sent(stand: Stand, question: dict[str, str]) -> None:
    question["code"] = "resident_not_active"
    of = stand(Status.ENROLL_FAILURE_AT_REGIONAL)
    ask(of, Remedy.RESEND)
    assert statuses(of) == [Status.BIO_CAPTURED, Status.REQUEST_VALIDATION]
    assert queries.events(of)[-1].facts["code"] == "resident_not_active"


def test_the_words_go_when_their_time_is_over_and_what_was_asked_stays(
    stand: Stand, question: dict[str, str]
) -> None:
    done = ask(stand(Status.ENROLL_FAILURE_AT_CENTRAL), Remedy.RESEND)
    waits = ask(stand(Status.REQUEST_VALIDATION), Remedy.SET_ASIDE, reason=Reason.WRONG_PERSON)
    later = NOON + timedelta(days=1)
    assert services.forget_words(before=NOON) == []
    assert services.forget_words(before=later, dry_run=True) == [str(done.uuid)]
    assert services.forget_words(before=later) == [str(done.uuid)]
    assert services.forget_words(before=later) == []
    for asked in (done, waits):
        asked.refresh_from_db()
    assert (done.why, done.remedy, done.asked_by, waits.why) == ("", Remedy.RESEND, "bakri", WHY)


def test_nothing_is_sent_round_and_round(stand: Stand, question: dict[str, str]) -> None:
    of = stand(Status.ENROLL_FAILURE_AT_CENTRAL)
    for sent in range(1, MOST_SENDS + 1):
        ask(of, Remedy.RESEND)
        assert waiting.sends(of) == sent
        Record.objects.filter(pk=of.pk).update(state=Status.ENROLL_FAILURE_AT_CENTRAL)
    assert refusal(ask, of, Remedy.RESEND) == "sent_too_often"


def test_a_failed_search_is_done_again(stand: Stand) -> None:
    of = stand(Status.SEARCH_FAILURE_AT_CENTRAL)
    ask(of, Remedy.SEARCH_AGAIN)
    assert state(of) == Status.SENT_FOR_DEDUP
    assert ProcrastinateJob.objects.filter(task_name="enrolment.search").exists()


def test_one_nik_is_kept_by_two_people_once_the_other_is_out_of_use(stand: Stand) -> None:
    first = stand(Status.PRINT_READY_RECORD)
    double = stand(Status.DUPLICATE_RECORD, other=first)
    assert refusal(ask, double, Remedy.KEEP) == "other_still_counts"
    Resident.objects.filter(uuid=first.resident).update(status="inactive", blocked_for="double")
    asked = ask(double, Remedy.KEEP)
    assert (asked.agreed, state(double)) == (None, Status.DUPLICATE_RECORD)
    assert refusal(agree, asked, actor="bakri") == "four_eyes"
    assert refusal(agree, asked, actor=double.officer) == "four_eyes"
    agree(asked)
    assert state(double) == Status.PRINT_READY_RECORD
    assert refusal(agree, asked) == "submission_decided"


def test_a_submission_that_is_not_agreed_to_leaves_everything_as_it_was(stand: Stand) -> None:
    of = stand(Status.DUPLICATE_RECORD)
    asked = ask(of, Remedy.SET_ASIDE, reason=Reason.OTHER_NIK)
    assert refusal(ask, of, Remedy.KEEP) == "submission_open"
    agree(asked, agreed=False)
    of.refresh_from_db()
    assert (of.state, of.set_aside, of.leading) == (Status.DUPLICATE_RECORD, False, True)
    assert waiting.find_open(of) is None


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Reason.WRONG_PERSON, Status.UNREGISTERED),
        (Reason.RECORD_AGAIN, Status.UNREGISTERED),
        (Reason.OTHER_NIK, Status.REQUEST_VALIDATION),
    ],
)
def test_who_has_to_be_recorded_anew_counts_as_not_recorded(
    stand: Stand, reason: Reason, status: Status
) -> None:
    of = stand(Status.REQUEST_VALIDATION)
    agree(ask(of, Remedy.SET_ASIDE, reason=reason))
    of.refresh_from_db()
    person = Resident.objects.get()
    assert (of.set_aside, of.leading, person.ektp_status) == (True, False, status)
    assert (person.recorded_on is None) is (status == Status.UNREGISTERED)


def test_no_card_is_made_of_a_recording_that_was_set_aside(stand: Stand) -> None:
    of = stand(Status.PRINT_READY_RECORD)
    agree(ask(of, Remedy.SET_ASIDE, reason=Reason.WRONG_PERSON))
    assert list(queries.print_ready(10)) == []
    assert refusal(correcting.check_may_print, of.uuid) == "record_set_aside"


def test_a_later_recording_that_counts_takes_the_failed_one_out_of_its_queue(stand: Stand) -> None:
    of = stand(Status.ENROLL_FAILURE_AT_CENTRAL)
    validation.step_back(of.resident)
    of.refresh_from_db()
    assert of.set_aside
    newer = record(Resident.objects.get(), state=Status.PROCESSING)
    assert queries.find_record_of(of.resident) == newer


def test_what_the_centre_was_asked_is_a_line_among_the_submissions_and_moves_nothing() -> None:
    person = holder(ektp_status=Status.SENT_FOR_ENROLLMENT)
    services.note_at_centre(resident=person.uuid, why=WHY, actor="bakri", at=NOON)
    asked = waiting.submissions_in(NOON.date()).get()
    assert (asked.remedy, asked.resident, asked.record) == (Remedy.AT_CENTRE, person.uuid, None)
    Resident.objects.update(ektp_status=Status.CARD_ISSUED)
    code = refusal(services.note_at_centre, resident=person.uuid, why=WHY, actor="bakri", at=NOON)
    assert code == "remedy_not_offered"


def test_the_monthly_register_holds_what_was_asked_that_month(stand: Stand, question: dict[str, str]) -> None:
    ask(stand(Status.ENROLL_FAILURE_AT_CENTRAL), Remedy.RESEND)
    ask(stand(Status.REQUEST_VALIDATION), Remedy.SET_ASIDE, reason=Reason.WRONG_PERSON)
    month = NOON.date()
    assert waiting.submissions_in(month).count() == 2
    assert waiting.submissions_in(month, reason=Reason.WRONG_PERSON).count() == 1
    assert waiting.submissions_in(month.replace(year=2025)).count() == 0
    assert len(waiting.count_by_kind(waiting.submissions_in(month))) == 2
