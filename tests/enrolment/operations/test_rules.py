"""Why a stage failed, why a recording stands still."""

import pytest
from django.db import OperationalError

from rekam.enrolment.operations import rules
from rekam.enrolment.operations.rules import Cause, Facts, Reason
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken


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
