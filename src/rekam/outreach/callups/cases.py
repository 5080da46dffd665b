"""Deciding a case: entered as an event, which the registry's own two people decide, or ended."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups.models import CallCase
from rekam.outreach.callups.queries import find_entry, get_case
from rekam.outreach.callups.rules import CaseState

REASON_LETTERS = 10


@transaction.atomic
def end_case(*, case: UUID, why: str, actor: str, at: datetime) -> CallCase:
    """Say that it is not so, or cannot be known, and why; not by whoever keyed the answer in.

    Raises RuleBroken("not_found" | "call_case_decided" | "four_eyes" | "call_case_reason").
    """
    row = _held(case, actor=actor)
    if sum(letter.isalpha() for letter in why) < REASON_LETTERS:
        raise RuleBroken("call_case_reason")
    row.why = why.strip()[:200]
    return _decide(row, state=CaseState.ENDED, actor=actor, at=at)


@transaction.atomic
def link_entry(*, case: UUID, actor: str, at: datetime) -> CallCase:
    """Say that an event was entered for it, which a verifikator approves or refuses as any other.

    Raises RuleBroken("not_found" | "call_case_decided" | "four_eyes" | "call_case_no_entry").
    """
    row = _held(case, actor=actor)
    entry = find_entry(row)
    if entry is None:
        raise RuleBroken("call_case_no_entry")
    row.entry = entry
    return _decide(row, state=CaseState.ENTERED, actor=actor, at=at)


def _held(case: UUID, *, actor: str) -> CallCase:
    row = get_case(case, lock=True)
    if row.state != CaseState.OPEN:
        raise RuleBroken("call_case_decided")
    check_four_eyes(entered_by=row.answer.actor, decided_by=actor)
    return row


def _decide(row: CallCase, *, state: CaseState, actor: str, at: datetime) -> CallCase:
    row.state, row.decided_by, row.decided_at = state, actor, at
    row.save(update_fields=["state", "decided_by", "decided_at", "why", "entry"])
    record(
        f"outreach.calls.case_{state}",
        actor=actor,
        at=at,
        subjects=[str(row.resident)],
        purpose=Purpose.OUTREACH,
        case=str(row.uuid),
    )
    return row
