"""Blind cases: opened by a search, judged by two people who do not see each other's verdicts."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.abis import queries, rules
from rekam.abis.models import Case, SearchRun, Verdict
from rekam.abis.rules import Answer, Outcome
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def open_case(
    *,
    subject: uuid.UUID,
    candidate: uuid.UUID,
    area_code: str,
    at: datetime,
    found: int = 1,
    not_by: Sequence[str] = (),
) -> Case:
    """Put two subjects before the adjudicators of an area; the same pair again gives the same case.

    found   how many other bodies the search of this subject put before people, this one counted
    not_by  accounts of those who recorded either of the two: they judge no recording of their own
    Raises RuleBroken("subject_unknown") when the subject was not searched.
    """
    run = SearchRun.objects.filter(subject__uuid=subject).first()
    if run is None:
        raise RuleBroken("subject_unknown")
    hangs_on_it = rules.consequence(outcome=_outcome(run, candidate=candidate), found=found)
    case, is_new = Case.objects.get_or_create(
        probe=run.subject,
        candidate=candidate,
        defaults={
            "area_code": area_code,
            "run": run,
            "opened_at": at,
            "consequence": hangs_on_it,
            "not_by": sorted(set(not_by)),
        },
    )
    if is_new:
        _audit("abis.case.opened", case=case, actor="pipeline", at=at, purpose=Purpose.SYSTEM)
    return case


@transaction.atomic
def decide(
    *, case: uuid.UUID, answer: Answer, reason: str, shown: dict[str, object], actor: str, at: datetime
) -> Case:
    """Give one person's verdict; the case is decided when two people said the same (abis.rules.settle).

    shown   what lay before the adjudicator, kept as evidence
    Raises RuleBroken("not_found" | "verdict_reason_short") and what `queries.check_may_judge` raises.
    """
    row = Case.objects.select_for_update().filter(uuid=case).first()
    if row is None:
        raise RuleBroken("not_found")
    queries.check_may_judge(row, actor=actor)
    rules.check_reason(reason)
    Verdict.objects.create(
        case=row,
        area_code=row.area_code,
        actor=actor,
        answer=answer,
        reason=reason.strip(),
        shown=shown,
        at=at,
    )
    _audit("abis.verdict.given", case=row, actor=actor, at=at, answer=str(answer))
    return _settled(row, actor=actor, at=at)


def _outcome(run: SearchRun, *, candidate: uuid.UUID) -> Outcome:
    """What the search said of one candidate; UNCLEAR of one that it does not hold."""
    known = (one["outcome"] for one in run.candidates if one["subject"] == str(candidate))
    return Outcome(next(known, Outcome.UNCLEAR))


def _settled(row: Case, *, actor: str, at: datetime) -> Case:
    """The case with its answer, once two people agree."""
    given = row.verdicts.order_by("pk").values_list("answer", flat=True)
    settled = rules.settle([Answer(one) for one in given])
    if settled is not None:
        row.answer, row.decided_at = settled, at
        row.save(update_fields=["answer", "decided_at"])
        _audit("abis.case.decided", case=row, actor=actor, at=at, answer=str(settled))
    return row


def _audit(
    action: str,
    *,
    case: Case,
    actor: str,
    at: datetime,
    purpose: Purpose = Purpose.ADJUDICATION,
    **facts: str,
) -> None:
    audit(
        action,
        actor=actor,
        at=at,
        subjects=queries.touched_by(case),
        purpose=purpose,
        case=str(case.uuid),
        **facts,
    )
