"""Hand-overs without a match: asked by one officer before two witnesses, decided by another. Enter through
services.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction

from rekam.accounts.queries import same_person
from rekam.audit.services import record as audit
from rekam.cards.counter import rules
from rekam.cards.counter.issuing import check_word_of_two, issue
from rekam.cards.counter.models import Waiver
from rekam.cards.orders import away
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, check_job_step
from rekam.cards.orders.services import lock_job, lock_live_blank
from rekam.cards.photos import keep_photo
from rekam.cards.rules import check_reason
from rekam.enrolment.portraits.services import Vouched
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True, kw_only=True)
class Plea:
    """Why this holder cannot be compared, and who saw it.

    code        rules.Excuse
    reason      in words
    photo       a camera's JPEG or PNG: the holder, both hands beside the face
    witnesses   two names as they are signed, or user names of officers
    """

    code: str
    reason: str
    photo: bytes
    witnesses: Sequence[str]


@transaction.atomic
def ask_exception(*, job: UUID, plea: Plea, actor: str, at: datetime) -> PrintJob:
    """Write down that this holder's fingers and irises cannot be compared, and why; another officer confirms.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "reason_missing" | "excuse_unknown" |
    "witnesses_missing" | "witness_twice" | "witness_is_holder"), and the codes of `keep_photo`.
    """
    check_reason(plea.reason)
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    waiver = Waiver(
        job=row,
        area_code=row.area_code,
        code=rules.excuse_of(plea.code),
        reason=plea.reason.strip(),
        witnesses=witnesses_of(plea.witnesses, holder=away.holder_of(row).full_name),
        asked_by=actor,
        asked_at=at,
    )
    waiver.photo = keep_photo(plea.photo)
    waiver.save()
    row.exception_by, row.exception_reason = actor, waiver.reason
    row.save(update_fields=["exception_by", "exception_reason"])
    audit("cards.hand_over.exception_asked", actor=actor, at=at, **about(row), code=waiver.code)
    return row


def witnesses_of(names: Sequence[str], *, holder: str) -> list[str]:
    """The two witnesses as they are kept. Raises the codes of `rules.check_witnesses`."""
    kept = [" ".join(name.split()) for name in names if name.strip()]
    rules.check_witnesses(kept, holder=holder)
    if any(same_person(one, other) for one, other in combinations(kept, 2)):
        raise RuleBroken("witness_twice")
    return kept


def vouched_for(*, code: str, reason: str, witnesses: Sequence[str], holder: str) -> Vouched:
    """What a photograph rests on that is taken without a match; the order's second officer reads it.

    holder   the holder's name, who is no witness
    Raises RuleBroken("reason_missing" | "excuse_unknown" | "witnesses_missing" | "witness_twice" |
    "witness_is_holder").
    """
    check_reason(reason)
    return Vouched(
        code=rules.excuse_of(code),
        reason=reason.strip(),
        witnesses=witnesses_of(witnesses, holder=holder),
    )


@transaction.atomic
def confirm_exception(*, job: UUID, actor: str, at: datetime) -> PrintJob:
    """Give the card out on the word of two officers; one given away from the counter, when it was given.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "holder_not_matched" | "four_eyes").
    """
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    waiver = Waiver.objects.filter(job=row).order_by("-pk").first()
    if waiver is None or waiver.given_at is None:
        return issue(row, matched=False, actor=actor, at=at)
    _, blank = lock_live_blank(row)
    return issue(row, matched=False, actor=actor, at=waiver.given_at, carrier=blank.carrier)


@transaction.atomic
def refuse_exception(*, job: UUID, reason: str, actor: str, at: datetime) -> PrintJob:
    """Say no to an exception that somebody else asked for: the card stays, and a comparison is wanted again.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "holder_not_matched" | "four_eyes" |
    "reason_missing").
    """
    check_reason(reason)
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    check_word_of_two(row, matched=False, actor=actor)
    row.exception_by = row.exception_reason = ""
    row.save(update_fields=["exception_by", "exception_reason"])
    audit("cards.hand_over.exception_refused", actor=actor, at=at, **about(row))
    return row
