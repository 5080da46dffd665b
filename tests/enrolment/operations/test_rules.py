"""Why a stage failed, where a queue is heading, why a recording stands still."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.enrolment.operations import rules
from rekam.enrolment.operations.rules import Cause, Course, Facts, Reason, Trend
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (RuleBroken("vault_medium_away", why="/mnt/x"), Reason.MEDIUM_AWAY),
        (RuleBroken("gallery_corrupt", why="short"), Reason.GALLERY_REFUSES),
        (RuleBroken("vault_content_missing"), Reason.CONTENT_LOST),
        (RuleBroken("something_else"), Reason.UNEXPECTED),
        (OperationalError("host 3673024101900001"), Reason.DATABASE_AWAY),
        (FileNotFoundError("Siti Aminah"), Reason.MACHINE_FULL),
        (MemoryError(), Reason.MACHINE_FULL),
        (ValueError("Siti Aminah"), Reason.UNEXPECTED),
    ],
)
def test_a_failure_is_kept_as_a_reason_and_a_kind_and_never_in_its_words(
    broken: Exception, reason: Reason
) -> None:
    assert rules.reason_of(broken) is reason
    assert rules.kind_of(broken) in {getattr(broken, "code", ""), type(broken).__name__}


@given(waiting=st.integers(1, 10**7), before=st.integers(0, 10**7), minutes=st.integers(5, 65))
@settings(max_examples=40)
def test_only_a_queue_that_shrinks_is_said_to_be_empty_at_a_time(
    waiting: int, before: int, minutes: int
) -> None:
    found = rules.trend_of(waiting, before=before, since=timedelta(minutes=minutes), done=1)
    assert (found.empty_in is not None) == (found.course is Course.SHRINKS)
    if found.course is Course.SHRINKS:
        assert found.empty_in is not None
        assert found.empty_in / HOUR == pytest.approx(waiting / -found.per_hour, abs=1e-6)
    assert (found.course is Course.GROWS) <= (waiting > before)


def test_a_queue_of_which_nothing_is_done_stands_and_an_empty_one_is_empty() -> None:
    assert rules.trend_of(0, before=9, since=HOUR, done=0) == Trend(course=Course.EMPTY, empty_in=timedelta())
    assert rules.trend_of(9, before=9, since=HOUR, done=0).course is Course.STANDS
    assert rules.trend_of(9, before=None, since=timedelta(), done=0).course is Course.STANDS
    assert rules.trend_of(600, before=None, since=timedelta(), done=300).empty_in == 2 * HOUR
    assert rules.trend_of(100, before=300, since=2 * HOUR, done=50).empty_in == HOUR
    assert rules.trend_of(300, before=100, since=HOUR, done=50) == Trend(course=Course.GROWS, per_hour=200)


SFE, DEDUP = Status.SENT_FOR_ENROLLMENT, Status.SENT_FOR_DEDUP


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (Facts(status=SFE, nik_at_centre=True), Cause.NIK_AT_CENTRE),
        (Facts(status=DEDUP, nik_at_centre=True), Cause.TASK_LOST),  # on its way: adjudication tells
        (Facts(status=SFE, failing=Reason.GALLERY_REFUSES), Cause.GALLERY_REFUSES),
        (Facts(status=DEDUP, failing=Reason.MEDIUM_AWAY), Cause.MACHINE_AWAY),
        (Facts(status=DEDUP, failing=Reason.UNEXPECTED, dead=True), Cause.STAGE_FAILS),
        (Facts(status=Status.PROCESSING, has_samples=False), Cause.SAMPLES_LOST),
        (Facts(status=SFE), Cause.BODY_NOT_READ),
        (Facts(status=SFE, has_template=True), Cause.SEARCH_NEVER_RAN),
        (Facts(status=DEDUP, has_template=True, has_search=True, has_job=True), Cause.RESULT_NOT_TAKEN),
        (Facts(status=DEDUP, has_template=True, has_job=True), Cause.WORKER_BEHIND),
        (Facts(status=Status.PROCESSING), Cause.TASK_LOST),
    ],
)
def test_each_cause_has_its_facts(facts: Facts, cause: Cause) -> None:
    assert rules.cause_of(facts) is cause
