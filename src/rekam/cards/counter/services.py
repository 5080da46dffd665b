"""Giving a printed card to its holder. Enter through services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import services as ledger
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import rules
from rekam.cards.orders import away, reprints
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, check_job_step
from rekam.cards.orders.services import lock_job, lock_live_blank
from rekam.cards.rules import check_reason
from rekam.enrolment import services as enrolment
from rekam.enrolment.rules import Status as Ladder

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
        return Comparison(_issue(row, matched=True, actor=actor, at=at), issued=True)
    row.mismatches += 1  # told to the officer who is asked for an exception
    row.save(update_fields=["mismatches"])
    audit("cards.hand_over.not_matched", actor=actor, at=at, **about(row), code=code)
    return Comparison(row, issued=False, code=code)


@transaction.atomic
def ask_exception(*, job: UUID, reason: str, actor: str, at: datetime) -> PrintJob:
    """Write down that this holder's fingers and irises cannot be compared, and why; another officer confirms.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    row.exception_by, row.exception_reason = actor, reason.strip()
    row.save(update_fields=["exception_by", "exception_reason"])
    audit("cards.hand_over.exception_asked", actor=actor, at=at, **about(row))
    return row


@transaction.atomic
def confirm_exception(*, job: UUID, actor: str, at: datetime) -> PrintJob:
    """Give the card out on the word of two officers.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "holder_not_matched" | "four_eyes").
    """
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    return _issue(row, matched=False, actor=actor, at=at)


@transaction.atomic
def refuse_exception(*, job: UUID, reason: str, actor: str, at: datetime) -> PrintJob:
    """Say no to an exception that somebody else asked for: the card stays, and a comparison is wanted again.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "holder_not_matched" | "four_eyes" |
    "reason_missing").
    """
    check_reason(reason)
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    _check_word_of_two(row, matched=False, actor=actor)
    row.exception_by = row.exception_reason = ""
    row.save(update_fields=["exception_by", "exception_reason"])
    audit("cards.hand_over.exception_refused", actor=actor, at=at, **about(row))
    return row


def _check_word_of_two(row: PrintJob, *, matched: bool, actor: str) -> None:
    """Without a match the second officer is another person than the first."""
    rules.check_hand_over(matched=matched, exception_by=row.exception_by)
    if not matched:
        check_four_eyes(entered_by=row.exception_by, decided_by=actor)


def _issue(row: PrintJob, *, matched: bool, actor: str, at: datetime) -> PrintJob:
    _check_word_of_two(row, matched=matched, actor=actor)
    _, blank = lock_live_blank(row)
    ledger.step(blank, to=BlankState.HANDED_OVER, actor=actor, at=at)
    with away.at_home(row):
        enrolment.move(record=row.record, to=Ladder.CARD_ISSUED, actor=actor, at=at, print_job=str(row.uuid))
    if matched:
        row.exception_by = row.exception_reason = ""
    row.state, row.issued_at, row.issued_by = JobState.ISSUED, at, actor
    row.save(update_fields=["state", "issued_at", "issued_by", "exception_by", "exception_reason"])
    audit(
        "cards.handed_over",
        actor=actor,
        at=at,
        **about(row, blank.serial),
        matched=matched,
    )
    reprints.settle(row, actor=actor, at=at)
    return row
