"""Where the ladder disagrees with jobs, bodies, the register and SIAK's list; what is mended by itself."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from rekam.abis.models import Case, SearchRun, Subject, Template
from rekam.enrolment import comparing, validation
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import checking, command, mending
from rekam.enrolment.waiting.disagreements import MENDED, Disagreement
from rekam.registry.models import Resident
from tests.cards.city import NOON
from tests.enrolment.waiting.conftest import Stand

pytestmark = pytest.mark.usefixtures("office")


def kinds() -> dict[Disagreement, int]:
    return {one.kind: one.count for one in checking.findings(at=NOON)}


def read(of: Record) -> Subject:
    subject = Subject.objects.create(uuid=of.subject, enrolled_at=NOON)
    number = Template.objects.count() + 1
    Template.objects.create(subject=subject, number=number, address=f"template/{number}", at=NOON)
    return subject


def jobs() -> list[tuple[str, str]]:
    return sorted(ProcrastinateJob.objects.values_list("task_name", "lock"))


def test_what_goes_on_disagrees_with_nothing(stand: Stand) -> None:
    read(stand(Status.PRINT_READY_RECORD))
    stand(Status.PROCESSING, days=0)
    assert kinds() == {}
    assert mending.mend(at=NOON) == {}


def test_a_recording_that_waits_without_a_job_gets_one_once(stand: Stand) -> None:
    of = stand(Status.PROCESSING, days=1)
    assert kinds() == {Disagreement.NO_JOB: 1}
    assert mending.mend(at=NOON) == {Disagreement.NO_JOB: 1}
    assert jobs() == [("enrolment.extract", str(of.packet.uuid))]
    assert kinds() == {}
    mending.mend(at=NOON)
    assert len(jobs()) == 1


def test_a_packet_that_nobody_opened_is_queued_again(stand: Stand) -> None:
    of = stand(Status.PRINT_READY_RECORD)
    read(of)
    Packet.objects.update(state="received", received_at=NOON - timedelta(hours=2))
    assert mending.mend(at=NOON) == {Disagreement.PACKET_WAITS: 1}
    assert jobs() == [("enrolment.open", str(of.packet.uuid))]


def test_between_two_steps_nothing_stays(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "question_of", lambda _row: (None, None, ""))
    monkeypatch.setattr(comparing, "read_again", lambda _row, at: True)  # noqa: ARG005
    captured, sent = stand(Status.BIO_CAPTURED, days=1), stand(Status.SENT_FOR_ENROLLMENT, days=1)
    assert mending.mend(at=NOON)[Disagreement.NOT_TAKEN_ON] == 2
    for of in (captured, sent):
        of.refresh_from_db()
    assert (captured.state, sent.state) == (Status.PROCESSING, Status.SENT_FOR_DEDUP)
    assert [name for name, _ in jobs()] == ["enrolment.extract", "enrolment.search"]


def test_a_search_of_more_than_a_day_shows_as_a_failed_one(stand: Stand) -> None:
    of = stand(Status.SENT_FOR_DEDUP, days=2)
    read(of)
    assert Disagreement.SEARCH_STUCK in kinds()
    mending.mend(at=NOON)
    of.refresh_from_db()
    assert of.state == Status.SEARCH_FAILURE_AT_CENTRAL
    assert kinds() == {}


def test_a_body_that_the_engine_lost_is_read_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    of = stand(Status.PRINT_READY_RECORD)
    asked: list[Record] = []
    monkeypatch.setattr(comparing, "read_again", lambda row, at: not asked.append(row))  # noqa: ARG005
    assert mending.mend(at=NOON) == {Disagreement.BODY_MISSING: 1}
    assert asked == [of]


def test_what_cannot_be_mended_blocks_nothing_else(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> bool:
        raise OSError("medium")

    monkeypatch.setattr(comparing, "read_again", away)
    stand(Status.PRINT_READY_RECORD)
    stand(Status.PROCESSING, days=1)
    assert mending.mend(at=NOON) == {Disagreement.NO_JOB: 1}
    assert kinds() == {Disagreement.BODY_MISSING: 1}


def test_an_adjudication_needs_a_case_and_takes_over_its_decision(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = stand(Status.ADJUDICATE_RECORD)
    subject = read(of)
    assert kinds() == {Disagreement.CASE_MISSING: 1}
    run = SearchRun.objects.create(
        subject=subject, outcome="unclear", gallery=1, parameters={}, candidates=[], at=NOON
    )
    case = Case.objects.create(
        area_code=of.area_code, probe=subject, candidate=of.uuid, run=run, opened_at=NOON
    )
    assert kinds() == {}
    case.answer, case.decided_at = "different", NOON
    case.save()
    assert mending.mend(at=NOON) == {Disagreement.DECISION_WAITS: 1}
    of.refresh_from_db()
    assert of.state == Status.PRINT_READY_RECORD


def test_the_register_follows_a_recording_but_is_never_pulled_back(stand: Stand) -> None:
    behind = stand(Status.PRINT_READY_RECORD, ektp_status="BIO_CAPTURED")
    ahead = stand(Status.PRINT_READY_RECORD, ektp_status="CARD_ISSUED")
    for of in (behind, ahead):
        read(of)
    assert kinds() == {Disagreement.REGISTER_BEHIND: 1, Disagreement.REGISTER_AHEAD: 1}
    mending.mend(at=NOON)
    assert kinds() == {Disagreement.REGISTER_AHEAD: 1}
    assert Resident.objects.get(uuid=behind.resident).ektp_status == Status.PRINT_READY_RECORD
    assert Resident.objects.get(uuid=ahead.resident).ektp_status == Status.CARD_ISSUED


def test_a_double_whose_other_nik_is_out_of_use_may_be_kept(stand: Stand) -> None:
    first = stand(Status.PRINT_READY_RECORD)
    double = stand(Status.DUPLICATE_RECORD, other=first)
    for of in (first, double):
        read(of)
    assert kinds() == {}
    Record.objects.filter(pk=first.pk).update(set_aside=True)
    assert kinds() == {Disagreement.DOUBLE_SETTLED: 1}


def test_beside_siak_both_ladders_are_compared_and_the_register_is_left_to_siak(
    stand: Stand, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REKAM_MODE = "beside"
    stand(Status.PRINT_READY_RECORD, days=40, ektp_status="UNREGISTERED")
    stand(Status.PRINT_READY_RECORD, ektp_status="DUPLICATE_RECORD")
    stand(Status.DUPLICATE_RECORD, ektp_status="PRINT_READY_RECORD")
    for of in Record.objects.all():
        read(of)
    assert kinds() == {
        Disagreement.NOT_IN_SIAK: 1,
        Disagreement.SIAK_DOUBTS: 1,
        Disagreement.SIAK_UNIQUE: 1,
    }
    assert mending.mend(at=NOON) == {}
    assert caplog.records == []


def test_the_command_says_what_is_left_and_mends_on_request(
    stand: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    stand(Status.PROCESSING, days=1)
    assert command.main(["stuck"]) == 1
    assert "tanpa tugas di antrean" in capsys.readouterr().out
    assert command.main(["stuck", "--mend", "--json"]) == 0
    assert capsys.readouterr().out == '{"mended": {"no_job": 1}, "left": {}}\n'


def test_only_what_decides_nothing_is_mended_by_itself() -> None:
    by_hand = set(Disagreement) - set(MENDED)
    assert {Disagreement.REGISTER_AHEAD, Disagreement.DOUBLE_SETTLED, Disagreement.SIAK_UNIQUE} <= by_hand


def test_what_was_set_aside_is_left_alone(stand: Stand) -> None:
    of = stand(Status.PROCESSING, days=1)
    Record.objects.filter(pk=of.pk).update(set_aside=True)
    assert kinds() == {}
