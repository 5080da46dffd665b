"""Whose document was shown: asked by who knows a NIK and may hear no more than whether it is that one."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rekam.credentials.presenting import rules
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import State, Template
from rekam.credentials.verdict import Standing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key


@dataclass(frozen=True)
class Shown:
    """Where a question stands.

    standing  the verdict, None before the answer
    code      its reason, as `verdict` names it
    until     when it stops counting
    """

    state: State
    standing: Standing | None
    code: str
    until: datetime


def shown_to(question: UUID, *, at: datetime) -> Shown:
    """The verdict on a question of `Template.HOLDER`. Raises RuleBroken("not_found")."""
    row = _get(question)
    state = rules.state(
        asked_at=row.asked_at,
        fetched_at=row.fetched_at,
        answered_at=row.answered_at,
        declined=row.declined,
        at=at,
    )
    if row.answered_at is None:
        return Shown(state, None, "", row.asked_at + rules.LIFE)
    until = row.answered_at + rules.COMPARED
    state = State.OVER if at >= until else state
    return Shown(state, Standing(row.standing) if row.standing else None, row.code, until)


def is_holder(question: UUID, *, nik: str) -> bool:
    """Whether what was shown is of that NIK. Raises RuleBroken("not_found")."""
    row = _get(question)
    return hmac.compare_digest(row.holder, digest(question, nik=nik))


def digest(question: UUID, *, nik: str) -> str:
    """Keyed, and of this question: two answers of one person do not look alike."""
    key = installation_key("credentials.presenting", purpose="holder")
    return hmac.digest(key, f"{question} {nik}".encode(errors="replace"), "sha256").hex()


def _get(question: UUID) -> Question:
    row = Question.objects.filter(uuid=question, template=Template.HOLDER).first()
    if row is None:
        raise RuleBroken("not_found")
    return row
