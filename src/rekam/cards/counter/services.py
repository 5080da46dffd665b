"""Comparing whoever stands at the counter with the record, and giving a card out. Enter through services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.counter.issuing import issue
from rekam.cards.orders import away
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, check_job_step
from rekam.cards.orders.services import lock_job
from rekam.enrolment import services as enrolment

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample


# What the 1:1 decision means here; only a sure "hit" gives a card out.
CODES = {"hit": "", "unclear": "holder_unclear", "none": "holder_not_matched"}


@dataclass(frozen=True)
class Comparison:
    """What the 1:1 comparison at the counter led to.

    issued  whether the card was handed over
    code    "", "holder_unclear" or "holder_not_matched": a mismatch is an answer that stays in the audit, so
            it is no refusal, which would undo the request
    """

    job: PrintJob
    issued: bool
    code: str = ""


@transaction.atomic
def hand_over(*, job: UUID, samples: "Sequence[Sample]", actor: str, at: datetime) -> Comparison:
    """Compare whoever stands at the counter with the record, and on a sure match give the card out.

    Raises RuleBroken("not_found" | "print_step_not_allowed"), and what enrolment's verify_holder raises.
    """
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    with away.at_home(row):
        verdict = enrolment.verify_holder(record=row.record, samples=samples, actor=actor, at=at)
    code = CODES[str(verdict.decision)]
    if not code:
        return Comparison(issue(row, matched=True, actor=actor, at=at), issued=True)
    row.mismatches += 1  # told to the officer who is asked for an exception
    row.save(update_fields=["mismatches"])
    audit("cards.hand_over.not_matched", actor=actor, at=at, **about(row), code=code)
    return Comparison(row, issued=False, code=code)
